"""The METABRIC patients as counts: how they fared, and what their tumours expressed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from her2lessons.cohorts.counts import read_counts

if TYPE_CHECKING:
    import pandas as pd

SOURCES = ("curtis2012", "pereira2016")

BY_EXPRESSION = (
    "HER2 status here follows expression: a single cut in ERBB2 reproduces it at 99.4 %. It is not an IHC "
    "result, so never use it for agreement with IHC, and the share of HER2-low by today's rules cannot be "
    "read off this table. "
)

TREATED = (
    "These patients were treated, mostly before HER2 drugs were routine: this shows outcomes without HER2 "
    "drugs, not the untreated course and not today's outcome. "
)


def metabric_life_table() -> pd.DataFrame:
    """Follow 1,904 METABRIC patients in steps of six months, by receptor subgroup.

    Returns
    -------
    pandas.DataFrame
        Columns ``subgroup`` (HR+/HER2-, HR+/HER2+, HR-/HER2+, HR-/HER2-, and all, the four together),
        ``month_from``, ``month_to``, ``at_risk`` (at the start of the interval), and, during the interval,
        ``died_of_breast_cancer``, ``died_of_other_causes`` and ``censored`` (followed no longer). ``.attrs``
        holds ``source``, ``source_keys`` and ``caution``.

    Notes
    -----
    Source: curtis2012, pereira2016, under the Open Database License.
    """
    both = (
        "Deaths from other causes are counted apart: leaving them out, or treating them as censored, "
        "answers another question than the chance of dying of breast cancer. The subgroup 'all' holds the "
        "other four, so do not add it to them. "
    )
    return read_counts(
        "metabric_life_table",
        SOURCES,
        (TREATED + both + BY_EXPRESSION).strip(),
        counts=(
            "month_from",
            "month_to",
            "at_risk",
            "died_of_breast_cancer",
            "died_of_other_causes",
            "censored",
        ),
    )


def metabric_expression_bins() -> pd.DataFrame:
    """Count the 1,904 METABRIC patients by ERBB2 expression, HER2 status and ERBB2 copy state.

    Returns
    -------
    pandas.DataFrame
        Columns ``her2_status`` (negative, positive), ``erbb2_copy_state`` (loss, neutral, gain, undef, which
        means not determined), ``erbb2_log2_low`` and ``erbb2_log2_high`` (edges of the bin, log2 expression
        units) and ``patients``. ``.attrs`` holds ``source``, ``source_keys`` and ``caution``.

    Notes
    -----
    Source: curtis2012, pereira2016, under the Open Database License.
    """
    return read_counts(
        "metabric_erbb2_expression_bins",
        SOURCES,
        BY_EXPRESSION.strip(),
        edges=("erbb2_log2_low", "erbb2_log2_high"),
    )


def metabric_pam50() -> pd.DataFrame:
    """Count the 1,904 METABRIC patients by expression subtype (PAM50), ER and HER2.

    Returns
    -------
    pandas.DataFrame
        Columns ``pam50`` (Basal, Her2, LumA, LumB, Normal, claudin-low, and NC, which means not classified),
        ``er``, ``her2`` (negative, positive) and ``patients``. ``.attrs`` holds ``source``, ``source_keys``
        and ``caution``.

    Notes
    -----
    Source: curtis2012, pereira2016, under the Open Database License.
    """
    names = (
        "The subtype 'Her2' is named after a pattern of expression and is not HER2-positive cancer: many "
        "tumours are one and not the other."
    )
    return read_counts("metabric_pam50_receptor_counts", SOURCES, BY_EXPRESSION + names)
