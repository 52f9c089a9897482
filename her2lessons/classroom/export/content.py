"""What every form of export needs of a question: made, named, tagged, and its words as safe HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from html import escape, unescape
from typing import NamedTuple

from her2lessons import evidence
from her2lessons.quiz import Item, Option, realise
from her2lessons.quiz import markdown as reader
from her2lessons.quiz.drawn import Drawn
from her2lessons.quiz.kinds.case import Case
from her2lessons.quiz.kinds.classify import Classify
from her2lessons.quiz.kinds.count import Count
from her2lessons.quiz.kinds.estimate import Estimate
from her2lessons.quiz.kinds.match import Match, Matching
from her2lessons.quiz.kinds.multiple import Multiple
from her2lessons.quiz.kinds.numeric import Numeric
from her2lessons.quiz.kinds.order import Order
from her2lessons.quiz.kinds.pick import Pick
from her2lessons.quiz.kinds.single import Single
from her2lessons.quiz.picture import Picture

# XML 1.0 has no way to hold these, not even escaped, and no form of ours has a use for them.
_NOT_IN_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WITHIN_A_WORD = re.compile(r"</?(?:strong|em|code|a)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_KINDS = (Single, Multiple, Classify, Numeric, Order, Matching)
_ON_A_FIELD = (Count, Estimate, Pick)


class ExportError(ValueError):
    """An export that could not be made; no file was written or changed."""


class Packed(NamedTuple):
    """A file of one form: its bytes, how many questions it holds, and what was left out or changed."""

    data: bytes
    questions: int
    notes: list[str]


@dataclass(frozen=True)
class Question:
    """One question as it leaves the course, never a case that is still to be made.

    Attributes
    ----------
    id
        The item's own; for the question made of a case ``<id>-s<seed>``.
    item
        What is asked, of one of the kinds that do not need making.
    """

    id: str
    item: Item

    @property
    def title(self) -> str:
        """The id and the first words of the prompt, for lists of questions."""
        return f"{self.id}: {words(self.item.prompt)}"

    @property
    def tags(self) -> dict[str, list[str]]:
        """What the question is filed under, by sort."""
        return {
            "objective": [self.item.objective],
            "concept": list(self.item.concepts),
            "difficulty": [str(self.item.difficulty)],
        }

    @property
    def picture(self) -> Picture | Drawn | None:
        """What is looked at, where there is a picture."""
        return self.item.image if isinstance(self.item, Classify) else None


def questions(items: Sequence[Item], cases: int) -> tuple[list[Question], list[str]]:
    """Make the questions of ``items``, each case ``cases`` times, and say what is not as it was.

    Raises
    ------
    ExportError
        If two questions would have the same id, or none is left.
    """
    made: dict[str, Question] = {}
    notes: list[str] = []
    for item in items:
        asked = list(_made(item, cases))
        if unheld := next((one.item for one in asked if not isinstance(one.item, _KINDS)), None):
            notes.append(f"{item.id} was left out: {_why_not(unheld)}")
            continue
        for question in asked:
            if question.id in made:
                raise ExportError(f"Two questions would be called {question.id}; rename one in the bank.")
            made[question.id] = question
        if isinstance(item, Case):
            notes.append(
                f"{item.id} makes a new case each time; it became {cases} fixed ones "
                f"(seeds {item.seed} to {item.seed + cases - 1})."
            )
    if not made:
        raise ExportError("No question of this bank can be exported.")
    return list(made.values()), notes


def _why_not(item: Item) -> str:
    """Say why no form holds a question."""
    if isinstance(item, _ON_A_FIELD):
        return f"a {item.kind} question is answered on a simulated field, which no other system can show."
    return f"no form holds questions of the kind {item.kind}."


def _made(item: Item, cases: int) -> Iterator[Question]:
    if not isinstance(item, Case):
        yield Question(item.id, item)
        return
    for seed in range(item.seed, item.seed + cases):
        question_id = f"{item.id}-s{seed}"
        yield Question(question_id, realise(item, seed).model_copy(update={"id": question_id}))


def clean(text: str) -> str:
    """Give ``text`` with line feeds for line ends and a replacement sign for what XML 1.0 cannot hold."""
    return _NOT_IN_XML.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def block(text: str) -> str:
    """Give Markdown as safe HTML, which is well-formed XML too."""
    # Cleaned before, so that odd characters cannot trip the reader, and after, since it resolves entities.
    return clean(reader.block(clean(text))).strip()


def inline(text: str) -> str:
    """Give one line of Markdown as safe HTML without a paragraph around it."""
    return clean(reader.inline(clean(text))).strip()


def plain(text: str) -> str:
    """Give text that is no Markdown, such as a pair's, as HTML."""
    return escape(clean(text).strip(), quote=True)


