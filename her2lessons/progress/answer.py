"""One answer a learner gave: a frozen value and its one line in the log."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from functools import cache
from typing import Any
from uuid import uuid4

VERSION = 1
_NEEDED = ("version", "id", "at", "item", "lesson", "response", "points")
_DEEPEST = 20


def _new_id() -> str:
    return uuid4().hex


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One answer; everything is checked when it is made, so that every answer can be written and read back.

    Raises
    ------
    ValueError
        If a value could not stand in the log; the sentence names it and says what is allowed.
    """

    item: str
    """Id of the question."""
    response: Any
    """What the learner gave: text, numbers, true or false, None, and lists and mappings of them."""
    points: float
    """From 0 to 1."""
    lesson: str
    """Number of the lesson whose bank holds the question, such as ``"05"``."""
    id: str = field(default_factory=_new_id)
    """Unique; an answer met twice under one id is the same answer."""
    at: datetime = field(default_factory=_now)
    """When it was given, with a time zone; kept in UTC."""
    seed: int | None = None
    """Of a generated case: which one it was."""
    item_hash: str | None = None
    """Of the question as it was asked, from `quiz.item_hash`."""
    confidence: str | None = None
    """How sure the learner was, in the words of the card."""
    version: int = VERSION
    """Of the line's layout."""
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Fields of a later layout, kept as they were."""

    def __post_init__(self) -> None:
        for name in ("item", "lesson", "id"):
            _check_text(name, getattr(self, name))
        for name in ("item_hash", "confidence"):
            if getattr(self, name) is not None:
                _check_text(name, getattr(self, name))
        if self.seed is not None and not _whole(self.seed):
            raise ValueError(f"seed must be a whole number or None; it is {self.seed!r}.")
        if not _whole(self.version) or self.version < 1:
            raise ValueError(f"version must be a whole number from 1; it is {self.version!r}.")
        if not isinstance(self.at, datetime) or self.at.utcoffset() is None:
            raise ValueError(
                f"at must be a moment with a time zone, such as datetime.now(UTC); it is {self.at!r}."
            )
        if not isinstance(self.extra, Mapping):
            raise ValueError(f"extra must be a mapping of further fields; it is {self.extra!r}.")
        taken = sorted(name for name in self.extra if name in _known() and getattr(self, name) is not None)
        if taken:
            raise ValueError(f"extra may not hold {taken[0]!r}, which is a field of its own.")
        # Copies, so that a list changed later by the caller does not change the answer.
        object.__setattr__(self, "points", _checked_points(self.points))
        object.__setattr__(self, "at", _in_utc(self.at))
        object.__setattr__(self, "response", _plain("response", self.response))
        object.__setattr__(self, "extra", _plain("extra", self.extra))

    def __hash__(self) -> int:
        return hash(self.id)

    def to_dict(self) -> dict[str, Any]:
        """Give the answer as plain JSON values, unknown fields included."""
        known = {
            "version": self.version,
            "id": self.id,
            "at": self.at.isoformat(),
            "item": self.item,
            "lesson": self.lesson,
            "response": self.response,
            "points": self.points,
            "seed": self.seed,
            "item_hash": self.item_hash,
            "confidence": self.confidence,
        }
        return known | dict(self.extra)

    def to_line(self) -> str:
        """Give the answer as one line of JSON, without the line's end."""
        return json.dumps(self.to_dict(), ensure_ascii=False, allow_nan=False, separators=(",", ":"))

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Answer:
        """Build an answer from what `to_dict` gave, here or in a later version.

        Raises
        ------
        ValueError
            If a needed field is missing or a value is of the wrong type.
        """
        missing = [name for name in _NEEDED if name not in values]
        if missing:
            raise ValueError(f"An answer needs the field {missing[0]!r}, which is missing.")
        known = {name: values[name] for name in _known() if name in values}
        extra = {name: value for name, value in values.items() if name not in known}
        if _whole(known["version"]) and known["version"] > VERSION:
            # A later layout may give these another form. Keep that form rather than lose the answer.
            for name in ("seed", "item_hash", "confidence"):
                if name in known and not isinstance(known[name], _OPTIONAL[name]):
                    extra[name] = known.pop(name)
        known["at"] = _moment(known["at"])
        return cls(**known, extra=extra)

    @classmethod
    def from_line(cls, line: str | bytes) -> Answer:
        """Build an answer from one line of a log.

        Raises
        ------
        ValueError
            If the line is not UTF-8, not one JSON object, or not an answer.
        """
        try:
            text = line.decode("utf-8") if isinstance(line, bytes) else line
            values = _decoder().decode(text)
        except RecursionError:
            raise ValueError("The line is nested too deeply to be an answer.") from None
        except ValueError as error:
            raise ValueError(f"The line is not readable JSON: {error}.") from None
        if not isinstance(values, dict):
            raise ValueError(f"The line is not a JSON object: it holds {type(values).__name__}.")
        return cls.from_dict(values)


_OPTIONAL: dict[str, tuple[type, ...]] = {
    "seed": (int, type(None)),
    "item_hash": (str, type(None)),
    "confidence": (str, type(None)),
}


@cache
def _known() -> tuple[str, ...]:
    return tuple(part.name for part in fields(Answer) if part.name != "extra")


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _check_text(name: str, value: object) -> None:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{name} must be text that is not blank; it is {value!r}.")
    _plain(name, value)


def _checked_points(points: object) -> float:
    if isinstance(points, bool) or not isinstance(points, int | float) or not 0 <= points <= 1:
        raise ValueError(f"points must be a number from 0 to 1; it is {points!r}.")
    return float(points)


def _in_utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise ValueError(f"at must be a moment that UTC can hold; it is {moment.isoformat()}.") from None


def _moment(text: object) -> datetime:
    if not isinstance(text, str):
        raise ValueError(
            f"at must be a moment written as text, such as 2026-11-20T09:30:00+00:00; it is {text!r}."
        )
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"at must be a moment such as 2026-11-20T09:30:00+00:00; it is {text!r}.") from None


def _plain(name: str, value: Any, depth: int = 0) -> Any:
    """Give a copy of ``value`` made of what JSON can hold, or say what cannot be held."""
    if depth > _DEEPEST:
        raise ValueError(f"{name} is nested more than {_DEEPEST} deep, which no answer is.")
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        try:
            value.encode("utf-8")
        except UnicodeEncodeError:
            raise ValueError(f"{name} holds half of a character, which cannot be saved as text.") from None
        return str(value)
    if isinstance(value, int):
        return int(value) if abs(value) < 10**18 else _refuse(name, value)
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else _refuse(name, value)
    if isinstance(value, list | tuple):
        return [_plain(name, part, depth + 1) for part in value]
    if isinstance(value, Mapping) and all(isinstance(key, str) for key in value):
        return {_plain(name, key): _plain(name, part, depth + 1) for key, part in value.items()}
    return _refuse(name, value)


def _refuse(name: str, value: object) -> Any:
    raise ValueError(
        f"{name} must be made of text, ordinary numbers, true, false, None, lists, and mappings "
        f"with text as keys; it holds a {type(value).__name__} that cannot be saved."
    )


@cache
def _decoder() -> json.JSONDecoder:
    return json.JSONDecoder(parse_constant=_refuse_constant)


def _refuse_constant(word: str) -> Any:
    raise ValueError(f"{word} is not a number that an answer can hold")
