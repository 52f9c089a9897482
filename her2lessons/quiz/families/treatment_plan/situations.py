"""The parts that situations are made of, and how a person is drawn from one."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any, NamedTuple

from her2lessons.guidelines.ish import DualProbe
from her2lessons.quiz.families.treatment_plan.person import Her2, Person
from her2lessons.quiz.families.treatment_plan.risk import with_risk

Told = dict[str, Any]


class Situation(NamedTuple):
    """A kind of case to draw from."""

    about: tuple[str, ...]
    """Ids of rules: the right option is drawn from those of them that the plan gives."""
    objective: str
    difficulty: int
    her2: Callable[[Random], Her2]
    #: The two receptors in turn, or "any" for a draw.
    receptors: str
    told: Callable[[Random], Told]


def positive(chance: Random) -> Her2:
    """Draw a report that is HER2-positive."""
    return Her2("3+") if chance.randrange(3) else _two_plus("HER2-positive", chance)


def low(chance: Random) -> Her2:
    """Draw a report that is HER2-low."""
    return Her2("1+") if chance.randrange(3) else _two_plus("HER2-low", chance)


def _two_plus(category: str, chance: Random) -> Her2:
    """Draw ISH figures beside IHC 2+ until the rule gives this category."""
    while True:
        ratio, copies = chance.randint(10, 60) / 10, chance.randint(20, 150) / 10
        report = Her2("2+", DualProbe(ratio=ratio, her2_copies=copies))
        # Copies of CEP17 far from two would be a case of their own.
        if report.result.category == category and 1.5 <= copies / ratio <= 3:
            return report


def ultralow(chance: Random) -> Her2:
    """Give the report that is HER2-ultralow."""
    return Her2("0+")


def null(chance: Random) -> Her2:
    """Give the report that is HER2-null."""
    return Her2("0 absent")


def negative(chance: Random) -> Her2:
    """Draw a report that is HER2-negative, of whatever kind."""
    return chance.choice((low, ultralow, null))(chance)


def draw(chance: Random, situation: Situation) -> Person:
    """Draw a person in a situation."""
    told: Told = {**_who(chance), **situation.told(chance)}
    receptors = situation.receptors
    if receptors == "any":
        receptors = chance.choice(("positive", "negative"))
    told["er"] = receptors
    told["pr"] = (
        chance.choice(("positive", "positive", "negative")) if receptors == "positive" else "negative"
    )
    if "letrozole" in told["prior"] and told["menopausal"] != "post":
        # Before menopause and in men an aromatase inhibitor is given with suppression only.
        told |= {"prior": ("goserelin", *told["prior"]), "gonadal_suppression": True}
    early: tuple[str, ...] = told.pop("early", ())
    stated: bool = told.pop("risk_stated", False)
    # What stands for nobody is left out, so that the list shows what was told and nothing else.
    known = {name: value for name, value in told.items() if value is not None}
    return with_risk(Person(situation.her2(chance), known, early), stated)


def _who(chance: Random) -> Told:
    menopausal = chance.choice(("post",) * 5 + ("pre",) * 4 + ("male",))
    youngest, oldest = {"pre": (29, 49), "post": (54, 79), "male": (50, 78)}[menopausal]
    return {
        "menopausal": menopausal,
        "age": chance.randint(youngest, oldest),
        "pregnant": False if menopausal == "pre" else None,
    }


def post(chance: Random) -> Told:
    """Draw a woman after menopause."""
    return {"menopausal": "post", "age": chance.randint(54, 79), "pregnant": None}


def pre(chance: Random) -> Told:
    """Draw a woman before menopause, not pregnant."""
    return {"menopausal": "pre", "age": chance.randint(29, 49), "pregnant": False}


def male(chance: Random) -> Told:
    """Draw a man."""
    return {"menopausal": "male", "age": chance.randint(50, 78), "pregnant": None}


def pregnant(chance: Random) -> Told:
    """Draw a pregnant woman."""
    return {"menopausal": "pre", "age": chance.randint(27, 42), "pregnant": True}


def early(
    t: str,
    n: str,
    prefix: str = "c",
    who: Callable[[Random], Told] | None = None,
    told: Told | None = None,
    **more: Any,
) -> Callable[[Random], Told]:
    """Give the drawing of an early case, from T and N to choose among, separated by spaces."""

    def drawn(chance: Random) -> Told:
        found: Told = {
            "setting": "early",
            "t": f"{prefix}{chance.choice(t.split())}",
            "n": f"{prefix}{chance.choice(n.split())}",
            "grade": chance.choice((2, 3)),
            "lvef_ok": True,
            "gbrca": False,
            "prior": ("surgery",) if prefix == "p" else (),
        }
        # A first draw, for a cancer of which either could be said; see `risk`.
        found["high_risk"] = found["n"].endswith(("N2", "N3")) or chance.choice((True, False))
        found["risk_stated"] = "high_risk" in {**(told or {}), **more}
        return _completed(found, who, {**(told or {}), **more}, chance)

    return drawn


def metastatic(
    line: int,
    prior: tuple[str, ...] = (),
    who: Callable[[Random], Told] | None = None,
    told: Told | None = None,
    early: tuple[str, ...] = (),
    **more: Any,
) -> Callable[[Random], Told]:
    """Give the drawing of a metastatic case; ``prior`` was given for it, and ``early`` before that."""

    def drawn(chance: Random) -> Told:
        found: Told = {
            "setting": "metastatic",
            "line": line,
            "prior": (*early, *prior),
            "early": early,
            "grade": chance.choice((2, 3)),
            "lvef_ok": True,
            "gbrca": False,
            "brain_metastases": "none",
        }
        return _completed(found, who, {**(told or {}), **more}, chance)

    return drawn


def _completed(found: Told, who: Callable[[Random], Told] | None, more: Told, chance: Random) -> Told:
    """Add who the person is, and draw from each list of values; anything else is a value of its own."""
    person = {} if who is None else who(chance)
    drawn = {name: chance.choice(value) if isinstance(value, list) else value for name, value in more.items()}
    return {**found, **person, **drawn}