def words(text: str, most: int = 60) -> str:
    """Give the first words of a Markdown text, without markup and on one line."""
    said = " ".join(unescape(_TAG.sub(" ", _WITHIN_A_WORD.sub("", block(text)))).split())
    return said if len(said) <= most else said[:most].rsplit(" ", 1)[0].rstrip() + " …"


def options(item: Item) -> tuple[Option, ...]:
    """Give what is chosen from, in the order shown; empty for kinds without a choice."""
    if isinstance(item, Classify):
        return item.categories
    return item.options if isinstance(item, Single | Multiple) else ()


def worked(item: Item) -> str:
    """Give the right answer of a number, an order or pairs with its reasons, as HTML."""
    match item:
        case Numeric():
            margin = f" Up to {decimal(item.margin)} more or less is right." if item.margin else ""
            return f"<p>{plain(f'Right: {item.answer} {item.unit}'.rstrip() + '.' + margin)}</p>"
        case Order():
            lines = [f"<li>{inline(part.text)}: {inline(part.because)}</li>" for part in item.order]
            return f"<p>In order:</p><ol>{''.join(lines)}</ol>"
        case Matching():
            texts = {match.id: match.text for match in item.matches}
            lines = [
                f"<li>{plain(pair.text)}: {plain(texts[pair.match])}. {inline(pair.because)}</li>"
                for pair in item.pairs
            ]
            lines += [
                f"<li>{plain(match.text)} fits nothing here. {inline(match.because or '')}</li>"
                for match in unused(item)
            ]
            return f"<p>The right pairs:</p><ul>{''.join(lines)}</ul>"
    return ""


def unused(item: Matching) -> list[Match]:
    """Give the matches that fit no pair."""
    used = {pair.match for pair in item.pairs}
    return [match for match in item.matches if match.id not in used]


def explanation(item: Item) -> str:
    """Give what is said whatever was answered, with the sources as links, as HTML."""
    cited = "".join(f"<li>{_citation(key)}</li>" for key in item.sources)
    return f"{worked(item)}{block(item.explain)}<p>Sources:</p><ul>{cited}</ul>"


def _citation(key: str) -> str:
    citation = evidence.cite(key)
    # The course's own conventions have a path in the repository for a link, which leads nowhere elsewhere.
    linked = citation.reference.link.startswith("https://")
    return clean(citation._repr_html_()) if linked else plain(citation.reference.short)


def file_name(picture: Picture | Drawn) -> str:
    """Give a name made from what is seen: safe everywhere, and the same for the same picture."""
    return f"{picture.digest}.{picture.media_type.removeprefix('image/').removesuffix('+xml')}"


def decimal(number: Fraction) -> str:
    """Write a number whose decimals end, such as every bound of a tolerance, with all of its digits.

    Raises
    ------
    ValueError
        If its decimals do not end.
    """
    places = 0
    while (number * 10**places).denominator != 1:
        places += 1
        if places > 100:
            raise ValueError(f"{number} has no end as a decimal.")
    digits = str(int(abs(number) * 10**places)).rjust(places + 1, "0")
    whole, part = digits[: len(digits) - places], digits[len(digits) - places :]
    return f"{'-' if number < 0 else ''}{whole}{'.' if part else ''}{part}"
