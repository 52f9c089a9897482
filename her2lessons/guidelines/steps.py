"""One step of a rule's walk, and the keys of the sources that the HER2 rules rest on."""

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
