"""The TCGA breast cancer patients, counted by what was recorded of HER2."""

from __future__ import annotations

from typing import TYPE_CHECKING

from her2lessons.cohorts.counts import read_counts

if TYPE_CHECKING:
    import pandas as pd

SOURCES = ("tcga2012",)

FIELDS = (
    "Many hospitals filled in these fields by rules of their own, and the fields disagree in places: 11 "
    "patients with an IHC score of 1+ are also called IHC positive. "
    "Who got FISH depended on the IHC: 29 % of those scored 0 or 1+, 89 % of 2+ and 31 % of 3+. Who is "
    "chosen for the second test decides what agreement between the tests looks like (verification bias), "
    "so ask that before reading agreement or a predictive value. "
    "A score of 0 is not split into 0+ and absent, and tumours were scored by the rules of their time: "
    "the share of HER2-low by today's rules cannot be read off this table. "
)

_COPY_CALL = (
    "The copy-number call is another test: it misses nearly half of the FISH-positive cancers, and 119 of "
    "the identifiers behind it were transcribed by hand. "
)

ENTERED_TWICE = (
    "At one contributing site one result may have been entered twice; the data cannot prove it. Name no site."
)

_ONE_SITE = (
    "Both statuses are a plain yes or no in 182 patients, and 15 of them disagree (8.2 %, kappa 0.80); 22 "
    "of the 182 were scored 2+ and still given a yes or no, and 41 have no score. At one site the two "
    "agree in 83 of 83 patients: one result may have been entered twice, which the data cannot prove. "
    "Without that site 99 patients are left, 15 of them discordant (kappa 0.62). Name no site."
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
    return read_counts("tcga_brca_her2_counts", SOURCES, FIELDS + _COPY_CALL + ENTERED_TWICE)


def tcga_by_site_group() -> pd.DataFrame:
    """Count the 1,099 TCGA patients at one contributing site and at all the others.

    Returns
    -------
    pandas.DataFrame
        Columns ``site_group`` (one site, all other sites), ``ihc_score``, ``ihc_status``, ``fish_status`` (as
        in :func:`tcga_her2`) and ``patients``; "missing" where nothing is recorded. ``.attrs`` holds
        ``source``, ``source_keys`` and ``caution``.

    Notes
    -----
    Source: tcga2012, open-access clinical file of 2016-17.
    """
    return read_counts("tcga_brca_agreement_by_site_group", SOURCES, FIELDS + _ONE_SITE)


def tcga_ratio_bins() -> pd.DataFrame:
    """Count the 233 TCGA patients whose HER2/CEP17 ratio is known, by ratio, IHC score and FISH status.

    Returns
    -------
    pandas.DataFrame
        Columns ``ihc_score``, ``fish_status``, ``ratio_low`` and ``ratio_high`` (edges of the bin; a bin is
        read as holding its lower edge and not its upper one; the last is open, so its upper edge is
        infinite) and ``patients``; "missing" where nothing is recorded. ``.attrs`` holds ``source``,
        ``source_keys`` and ``caution``.

    Notes
    -----
    Source: tcga2012, open-access clinical file of 2016-17.
    """
    known = (
        "The ratio is known in 233 of 1,099 patients only, and copies per nucleus are not given, so no ISH "
        "group can be read off. FISH was called positive or negative by the rules of its time. "
    )
    return read_counts(
        "tcga_brca_fish_ratio_bins",
        SOURCES,
        known + FIELDS + ENTERED_TWICE,
        edges=("ratio_low", "ratio_high"),
    )
