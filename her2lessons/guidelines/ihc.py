"""IHC: from the staining of cell membranes to a score of 0 absent, 0+, 1+, 2+ or 3+."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, NamedTuple, cast

from her2lessons.guidelines import given
from her2lessons.guidelines.steps import ASCO_CAP_2018, COURSE, DESTINY_BREAST06, Step

TEN_PERCENT = 10.0
"""The line, in percent of invasive tumour cells, that 3+, 2+ and 1+ must pass. Exactly on it is not past it.
Source: wolff2018."""

Score = Literal["0 absent", "0+", "1+", "2+", "3+"]
"""A score that a reader can give."""

Stated = Literal["0 absent", "0+", "1+", "2+", "3+", "0"]
"""A score that a report can state: a bare 0 does not say whether there was any staining."""

SCORES: tuple[Score, ...] = ("0 absent", "0+", "1+", "2+", "3+")
"""The ladder of scores, lowest first."""

NOT_FURTHER_STATED: Stated = "0"
"""A report's bare 0, which may be 0 absent or 0+. Source: course."""

POSITIVE: Stated = "3+"
"""The score that is positive by itself. Source: wolff2018."""

EQUIVOCAL: Stated = "2+"
"""The score that leaves the decision to ISH. Source: wolff2018."""

NEGATIVE: tuple[Stated, ...] = ("1+", "0+", "0 absent", NOT_FURTHER_STATED)
"""The scores that are negative by themselves. Source: wolff2018."""


class Percents(NamedTuple):
    """How many invasive tumour cells, in percent, show each kind of membrane staining."""

    intense_complete: float
    weak_moderate_complete: float
    moderate_intense_incomplete: float
    faint_incomplete: float


@dataclass(frozen=True)
class Reading:
    """An IHC score with the steps that lead to it."""

    score: Score
    unusual: bool
    """Whether the pattern lies outside the definitions, or reaches one only by adding two kinds."""
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class _Line:
    """One line of the order in which a pattern is compared with the scores."""

    slug: str
    rule: str
    kinds: tuple[str, ...]
    over: float
    score: Score
    unusual: Callable[[Percents], bool]
    source: str

    def amount(self, percents: Percents) -> float:
        return math.fsum(getattr(percents, kind) for kind in self.kinds)

    def reached(self, percents: Percents) -> bool:
        # A sum may pass the line by rounding alone; a single figure is compared as it stands.
        rounding = self.over * given.SUM_TOLERANCE if len(self.kinds) > 1 else 0.0
        return self.amount(percents) > self.over + rounding

    def found(self, percents: Percents) -> str:
        parts = [_shown(getattr(percents, kind), self.over) for kind in self.kinds]
        total = f" = {_shown(self.amount(percents), self.over)}" if len(parts) > 1 else ""
        return f"{' + '.join(parts)}{total} of the cells"


def _shown(percent: float, line: float) -> str:
    return f"{given.shown(percent, line).removesuffix('.0')} %"


_TEN = f"{TEN_PERCENT:g} %"

# The definitions are the guideline's (wolff2018), which has one score 0; 0+ against 0 absent is bardia2024.
# The order in which unusual patterns are met is this course's convention.
_LINES = (
    _Line(
        "intense-complete",
        f"Complete and intense staining in more than {_TEN} of the cells is 3+.",
        ("intense_complete",),
        TEN_PERCENT,
        "3+",
        lambda percents: False,
        ASCO_CAP_2018,
    ),
    _Line(
        "complete",
        f"Complete staining of any strength in more than {_TEN} of the cells is 2+.",
        ("intense_complete", "weak_moderate_complete"),
        TEN_PERCENT,
        "2+",
        lambda percents: percents.weak_moderate_complete <= TEN_PERCENT,
        ASCO_CAP_2018,
    ),
    _Line(
        "some-intense-complete",
        f"Complete and intense staining in some cells, at most {_TEN}, is 2+, an unusual pattern.",
        ("intense_complete",),
        0.0,
        "2+",
        lambda percents: True,
        ASCO_CAP_2018,
    ),
    _Line(
        "strong-incomplete",
        f"Incomplete, moderate to intense staining in more than {_TEN} is 2+, an unusual pattern.",
        ("moderate_intense_incomplete",),
        TEN_PERCENT,
        "2+",
        lambda percents: True,
        ASCO_CAP_2018,
    ),
    _Line(
        "faint-incomplete",
        f"Faint, incomplete staining in more than {_TEN} of the cells is 1+.",
        ("faint_incomplete",),
        TEN_PERCENT,
        "1+",
        lambda percents: percents.weak_moderate_complete + percents.moderate_intense_incomplete > 0,
        ASCO_CAP_2018,
    ),
    _Line(
        "some-stronger",
        "Any other staining that is complete, or stronger than faint, is 2+, an unusual pattern.",
        ("weak_moderate_complete", "moderate_intense_incomplete"),
        0.0,
        "2+",
        lambda percents: True,
        COURSE,
    ),
    _Line(
        "some-faint",
        f"Faint, incomplete staining in some cells, at most {_TEN}, is 0+.",
        ("faint_incomplete",),
        0.0,
        "0+",
        lambda percents: False,
        DESTINY_BREAST06,
    ),
)


