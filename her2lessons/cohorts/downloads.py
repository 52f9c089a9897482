"""Whole files of patients, one row a person or a sample, fetched only when asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from her2lessons.cohorts import metabric, msk, remote, row_files, tcga
from her2lessons.cohorts.counts import cited
from her2lessons.cohorts.fetching import cache_folder, fetch, named_folder
from her2lessons.cohorts.remote import RemoteFile

if TYPE_CHECKING:
    import pandas as pd

_PEOPLE = (
    "Behind every row stands a real person: do not try to find out who it is, and do not put these rows "
    "beside other data about people. "
)


@dataclass(frozen=True, slots=True)
class Download:
    """One data set that can be fetched."""

    files: tuple[RemoteFile, ...]
    """Its files, in the order that `read` takes them."""
    read: Callable[..., pd.DataFrame]
    """Turns the files into one tidy frame."""
    source_keys: tuple[str, ...]
    """The studies to cite."""
    caution: str
    """What it must not be used to say."""
    licence: str
    """On what terms it is published."""


DOWNLOADS = {
    "metabric": Download(
        (remote.METABRIC,),
        row_files.metabric,
        metabric.SOURCES,
        metabric.TREATED + metabric.BY_EXPRESSION.strip(),
        "Open Database License (ODbL) 1.0",
    ),
    "msk": Download(
        (remote.MSK_PATIENTS, remote.MSK_SAMPLES),
        row_files.msk,
        msk.SOURCES,
        "A row is a sequenced sample, and a person can have more than one. " + msk.CHOSEN + msk.TWO_TESTS,
        "Open Database License (ODbL) 1.0",
    ),
    "tcga": Download(
        (remote.TCGA,),
        row_files.tcga,
        tcga.SOURCES,
        tcga.FIELDS + tcga.ENTERED_TWICE,
        "open-access clinical data of The Cancer Genome Atlas",
    ),
}


def download(name: str, folder: str | Path | None = None) -> pd.DataFrame:
    """Fetch a data set with a row for each patient, or read it from where it was kept the last time.

    The only part of the course that uses the internet, and only when called. A file is accepted if its
    checksum is the one this course was checked with; it is then kept, and the next call needs no network.

    Parameters
    ----------
    name : str
        "metabric" (1,904 patients, 0.5 MB), "msk" (sequenced samples, each with its patient, 1 MB) or "tcga"
        (patients, 1.7 MB).
    folder : str or pathlib.Path, optional
        Where to keep the files. By default the folder for caches of this account, or ``patients`` below
        ``HER2LESSONS_HOME`` where that is set.

    Returns
    -------
    pandas.DataFrame
        One row a patient ("msk": a sample). Column names are lower case; ``patient`` numbers the people
        from 1 in place of the study's own identifiers, which are left out, as is whatever names a hospital;
        missing values are missing. In "metabric" the columns have this course's names and units. ``.attrs``
        holds ``source``, ``source_keys``, ``caution`` and ``licence``.

    Raises
    ------
    DownloadError
        If the data cannot be fetched or kept: a ValueError that says what failed, what is safe, what to do.
    ValueError
        If there is no data set of that name, or `folder` is no path.

    Notes
    -----
    Sources: curtis2012, pereira2016 (metabric); razavi2018 (msk); tcga2012 (tcga).
    """
    if not isinstance(name, str) or name not in DOWNLOADS:
        raise ValueError(
            f"There is no data set {name!r} to download. Choose one of {', '.join(map(repr, DOWNLOADS))}."
        )
    chosen = DOWNLOADS[name]
    place = cache_folder() if folder is None else named_folder(folder)
    paths = [fetch(file, place) for file in chosen.files]
    frame = chosen.read(*paths)
    frame.attrs = {
        "source": cited(chosen.source_keys),
        "source_keys": chosen.source_keys,
        "caution": _PEOPLE + chosen.caution,
        "licence": chosen.licence,
    }
    return frame
