"""One step of a rule's walk, and the keys of the sources that the rules rest on."""

from dataclasses import dataclass

ASCO_CAP_2018 = "wolff2018"
"""ASCO/CAP focused update of HER2 testing, doi 10.1200/JCO.2018.77.8738."""

ASCO_CAP_2023 = "wolff2023"
"""ASCO/CAP affirmation of that update, doi 10.1200/JCO.22.02864."""

DESTINY_BREAST04 = "modi2022"
"""The trial that made HER2-low a treatment label, doi 10.1056/NEJMoa2203690."""

DESTINY_BREAST06 = "bardia2024"
"""The trial that set 0+ apart from 0 absent as HER2-ultralow, doi 10.1056/NEJMoa2407086."""

FDA_2025 = "fda2025"
"""The US label of 27 January 2025, since which treatment can depend on staining within IHC 0."""

COURSE = "course"
"""This course's own convention, where the literature leaves a point open."""

SOURCES = (ASCO_CAP_2018, ASCO_CAP_2023, DESTINY_BREAST04, DESTINY_BREAST06, FDA_2025, COURSE)
"""Every source key that a step of the HER2 rules may carry."""

AJCC_8 = "giuliano2017"
"""What the 8th edition of the staging system changed, and why, doi 10.3322/caac.21393."""

NCI_PDQ = "nci2026"
"""The US National Cancer Institute's summary, with the T, N and M definitions and the stage tables."""

NCI_STAGE = "nci2026b"
"""The same institute on staging in general: a stage stays that of the diagnosis."""

SHORT_HER_STAGE = "dieci2019"
"""Prognostic stage tried on people treated in ShortHER, doi 10.1186/s12916-019-1445-z."""

STAGING_SOURCES = (AJCC_8, NCI_PDQ, NCI_STAGE, SHORT_HER_STAGE)
"""Every source key that a step of the staging rules may carry."""

ST_GALLEN_2013 = "goldhirsch2013"
"""The surrogate subtypes of the St Gallen panel, doi 10.1093/annonc/mdt303."""

ST_GALLEN_2015 = "coates2015"
"""The next panel, for which ER or PR is enough to be hormone receptor-positive, doi 10.1093/annonc/mdv221."""

ER_PR_2020 = "allison2020"
"""ASCO/CAP on ER and PR testing, doi 10.1200/JCO.19.02309."""

KI67_BETWEEN = "maisonneuve2014"
"""How cancers between the two Ki67 lines fared, by PR, doi 10.1186/bcr3679."""

SURROGATE_AGAINST_GENES = "lundgren2019"
"""How often surrogate and gene-expression subtype agree, doi 10.1007/s10549-019-05378-7."""

SUBTYPE_SOURCES = (
    ST_GALLEN_2013,
    ST_GALLEN_2015,
    ER_PR_2020,
    KI67_BETWEEN,
    SURROGATE_AGAINST_GENES,
    COURSE,
)
"""Every source key that a step of the subtype rule may carry."""


@dataclass(frozen=True)
class Step:
    """One thing that was looked at, and what was found there."""

    rule: str
    """What the rule says at this point: one plain sentence."""
    finding: str
    """What this case shows, in its own words and figures, and which way it goes."""
    source: str
    """The citation key of the rule's source."""
    slug: str = ""
    """A short name that stays the same when the wording changes, for a viewer or a test to hold on to."""
