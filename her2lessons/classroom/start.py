"""Give a learner a copy of the course, and later newer versions without touching what they changed."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from her2lessons.classroom.writing import write_whole

#: In the learner's folder: what was delivered, so that an edited notebook can be told from one never touched.
RECORD = ".her2lessons.json"


class StartError(ValueError):
    """The folder cannot take a copy of the course; nothing in it was changed."""


@dataclass
class Delivery:
    """What ``start`` did to a learner's folder, as paths relative to it."""

    new: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    #: (the learner's edited notebook, the newer version put beside it)
    beside: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def sentences(self) -> list[str]:
        """Say what was done, one sentence each; nothing to say when all was up to date."""
        said = list(self.notes)
        if self.new:
            said.append(f"Copied {len(self.new)} notebooks.")
        said += [f"{name} has been brought up to date; you had not changed it." for name in self.updated]
        said += [
            f"{mine} holds your changes and was left alone; the newer version is {new}."
            for mine, new in self.beside
        ]
        return said


def course_root() -> Path:
    """Give the folder that holds ``notebooks`` and ``exercises``.

    Raises
    ------
    StartError
        If the package was installed without them.
    """
    root = Path(__file__).resolve().parents[2]
    if not (root / "notebooks" / "00_start_here.ipynb").exists():
        raise StartError(
            "The lessons are not beside the installed package. "
            "Clone the course's repository and run 'make lab' in it."
        )
    return root


def _hash(value: Any) -> str:
    return hashlib.sha256(json.dumps(value).encode()).hexdigest()[:16]


def _inputs(text: str) -> str:
    """Give a short hash of a notebook's inputs; running it changes only outputs, which is no edit."""
    try:
        cells = json.loads(text)["cells"]
        return _hash([[cell["cell_type"], "".join(cell["source"])] for cell in cells])
    except (ValueError, KeyError, TypeError, RecursionError):
        return _hash(text)


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


#: For each notebook: hashes of what was delivered, and of a newer version put beside an edited one.
Record = dict[str, dict[str, str]]


def _read_record(folder: Path, delivery: Delivery) -> Record:
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        if not isinstance(record, dict) or not all(isinstance(known, dict) for known in record.values()):
            raise ValueError("not a mapping of names to hashes")
    except (ValueError, OSError, RecursionError):
        delivery.notes.append(
            f"{RECORD} could not be read, so every notebook here is treated as changed by you and left alone."
        )
        return {}
    return record


def _open_folder(folder: Path, delivery: Delivery) -> Record:
    if folder.exists() and not folder.is_dir():
        raise StartError(f"{folder} is a file, not a folder. Nothing was changed; give another name.")
    if (folder / RECORD).exists():
        return _read_record(folder, delivery)
    others = sorted(path.name for path in folder.iterdir()) if folder.exists() else []
    if others:
        named = ", ".join(others[:3]) + (" ..." if len(others) > 3 else "")
        raise StartError(
            f"{folder} already holds other work ({named}). Nothing was changed; "
            "give the name of a new folder, for example 'her2lessons start my-course'."
        )
    # The record comes first: a copy that is cut short can then be finished by starting again.
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / RECORD, "{}\n")
    return {}


def _free_name(target: Path) -> Path:
    """Find a name beside ``target`` that nothing has yet."""
    number = 1
    while True:
        suffix = "-newer" if number == 1 else f"-newer-{number}"
        path = target.with_name(f"{target.stem}{suffix}{target.suffix}")
        if not path.exists():
            return path
        number += 1


def start(folder: Path, root: Path | None = None) -> Delivery:
    """Copy the course into ``folder``, or bring an earlier copy up to date.

    A notebook that the learner has edited is never written over: a newer version arrives beside it as
    ``NAME-newer.ipynb``. A notebook that the learner has deleted comes back fresh.

    Parameters
    ----------
    folder
        A new or empty folder, or one that an earlier ``start`` made.
    root
        Where the course lies; by default the clone that this package belongs to.

    Raises
    ------
    StartError
        If the folder holds other work, is a file, or cannot be written.
    """
    root = root or course_root()
    delivery = Delivery()
    try:
        record = _open_folder(folder, delivery)
        for source in sorted([*root.glob("notebooks/*.ipynb"), *root.glob("exercises/*.ipynb")]):
            _deliver(source, folder, source.relative_to(root).as_posix(), record, delivery)
        write_whole(folder / RECORD, json.dumps(record, indent=1, sort_keys=True) + "\n")
    except OSError as error:
        raise StartError(
            f"{folder} cannot be written ({error.strerror or error}). What was there is unchanged; "
            "choose a folder of your own or free some space."
        ) from error
    return delivery


def _deliver(source: Path, folder: Path, name: str, record: Record, delivery: Delivery) -> None:
    text = source.read_text(encoding="utf-8")
    this = {"inputs": _inputs(text), "whole": _hash(text)}
    known = record.get(name, {})
    target = folder / name
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        write_whole(target, text)
        delivery.new.append(name)
        record[name] = this
    elif known.get("whole") == this["whole"] or _inputs(_read(target)) == this["inputs"] != known.get(
        "inputs"
    ):
        record[name] = known | this
    elif _inputs(_read(target)) == known.get("inputs"):
        write_whole(target, text)
        delivery.updated.append(name)
        record[name] = this
    elif known.get("offered") != this["whole"]:
        beside = _put_beside(target, folder, known, text)
        delivery.beside.append((name, beside))
        record[name] = known | {"offered": this["whole"], "beside": beside, "beside_inputs": this["inputs"]}


def _put_beside(target: Path, folder: Path, known: dict[str, str], text: str) -> str:
    """Put a newer version beside an edited one, over an earlier newer one if that was not touched."""
    earlier = folder / known["beside"] if "beside" in known else None
    untouched = (
        earlier is not None and earlier.exists() and _inputs(_read(earlier)) == known.get("beside_inputs")
    )
    beside = earlier if untouched and earlier is not None else _free_name(target)
    write_whole(beside, text)
    return beside.relative_to(folder).as_posix()
