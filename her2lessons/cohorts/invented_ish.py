"""Figures of a dual-probe ISH for invented tumours, in the group that was drawn for each."""

from __future__ import annotations

from math import inf, nan
from typing import TYPE_CHECKING

from her2lessons.cohorts import shares
from her2lessons.cohorts.drawing import cut, pick, places
from her2lessons.cohorts.msk import msk_ratio_bins
from her2lessons.guidelines import ish

if TYPE_CHECKING:
    from her2lessons.cohorts.drawing import Draws, Figures, Flags, Words

SCORE = "2+"
"""The IHC score that is followed by ISH here, and the one whose ratios are drawn."""

POSITIVE = ("1", "3")
"""The groups that make a tumour scored 2+ HER2-positive, group 3 once a recount confirms it."""

RECOUNTED = ("2", "3", "4")
"""The groups that a second observer counts again."""

_RATIOS = {
    "1": (ish.RATIO_POSITIVE, inf),
    "2": (ish.RATIO_POSITIVE, 2.5),
    "3": (1.25, ish.RATIO_POSITIVE),
    "4": (1.25, ish.RATIO_POSITIVE),
    "5": (0.5, ish.RATIO_POSITIVE),
}
"""The bins of the ratio that a group is drawn from; narrower than the group where its copies ask for it."""

_COPIES = {
    "1": (ish.COPIES_LOW, inf),
    "2": (0.0, ish.COPIES_LOW),
    "3": (ish.COPIES_HIGH, inf),
    "4": (ish.COPIES_LOW, ish.COPIES_HIGH),
    "5": (0.0, ish.COPIES_LOW),
}
"""From which number of HER2 copies a group reaches to below which."""

_CEP17 = (1.2, 2.0, 3.5)
"""Fewest, usual and most CEP17 copies in a nucleus. Illustrative."""

_CEP17_RAISED = 1.2
"""How far CEP17 may go beyond what a group needs at least, where that is a lot. Illustrative."""

_RECOUNT_DIFFERS = 0.08
"""By what part a second count may differ from the first. Illustrative."""

_STEP = 0.01
"""The last decimal of a figure: two are kept."""


def groups(positive: Flags, draws: Draws) -> Words:
    """Draw an ISH group that agrees with whether the tumour is to be HER2-positive."""
    import numpy as np

    split, chance = shares.outcomes("ish_group")[SCORE], draws.uniform()
    yes = {group: share for group, share in split.items() if group in POSITIVE}
    no = {group: share for group, share in split.items() if group not in POSITIVE}
    return np.where(positive, pick(yes, chance), pick(no, chance))


def figures(group: Words, draws: Draws) -> dict[str, Figures]:
    """Draw ratio, copies and a recount for each group; a row whose group is empty has no figures.

    Ratios follow the MSK counts of tumours scored 2+. Figures are cut, not rounded, to two decimals: a
    rounded 3.996 would reach the line at 4.0 and belong to another group.
    """
    import numpy as np

    ratio = _ratios(group, draws)
    low, high = (np.array([_COPIES.get(name, (nan, nan))[end] for name in group]) for end in (0, 1))
    fewest, usual, most = _CEP17
    cep17_low = np.maximum(fewest, low / ratio)
    cep17_high = np.minimum(np.maximum(most, _CEP17_RAISED * cep17_low), high / ratio)
    copies = cut(np.clip(ratio * draws.peaked(cep17_low, usual, cep17_high), low, high - _STEP))
    amplified = ratio >= ish.RATIO_POSITIVE
    side = np.where(amplified, ish.RATIO_POSITIVE, 0), np.where(amplified, inf, ish.RATIO_POSITIVE)
    again = np.isin(group, RECOUNTED)
    return {
        "ratio": ratio,
        "her2_copies": copies,
        "cep17_copies": _cep17(copies, ratio),
        "recount_ratio": np.where(again, _counted_again(ratio, *side, draws), nan),
        "recount_her2_copies": np.where(again, _counted_again(copies, low, high, draws), nan),
    }


def _ratios(group: Words, draws: Draws) -> Figures:
    import numpy as np

    bins = msk_ratio_bins()
    bins = bins[bins["ihc_score"] == SCORE]
    chance, within, ratio = draws.uniform(), draws.uniform(), np.full(draws.n, nan)
    for name, (low, high) in _RATIOS.items():
        inside = bins[(bins["ratio_low"] >= low) & (bins["ratio_high"] <= high)]
        starts, widths = (
            inside["ratio_low"].to_numpy(),
            (inside["ratio_high"] - inside["ratio_low"]).to_numpy(),
        )
        among = group == name
        place = places(list(inside["patients"]), chance[among])
        ratio[among] = cut(starts[place] + within[among] * widths[place])
    return ratio


def _cep17(copies: Figures, ratio: Figures) -> Figures:
    """Round to a figure by which the copies, divided again, lie on the ratio's side of the line."""
    import numpy as np

    nearest = np.round(copies / ratio, 2)
    amplified = ratio >= ish.RATIO_POSITIVE
    crossed = (copies / nearest >= ish.RATIO_POSITIVE) != amplified
    # Fewer CEP17 copies make the quotient larger, more make it smaller.
    rounded: Figures = np.round(nearest + crossed * np.where(amplified, -_STEP, _STEP), 2)
    return rounded


def _counted_again(first: Figures, low: Figures, high: Figures, draws: Draws) -> Figures:
    """Count near the first figure, and on the same side of every line."""
    import numpy as np

    second = first * (1 + _RECOUNT_DIFFERS * (2 * draws.uniform() - 1))
    return cut(np.clip(second, low, high - _STEP))
