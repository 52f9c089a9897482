"""One thing that an exam board would say about a bank: how grave it is, where it is, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

Level = Literal["error", "warning"]


class Where(NamedTuple):
    """A place in the course's questions; what is empty does not narrow it further."""

    bank: str
    """Name of the bank, or of the file beside the banks."""
    item: str = ""
    """Id of the question."""
    field: str = ""
    """As an author counts: the second option's text is ``options[2].text``."""

    def __str__(self) -> str:
        return ", ".join(part for part in (self.bank, self.item and f"item {self.item}", self.field) if part)


@dataclass(frozen=True)
class Finding:
    """Something that should be mended before a learner meets it."""

    level: Level
    """An error keeps a bank out of the course; a warning asks for a second look."""
    where: Where
    """The place."""
    sentence: str
    """What is wrong and what to do about it."""

    def __str__(self) -> str:
        return f"{self.where}: {self.level}: {self.sentence}"


def error(where: Where, sentence: str) -> Finding:
    """Make a finding that keeps a bank out."""
    return Finding("error", where, sentence)


def warning(where: Where, sentence: str) -> Finding:
    """Make a finding that asks for a second look."""
    return Finding("warning", where, sentence)
