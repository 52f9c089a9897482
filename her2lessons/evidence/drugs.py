"""What is given: one drug a row, what it hits, what it can harm, and who says so."""

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

COLUMNS = (
    "id",
    "name",
    "brand",
    "drug_class",
    "target",
    "mechanism",
    "payload",
    "drug_antibody_ratio",
    "cleavable_linker",
    "bystander",
    "harms",
    "note",
    "source",
    "confidence",
    "checked",
    PRIVATE,
)
CONJUGATES = ("HER2 antibody-drug conjugate", "TROP2 antibody-drug conjugate")
CLASSES = (
    "HER2 antibody",
    *CONJUGATES,
    "HER2 kinase inhibitor",
    "HER2 bispecific antibody",
    "selective estrogen receptor modulator",
    "aromatase inhibitor",
    "gonadal suppression",
    "estrogen receptor degrader",
    "CDK4/6 inhibitor",
    "PI3K-AKT-mTOR inhibitor",
    "PARP inhibitor",
    "immune checkpoint inhibitor",
    "taxane",
    "anthracycline",
    "platinum",
    "antimetabolite",
    "alkylating agent",
    "microtubule inhibitor",
    "bone agent",
)
CONFIDENCES = ("high", "medium")


@dataclass(frozen=True, slots=True)
class Drug:
    """One drug."""

    id: str
    """Permanent name: the plain name in lower case with underscores, such as ``trastuzumab_emtansine``."""
    name: str
    """Plain name, with the short form in brackets where one is common."""
    brand: str
    """Name on the box; empty where there are many or none."""
    drug_class: str
    """One of :data:`CLASSES`."""
    target: str
    """What the drug binds or blocks."""
    mechanism: str
    """What that does, in plain words."""
    payload: str
    """What a conjugate carries; empty for every other drug."""
    drug_antibody_ratio: float | None
    """Payload molecules on one antibody, on average; None where unknown or not a conjugate."""
    cleavable_linker: bool | None
    """Whether the link is cut without breaking down the antibody; None where unknown or no conjugate."""
    bystander: bool | None
    """Whether the payload also reaches neighbours; None where unknown, disputed or no conjugate."""
    harms: str
    """The harms to know first; empty where none was confirmed on a source."""
    note: str
    """What a reader must know beside it; may be empty."""
    source: str
    """Keys of the sources, separated by a space."""
    confidence: str
    """``high``: seen on a report's, regulator's or registry's page or abstract; ``medium``: elsewhere."""
    checked: date
    """When the row was last checked."""

    @property
    def references(self) -> tuple[Reference, ...]:
        """The sources themselves."""
        return tuple(reference(key) for key in self.source.split())

    @property
    def is_conjugate(self) -> bool:
        """Whether the drug is an antibody that carries a payload."""
        return self.drug_class in CONJUGATES

    def __str__(self) -> str:
        return self.name


def drug(id: str) -> Drug:
    """Return one drug.

    Parameters
    ----------
    id : str
        Its permanent name, such as ``"trastuzumab_deruxtecan"``.

    Raises
    ------
    ValueError
        When there is no such drug; the message names the ones that come close.
    """
    return rows.look_up(_drugs(), id, "drug", "evidence.drugs()")


def drugs() -> pd.DataFrame:
    """Return every drug as a DataFrame, one row each; where we read it is left out.

    ``cleavable_linker`` and ``bystander`` hold True, False or None.
    """
    import pandas as pd

    columns = [column for column in COLUMNS if column != PRIVATE]
    frame = pd.DataFrame(
        [[getattr(item, column) for column in columns] for item in _drugs().values()],
        columns=columns,
        dtype=object,
    )
    texts = [column for column in columns if isinstance(frame[column].iloc[0], str)]
    return frame.astype(dict.fromkeys(texts, str) | {"drug_antibody_ratio": float})


def parse_drug(row: rows.Row, where: str) -> Drug:
    """Turn a row of the table into a drug, or say which cell is wrong."""
    found = Drug(
        id=rows.text(row, "id", where),
        name=rows.text(row, "name", where),
        brand=row["brand"].strip(),
        drug_class=one_of(row, "drug_class", CLASSES, where),
        target=rows.text(row, "target", where),
        mechanism=rows.text(row, "mechanism", where),
        payload=row["payload"].strip(),
        drug_antibody_ratio=rows.optional(row, "drug_antibody_ratio", rows.number, where),
        cleavable_linker=rows.optional(row, "cleavable_linker", _yes_or_no, where),
        bystander=rows.optional(row, "bystander", _yes_or_no, where),
        harms=row["harms"].strip(),
        note=row["note"].strip(),
        source=rows.text(row, "source", where),
        confidence=one_of(row, "confidence", CONFIDENCES, where),
        checked=rows.day(rows.text(row, "checked", where), "checked", where),
    )
    rows.text(row, PRIVATE, where)
    _check_conjugate(found, where)
    return found


def one_of(row: rows.Row, column: str, allowed: tuple[str, ...], where: str) -> str:
    """Return a cell that must hold one of a few agreed words."""
    value = rows.text(row, column, where)
    if value not in allowed:
        raise ValueError(f"{where}: {column} is {value!r}; it must be one of: {', '.join(allowed)}.")
    return value


def _yes_or_no(value: str, column: str, where: str) -> bool:
    if value not in ("yes", "no"):
        raise ValueError(f"{where}: {column} is {value!r}; write yes or no, or leave it empty.")
    return value == "yes"


def _check_conjugate(found: Drug, where: str) -> None:
    """Only a conjugate carries something, and then the table must say what."""
    about_payload = (found.drug_antibody_ratio, found.cleavable_linker, found.bystander)
    if found.is_conjugate:
        if not found.payload:
            raise ValueError(f"{where}: {found.id} is a conjugate. Say in payload what it carries.")
    elif found.payload or any(value is not None for value in about_payload):
        raise ValueError(
            f"{where}: {found.id} is no conjugate, so payload, drug_antibody_ratio, cleavable_linker and "
            "bystander must be empty."
        )
    if found.drug_antibody_ratio is not None and not 1 <= found.drug_antibody_ratio <= 10:
        raise ValueError(
            f"{where}: drug_antibody_ratio is {found.drug_antibody_ratio}; an antibody carries 1 to 10."
        )


@cache
def _drugs() -> dict[str, Drug]:
    parsed = ((where, parse_drug(row, where)) for where, row in rows.read("drugs", COLUMNS))
    return rows.collect(((where, item.id, item) for where, item in parsed), "drug")
