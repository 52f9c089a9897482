"""The breast cancer patients sequenced at MSK, counted by what was recorded of HER2."""

from __future__ import annotations

from typing import TYPE_CHECKING

from her2lessons.cohorts.counts import read_counts

if TYPE_CHECKING:
    import pandas as pd

SOURCES = ("razavi2018",)

CHOSEN = (
    "These patients were chosen because a sample of theirs was sequenced, and many had metastatic "
    "disease: no share here is a rate in the population. "
)

TWO_TESTS = (
    "FISH was done where somebody asked for it, so agreement is seen only in those chosen for both tests "
    "(verification bias). "
    "Some readings are no single score, such as 0-1+ or 2+ with 3+ outside, and a score of 0 is not split "
    "into 0+ and absent: the share of HER2-low by today's rules cannot be read off this table."
)


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
    return read_counts("msk2018_primary_ihc_fish_counts", SOURCES, CHOSEN + TWO_TESTS)


def msk_ratio_bins() -> pd.DataFrame:
    """Count the first cancers of 498 MSK patients by IHC score and HER2/CEP17 ratio.

    Returns
    -------
    pandas.DataFrame
        Columns ``ihc_score`` (as reported, mixed readings included), ``ratio_low`` and ``ratio_high`` (edges
        of the bin; a bin is read as holding its lower edge and not its upper one; the last is open, so its
        upper edge is infinite) and ``patients``. ``.attrs`` holds ``source``, ``source_keys`` and
        ``caution``.

    Notes
    -----
    Source: razavi2018, under the Open Database License.
    """
    known = (
        "Only patients with an IHC reading and a ratio are here, 498 of 1,756. Copies per nucleus are not "
        "given, so no ISH group can be read off. "
    )
    return read_counts(
        "msk2018_primary_fish_ratio_bins",
        SOURCES,
        known + CHOSEN + TWO_TESTS,
        edges=("ratio_low", "ratio_high"),
    )


def msk_change() -> pd.DataFrame:
    """Count 1,918 sequenced samples by HER2 of the first cancer and HER2 of the sample itself.

    Returns
    -------
    pandas.DataFrame
        Columns ``sample_type`` (primary, metastasis), ``primary_her2`` and ``sample_her2`` (negative,
        equivocal, positive) and ``samples``; "missing" where nothing is recorded. A person can have given
        more than one sample, so these are not counts of people. ``.attrs`` holds ``source``,
        ``source_keys`` and ``caution``.

    Notes
    -----
    Source: razavi2018, under the Open Database License.
    """
    change = (
        "Of 118 HER2-positive first cancers with a definite result in a metastasis, 35 were negative there; "
        "of 701 negative ones, 26 were positive. How the patients were chosen makes these no population "
        "rates, and part of any change is test error. The rows count samples, not people."
    )
    return read_counts("msk2018_her2_primary_vs_sample_counts", SOURCES, CHOSEN + change, counts=("samples",))
