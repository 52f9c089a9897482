"""The single values of a case, each checked and written in one way."""

from __future__ import annotations

from collections.abc import Callable
from numbers import Integral
from typing import TYPE_CHECKING, Any

from her2lessons.guidelines import factors, given, tnm
from her2lessons.guidelines.pathway import treatments
from her2lessons.guidelines.pathway.findings import QUESTIONS
from her2lessons.guidelines.pathway.rows import REGIONS
from her2lessons.guidelines.result import CATEGORIES, Interpretation

if TYPE_CHECKING:
    from her2lessons.guidelines.pathway.case import Case

YOUNGEST, OLDEST = 18, 110
"""Ages in years for which the course has rules; the trials behind them were of adults. Source: course."""

MOST_LINES = 30
"""No case has more lines of treatment; a larger number is a slip of the hand. Source: course."""

MOST_MONTHS = 1000
"""No adjuvant treatment ended longer ago. Source: course."""

WORST_ILD = 4
"""Lung inflammation of grade 5 is a death from it. Source: course."""


def checked(case: Case) -> dict[str, Any]:
    """Return the values of a case in the one way in which they are kept.

    Raises
    ------
    ValueError
        With one sentence for the first value that is not allowed.
    """
    return {
        name: value if value is None and name in _MAY_BE_OPEN else check(value, name)
        for name, check in _CHECKS.items()
        for value in (getattr(case, name),)
    }


def _choice(value: object, name: str, allowed: tuple[str, ...]) -> str:
    if isinstance(value, str) and value in allowed:
        return value
    words = ", ".join(f'"{word}"' for word in allowed)
    raise ValueError(f"{name} must be one of {words}, not {given.named(value)}.{_leave(name)}")


def _leave(name: str) -> str:
    return " Leave it out where it is not known." if name in _MAY_BE_OPEN else ""


def _flag(value: object, name: str) -> bool:
    found = factors.truth(value)
    if found is None:
        raise ValueError(f"{name} must be True or False, not {given.named(value)}.{_leave(name)}")
    return found


def _whole(lowest: int, highest: int, reason: str = "") -> Callable[[object, str], int]:
    def check(value: object, name: str) -> int:
        if isinstance(value, Integral) and not isinstance(value, bool) and lowest <= int(value) <= highest:
            return int(value)
        raise ValueError(
            f"{name} must be a whole number from {lowest} to {highest}, not {given.named(value)}.{reason}"
        )

    return check


def _number(highest: float, unit: str) -> Callable[[object, str], float]:
    def check(value: object, name: str) -> float:
        allowed = f"{unit} from 0 to {highest:g}"
        found = given.number(value, name, allowed)
        if not 0 <= found <= highest:
            raise ValueError(f"{name} must be {allowed}, not {given.named(value)}.{_leave(name)}")
        return found

    return check


def _receptor(value: object, name: str) -> str:
    positive = factors.receptor(value, name)
    if isinstance(value, str) and value.lower().strip().startswith("low"):
        return "low positive"
    return "positive" if positive else "negative"


def _her2(value: object, name: str) -> Interpretation | str:
    status = factors.her2(value)
    if isinstance(value, Interpretation):
        second = value.second_population
        if second is not None and second.category != value.category:
            raise ValueError(
                f"her2 holds two populations of cells with different results, {value.category} and "
                f"{second.category}. A plan is for one: give her2 the category it is to be made for, and "
                f"make a second plan."
            )
        return value
    for category in CATEGORIES:
        if isinstance(value, str) and value.lower().strip() == category.lower():
            return category
    # A word such as "equivocal" is kept as it is: it says more than that the result is open.
    return str(value).lower().strip() if status == "undecided" else status


def _mutation(value: object, name: str) -> bool:
    found = factors.truth(value)
    if found is not None:
        return found
    if isinstance(value, str) and value in ("positive", "negative"):
        return value == "positive"
    raise ValueError(
        f'{name} must be "positive" or "negative", or True or False, not {given.named(value)}.{_leave(name)}'
    )


def _brain(value: object, name: str) -> str | bool:
    found = factors.truth(value)
    if found is None:
        return _choice(value, name, QUESTIONS["brain_metastases"].words)
    return True if found else "none"


def _had(value: object, name: str) -> tuple[str, ...]:
    # A mapping, a table or an array is refused: an empty one would be read as "had no treatment".
    if not isinstance(value, (list, tuple, set, frozenset)):
        raise ValueError(
            f'{name} must be a tuple of treatments such as ("trastuzumab", "taxane"), not '
            f"{given.named(value)}. An empty one, (), means that there was none."
        )
    found = tuple(dict.fromkeys(treatments.named(item, name) for item in value))
    # A set has no order of its own, and one case must not be written in two ways.
    return tuple(sorted(found)) if isinstance(value, (set, frozenset)) else found


_Check = Callable[[Any, str], Any]


def _words(name: str) -> _Check:
    return lambda value, field: _choice(value, field, QUESTIONS[name].words)


_CHECKS: dict[str, _Check] = {
    "setting": _words("setting"),
    "line": _whole(1, MOST_LINES, " It counts the treatments of metastatic disease."),
    "t": lambda value, name: str(tnm.parse(value, "T")),
    "n": lambda value, name: str(tnm.parse(value, "N")),
    "m": lambda value, name: str(tnm.parse(value, "M")),
    "grade": lambda value, name: factors.grade(value),
    "histology": _words("histology"),
    "er": _receptor,
    "pr": _receptor,
    "her2": _her2,
    "ki67": _number(100, "percent of the tumour cells"),
    "age": _whole(YOUNGEST, OLDEST, " These rules are for adults."),
    "menopausal": _words("menopausal"),
    "gonadal_suppression": _flag,
    "pregnant": _flag,
    "could_become_pregnant": _flag,
    "lvef_ok": _flag,
    "gbrca": _mutation,
    "pik3ca": _mutation,
    "esr1": _mutation,
    "akt_pten": _mutation,
    "pdl1_cps": _number(100, "a combined positive score"),
    "pdl1_ic": _number(100, "percent of the tumour area"),
    "recurrence_score": _whole(0, factors.LARGEST_SCORE, " Leave it out where the test was not done."),
    "brain_metastases": _brain,
    "prior": _had,
    "stopped": _had,
    "pcr": _flag,
    "residual_invasive": _flag,
    "high_risk": _flag,
    "her2_finished": _flag,
    "months_since_adjuvant": _number(MOST_MONTHS, "months"),
    "maintenance": _flag,
    "chemo_lines": _whole(0, MOST_LINES, " It counts lines of chemotherapy for metastatic disease."),
    "endocrine_exhausted": _flag,
    "visceral_crisis": _flag,
    "low_burden": _flag,
    "frail": _flag,
    "immunotherapy_unsuitable": _flag,
    "neurological_symptoms": _flag,
    "receptors_changed": _flag,
    "ild_grade": _whole(0, WORST_ILD, " It is the grade of lung inflammation; 0 means none."),
    "region": lambda value, name: _choice(value, name, REGIONS),
}

_MAY_BE_OPEN = frozenset(_CHECKS) - {
    "setting",
    "histology",
    "stopped",
    "her2_finished",
    "maintenance",
    "endocrine_exhausted",
    "visceral_crisis",
    "low_burden",
    "frail",
    "immunotherapy_unsuitable",
    "neurological_symptoms",
    "receptors_changed",
    "ild_grade",
    "region",
}