def score(
    intense_complete: float = 0,
    weak_moderate_complete: float = 0,
    moderate_intense_incomplete: float = 0,
    faint_incomplete: float = 0,
) -> Reading:
    """Score the membrane staining of a tumour from the four percentages that a reader gives.

    Only invasive tumour cells count; cells that show no staining make up the rest.

    Parameters
    ----------
    intense_complete : float, percent
        Cells whose whole membrane is stained intensely.
    weak_moderate_complete : float, percent
        Cells whose whole membrane is stained weakly to moderately.
    moderate_intense_incomplete : float, percent
        Cells with moderate to intense staining of a part of the membrane.
    faint_incomplete : float, percent
        Cells with faint, barely visible staining of a part of the membrane.

    Returns
    -------
    Reading
        The score, whether the pattern is unusual, and the lines that were compared, first to last.

    Raises
    ------
    ValueError
        If a percentage is no number from 0 to 100, or if they add up to more than 100.

    Notes
    -----
    Definitions: wolff2018; 0+ against 0 absent: bardia2024; the order of unusual patterns: course.
    """
    percents = _checked(
        Percents(intense_complete, weak_moderate_complete, moderate_intense_incomplete, faint_incomplete)
    )
    walked: list[Step] = []
    for line in _LINES:
        found = line.found(percents)
        if line.reached(percents):
            walked.append(
                Step(line.rule, f"{found}: yes, so the score is {line.score}.", line.source, line.slug)
            )
            return _reading(line.score, line.unusual(percents), walked)
        walked.append(Step(line.rule, f"{found}: no, so look further.", line.source, line.slug))
    nothing = "No membrane staining seen with this test is 0 absent."
    walked.append(Step(nothing, "0 % of the cells are stained.", DESTINY_BREAST06, "nothing"))
    return _reading("0 absent", False, walked)


def stated(value: object) -> Stated:
    """Return an IHC score as a report may state it, or raise ValueError with the scores there are."""
    if isinstance(value, str) and value in (*SCORES, NOT_FURTHER_STATED):
        return cast(Stated, str(value))
    raise ValueError(
        f"The IHC score {given.named(value)} is not known.{_hint(value)} Write one of "
        f'{", ".join(f"{known!r}" for known in reversed(SCORES))}, or "0" where a report says no more than 0.'
    )


def _checked(percents: Percents) -> Percents:
    """Return the percentages as floats, once they are known to be possible."""
    checked = Percents(*(given.percent(value, name) for name, value in percents._asdict().items()))
    total = math.fsum(checked)
    if total > 100 * (1 + given.SUM_TOLERANCE):
        raise ValueError(
            f"The four percentages add up to {given.shown(total, 100)}; together they can be at most 100. "
            f"Count each cell once, under its strongest staining."
        )
    return checked


def _reading(reached: Score, unusual: bool, walked: list[Step]) -> Reading:
    """Close the walk with its conclusion."""
    rule = "The first line that fits gives the score; an unusual pattern is also described in words."
    pattern = ", by an unusual pattern" if unusual else ""
    end = Step(rule, f"Conclusion: IHC {reached}{pattern}.", COURSE, "conclusion")
    return Reading(reached, unusual, (*walked, end))


def _hint(value: object) -> str:
    """Guess what an unknown score was meant to be, as a sentence, or say nothing."""
    if isinstance(value, Reading):
        return " A Reading was given: its score is .score."
    if isinstance(value, bool):
        return ""
    # 3, 3.0 and "3" are 3+ without its plus sign; " 2+ " only has spaces too many.
    text = str(value).strip().removesuffix(".0")
    for meant in (text, f"{text}+"):
        if meant in (*SCORES, NOT_FURTHER_STATED):
            return f' Did you mean "{meant}"?'
    return ""
