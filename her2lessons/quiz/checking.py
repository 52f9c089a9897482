"""Hold the content of a bank's file against the schema and gather everything that is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path as File
from typing import Any

from pydantic import ValidationError

from her2lessons.quiz import kinds
from her2lessons.quiz.faults import near, schema_faults
from her2lessons.quiz.item import Item
from her2lessons.quiz.syllabus import ACROSS_LESSONS
from her2lessons.quiz.yaml_text import Path, Reading, Unquoted

_LESSON = re.compile(r"[0-9]{2}")
_FIELDS = ("lesson", "stage", "items")
#: Whether a bank is meant to cover its lesson already; the first is what a bank is that says nothing.
STAGES = ("whole", "starter")


class BankError(ValueError):
    """A question bank that cannot be used; one sentence a fault, each with its file, line, item and field."""


def checked_content(file: File, reading: Reading) -> tuple[str, str, tuple[Item, ...]]:
    """Give the lesson, the stage and the questions that the text of the bank ``file`` holds.

    Raises
    ------
    BankError
        With every fault found, a line each.
    """
    return _Checker(file, reading).content()


class _Checker:
    """Walk through one bank once, noting faults on the way."""

    def __init__(self, file: File, reading: Reading) -> None:
        self._file_name = file.name
        self._folder = file.parent
        self._reading = reading
        self._faults: list[str] = []
        self._source_faults: dict[str, str | None] = {}

    def content(self) -> tuple[str, str, tuple[Item, ...]]:
        """Give lesson, stage and questions, or raise `BankError`."""
        content = self._reading.value
        if content is None:
            raise BankError(f"{self._file_name}: is empty; a bank has a lesson and items.")
        if not isinstance(content, dict):
            raise BankError(f"{self._file_name}: must hold the fields lesson and items, and holds neither.")
        for key in [key for key in content if key not in _FIELDS]:
            hint = near(key, _FIELDS) or " Remove it."
            self._fault((key,), f"{key} is not a field of a bank; these are lesson, stage and items.{hint}")
        lesson = self._lesson(content)
        stage = self._stage(content)
        items = tuple(self._items(content, lesson))
        if self._faults:
            raise BankError("\n".join(self._faults))
        return lesson, stage, items

    def _lesson(self, content: dict[str, Any]) -> str:
        """Give the lesson's number, or "" after noting what is wrong with it."""
        given = content.get("lesson")
        bare = given if isinstance(given, Unquoted) else self._reading.written.get(("lesson",))
        if "lesson" not in content:
            self._fault((), 'lesson is missing; write lesson: "05" at the top.')
        elif bare is not None and given is not None:
            self._fault(("lesson",), f'lesson must be text; put quotes around it: "{bare.written}".')
        elif not isinstance(given, str) or not _LESSON.fullmatch(given):
            self._fault(("lesson",), 'lesson must be two digits in quotes, such as "05".')
        else:
            return given
        return ""

    def _stage(self, content: dict[str, Any]) -> str:
        """Give the stage, by default the first; a wrong one is noted."""
        given = content.get("stage", STAGES[0])
        if isinstance(given, str) and given in STAGES:
            return given
        word = given if isinstance(given, str) else ""
        self._fault(
            ("stage",),
            'stage must be "whole" (what a bank is that says nothing) or "starter" (one that is still '
            f"growing).{near(word, STAGES)}",
        )
        return STAGES[0]

    def _items(self, content: dict[str, Any], lesson: str) -> Iterator[Item]:
        given = content.get("items")
        if not isinstance(given, list) or not given:
            self._fault(("items",), "items must be a list of at least one question.")
            return
        seen: dict[str, int] = {}
        for index, raw in enumerate(given):
            at: Path = ("items", index)
            if not isinstance(raw, dict):
                self._fault(at, "a question must be a set of fields, starting with id.")
                continue
            self._check_id(at, raw.get("id"), index, seen)
            self._check_objective(at, raw.get("objective"), lesson)
            self._check_sources(at, raw.get("sources"))
            yield from self._item(at, raw)

    def _check_id(self, at: Path, item_id: Any, index: int, seen: dict[str, int]) -> None:
        if isinstance(item_id, str) and seen.setdefault(item_id, index) != index:
            first = self._reading.lines["items", seen[item_id]]
            self._fault(at, f"the id is used before, on line {first}; ids are permanent and unique.", "id")

    def _check_objective(self, at: Path, objective: Any, lesson: str) -> None:
        across = lesson in ("", *ACROSS_LESSONS)
        if isinstance(objective, str) and not across and not objective.startswith(f"{lesson}."):
            self._fault(at, f"{objective!r} is not an objective of lesson {lesson}.", "objective")

    def _check_sources(self, at: Path, sources: Any) -> None:
        for place, key in enumerate(sources if isinstance(sources, list) else []):
            wrong = self._source_fault(key) if isinstance(key, str) else None
            if wrong:
                self._fault(at, wrong, "sources", place)

    def _item(self, at: Path, raw: dict[str, Any]) -> Iterator[Item]:
        """Give the question if it fits the schema of its kind; else note why not."""
        kind = raw.get("kind")
        if not isinstance(kind, str) or kind not in kinds.names():
            word = str(getattr(kind, "written", kind))
            what = "is missing" if kind is None else f"{word!r} is not a kind of question"
            self._fault(
                at, f"{what}; the kinds are {', '.join(kinds.names())}.{near(word, kinds.names())}", "kind"
            )
            return
        model = kinds.load(kind).Model
        try:
            yield model.model_validate(raw, context={"folder": self._folder})
        except ValidationError as error:
            for where, sentence in schema_faults(error, model, at, self._reading.written):
                self._fault(at, sentence, *where)

    def _source_fault(self, key: str) -> str | None:
        """Say what is wrong with a source key, asking the reference table once a key."""
        # Imported here so that reading a schema does not read the tables.
        from her2lessons import evidence

        if key not in self._source_faults:
            try:
                evidence.reference(key)
                self._source_faults[key] = None
            except ValueError as error:
                self._source_faults[key] = f"{key!r} is not in the reference table. {error}"
        return self._source_faults[key]

    def _fault(self, at: Path, sentence: str, *field: str | int) -> None:
        """Note a fault with its file, line, item and field."""
        path: Path = (*at, *field)
        while path and path not in self._reading.lines:
            path = path[:-1]
        line = self._reading.lines.get(path, 1)
        places = [f"{self._file_name}, line {line}"]
        if at[:1] == ("items",) and len(at) > 1:
            places.append(self._name(at))
        if field:
            places.append(_field_name(field))
        self._faults.append(f"{', '.join(places)}: {sentence}")

    def _name(self, at: Path) -> str:
        """Call an item by its id, or by its place where it has none."""
        position = int(at[1])
        raw = self._reading.value["items"][position]
        given = raw.get("id") if isinstance(raw, dict) else None
        return f"item {given}" if isinstance(given, str) and given else f"item number {position + 1}"


def _field_name(steps: Path) -> str:
    """Write a path as an author counts: the first option is ``options[1]``."""
    parts = (f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in steps)
    return "".join(parts).removeprefix(".")
