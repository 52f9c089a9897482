"""Marks that a learner put on a microscope field: one small file a field, kept from day to day."""

from __future__ import annotations

import json
import math
import os
import re
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from her2lessons.progress import place
from her2lessons.progress.saving import write_private

#: No field holds so many signals; more is a page gone wrong.
MOST = 2000
_KEY = re.compile(r"[0-9a-z-]{1,60}")

Mark = dict[str, Any]
"""``{"x": float, "y": float, "tool": str}``, in pixels of the field."""


def checked(marks: object, size: int, tools: Sequence[str]) -> list[Mark]:
    """Give the marks that lie on the field and are made with one of its tools; whatever else is left out.

    Parameters
    ----------
    marks
        What the page or a file holds.
    size
        Pixels along each side of the field.
    tools
        Names of what can be marked on it.
    """
    found = []
    for mark in marks if isinstance(marks, list) else []:
        if not isinstance(mark, dict) or mark.get("tool") not in tools:
            continue
        x, y = mark.get("x"), mark.get("y")
        if all(_lies_within(one, size) for one in (x, y)):
            found.append({"x": float(x), "y": float(y), "tool": str(mark["tool"])})  # type: ignore[arg-type]
    return found[:MOST]


def load(key: str, size: int, tools: Sequence[str]) -> list[Mark]:
    """Give the marks kept for a field; none where the file is missing, damaged or another's."""
    try:
        kept = json.loads(_path(key).read_bytes())
        return checked(kept["marks"], size, tools) if kept["field"] == key else []
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return []


def save(key: str, marks: Sequence[Mark]) -> str | None:
    """Keep the marks of a field; None when they are on disk, else a sentence that says why not."""
    path = _path(key)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_private(unfinished, json.dumps({"field": key, "marks": list(marks)}).encode("ascii"))
        unfinished.replace(path)
    except OSError as error:
        with suppress(OSError):
            unfinished.unlink()
        reason = error.strerror or type(error).__name__
        return (
            f"Your marks could not be kept ({reason}). They stay on this page until you close it, and your "
            "saved answers are untouched."
        )
    return None


def _path(key: str) -> Path:
    if not _KEY.fullmatch(key):
        raise ValueError(f"{key!r} cannot name the marks of a field; use small letters, digits and hyphens.")
    return place.home() / "marks" / f"{key}.json"


def _lies_within(value: object, size: int) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return math.isfinite(value) and 0 <= value <= size
