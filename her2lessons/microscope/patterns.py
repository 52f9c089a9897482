"""From percentages to cells: how many show each pattern of staining, and which cells they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from math import ceil, floor

import numpy as np

from her2lessons.guidelines import given, ihc
from her2lessons.microscope.texture import Numbers
from her2lessons.microscope.tissue import IN_SITU, INVASIVE, NORMAL_DUCT, Codes, Tissue

PATTERNS = (
    "none",
    "faint incomplete",
    "weak to moderate complete",
    "moderate to intense incomplete",
    "intense complete",
)
"""How the membrane of a cell can be stained, weakest first."""

NONE, FAINT, WEAK, INCOMPLETE, INTENSE = range(5)

_KIND_OF = {
    "intense_complete": INTENSE,
    "weak_moderate_complete": WEAK,
    "moderate_intense_incomplete": INCOMPLETE,
    "faint_incomplete": FAINT,
}

Counts = tuple[int, int, int, int, int]
"""How many scored cells show each of the `PATTERNS`."""


@dataclass(frozen=True, eq=False)
class Staining:
    """What each cell's membrane shows."""

    pattern: Codes
    """The index in `PATTERNS`."""
    completeness: Numbers
    """The part of the membrane that is stained, 0 to 1."""
    intensity: Numbers
    """How dark the stained part is, 0 to 1."""


def reading(counts: Counts) -> ihc.Reading:
    """Score these counts by the guideline."""
    total = sum(counts)
    return ihc.score(**{name: 100 * counts[kind] / total for name, kind in _KIND_OF.items()})


def typical(score: ihc.Score, cells: int, heterogeneous: bool, draws: np.random.Generator) -> Counts:
    """Choose counts that earn a score in its usual way.

    The lines between scores are those of `her2lessons.guidelines.ihc`; how far beyond them a usual field
    lies is this course's choice.
    """
    line = floor(cells * ihc.TEN_PERCENT / 100)
    low, high = (0.22, 0.36) if heterogeneous else (0.5, 0.9)
    main = max(line + 1, int(cells * draws.uniform(low, high)))
    few = int(draws.integers(1, line + 1))
    share = 0.15 if heterogeneous else draws.uniform(0.4, 0.9)
    rest = int((cells - main) * share)
    some = int(rest * draws.uniform(0.1, 0.6))
    if score == "3+":
        return _counts(cells, intense=main, weak=rest - some, faint=some)
    if score == "2+":
        return _counts(cells, weak=main, faint=rest)
    if score == "1+":
        return _counts(cells, faint=main)
    return _counts(cells, faint=few if score == "0+" else 0)


def _counts(cells: int, faint: int = 0, weak: int = 0, incomplete: int = 0, intense: int = 0) -> Counts:
    return (cells - faint - weak - incomplete - intense, faint, weak, incomplete, intense)


def checked_percents(value: object) -> ihc.Percents:
    """Return the four percentages that were asked for.

    Raises
    ------
    ValueError
        If they are not given by name, if a name is unknown, if one is no number from 0 to 100, or if they
        add up to more than 100.
    """
    names = ihc.Percents._fields
    if isinstance(value, ihc.Percents):
        value = value._asdict()
    if not isinstance(value, Mapping):
        raise ValueError(
            f"percents must name percentages of {', '.join(names)}, not {given.named(value)}: "
            f'write them as {{"faint_incomplete": 11}} or as ihc.Percents(...).'
        )
    for name in value:
        if name not in names:
            raise ValueError(
                f"percents names {given.named(name)}, which is no kind of staining; use {', '.join(names)}, "
                f"and leave out the cells without staining, which make up the rest."
            )
    percents = ihc.Percents(**{name: value.get(name, 0) for name in names})
    ihc.score(*percents)
    return ihc.Percents(*(float(part) for part in percents))


def nearest(percents: ihc.Percents, cells: int) -> Counts:
    """Return whole cells that come nearest to percentages while they earn the same score in the same way.

    Raises
    ------
    ValueError
        If no whole cells near these percentages earn their score.
    """
    wanted = ihc.score(*percents)
    exact = {kind: getattr(percents, name) * cells / 100 for name, kind in _KIND_OF.items()}
    best: tuple[float, Counts] | None = None
    for choice in product(*((floor(part), ceil(part)) for part in exact.values())):
        stained = dict(zip(exact, choice, strict=True))
        if sum(choice) > cells:
            continue
        counts = (cells - sum(choice), *(stained[kind] for kind in (FAINT, WEAK, INCOMPLETE, INTENSE)))
        found = reading(counts)
        off = sum(abs(stained[kind] - part) for kind, part in exact.items())
        if (found.score, found.unusual) == (wanted.score, wanted.unusual) and (best is None or off < best[0]):
            best = off, counts
    if best is None:
        raise ValueError(
            f"These percentages cannot be drawn with the {cells} cells that a field of this size scores "
            f"without leaving their score, {wanted.score}: ask for a larger size or for rounder figures."
        )
    return best[1]


def stained(
    tissue: Tissue, counts: Counts, heterogeneous: bool, ducts_stain: bool, draws: np.random.Generator
) -> Staining:
    """Give every cell its pattern.

    The strongest patterns go to the cells that come first by the tissue's own order, so neighbours tend to be
    alike. Invasive cells that are cut by the edge follow the order too, without being scored. In-situ cells
    are mostly strong and normal ducts without stain, whatever the tumour shows.
    """
    luck, shade = draws.random(tissue.x.size), draws.random(tissue.x.size)
    pattern = np.full(tissue.x.size, NONE)
    order = tissue.clone if heterogeneous else tissue.clumping
    ladder = np.sort(order[tissue.scored])[::-1]
    first = 0
    invasive = tissue.kind == INVASIVE
    for kind in (INTENSE, INCOMPLETE, WEAK, FAINT):
        last = first + counts[kind]
        if last > first:
            upper = np.inf if first == 0 else ladder[first - 1]
            pattern[invasive & (order < upper) & (order >= ladder[last - 1])] = kind
        first = last
    in_situ = (tissue.kind == IN_SITU) & ~tissue.flat
    pattern[in_situ] = np.where(luck[in_situ] < 0.8, INTENSE, WEAK)
    if ducts_stain:
        pattern[(tissue.kind == NORMAL_DUCT) & ~tissue.flat] = INTENSE
    return Staining(pattern, _between(_COMPLETENESS, pattern, luck), _between(_INTENSITY, pattern, shade))


# From the least to the most of each pattern, in the order of PATTERNS.
_COMPLETENESS = np.array([(0, 0), (0.25, 0.55), (1, 1), (0.45, 0.68), (1, 1)], dtype=np.float64)
_INTENSITY = np.array([(0, 0), (0.13, 0.2), (0.32, 0.5), (0.62, 0.85), (0.85, 1)], dtype=np.float64)


def _between(table: Numbers, pattern: Codes, part: Numbers) -> Numbers:
    least, most = table[pattern].T
    return np.asarray(least + part * (most - least))
