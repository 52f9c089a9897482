"""The count tables, each with its source and with what it must not be used to say."""

from __future__ import annotations

from importlib.resources import files
from io import StringIO
from typing import TYPE_CHECKING

from her2lessons.evidence import cite

if TYPE_CHECKING:
    import pandas as pd

COUNT = "patients"
"""The column that says how many patients a row stands for."""

MISSING = "missing"
"""How a table writes that nothing is recorded. It stays a word, so that counting by column counts it too."""

_TCGA_CAUTION = (
    "Many hospitals filled in these fields by rules of their own, and the fields disagree in places: 11 "
    "patients with an IHC score of 1+ are also called IHC positive. "
    "Who got FISH depended on the IHC: 29 % of those scored 0 or 1+, 89 % of 2+ and 31 % of 3+. Who is "
    "chosen for the second test decides what agreement between the tests looks like (verification bias), "
    "so ask that before reading agreement or a predictive value. "
    "A score of 0 is not split into 0+ and absent, and tumours were scored by the rules of their time: "
    "the share of HER2-low by today's rules cannot be read off this table. "
    "The copy-number call is another test: it misses nearly half of the FISH-positive cancers, and 119 of "
    "the identifiers behind it were transcribed by hand. "
    "At one contributing site one result may have been entered twice; the data cannot prove it. Name no "
    "site."
)

_MSK_CAUTION = (
    "These patients were chosen because a sample of theirs was sequenced, and many had metastatic "
    "disease: no share here is a rate in the population. "
    "FISH was done where somebody asked for it, so agreement is seen only in those chosen for both tests "
    "(verification bias). "
    "Some readings are no single score, such as 0-1+ or 2+ with 3+ outside, and a score of 0 is not split "
    "into 0+ and absent: the share of HER2-low by today's rules cannot be read off this table."
)


def tcga_her2() -> pd.DataFrame:
    """Count 1,099 TCGA breast cancer patients by what is recorded of HER2.

    Returns
    -------
    pandas.DataFrame
        Columns ``ihc_score`` (0, 1+, 2+, 3+), ``ihc_status`` (negative, equivocal, positive, indeterminate),
        ``fish_status`` (those, and not performed), ``erbb2_copy_call`` (amplified, not_amplified) and
        ``patients``; "missing" where nothing is recorded. ``.attrs`` holds ``source``, ``source_keys`` and
        ``caution``.

    Notes
    -----
    Source: tcga2012, open-access clinical file of 2016-17.
    """
    return _table("tcga_brca_her2_counts", "tcga2012", _TCGA_CAUTION)


def msk_ihc_fish() -> pd.DataFrame:
    """Count the first cancers of 1,756 MSK patients by IHC score and FISH status.

    Returns
    -------
    pandas.DataFrame
        Columns ``ihc_score`` (as reported, with mixed readings such as "0-1+" or "2+ (3+ outside)"),
        ``fish_status`` (negative, equivocal, positive) and ``patients``; "missing" where nothing is recorded.
        ``.attrs`` holds ``source``, ``source_keys`` and ``caution``.

    Notes
    -----
    Source: razavi2018, under the Open Database License.
    """
    return _table("msk2018_primary_ihc_fish_counts", "razavi2018", _MSK_CAUTION)


def _table(name: str, key: str, caution: str) -> pd.DataFrame:
    """Read a count table: every column is text, as recorded, but the count."""
    import pandas as pd

    text = files(__package__).joinpath("data", f"{name}.csv").read_text(encoding="utf-8")
    table = pd.read_csv(StringIO(text), dtype=str, keep_default_na=False).astype({COUNT: "int64"})
    table.attrs = {"source": f"{cite(key)} [{key}]", "source_keys": (key,), "caution": caution}
    return table
