"""The texts of a question, piece by piece, whatever its kind; and what is left of them without Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from her2lessons.quiz.item import Item, Option

#: Fields that hold a list of things with a text, over all kinds of question.
_LISTS = ("options", "categories", "order", "pairs", "matches")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_LINE_START = re.compile(r"^[ \t]*(?:[-*+]|#{1,6}|>|\d{1,3}[.)])[ \t]+", re.MULTILINE)
_EMPHASIS = re.compile(r"(\*{1,3}|`+)(?=\S)(.*?\S)\1", re.DOTALL)


@dataclass(frozen=True)
class Piece:
    """A text of a question."""

    field: str
    """Where it stands, such as ``options[2].because``."""
    text: str
    """As written, in Markdown."""
    role: Literal["prompt", "choice", "feedback"]
    """What it is for: asking, being chosen, or saying why."""


def pieces(item: Item) -> Iterator[Piece]:
    """Give every text of a question in the order of its fields."""
    yield Piece("prompt", item.prompt, "prompt")
    for field, number, part in parts(item):
        yield Piece(f"{field}[{number}].text", part.text, "choice")
        if part.because is not None:
            yield Piece(f"{field}[{number}].because", part.because, "feedback")
    yield Piece("explain", item.explain, "feedback")


def parts(item: Item) -> Iterator[tuple[str, int, Option]]:
    """Give ``(field, number from 1, part)`` for everything in a question that has a text of its own.

    Parts of an order, pairs and matches have no mark; they are like options in their ``id`` and ``text``.
    """
    for field in _LISTS:
        for number, part in enumerate(getattr(item, field, ()), start=1):
            yield field, number, part


def choices(item: Item) -> tuple[str, Sequence[Option]]:
    """Give the field and the options of a question with right and wrong ones; else ``("", ())``."""
    for field in ("options", "categories"):
        found: Sequence[Option] = getattr(item, field, ())
        if found:
            return field, found
    return "", ()


def with_one_right(items: Sequence[Item]) -> list[Sequence[Option]]:
    """Give the options of every single and classify question, where a guess may learn from habits."""
    return [choices(item)[1] for item in items if item.kind in ("single", "classify")]


def plain(text: str) -> str:
    """Give what a reader sees of Markdown: no asterisks, list marks, link addresses; spaces made single."""
    shown = _LINE_START.sub("", _LINK.sub(r"\1", text))
    for _ in range(3):  # emphasis within emphasis
        shown = _EMPHASIS.sub(r"\2", shown)
    return re.sub(r"[ \t]+", " ", shown).strip()
