"""The shelf of rules: which files there are, how one is read, and the day they were last checked."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from her2lessons.guidelines.pathway import condition_data, rows, yaml_file
from her2lessons.guidelines.pathway.conditions import Condition
from her2lessons.guidelines.pathway.rows import Rule
from her2lessons.guidelines.pathway.yaml_file import Row

ROOMS = (
    "testing",
    "everyone",
    "early_her2_positive",
    "metastatic_her2_positive",
    "her2_low",
    "early_hr_positive",
    "metastatic_hr_positive",
    "early_triple_negative",
    "metastatic_triple_negative",
)
"""The files, in the order in which their rules are read; within one kind of recommendation it is the order
of a plan too."""

_FILE_FIELDS = ("room", "title", "when", "unless", "rules")


@dataclass(frozen=True)
class Room:
    """One file: a part of the disease, whom it is about, and its rules."""

    name: str
    title: str
    when: Condition | None
    """Whom all its rules are about; None for everyone."""
    unless: Condition | None
    """From whom all its rules are withheld; None for nobody."""
    rules: tuple[Rule, ...]


def read_room(file: str, text: str) -> Room:
    """Read the text of one file of rules.

    Raises
    ------
    ValueError
        With one sentence that names the file, the rule and the field.
    """
    head = Row(yaml_file.parse(file, text), file, _FILE_FIELDS)
    when = None if head.get("when") is None else condition_data.parse(head.get("when"), f"{file}, when")
    unless = (
        None if head.get("unless") is None else condition_data.parse(head.get("unless"), f"{file}, unless")
    )
    name = head.id("room")
    found: dict[str, Rule] = {}
    for row in head.rows("rules", rows.FIELDS):
        rule = rows.parse(row, name, when, unless)
        if rule.id in found:
            raise ValueError(f"{file}: rule {rule.id!r} is there twice. Give one of them another id.")
        found[rule.id] = rule
    return Room(name, head.text("title"), when, unless, tuple(found.values()))


def load_rules(path: str | Path) -> tuple[Rule, ...]:
    """Read a file of rules and return its rules, to check it before it is used.

    Parameters
    ----------
    path : str or pathlib.Path
        A YAML file in the form of those in ``her2lessons/guidelines/rules``.

    Raises
    ------
    ValueError
        If it cannot be read, or if any row is not right: one sentence with the file, the rule and the field.
    """
    return read_room(*yaml_file.from_disk(path)).rules


@cache
def rooms() -> tuple[Room, ...]:
    """Return every room with its rules."""
    found = tuple(read_room(*yaml_file.shipped(name)) for name in ROOMS)
    seen: dict[str, str] = {}
    for rule in (rule for room in found for rule in room.rules):
        if rule.id in seen:
            raise ValueError(
                f"The rule {rule.id!r} is in {seen[rule.id]} and in {rule.room}. Give one of them another id."
            )
        seen[rule.id] = rule.room
    return found


@cache
def rules() -> tuple[Rule, ...]:
    """Return every rule, in the order of the files.

    Returns
    -------
    tuple of Rule
        Each with its id, title, modality, options, strength, why, evidence, cautions, source and dates.
    """
    return tuple(rule for room in rooms() for rule in room.rules)


@cache
def as_of() -> date:
    """Return the day on which the rules were last checked."""
    return max(rule.checked for rule in rules())
