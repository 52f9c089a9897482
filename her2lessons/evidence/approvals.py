"""Who may use it, and since when: one decision of a regulator about one use of a drug a row.

Only decisions that a learner can look up stand here. What was looked for and not found, and days that
only a maker names, are said in the note of the drug.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from her2lessons.evidence import rows
from her2lessons.evidence.bibliography import Reference, reference
from her2lessons.evidence.drugs import CONFIDENCES, one_of
from her2lessons.evidence.drugs import drug as drug_named
from her2lessons.evidence.findings import PRIVATE

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    "id",
    "drug",
    "indication",
    "region",
    "day",
    "precision",
    "status",
    "source",
    "basis",
    "confidence",
    "checked",
    PRIVATE,
)
REGIONS = ("US", "EU", "China")
STATUSES = ("approved", "withdrawn")

_MISSING = {"day": "", "month": "-01", "year": "-01-01"}
"""What each precision leaves out of a full date."""


@dataclass(frozen=True, slots=True)
class Approval:
    """One decision about one use of one drug."""

    id: str
    """Permanent name, such as ``tdxd_her2_low_us``."""
    drug: str
    """Id of the drug, for :func:`her2lessons.evidence.drug`."""
    indication: str
    """For whom, in plain words."""
    region: str
    """One of :data:`REGIONS`."""
    day: str
    """As far as it is known: ``2026-05-15``, ``2013-02`` or ``1998``."""
    precision: str
    """What ``day`` tells: ``day``, ``month`` or ``year``."""
    status: str
    """One of :data:`STATUSES`."""
    source: str
    """Keys of what documents the decision: a regulator's page, or a later paper; separated by a space."""
    basis: str
    """Keys of the trial reports the use rests on; empty where none of them is among the sources."""
    confidence: str
    """``high``: the regulator's page or report, or dated reports that name it; ``medium``: one report."""
    checked: date
    """When the decision was last checked."""

    @property
    def references(self) -> tuple[Reference, ...]:
        """What documents the decision."""
        return tuple(reference(key) for key in self.source.split())

    @property
    def basis_references(self) -> tuple[Reference, ...]:
        """The trial reports the use rests on."""
        return tuple(reference(key) for key in self.basis.split())


def approval(id: str) -> Approval:
    """Return one decision of a regulator.

    Parameters
    ----------
    id : str
        Its permanent name, such as ``"tdxd_her2_low_us"``.

    Raises
    ------
    ValueError
        When there is no such decision; the message names the ones that come close.
    """
    return rows.look_up(_approvals(), id, "approval", "evidence.approvals()")


def approvals(drug: str | None = None) -> pd.DataFrame:
    """Return the decisions as a DataFrame, oldest first, one row each; where we read them is left out.

    Parameters
    ----------
    drug : str, optional
        Only this drug's, such as ``"trastuzumab_deruxtecan"``; all drugs' when left out.

    Raises
    ------
    ValueError
        When there is no such drug; the message names the ones that come close.
    """
    import pandas as pd

    wanted = None if drug is None else drug_named(drug).id
    found = [item for item in _approvals().values() if wanted in (None, item.drug)]
    found.sort(key=lambda item: item.day)
    columns = [column for column in COLUMNS if column != PRIVATE]
    return pd.DataFrame([[getattr(item, column) for column in columns] for item in found], columns=columns)


def parse_approval(row: rows.Row, where: str) -> Approval:
    """Turn a row of the table into a decision, or say which cell is wrong."""
    found = Approval(
        id=rows.text(row, "id", where),
        drug=rows.text(row, "drug", where),
        indication=rows.text(row, "indication", where),
        region=one_of(row, "region", REGIONS, where),
        day=rows.text(row, "day", where),
        precision=one_of(row, "precision", tuple(_MISSING), where),
        status=one_of(row, "status", STATUSES, where),
        source=rows.text(row, "source", where),
        basis=row["basis"].strip(),
        confidence=one_of(row, "confidence", CONFIDENCES, where),
        checked=rows.day(rows.text(row, "checked", where), "checked", where),
    )
    rows.text(row, PRIVATE, where)
    _check_day(found, where)
    return found


def _check_day(found: Approval, where: str) -> None:
    """A date is as exact as it claims to be."""
    try:
        rows.day(found.day + _MISSING[found.precision], "day", where)
    except ValueError:
        raise ValueError(
            f"{where}: day is {found.day!r}, which is not a {found.precision}. "
            "Write 2026-05-15 for a day, 2013-02 for a month, 1998 for a year."
        ) from None


@cache
def _approvals() -> dict[str, Approval]:
    parsed = ((where, parse_approval(row, where)) for where, row in rows.read("approvals", COLUMNS))
    return rows.collect(((where, item.id, item) for where, item in parsed), "approval")
