"""Question banks: read one from its YAML file, whole and checked, or say everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import overload

from her2lessons.quiz.checking import STAGES, BankError, checked_content
from her2lessons.quiz.faults import near
from her2lessons.quiz.item import Item
from her2lessons.quiz.yaml_text import read_yaml

_BANKS = Path(__file__).parent / "banks"


@dataclass(frozen=True)
class Bank(Sequence[Item]):
    """The questions of one lesson, in the order of their file.

    Attributes
    ----------
    name
        Name of the file, without ending.
    lesson
        Two digits.
    items
        The questions.
    stage
        ``"whole"``, or ``"starter"`` for one that does not cover its lesson yet.
    """

    name: str
    lesson: str
    items: tuple[Item, ...]
    stage: str = STAGES[0]

    @overload
    def __getitem__(self, index: int) -> Item: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Item, ...]: ...

    def __getitem__(self, index: int | slice) -> Item | tuple[Item, ...]:
        return self.items[index]

    def __len__(self) -> int:
        return len(self.items)

    @property
    def sections(self) -> tuple[str, ...]:
        """The sections, in the order in which they first appear."""
        return tuple(dict.fromkeys(item.section for item in self.items))

    def section(self, name: str) -> tuple[Item, ...]:
        """Give the questions of one section.

        Raises
        ------
        ValueError
            If no question stands in that section; the message names the sections there are.
        """
        found = tuple(item for item in self.items if item.section == name)
        if not found:
            raise ValueError(
                f"The bank {self.name} has no section {name!r}; its sections are {', '.join(self.sections)}."
            )
        return found

    def item(self, item_id: str) -> Item:
        """Give the question with the id ``item_id``.

        Raises
        ------
        ValueError
            If there is none; the message suggests a near one.
        """
        for item in self.items:
            if item.id == item_id:
                return item
        hint = near(item_id, [item.id for item in self.items])
        raise ValueError(f"The bank {self.name} has no question {item_id!r}.{hint}")


def bank_names() -> tuple[str, ...]:
    """Give the names of the banks that come with the course, in the order of the lessons."""
    return tuple(sorted(path.stem for path in _BANKS.glob("*.yaml")))


def load_bank(name: str) -> Bank:
    """Load a bank that comes with the course.

    Parameters
    ----------
    name
        Such as ``"05_her2_status"``; `bank_names` gives them all.

    Raises
    ------
    BankError
        If there is no such bank, or its file has faults.
    """
    if name not in bank_names():
        raise BankError(
            f"There is no question bank {name!r}; the banks are {', '.join(bank_names())}."
            f"{near(str(name), bank_names())}"
        )
    path = _BANKS / f"{name}.yaml"
    state = path.stat()
    return _load_unchanged(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=64)
def _load_unchanged(path: Path, _modified: int, _size: int) -> Bank:
    """Read a file again only when its time or size has changed: one lesson shows a bank several times."""
    return load_bank_file(path)


def load_bank_file(path: str | Path) -> Bank:
    """Load a bank from any YAML file, such as one a teacher wrote.

    Raises
    ------
    BankError
        If the file cannot be read or has faults; the message has one line for each of them.
    """
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BankError(f"{path.name}: is not UTF-8 text (byte {error.start}); save it as UTF-8.") from None
    except OSError as error:
        raise BankError(
            f"{path.name}: cannot be read ({error.strerror}); give the path of a YAML file."
        ) from error
    reading = read_yaml(text)
    if reading.faults:
        raise BankError("\n".join(f"{path.name}, line {line}: {said}" for line, said in reading.faults))
    lesson, stage, items = checked_content(path, reading)
    return Bank(path.stem, lesson, items, stage)
