"""Survival from life tables and from single times, and cumulative incidence with competing causes."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np

from her2lessons.models import estimators, given, life_table
from her2lessons.models.curves import CumulativeIncidence, SurvivalCurve, loglog_band
from her2lessons.models.life_table import CAUSES, Cause
from her2lessons.models.proportion import LEVEL, quantile

__all__ = [
    "CAUSES",
    "CENSORED",
    "Cause",
    "CumulativeIncidence",
    "SurvivalCurve",
    "actuarial",
    "cumulative_incidence",
    "kaplan_meier",
    "life_table_incidence",
]

CENSORED = "censored"
"""The outcome of a person in whom nothing had happened when follow-up ended."""

_COMPLETE = 1e-12
"""How far a sum of shares may miss 1 by the rounding of computer arithmetic alone."""


def actuarial(
    table: Any,
    deaths: Literal["all"] | Cause = "all",
    label: str = "",
    level: float = LEVEL,
) -> SurvivalCurve:
    """Estimate survival from a life table.

    Those whose follow-up ends within an interval count as followed for half of it.

    Parameters
    ----------
    table : pandas.DataFrame or mapping
        A life table of one group, as :func:`her2lessons.models.life_table.read` describes.
    deaths : {"all", "breast cancer", "other causes"}
        Which deaths count. With one cause, deaths of the other end follow-up without an event: the curve then
        shows a world without the other cause. For the share who really die of one cause use
        :func:`life_table_incidence`.
    label : str
        Who these people are.
    level : float
        Confidence of the band, strictly between 0 and 1.

    Returns
    -------
    SurvivalCurve
        A step at the end of each interval; Greenwood's variance, band on the log(-log) scale.

    Raises
    ------
    ValueError
        If the table is not what a life table must be, or ``deaths`` is unknown.

    Notes
    -----
    Source: klein2003.
    """
    found = life_table.read(table)
    if not isinstance(deaths, str) or deaths not in ("all", *CAUSES):
        raise ValueError(f"deaths is {given.named(deaths)}; it must be 'all', {_causes()}.")
    died = found.all_deaths if deaths == "all" else found.deaths[deaths]
    left = found.at_risk - found.at_risk_after - died
    survival, variance = estimators.product(died, found.at_risk - left / 2)
    return _curve(*_ends(found, survival, variance), label, level)


def kaplan_meier(months: Any, died: Any, label: str = "", level: float = LEVEL) -> SurvivalCurve:
    """Estimate survival from the time of each person (product-limit method).

    Parameters
    ----------
    months : array_like
        How long each person was followed, 0 or more. Months, or any other unit throughout.
    died : array_like
        For each, whether the event happened then: True or 1; False or 0 where follow-up ended without it.
    label : str
        Who these people are.
    level : float
        Confidence of the band, strictly between 0 and 1.

    Returns
    -------
    SurvivalCurve
        A point at 0 and at every time that occurs, also where only follow-up ended; Greenwood's variance,
        band on the log(-log) scale. People who leave at a time are counted as at risk at that time.

    Raises
    ------
    ValueError
        If the lists differ in length or are empty, or hold anything else.

    Notes
    -----
    Source: kaplan1958; variance and band klein2003.
    """
    times = given.at_least(months, "months", 0)
    events = given.flags(died, "died")
    at, at_risk, counted = estimators.by_time(times, {True: events}, "died")
    survival, variance = estimators.product(counted[True], at_risk)
    return _curve(at, survival, variance, at_risk, label, level)


def cumulative_incidence(
    months: Any, outcomes: Any, cause: str, label: str = "", level: float = LEVEL
) -> CumulativeIncidence:
    """Estimate the share who have had one kind of event, with other kinds competing (Aalen-Johansen).

    Parameters
    ----------
    months : array_like
        How long each person was followed, 0 or more.
    outcomes : sequence of str
        For each, what happened then, in a word; "censored" where follow-up ended first.
    cause : str
        The outcome that is counted; it must occur.
    label : str
        Who these people are.
    level : float
        Confidence of the band, strictly between 0 and 1.

    Returns
    -------
    CumulativeIncidence
        A point at 0 and at every time that occurs. At each, the incidences of all causes and the share
        without any event add up to 1.

    Raises
    ------
    ValueError
        If the lists differ in length, hold anything else or "censored" misspelt, or the cause does not occur.

    Notes
    -----
    Source: putter2007; the band is :func:`her2lessons.models.curves.loglog_band` of one minus the incidence,
    so with a single cause it is the mirror image of the survival band.
    """
    times = given.at_least(months, "months", 0)
    said = given.words(outcomes, "outcomes")
    wrong = [word for word in said if not isinstance(word, str) or not word]
    if wrong:
        raise ValueError(
            f"outcomes must be words, not {given.named(wrong[0])}. Write 'censored' for no event."
        )
    misspelt = [word for word in said if word != CENSORED and str(word).strip().casefold() == CENSORED]
    if misspelt:
        raise ValueError(f"outcomes has {given.named(misspelt[0])}; write it as 'censored'.")
    if not isinstance(cause, str) or cause == CENSORED or cause not in said:
        kinds = ", ".join(sorted({given.named(word) for word in said if word != CENSORED})) or "none"
        raise ValueError(f"cause is {given.named(cause)}, which did not occur. The events were: {kinds}.")
    words = np.array(said, dtype=object)
    which = {True: words == cause, False: (words != cause) & (words != CENSORED)}
    at, at_risk, counted = estimators.by_time(times, which, "outcomes")
    share, variance = estimators.incidence(counted[True], counted[False], at_risk)
    return _rising(at, share, variance, at_risk, label, cause, level)


def life_table_incidence(
    table: Any, cause: Cause, label: str = "", level: float = LEVEL
) -> CumulativeIncidence:
    """Estimate from a life table the share who have died of one cause, with the other competing.

    Parameters
    ----------
    table : pandas.DataFrame or mapping
        A life table of one group, as :func:`her2lessons.models.life_table.read` describes.
    cause : {"breast cancer", "other causes"}
        Which deaths are counted.
    label : str
        Who these people are.
    level : float
        Confidence of the band, strictly between 0 and 1.

    Returns
    -------
    CumulativeIncidence
        A step at the end of each interval. Both incidences and ``actuarial(table)`` add up to 1.

    Raises
    ------
    ValueError
        If the table is not what a life table must be, or the cause is unknown.

    Notes
    -----
    Source: putter2007, with the half interval of the actuarial method, klein2003.
    """
    found = life_table.read(table)
    if not isinstance(cause, str) or cause not in CAUSES:
        raise ValueError(f"cause is {given.named(cause)}; it must be {_causes()}.")
    counted = found.deaths[cause]
    exposed = found.at_risk - found.censored / 2
    share, variance = estimators.incidence(counted, found.all_deaths - counted, exposed)
    at, share, variance, at_risk = _ends(found, share, variance, start=0.0)
    return _rising(at, share, variance, at_risk, label, cause, level)


def _causes() -> str:
    return " or ".join(map(repr, CAUSES))


def _ends(
    table: life_table.LifeTable, values: given.FloatArray, variance: given.FloatArray, start: float = 1.0
) -> tuple[given.FloatArray, given.FloatArray, given.FloatArray, given.FloatArray]:
    """Put the values of a life table where their intervals end, after the start at month 0."""
    at_risk = np.concatenate([table.at_risk, table.at_risk_after[-1:]])
    months = np.concatenate([[0.0], table.month_to])
    return months, np.concatenate([[start], values]), np.concatenate([[0.0], variance]), at_risk


def _curve(
    months: given.FloatArray,
    survival: given.FloatArray,
    variance: given.FloatArray,
    at_risk: given.FloatArray,
    label: str,
    level: float,
) -> SurvivalCurve:
    low, high = loglog_band(survival, variance, quantile(level))
    return SurvivalCurve(months, survival, low, high, at_risk, label, level)


def _rising(
    months: given.FloatArray,
    share: given.FloatArray,
    variance: given.FloatArray,
    at_risk: given.FloatArray,
    label: str,
    cause: str,
    level: float,
) -> CumulativeIncidence:
    # A sum of shares that come to 1 may miss it in the last digits, and would not look complete.
    share = np.where(share > 1 - _COMPLETE, 1.0, share)
    low, high = loglog_band(1 - share, variance, quantile(level))
    return CumulativeIncidence(months, share, 1 - high, 1 - low, at_risk, label, cause, level)
