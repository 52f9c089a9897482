"""What a named mistake about a person is, and how to see the person as the mistake does."""

from __future__ import annotations

from typing import Any, NamedTuple

from her2lessons.quiz.families.treatment_plan.person import Her2, Person

LINES = (1, 2, 3)
LINE = frozenset({"line"})
RECEPTORS = frozenset({"hr", "er", "pr"})
HER2 = frozenset({"her2", "her2_status"})
SETTING = frozenset({"setting"})
MOMENT = frozenset({"setting", "moment"})


class Misreading(NamedTuple):
    """A mistake about a person, the person as the mistake sees them, and what speaks against it."""

    misconception: str
    seen: Person
    reason: str
    only: frozenset[str] = frozenset()
    """Where not empty: it leads only to options that hold one of these drugs."""
    about: frozenset[str] = frozenset()
    """Questions of the rules that the reason speaks of; `reasons` holds it against every rule that asks
    them, wherever the same drugs may be given for another cause."""
    before: tuple[Misreading, ...] = ()
    """The mistake made before this one, where two are made at once."""


def as_if(person: Person, *without: str, her2: Her2 | None = None, **changed: Any) -> Person:
    """Change what is told of a person, and leave some of it out."""
    told = {name: value for name, value in person.told.items() if name not in without}
    return Person(her2 or person.her2, {**told, **changed})


_STAY = ("menopausal", "age", "pregnant", "grade", "lvef_ok", "gbrca", "er", "pr")
_HAD = {
    "positive": ("docetaxel", "carboplatin", "trastuzumab", "pertuzumab", "surgery"),
    "negative": ("doxorubicin", "paclitaxel", "surgery"),
}
_TYPICAL = {
    ("positive", True): ("docetaxel", "trastuzumab", "pertuzumab"),
    ("positive", False): ("docetaxel", "trastuzumab", "pertuzumab"),
    ("negative", True): ("letrozole", "palbociclib"),
    ("negative", False): ("capecitabine",),
}


def only(person: Person, **more: Any) -> Person:
    """Keep what is true of the person and the cancer wherever they stand."""
    return Person(person.her2, {**{name: person.told[name] for name in _STAY if name in person.told}, **more})


def had_before(person: Person) -> tuple[str, ...]:
    """Give what people with this kind of cancer usually had by the time of surgery."""
    return _HAD["positive" if person.her2.result.status == "positive" else "negative"]


def in_line(person: Person, line: int) -> Person:
    """See the person in a line of treatment for metastatic disease, with what usually came before it."""
    status = "positive" if person.her2.result.status == "positive" else "negative"
    prior = () if line == 1 else _TYPICAL[status, person.hormone_receptors]
    chemo = {} if line == 1 else {"chemo_lines": line - 1}
    tests = {"pik3ca": False, "esr1": False, "akt_pten": False, "pdl1_cps": person.told.get("pdl1_cps", 0)}
    return only(
        person, setting="metastatic", line=line, prior=prior, brain_metastases="none", **chemo, **tests
    )
