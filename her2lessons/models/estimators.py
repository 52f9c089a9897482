"""The arithmetic of survival: from counts at each time to shares and their variances."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from her2lessons.models import given
from her2lessons.models.given import FloatArray


def product(died: FloatArray, exposed: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return survival as the product of the shares who get through each time, and Greenwood's variance."""
    survival = np.cumprod(1 - died / exposed)
    through = exposed - died
    # Where everybody dies survival is 0 for good, and so is its variance.
    terms = np.divide(died, exposed * through, out=np.zeros_like(died), where=through > 0)
    return np.asarray(survival), np.asarray(survival**2 * np.cumsum(terms))


def incidence(counted: FloatArray, others: FloatArray, exposed: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the cumulative incidence and its variance.

    At each time the shares who have either event, or none, vary like those of a sample of ``exposed`` people,
    and the estimate is a smooth function of them (delta method). With one cause this is Greenwood's variance.
    """
    died = counted + others
    survival, _ = product(died, exposed)
    before = np.concatenate([[1.0], survival[:-1]])
    hazard, all_hazard = counted / exposed, died / exposed
    share = np.cumsum(before * hazard)
    through = 1 - all_hazard
    own = before**2 * hazard * (1 - hazard) / exposed
    shared = before * hazard / exposed
    # Where everybody dies nothing comes later, and the term is never used with anything but 0.
    later = np.divide(all_hazard, through * exposed, out=np.zeros_like(died), where=through > 0)
    # Sum over earlier times of own - 2 (share now - share then) shared + (share now - share then)^2 later.
    variance = (
        np.cumsum(own + 2 * share * shared + share**2 * later)
        - 2 * share * np.cumsum(shared + share * later)
        + share**2 * np.cumsum(later)
    )
    return share, np.maximum(variance, 0.0)


def by_time(
    times: FloatArray, which: dict[bool, npt.NDArray[np.bool_]], name: str
) -> tuple[FloatArray, FloatArray, dict[bool, FloatArray]]:
    """Return every time from 0 on, who is at risk just before it, and how many have each event at it."""
    given.line(times, "months")
    for events in which.values():
        given.line(events, name)
        if len(events) != len(times):
            raise ValueError(
                f"months has {len(times)} entries and {name} {len(events)}. Give one each a person."
            )
    at = np.unique(np.concatenate([[0.0], times]))
    at_risk = len(times) - np.searchsorted(np.sort(times), at, side="left")
    counted = {
        kind: np.bincount(np.searchsorted(at, times[events]), minlength=len(at)).astype(np.float64)
        for kind, events in which.items()
    }
    return at, at_risk.astype(np.float64), counted
