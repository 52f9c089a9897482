"""What a test result means: sensitivity and specificity from counts, predictive values by prevalence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from her2lessons.models import given
from her2lessons.models.proportion import LEVEL, Proportion, wilson


@dataclass(frozen=True, slots=True)
class Accuracy:
    """A test against the truth, each share with Wilson's interval."""

    sensitivity: Proportion
    """Share of those with the condition whom the test finds."""
    specificity: Proportion
    """Share of those without it whom the test clears."""
    positive_predictive_value: Proportion | None
    """Share of positive results that are right, **in these people**; None if no result was positive."""
    negative_predictive_value: Proportion | None
    """Share of negative results that are right, in these people; None if no result was negative."""
    prevalence: Proportion
    """Share with the condition among those counted, who may have been chosen for having it."""


@dataclass(frozen=True, slots=True, eq=False)
class PredictiveValues:
    """What a positive and a negative result mean at each prevalence; arrays of one shape, or numbers."""

    prevalence: given.FloatArray
    """Share with the condition before the test, 0 to 1."""
    positive: given.FloatArray
    """Share of positive results that are right, 0 to 1."""
    negative: given.FloatArray
    """Share of negative results that are right, 0 to 1."""


def predictive_values(sensitivity: float, specificity: float, prevalence: Any) -> PredictiveValues:
    """Compute what a result means where a condition is as common as stated (Bayes' rule).

    Parameters
    ----------
    sensitivity, specificity : float
        Of the test, 0 to 1. Both are taken to be the same at every prevalence, which is not always so.
    prevalence : float or array_like
        Share with the condition among those tested, 0 to 1.

    Returns
    -------
    PredictiveValues
        Arrays in the shape of ``prevalence``; numbers if it is a number.

    Raises
    ------
    ValueError
        If a value is no number from 0 to 1, or if a result cannot occur, so that it has no meaning: a
        positive one where nobody has the condition and specificity is 1, and the like.
    """
    found, cleared = (
        given.between(sensitivity, "sensitivity", 0, 1),
        given.between(specificity, "specificity", 0, 1),
    )
    share = given.shares(prevalence, "prevalence")
    right = share * found, (1 - share) * cleared
    wrong = (1 - share) * (1 - cleared), share * (1 - found)
    values = []
    for answer, true, false in zip(("positive", "negative"), right, wrong, strict=True):
        if not ((true + false) > 0).all():
            at = float(share[~((true + false) > 0)].flat[0])
            raise ValueError(
                f"At a prevalence of {at:g} with sensitivity {found:g} and specificity {cleared:g} no result "
                f"is {answer}, so its predictive value does not exist. Leave that prevalence out."
            )
        values.append(given.frozen(true / (true + false))[()])
    return PredictiveValues(given.frozen(share)[()], *values)


def from_counts(
    *,
    true_positive: int,
    false_positive: int,
    false_negative: int,
    true_negative: int,
    level: float = LEVEL,
) -> Accuracy:
    """Compare a test with the truth, from four counts of people.

    Parameters
    ----------
    true_positive, false_negative : int
        Those with the condition, by a positive and a negative test; at least one together.
    false_positive, true_negative : int
        Those without it, by a positive and a negative test; at least one together.
    level : float
        Confidence of the intervals, strictly between 0 and 1.

    Returns
    -------
    Accuracy
        Sensitivity, specificity, predictive values and prevalence, each with Wilson's interval.

    Raises
    ------
    ValueError
        If a count is no whole number of 0 or more, or if nobody has, or nobody lacks, the condition.

    Notes
    -----
    Intervals: wilson1927.
    """
    found = given.whole(true_positive, "true_positive", 0)
    alarmed = given.whole(false_positive, "false_positive", 0)
    missed = given.whole(false_negative, "false_negative", 0)
    cleared = given.whole(true_negative, "true_negative", 0)
    for n, group, share in (
        (found + missed, "has", "sensitivity"),
        (alarmed + cleared, "lacks", "specificity"),
    ):
        if n == 0:
            raise ValueError(
                f"Nobody {group} the condition, so {share} cannot be estimated. Give at least one."
            )
    return Accuracy(
        sensitivity=wilson(found, found + missed, level),
        specificity=wilson(cleared, cleared + alarmed, level),
        positive_predictive_value=wilson(found, found + alarmed, level) if found + alarmed else None,
        negative_predictive_value=wilson(cleared, cleared + missed, level) if cleared + missed else None,
        prevalence=wilson(found + missed, found + missed + alarmed + cleared, level),
    )
