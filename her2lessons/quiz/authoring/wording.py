"""Faults of wording that item-writing guides warn of: negative stems, catch-all options, thin feedback."""

from __future__ import annotations

import re
from collections.abc import Iterator

from her2lessons.quiz.authoring.finding import Finding, Where, error, warning
from her2lessons.quiz.authoring.pieces import Piece, choices, pieces, plain
from her2lessons.quiz.bank import Bank
from her2lessons.quiz.item import Item

#: Visible characters; below this a reason is hardly one.
FEWEST = 40
#: Characters; a card of more than this is scrolled past.
MOST = 1_000

_SENTENCE = re.compile(r"[^.?!\n]*(?:[.?!](?!\s|$)[^.?!\n]*)*[.?!]?")
_ASKS = re.compile(
    r"\?\W*$|^\W*(?:choose|tick|pick|select|mark|name|give|find|put|match|complete)\b", re.IGNORECASE
)
_NEGATIVE = re.compile(
    r"\b(?:not|except|cannot|never|untrue|incorrect)\b|\b\w+n['’]t\b"
    r"|(?<=\bis )(?:false|wrong)\b|(?<=\bare )(?:false|wrong)\b|\bfalse (?=statement|sentence)",
    re.IGNORECASE,
)
_CATCH_ALL = re.compile(
    r"\b(?:all|none|any|both|neither|either|each|most) (?:\w+ )?of "
    r"(?:the above|these(?!\s+\w)|the (?:\w+ )?options)\b|\bof the above\b",
    re.IGNORECASE,
)
_ABSOLUTE = re.compile(
    r"\b(?:always|never|all|none|only|every|must|nobody|everybody|everyone|impossible|certainly)\b",
    re.IGNORECASE,
)
#: Phrases in which such a word is no claim about every case.
_NOT_ABSOLUTE = re.compile(
    r"\b(?:not (?:all|always|every|only)|all the way|all a?round|at all|above all|all else equal)\b",
    re.IGNORECASE,
)
_HTML = re.compile(r"</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>|<!--")
_LATEX = re.compile(r"\\(?:[a-zA-Z]+\{|[(\[])|\$[^$\n]*[\\^_][^$\n]*\$")


def findings(bank: Bank) -> Iterator[Finding]:
    """Give the faults of wording in a bank, question by question."""
    for item in bank:
        yield from _stem(bank, item)
        yield from _options(bank, item)
        for piece in pieces(item):
            yield from _text(Where(bank.name, item.id, piece.field), piece)


def _stem(bank: Bank, item: Item) -> Iterator[Finding]:
    """Look for a negative in the sentences that ask; a case may be told with as many as it needs."""
    for sentence in _SENTENCE.findall(item.prompt):
        found = _NEGATIVE.search(plain(sentence)) if _ASKS.search(plain(sentence)) else None
        if found is None:
            continue
        word = found.group()
        where = Where(bank.name, item.id, "prompt")
        if _emphasised(word, sentence):
            yield warning(
                where, f'asks with "{word}"; emphasis helps, but ask for what is so: rephrase the question.'
            )
        else:
            yield warning(
                where,
                f'asks with "{word}", which a reader in a hurry overlooks; ask for what is so: rephrase.',
            )
        return


def _emphasised(word: str, sentence: str) -> bool:
    marked = re.search(rf"[*_][*_]?{re.escape(word)}[*_]", sentence)
    return marked is not None or (word.isupper() and len(word) > 1)


def _options(bank: Bank, item: Item) -> Iterator[Finding]:
    field, options = choices(item)
    for number, option in enumerate(options, start=1):
        where = Where(bank.name, item.id, f"{field}[{number}].text")
        shown = plain(option.text)
        if found := _CATCH_ALL.search(shown):
            yield error(
                where, f'says "{found.group()}"; name what is meant, or make the question a multiple one.'
            )
        elif option.misconception is None and (word := _ABSOLUTE.search(_NOT_ABSOLUTE.sub("", shown))):
            yield warning(
                where,
                f'says "{word.group()}", by which people tell a wrong option; say it without, or name the '
                "mistake under misconception.",
            )


def _text(where: Where, piece: Piece) -> Iterator[Finding]:
    length = len(plain(piece.text))
    if piece.role == "feedback" and length < FEWEST:
        yield error(where, f"has {length} characters; say in at least {FEWEST} why, for who chose otherwise.")
    if len(piece.text) > MOST:
        yield warning(
            where, f"has {len(piece.text):,} characters, and nobody reads so much; stay below {MOST:,}."
        )
    if found := _HTML.search(piece.text):
        yield warning(
            where, f"holds {found.group()[:40]}, and HTML is shown as text; write Markdown instead."
        )
    if found := _LATEX.search(piece.text):
        yield warning(
            where, f"holds {found.group()[:40]}, and LaTeX is shown as text; write the formula in words."
        )
