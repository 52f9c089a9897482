"""A bank as an Anki deck: one card a question, asked in front, answered with reasons behind.

A note is known by its item's id, so importing a newer export changes the cards and keeps what was learned.
Anki takes a note over when it is newer than the one it has, or, if told to, when its time differs. The day is
that of the item's review; the time of day stands for the words, so that it changes with them.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime

import genanki

from her2lessons.classroom.export import content
from her2lessons.classroom.export.content import Packed, Question
from her2lessons.classroom.export.files import zipped
from her2lessons.quiz import Item, public_view
from her2lessons.quiz.kinds.match import Matching
from her2lessons.quiz.kinds.multiple import Multiple
from her2lessons.quiz.kinds.numeric import Numeric
from her2lessons.quiz.kinds.order import Order

_MODEL = "her2lessons question 1"
_FIELDS = ("Id", "Prompt", "Picture", "Choices", "Answer", "Explanation")
_FRONT = """<div class="question">{{Prompt}}{{Picture}}{{Choices}}</div>"""
_BACK = """{{FrontSide}}<hr id="answer"><div class="answer">{{Answer}}{{Explanation}}</div>"""
_STYLE = """
.card { margin: 0; padding: 1rem; background: #ffffff; color: #1c1c1e; font: 18px/1.5 system-ui, sans-serif; }
.question, .answer { max-width: 40rem; margin: 0 auto; text-align: start; }
img { max-width: 100%; background: #ffffff; }
li { margin: 0.35em 0; }
table { border-collapse: collapse; }
td, th { padding: 0.2em 0.6em; border: 1px solid #6b7280; }
.mark { font-weight: 700; }
a { color: #0b5cad; }
.nightMode.card, .nightMode .card { background: #1e1f22; color: #f0f0f0; }
.nightMode a { color: #8cc4ff; }
"""
_SECONDS_A_DAY = 86_400
#: Ids of notes are moments in milliseconds to Anki; ours are spread over the ten years from 2010.
_FIRST_ID, _IDS = 1_262_304_000_000, 315_532_800_000
_CARDS_NOTE = "Cards are not marked: the learner looks at the answer and says how well it was known."
_NEWER_NOTE = (
    "Anki takes over what was reviewed on a later day; for other changes choose to update notes always."
)


def build(name: str, questions: Sequence[Question]) -> Packed:
    """Give the package, and what is not as it was.

    Parameters
    ----------
    name
        Of the bank; it names the deck.
    questions
        What `content.questions` made, in the order in which new cards come.
    """
    model = _model()
    # Two colons would part a deck from a deck within it.
    title = content.clean(name).replace("::", ":")
    deck = genanki.Deck(_number("deck", title), f"her2lessons::{title}")
    for place, question in enumerate(questions):
        deck.add_note(_note(model, question, place))
    pictures = {_media_name(q): q.picture.data for q in questions if q.picture}
    numbered = list(enumerate(pictures.items()))
    entries = [("collection.anki2", _collection(deck, questions))]
    entries.append(("media", json.dumps({str(number): name for number, (name, _) in numbered}).encode()))
    entries += [(str(number), data) for number, (_, data) in numbered]
    return Packed(zipped(entries), len(questions), [_CARDS_NOTE, _NEWER_NOTE])


def _model() -> genanki.Model:
    return genanki.Model(
        _number("model", _MODEL),
        _MODEL,
        fields=[{"name": field} for field in _FIELDS],
        templates=[{"name": "Question", "qfmt": _FRONT, "afmt": _BACK}],
        css=_STYLE.strip(),
    )


def _number(sort: str, name: str) -> int:
    """Give a deck's or model's id, the same for the same name, in the range that genanki asks for."""
    return (1 << 30) + _hash(f"{sort} {name}") % (1 << 30)


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")


def _guid(question: Question) -> str:
    return str(genanki.guid_for("her2lessons", question.id))


def _note(model: genanki.Model, question: Question, place: int) -> genanki.Note:
    tags = [f"{sort}::{tag}" for sort, found in question.tags.items() for tag in found]
    return genanki.Note(
        model=model,
        fields=[_without_commands(field) for field in _written(question)],
        tags=tags,
        guid=_guid(question),
        due=place,
    )


def _without_commands(html: str) -> str:
    """Keep a text from being read as one of Anki's commands, such as [sound:...] or [latex]."""
    return html.replace("[", "&#91;")


def _written(question: Question) -> Iterator[str]:
    item = question.item
    yield question.id
    yield content.block(item.prompt)
    yield _picture(question)
    yield _choices(item)
    yield _reasons(item)
    yield content.explanation(item)


def _picture(question: Question) -> str:
    if question.picture is None:
        return ""
    return f'<p><img src="{_media_name(question)}" alt="{content.plain(question.picture.alt)}"></p>'


def _media_name(question: Question) -> str:
    """Give the picture's name in Anki's one folder for the pictures of all decks."""
    return f"her2lessons-{content.file_name(question.picture)}" if question.picture else ""


def _choices(item: Item) -> str:
    """Give what there is to choose from, as it is shown before an answer."""
    view = public_view(item)
    match item:
        case Numeric():
            unit = f" in {content.plain(item.unit)}" if item.unit else ""
            return f"<p>Answer with a number{unit}.</p>"
        case Order():
            asked = "Put these in order:"
        case Matching():
            asked = "What belongs together?"
        case Multiple():
            asked = "Choose all that are right:"
        case _:
            asked = "Choose one:"
    # Pairs and matches are plain text, everything else is Markdown.
    shown = content.plain if isinstance(item, Matching) else content.inline
    lists = [view.options, *([view.choices] if view.choices else [])]
    listed = ["<ul>" + "".join(f"<li>{shown(one.text)}</li>" for one in part) + "</ul>" for part in lists]
    return f"<p>{asked}</p>" + "<p>with</p>".join(listed)


def _reasons(item: Item) -> str:
    """Give every option with a word and a sign for right or wrong and its reason."""
    sign = {True: "✓ right", False: "✗ not right"}
    lines = [
        f'<li>{content.inline(option.text)} <span class="mark">({sign[option.correct]})</span> '
        f"{content.inline(option.because)}</li>"
        for option in content.options(item)
    ]
    return f"<ul>{''.join(lines)}</ul>" if lines else ""


def _collection(deck: genanki.Deck, questions: Sequence[Question]) -> bytes:
    """Give the bytes of Anki's database, with ids and dates that depend on the questions alone."""
    changed = {
        note.guid: _moment(question, note) for question, note in zip(questions, deck.notes, strict=True)
    }
    package = genanki.Package(deck)
    with closing(sqlite3.connect(":memory:")) as database:
        package.write_to_db(database.cursor(), max(changed.values()), _ids(questions))
        database.executemany(
            "UPDATE notes SET mod = ? WHERE guid = ?", [(when, guid) for guid, when in changed.items()]
        )
        database.commit()
        return database.serialize()


def _moment(question: Question, note: genanki.Note) -> int:
    """Give a second of the day of review, chosen by what the note says: a later review is always newer."""
    day = datetime.fromisoformat(question.item.reviewed).replace(tzinfo=UTC)
    return int(day.timestamp()) + _hash("\n".join(note.fields)) % _SECONDS_A_DAY


def _ids(questions: Sequence[Question]) -> Iterator[int]:
    """Give the ids that genanki asks for in turn: a note's, then that of its one card."""
    taken: set[int] = set()
    for question in questions:
        made = _FIRST_ID + _hash(f"note {question.id}") % _IDS
        while made in taken:
            made += 1
        taken.add(made)
        yield made
        yield made
