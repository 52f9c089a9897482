"""What would have to change: the single changes of one result that lead to another category."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from her2lessons.guidelines import given
from her2lessons.guidelines.ihc import NOT_FURTHER_STATED, SCORES, Stated, stated
from her2lessons.guidelines.ish import (
    COPIES_HIGH,
    COPIES_LOW,
    RATIO_POSITIVE,
    DualProbe,
    Probe,
    Result,
    SingleProbe,
)
from her2lessons.guidelines.result import Interpretation
from her2lessons.guidelines.rule import interpret
from her2lessons.guidelines.workup import Workup

_NAMES = {"ihc": "IHC", "ratio": "the ratio", "her2_copies": "HER2 copies per nucleus"}

Figure = Literal["ratio", "her2_copies"]

_COPIES_LINES: tuple[tuple[Figure, float], ...] = (("her2_copies", COPIES_LOW), ("her2_copies", COPIES_HIGH))
_ALL_LINES: tuple[tuple[Figure, float], ...] = (("ratio", RATIO_POSITIVE), *_COPIES_LINES)


@dataclass(frozen=True)
class Change:
    """One change of one score or figure, and where it leads."""

    what: Literal["ihc", "ratio", "her2_copies"]
    before: str | float
    """The score or figure as it is."""
    after: str | float
    """The score or figure as it would be; one that falls stops at the last number below its threshold."""
    distance: float
    """How far the figure moves, as a fraction of its threshold; 0 for an IHC step, which has no distance."""
    was: Interpretation
    """What the rule says now."""
    interpretation: Interpretation
    """What the rule would say."""
    line: float | None = None
    """The threshold that the figure crosses; None for an IHC step."""

    @property
    def sentence(self) -> str:
        """The change in one plain sentence."""
        instead = f"were {self._shown_after()} instead of {self._shown_before()}"
        would: str = self.interpretation.category
        if self.interpretation.next_step is not None:
            would += f" (next step: {self.interpretation.next_step})"
        return (
            f"If {_NAMES[self.what]} {instead}, the category would be {would} instead of {self.was.category}."
        )

    def _shown_before(self) -> str:
        return self.before if isinstance(self.before, str) else given.shown(self.before, self.line or 0.0)

    def _shown_after(self) -> str:
        if isinstance(self.after, str):
            return self.after
        return f"{self.line}" if self.after == self.line else f"just below {self.line}"


def what_if(
    ihc: str | None = None,
    ish: Result | None = None,
    *,
    recount: DualProbe | None = None,
    rejected: Mapping[str, str] | None = None,
) -> tuple[Change, ...]:
    """Return the single changes that would lead to another category.

    A change is one step of IHC on its ladder, or one ISH figure moved just across one of its thresholds while
    all else stays. Only the category is compared: a change that leads to another next step, or from pending
    to a negative result without a category, is left out. Of two moves of a figure the same way to the same
    category, only the shorter is given.

    Parameters
    ----------
    ihc : {"0 absent", "0+", "1+", "2+", "3+", "0"}, optional
        The IHC score. From a bare "0" the steps are what it may turn out to be (0 absent, 0+), and 1+.
    ish : DualProbe, SingleProbe or Reported, optional
        The ISH result. A reported word has no figure that could move.
    recount : DualProbe, optional
        The recount, as `interpret` takes it. The figures that move are those of the first count. After a
        change the recount is kept where the rule still asks for one, and dropped where it does not.
    rejected : mapping of {"ihc", "ish"} to str, optional
        The reason for each test that could not be read. It stays rejected after every change.

    Returns
    -------
    tuple of Change
        IHC steps first, the lower one before the higher; then figures, by how far they move relative to
        their threshold. Empty when no single change leads to another category.

    Raises
    ------
    ValueError
        As `interpret` does.

    Notes
    -----
    The thresholds are those of `ihc` and `ish` (wolff2018); what counts as one change is this course's
    convention. Source: course.
    """
    was = interpret(ihc=ihc, ish=ish, recount=recount, rejected=rejected)
    case = Workup(None if ihc is None else stated(ihc), ish, recount, rejected or {})
    steps = [
        Change("ihc", score, near, 0.0, was, _after(replace(case, ihc=near)))
        for score in (() if case.ihc is None else (case.ihc,))
        for near in _near(score)
    ]
    moves = sorted(_moves(was, case), key=lambda move: move.distance)
    return tuple(
        change for change in (*steps, *_shortest(moves)) if change.interpretation.category != was.category
    )


def _near(score: Stated) -> tuple[Stated, ...]:
    """Return the scores one step away, lower first; for a bare 0 first what it may be."""
    if score == NOT_FURTHER_STATED:
        return ("0 absent", "0+", "1+")
    at = SCORES.index(score)
    return (*SCORES[max(at - 1, 0) : at], *SCORES[at + 1 : at + 2])


def _after(case: Workup) -> Interpretation:
    """Interpret a changed case, with its recount only where the rule asks for one."""
    recount = case.recount if case.asks_recount else None
    return interpret(ihc=case.ihc, ish=case.ish, recount=recount, rejected=case.rejected)


def _moves(was: Interpretation, case: Workup) -> Iterator[Change]:
    """Yield every move of one figure to the other side of one of its thresholds."""
    ish = case.ish
    if not isinstance(ish, DualProbe | SingleProbe):
        return
    for what, line in _ALL_LINES if isinstance(ish, DualProbe) else _COPIES_LINES:
        before: float = getattr(ish, what)
        # Thresholds belong to the side above them: a rise ends on the line, a fall just below it.
        after = line if before < line else math.nextafter(line, 0.0)
        moved = _after(replace(case, ish=_moved(ish, what, after)))
        yield Change(what, before, after, abs(after - before) / line, was, moved, line)


def _moved(probe: Probe, what: Figure, value: float) -> Probe:
    """Return the result with one figure changed and the other kept."""
    if isinstance(probe, SingleProbe):
        return SingleProbe(value)
    return DualProbe(value, probe.her2_copies) if what == "ratio" else DualProbe(probe.ratio, value)


def _shortest(moves: list[Change]) -> Iterator[Change]:
    """Yield the moves, shortest first, without those that only go further to the same category."""
    seen = set()
    for move in moves:
        goal = (move.what, move.after == move.line, move.interpretation.category)
        if goal not in seen:
            seen.add(goal)
            yield move
