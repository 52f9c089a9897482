"""What popular pages say: one claim a row, the verdicts that can be defended, and the fair sentence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from her2lessons.evidence import rows
from her2lessons.evidence.bibliography import Reference, reference
from her2lessons.evidence.findings import PRIVATE

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("id", "claim", "verdicts", "correct", "why", "facts", "sources", "checked", PRIVATE)
VERDICTS = ("right", "oversimplified", "wrong", "outdated")


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that popular pages say."""

    id: str
    """Permanent name, such as ``one_in_five``."""
    claim: str
    """What is said, in our words."""
    verdicts: tuple[str, ...]
    """The one or two of :data:`VERDICTS` that can be defended; either is accepted as an answer."""
    correct: str
    """What a page could fairly say instead."""
    why: str
    """The reasons, with the numbers."""
    facts: tuple[str, ...]
    """Ids of the facts and trial results behind it; may be empty."""
    sources: tuple[str, ...]
    """Keys of the sources."""
    checked: date
    """When the verdict was last checked."""

    @property
    def references(self) -> tuple[Reference, ...]:
        """The sources themselves."""
        return tuple(reference(key) for key in self.sources)

    def __str__(self) -> str:
        return self.claim


def claim(id: str) -> Claim:
    """Return one claim.

    Parameters
    ----------
    id : str
        Its permanent name, such as ``"one_in_five"``.

    Raises
    ------
    ValueError
        When there is no such claim; the message names the ones that come close.
    """
    return rows.look_up(_claims(), id, "claim", "evidence.claims()")


def claims() -> pd.DataFrame:
    """Return every claim as a DataFrame, one row each; where we read it is left out.

    ``verdicts``, ``facts`` and ``sources`` are text with a space between the words, as in the table.
    """
    import pandas as pd

    columns = [column for column in COLUMNS if column != PRIVATE]
    return pd.DataFrame(
        [[_shown(getattr(item, column)) for column in columns] for item in _claims().values()],
        columns=columns,
    )


def parse_claim(row: rows.Row, where: str) -> Claim:
    """Turn a row of the table into a claim, or say which cell is wrong."""
    found = Claim(
        id=rows.text(row, "id", where),
        claim=rows.text(row, "claim", where),
        verdicts=tuple(rows.text(row, "verdicts", where).split()),
        correct=rows.text(row, "correct", where),
        why=rows.text(row, "why", where),
        facts=tuple(row["facts"].split()),
        sources=tuple(rows.text(row, "sources", where).split()),
        checked=rows.day(rows.text(row, "checked", where), "checked", where),
    )
    rows.text(row, PRIVATE, where)
    unknown = [verdict for verdict in found.verdicts if verdict not in VERDICTS]
    if unknown:
        raise ValueError(f"{where}: verdicts holds {unknown[0]!r}; it must be of {', '.join(VERDICTS)}.")
    if len(found.verdicts) > 2 or len(set(found.verdicts)) < len(found.verdicts):
        raise ValueError(
            f"{where}: verdicts is {' '.join(found.verdicts)!r}; give one verdict, or two that differ."
        )
    return found


def _shown(value: object) -> object:
    return " ".join(value) if isinstance(value, tuple) else value


@cache
def _claims() -> dict[str, Claim]:
    parsed = ((where, parse_claim(row, where)) for where, row in rows.read("claims", COLUMNS))
    return rows.collect(((where, item.id, item) for where, item in parsed), "claim")
