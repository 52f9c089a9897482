"""Which field to practise next: one at the boundary between two scores that this reader confuses most."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import count

from her2lessons.guidelines import given as border
from her2lessons.guidelines import ihc
from her2lessons.progress.reading import FAMILY, Scored, places, true_score
from her2lessons.quiz import families

Boundary = tuple[ihc.Score, ihc.Score]
"""Two neighbouring scores, the lower one first."""

BOUNDARIES: tuple[Boundary, ...] = tuple(zip(ihc.SCORES, ihc.SCORES[1:], strict=False))
"""All four, lowest first."""

PRIOR_MISSES, PRIOR_FIELDS = 1.0, 4.0
"""What is believed of every boundary before the first field: as if one field in four had been misread there.
A few answers move this little, and a boundary nobody has tried is not taken for easy. Source: course."""

_PATIENCE = 400
"""How many cases are made in search of one at the boundary."""


def confusion(readings: Iterable[Scored]) -> dict[Boundary, float]:
    """Estimate how often a field beside a boundary is read as lying on its other side, 0 to 1.

    Parameters
    ----------
    readings : iterable
        As for `reader_report.report`; there may be none.

    Returns
    -------
    dict
        For each of `BOUNDARIES`: the fields of its two scores that were read across it, `PRIOR_MISSES` added,
        as a share of the fields of its two scores, `PRIOR_FIELDS` added.

    Raises
    ------
    ValueError
        If a score is none of the five.
    """
    return {
        boundary: (PRIOR_MISSES + crossed) / (PRIOR_FIELDS + met)
        for boundary, (crossed, met) in _tally(readings).items()
    }


def next_boundary(readings: Iterable[Scored]) -> Boundary:
    """Give the two neighbouring scores that are confused most, by `confusion`.

    Of boundaries that are confused alike, the one of which fewer fields were read comes first, then the
    higher one, on which more hangs. Takes and refuses what `confusion` does.
    """
    tally = _tally(readings)

    def key(boundary: Boundary) -> tuple[float, float, int]:
        crossed, met = tally[boundary]
        return (PRIOR_MISSES + crossed) / (PRIOR_FIELDS + met), -met, BOUNDARIES.index(boundary)

    return max(BOUNDARIES, key=key)


def training_seed(readings: Iterable[Scored], seen: Collection[int] = ()) -> int:
    """Give the seed of the next case to practise on: the first not seen whose truth is at `next_boundary`.

    Cases are made in words, and no field is drawn. The same readings and seen cases give the same seed.

    Parameters
    ----------
    readings : iterable
        As for `next_boundary`.
    seen : collection of int
        Seeds that must not come again, such as `reading.Readings.seen`.

    Returns
    -------
    int
        A seed of the family `reading.FAMILY`. Which of the two scores it shows, the reader cannot foresee. If
        none of 400 new cases lies at the boundary, the first new one.

    Raises
    ------
    ValueError
        If a score is none of the five, or if a seed in ``seen`` is no whole number of 0 or more.
    """
    boundary, old = next_boundary(readings), _checked_seeds(seen)
    family = families.load(FAMILY)
    new = (seed for seed in count(1) if seed not in old)
    first = next(new)
    for seed in (first, *(next(new) for _ in range(_PATIENCE - 1))):
        if true_score(family.make(seed)) in boundary:
            return seed
    return first


def _tally(readings: Iterable[Scored]) -> dict[Boundary, tuple[int, int]]:
    """Count, for each boundary, the fields of its two scores: those read across it, and all."""
    pairs = places(readings)
    found: dict[Boundary, tuple[int, int]] = {}
    for lower, boundary in enumerate(BOUNDARIES):
        beside = [(true, said) for true, said in pairs if true in (lower, lower + 1)]
        crossed = sum((true > lower) != (said > lower) for true, said in beside)
        found[boundary] = crossed, len(beside)
    return found


def _checked_seeds(seen: object) -> frozenset[int]:
    if isinstance(seen, (str, bytes)) or not isinstance(seen, Iterable):
        raise ValueError(f"seen must be a list of seeds, not {border.named(seen)}: put them in brackets.")
    seeds = list(seen)
    for seed in seeds:
        if isinstance(seed, bool) or not isinstance(seed, int) or seed < 0:
            raise ValueError(
                f"seen holds {border.named(seed)}, and a seed is a whole number of 0 or more: leave it out."
            )
    return frozenset(seeds)
