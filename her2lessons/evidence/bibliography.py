"""Who says so: the sources of the course, each with a link that a learner can open."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from her2lessons.evidence import rows

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("key", "authors", "year", "title", "container", "doi", "pmid", "url", "kind", "checked")
KINDS = ("guideline", "trial", "study", "label", "dataset", "course")
COURSE = "course"
"""The key, and the kind, of what this course decided for itself; it is not literature."""

OFFICIAL_HOSTS = (
    "www.fda.gov",
    "www.accessdata.fda.gov",
    "www.ema.europa.eu",
    "seer.cancer.gov",
    "www.cancer.gov",
    "clinicaltrials.gov",
    "www.nccn.org",
    "ace.asco.org",
    "www.esmo.org",
    "www.who.int",
)
"""Whose own pages may stand for a source without DOI and PMID: regulators, registries, guideline bodies."""

_DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>]+")
_INITIALS = re.compile(r" [A-Z]{1,3}$")
_PMID = re.compile(r"[1-9]\d{0,8}")


@dataclass(frozen=True, slots=True)
class Reference:
    """One source."""

    key: str
    """Short name, such as ``wolff2018``: first author and year, lower case."""
    authors: str
    """As cited: the first few names, then "et al."."""
    year: int
    """Year of publication."""
    title: str
    """Title in full."""
    container: str
    """Journal with volume and pages, or the collection a page belongs to."""
    doi: str
    """Digital object identifier without an address in front, or empty."""
    pmid: str
    """PubMed number, or empty."""
    url: str
    """A regulator's, registry's or guideline's own page, or empty."""
    kind: str
    """One of :data:`KINDS`."""
    checked: date
    """When these particulars were last checked."""

    @property
    def short(self) -> str:
        """Name for a narrow place, such as "Wolff 2018"; the course's own conventions are called that."""
        if self.kind == COURSE:
            return "this course's own convention"
        first = self.authors.split(",")[0]
        return f"{_INITIALS.sub('', first)} {self.year}"

    @property
    def link(self) -> str:
        """The best address to open: the DOI, else PubMed, else the source's own page."""
        if self.doi:
            return f"https://doi.org/{quote(self.doi, safe='/:;().-_')}"
        if self.pmid:
            return f"https://pubmed.ncbi.nlm.nih.gov/{self.pmid}/"
        return self.url


def reference(key: str) -> Reference:
    """Return one source.

    Parameters
    ----------
    key : str
        Its short name, such as ``"wolff2018"``.

    Raises
    ------
    ValueError
        When there is no such source; the message names the ones that come close.
    """
    return rows.look_up(_references(), key, "source", "evidence.references()")


def references() -> pd.DataFrame:
    """Return every source as a DataFrame, one row each, with the address to open in the column ``link``."""
    import pandas as pd

    columns = [*COLUMNS[:-1], "link", "checked"]
    return pd.DataFrame(
        [[getattr(source, column) for column in columns] for source in _references().values()],
        columns=columns,
    )


def parse_reference(row: rows.Row, where: str) -> Reference:
    """Turn a row of the table into a source, or say which cell is wrong."""
    source = Reference(
        key=rows.text(row, "key", where),
        authors=rows.text(row, "authors", where),
        year=rows.year(rows.text(row, "year", where), "year", where),
        title=rows.text(row, "title", where),
        container=rows.text(row, "container", where),
        doi=row["doi"].strip(),
        pmid=row["pmid"].strip(),
        url=row["url"].strip(),
        kind=rows.text(row, "kind", where),
        checked=rows.day(rows.text(row, "checked", where), "checked", where),
    )
    if source.kind not in KINDS:
        raise ValueError(f"{where}: kind is {source.kind!r}; it must be one of {', '.join(KINDS)}.")
    if source.doi and not _DOI.fullmatch(source.doi):
        raise ValueError(f"{where}: doi is {source.doi!r}; write it bare, like 10.1200/JCO.2018.77.8738.")
    if source.pmid and not _PMID.fullmatch(source.pmid):
        raise ValueError(f"{where}: pmid is {source.pmid!r}; write the number alone, like 29846122.")
    if source.kind != COURSE:
        _check_address(source, where)
    return source


def _check_address(source: Reference, where: str) -> None:
    """A learner is sent to a DOI, to PubMed or to the source's own page, and nowhere else."""
    if source.url:
        address = urlsplit(source.url)
        if address.scheme != "https" or address.netloc not in OFFICIAL_HOSTS:
            raise ValueError(
                f"{where}: url is {source.url!r}; it must be an https page of {', '.join(OFFICIAL_HOSTS)}. "
                "Put where a number was read into read_at of facts.csv."
            )
    elif not (source.doi or source.pmid):
        raise ValueError(f"{where}: {source.key} has no DOI, PMID or official page. Give it at least one.")


@cache
def _references() -> dict[str, Reference]:
    parsed = ((where, parse_reference(row, where)) for where, row in rows.read("references", COLUMNS))
    return rows.collect(((where, source.key, source) for where, source in parsed), "source")
