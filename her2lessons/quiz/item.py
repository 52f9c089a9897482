"""What every question has in common: identity, wording, sources; and the strictness of its fields."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,59}")
_OBJECTIVE = re.compile(r"[0-9]{2}\.[0-9]")
_CONCEPT = re.compile(r"[A-Z][0-9]{2}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _written(text: str) -> str:
    if not text.strip():
        raise ValueError("is blank; write the text.")
    return text


def _identifier(text: str) -> str:
    if not _ID.fullmatch(text):
        raise ValueError(
            f"{text!r} cannot be an id; use letters, digits, dots, hyphens and underscores, at most 60."
        )
    return text


def _objective(text: str) -> str:
    if not _OBJECTIVE.fullmatch(text):
        raise ValueError(f'{text!r} is not an objective; write lesson, dot, number, such as "05.2".')
    return text


def _concept(text: str) -> str:
    if not _CONCEPT.fullmatch(text):
        raise ValueError(f'{text!r} is not a concept id; write a letter and two digits, such as "B04".')
    return text


def _iso_date(text: str) -> str:
    try:
        if not _DATE.fullmatch(text):
            raise ValueError
        date.fromisoformat(text)
    except ValueError:
        raise ValueError(f'{text!r} is not a date; write year-month-day, such as "2026-11-20".') from None
    return text


def _sourced(keys: tuple[str, ...]) -> tuple[str, ...]:
    if not keys:
        raise ValueError("names no source; a question needs at least one key from the reference table.")
    return _unrepeated(keys)


def _unrepeated(values: tuple[str, ...]) -> tuple[str, ...]:
    twice = sorted({value for value in values if values.count(value) > 1})
    if twice:
        raise ValueError(f"names {', '.join(map(repr, twice))} more than once; once is enough.")
    return values


Text = Annotated[str, AfterValidator(_written)]
Identifier = Annotated[str, AfterValidator(_identifier)]
Objective = Annotated[str, AfterValidator(_objective)]
Concept = Annotated[str, AfterValidator(_concept)]
IsoDate = Annotated[str, AfterValidator(_iso_date)]
# strict=False here lets YAML's list become a tuple; what is in it stays strict.
Concepts = Annotated[tuple[Concept, ...], Field(strict=False), AfterValidator(_unrepeated)]
Sources = Annotated[tuple[Text, ...], Field(strict=False), AfterValidator(_sourced)]


class Strict(BaseModel):
    """A frozen value that takes no unknown field and turns no type into another."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Item(Strict):
    """One question as its bank states it; each kind adds the fields it needs.

    Attributes
    ----------
    id
        Permanent; never used again for another question, because answers are kept under it.
    section
        The part of the lesson that asks it.
    kind
        Name of the module in ``quiz.kinds`` that reads and scores it.
    objective
        The one learning objective it tests, such as ``"05.2"``.
    concepts
        Concept ids it carries; may be empty.
    difficulty
        1 (recall), 2 (apply) or 3 (combine).
    prompt, explain
        Markdown: what is asked, and what to say afterwards whatever was answered.
    sources
        Keys of the reference table.
    reviewed
        The day its facts were last checked, ``YYYY-MM-DD``.
    """

    id: Identifier
    section: Identifier
    kind: str
    objective: Objective
    concepts: Concepts
    difficulty: Annotated[int, Field(ge=1, le=3)]
    prompt: Text
    explain: Text
    sources: Sources
    reviewed: IsoDate


class Option(Strict):
    """One thing a learner may choose, with the reason it is right or wrong.

    Attributes
    ----------
    id
        Unique within its question.
    text
        What the learner reads before answering (plain text).
    correct
        Whether choosing it is right.
    because
        The reason, shown only after answering (Markdown).
    misconception
        For a wrong option: the mistaken belief it stands for.
    """

    id: Identifier
    text: Text
    correct: bool
    because: Text
    misconception: Text | None = None
