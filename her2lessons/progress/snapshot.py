"""A note of what a log added up to at some point, so that opening it costs only the lines since then.

The snapshot is disposable: it lies beside the log, holds nothing that the log does not, and is made anew when
it is missing, damaged, of another layout, or does not fit the log any more.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from her2lessons import __version__
from her2lessons.progress.memory import ItemMemory, Memory, ObjectiveMemory, Seen
from her2lessons.progress.saving import write_private

Stamp = tuple[int, int, int]

#: Counts up whenever `Memory` or what it computes changes, so that old snapshots are left aside.
LAYOUT = 2
#: A new snapshot is worth its writing after this many bytes of new lines.
WORTH_WRITING = 64 * 1024
#: Of a log this much at either end is compared with what was read: all of it, up to twice this size.
_COMPARED = 1024 * 1024


@dataclass
class Snapshot:
    """What the first ``offset`` bytes of a log add up to."""

    offset: int = 0
    """How many bytes of the log are in it, always up to the end of a line."""
    print: str = ""
    """Of those bytes, from `fingerprint`."""
    memory: Memory = field(default_factory=Memory)
    unreadable: list[str] = field(default_factory=list)
    """A digest of each line that could not be read."""


@cache
def basis() -> str:
    """Name what a snapshot stands on beside the log; one that stands on something else is not used."""
    # Imported here: reading the log alone does not need the syllabus.
    from her2lessons.quiz.syllabus import objectives

    course = hashlib.sha256(" ".join(objectives()).encode()).hexdigest()[:12]
    return f"layout {LAYOUT}, her2lessons {__version__}, fsrs {version('fsrs')}, objectives {course}"


def path_of(log: Path) -> Path:
    """Give the place of the snapshot of a log."""
    return log.with_name(f"{log.name}.snapshot")


def stamp(log: Path) -> Stamp:
    """Give what changes when a file is written to: its identity, size and time."""
    found = log.stat()
    return found.st_ino, found.st_size, found.st_mtime_ns


def fingerprint(log: Path, length: int) -> str:
    """Give a digest of the first ``length`` bytes of a log.

    Only `_COMPARED` bytes at the beginning and as many at the end of them are read. An edit in
    the middle of so large a log that keeps its length to the byte is not noticed until the snapshot is
    deleted.
    """
    digest = hashlib.sha256(str(length).encode())
    with log.open("rb") as file:
        digest.update(file.read(min(length, _COMPARED)))
        if length > _COMPARED:
            file.seek(max(length - _COMPARED, _COMPARED))
            digest.update(file.read(length - file.tell()))
    return digest.hexdigest()


def load(log: Path) -> Snapshot:
    """Give the snapshot of a log; an empty one if there is none that fits it."""
    try:
        check, content, seen = path_of(log).read_bytes().split(b"\n", 2)
        if check.decode("ascii") != _check(content, seen):
            return Snapshot()  # cut short, or changed by hand
        values = json.loads(content)
        if values["basis"] != basis() or values["offset"] > log.stat().st_size:
            return Snapshot()
        kept = _from_dict(values, seen)
        return kept if kept.print == fingerprint(log, kept.offset) else Snapshot()
    except (OSError, ValueError, TypeError, KeyError):
        return Snapshot()


def save(log: Path, kept: Snapshot, read: Stamp) -> None:
    """Write the snapshot in one step; where that cannot be done, there is simply none.

    The log must still be as it was when ``read`` was taken, before it was read; if somebody has written to it
    since, the next opening will do. Call it under the log's lock.
    """
    if stamp(log) != read:
        return
    path = path_of(log)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        kept.print = fingerprint(log, kept.offset)
        content = json.dumps(_to_dict(kept), separators=(",", ":")).encode("ascii")
        seen = kept.memory.seen.as_bytes()
        # Three parts: a digest of the others, then JSON on one line, then the ids as they are.
        write_private(unfinished, b"\n".join((_check(content, seen).encode("ascii"), content, seen)))
        unfinished.replace(path)
    except OSError:
        with suppress(OSError):
            unfinished.unlink()


def _check(content: bytes, seen: bytes) -> str:
    digest = hashlib.sha256(content)
    digest.update(seen)
    return digest.hexdigest()


def _to_dict(kept: Snapshot) -> dict[str, Any]:
    memory = kept.memory
    return {
        "basis": basis(),
        "offset": kept.offset,
        "print": kept.print,
        "unreadable": kept.unreadable,
        "answers": memory.answers,
        "items": {name: item.to_dict() for name, item in memory.items.items()},
        "objectives": {name: asdict(one) for name, one in memory.objectives.items()},
        "days": {str(day): count for day, count in memory.days.items()},
    }


def _from_dict(values: dict[str, Any], seen: bytes) -> Snapshot:
    memory = Memory(
        items={name: ItemMemory.from_dict(item) for name, item in values["items"].items()},
        objectives={name: ObjectiveMemory(**one) for name, one in values["objectives"].items()},
        days={int(day): count for day, count in values["days"].items()},
        answers=values["answers"],
        seen=Seen(seen),
    )
    return Snapshot(values["offset"], values["print"], memory, values["unreadable"])
