"""One rule of treatment as a row of data, and the strict reading of it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeVar, get_args

from her2lessons.guidelines.pathway import condition_data, conditions, treatments
from her2lessons.guidelines.pathway.conditions import ALWAYS, Condition
from her2lessons.guidelines.pathway.findings import QUESTIONS
from her2lessons.guidelines.pathway.yaml_file import Row, shown

Modality = Literal[
    "test",
    "conversation",
    "order of treatment",
    "surgery",
    "HER2-directed",
    "immunotherapy",
    "antibody-drug conjugate",
    "chemotherapy",
    "targeted",
    "endocrine",
    "radiotherapy",
    "support",
]
"""What kind of thing is recommended, in the order in which a plan gives it."""

Strength = Literal["standard", "option", "consider", "not recommended"]
"""This course's own scale. Standard: what most would be offered. Option: an accepted choice beside others.
Consider: worth a conversation, with weaker evidence or a smaller gain. It is nobody's grade but ours."""

Read = Literal["own page", "summary"]
"""Where the rule was read: on the source's own page or a close copy, or in somebody else's summary of it."""

MODALITIES: tuple[Modality, ...] = get_args(Modality)
STRENGTHS: tuple[Strength, ...] = get_args(Strength)
READS: tuple[Read, ...] = get_args(Read)
REGIONS = ("US", "EU")

Word = TypeVar("Word", bound=str)

SUMMARY = "The guideline itself was not read for this: it follows somebody else's summary of it."
"""What stands with every recommendation that rests on a summary."""

FIELDS = (
    "id",
    "title",
    "when",
    "unless",
    "modality",
    "options",
    "strength",
    "why",
    "evidence",
    "cautions",
    "needs",
    "source",
    "region",
    "since",
    "read",
    "checked",
)
# Python would also read a day written without hyphens, or as the day of a week.
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONTH = re.compile("[0-9]{4}-[0-9]{2}")
_OPTION_FIELDS = ("name", "drugs", "without")


@dataclass(frozen=True)
class Option:
    """One way to do what is recommended: a regimen, or something other than a drug."""

    name: str
    """As it is written in a plan."""
    drugs: tuple[str, ...] = ()
    """Ids of the drugs that are given as parts of it; empty where it is no drug treatment."""
    without: tuple[str, ...] = ()
    """Drugs whose absence makes it this option, such as an aromatase inhibitor without suppression."""

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Rule:
    """One recommendation and the cases it is for."""

    id: str
    title: str
    when: Condition
    """It applies when this holds."""
    unless: Condition | None
    """It is withheld when this holds; while this is open it stands, and what is open is to be found out."""
    modality: Modality
    options: tuple[Option, ...]
    strength: Strength
    why: str
    evidence: tuple[str, ...]
    """Ids of trial results and of facts."""
    cautions: tuple[str, ...]
    needs: tuple[str, ...]
    """Questions whose answers are needed before it is carried out."""
    source: tuple[str, ...]
    """Keys of the references."""
    region: str | None
    """Where alone it holds: US or EU; None for both."""
    since: str
    """The day, or the month, from which it holds in the US, such as ``2026-05-15``; empty where nothing
    changed since 2021."""
    read: Read
    checked: date
    room: str
    """The file it stands in."""

    def questions(self) -> frozenset[str]:
        """Return the names of all that decides whether it applies."""
        unless = frozenset[str]() if self.unless is None else self.unless.questions()
        return self.when.questions() | unless


def parse(row: Row, room: str, when: Condition | None, unless: Condition | None) -> Rule:
    """Read one row; the room's own conditions are added to its.

    Raises
    ------
    ValueError
        With one sentence that names the file, the rule and the field.
    """
    id = row.id("id")
    row.where = f"{row.where.partition(',')[0]}: rule {id!r}"
    own = None if row.get("when") is None else condition_data.parse(row.get("when"), f"{row.where}, when")
    bar = (
        None if row.get("unless") is None else condition_data.parse(row.get("unless"), f"{row.where}, unless")
    )
    rule = Rule(
        id=id,
        title=row.text("title"),
        when=_together(conditions.All, when, own) or ALWAYS,
        unless=_together(conditions.AnyOf, unless, bar),
        modality=_word(row, "modality", MODALITIES),
        options=tuple(_option(option) for option in row.rows("options", _OPTION_FIELDS)),
        strength=_word(row, "strength", STRENGTHS),
        why=row.text("why"),
        evidence=row.texts("evidence"),
        cautions=row.texts("cautions"),
        needs=_needs(row),
        source=row.texts("source"),
        region=None if row.get("region") is None else _word(row, "region", REGIONS),
        since="" if row.get("since") is None else _since(row),
        read=_word(row, "read", READS),
        checked=_day(row, "checked"),
        room=room,
    )
    if not rule.source:
        raise ValueError(f"{row.where} names no source. Give the key of at least one reference.")
    return rule


def _together(
    join: type[conditions.All] | type[conditions.AnyOf], first: Condition | None, second: Condition | None
) -> Condition | None:
    parts = tuple(part for part in (first, second) if part is not None)
    return parts[0] if len(parts) == 1 else join(parts) if parts else None


def _option(row: Row) -> Option:
    drugs = row.texts("drugs") + row.texts("without")
    for drug in drugs:
        if drug not in treatments.treatments():
            raise ValueError(
                f"{row.where} names the drug {shown(drug)}, which treatments.yaml does not list."
            )
    return Option(row.text("name"), row.texts("drugs"), row.texts("without"))


def _needs(row: Row) -> tuple[str, ...]:
    for name in row.texts("needs"):
        if name not in QUESTIONS:
            raise ValueError(
                f"{row.where}: needs names {shown(name)}, which no case answers. "
                f"The questions are {', '.join(QUESTIONS)}."
            )
    return row.texts("needs")


def _word(row: Row, field: str, allowed: tuple[Word, ...]) -> Word:
    value = row.get(field)
    for word in allowed:
        if isinstance(value, str) and word == value:
            return word
    raise ValueError(f"{row.where}: {field} is {shown(value)}; it must be one of {', '.join(allowed)}.")


def _day(row: Row, field: str) -> date:
    value = row.get(field)
    try:
        day = date.fromisoformat(value) if isinstance(value, str) and _DAY.fullmatch(value) else None
    except ValueError:
        day = None
    if day is None:
        raise ValueError(f'{row.where}: {field} is {shown(value)}; write a day in quotes, like "2026-11-20".')
    return day


def _since(row: Row) -> str:
    value = row.get("since")
    try:
        if isinstance(value, str):
            day = f"{value}-01" if _MONTH.fullmatch(value) else value
            if _DAY.fullmatch(day) and date.fromisoformat(day):
                return value
    except ValueError:
        # It has the form of a day, and the calendar has no such day.
        pass
    raise ValueError(
        f'{row.where}: since is {shown(value)}; write a day or a month in quotes, like "2026-05-15" or '
        '"2023-03".'
    )


def drugs_of(options: Iterable[Option]) -> tuple[str, ...]:
    """Return every drug of some options, each once."""
    return tuple(dict.fromkeys(drug for option in options for drug in option.drugs))
