"""One invented case: extent, grade and receptors, and the table in which they are looked up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from random import Random

from her2lessons.guidelines import staging
from her2lessons.guidelines.prognostic_stage import LOW_SCORE, decide, may_use_score

_T = ("T1", "T1b", "T1c", "T2", "T2", "T3", "T3", "T4", "T4b")
_N = ("N0", "N0", "N1", "N1", "N2", "N3", "N1mi")
_NEGATIVE = ("negative", "negative", "negative", "HER2-low", "HER2-ultralow", "HER2-null")
_ER = ("positive", "positive", "positive", "negative", "negative", "low positive")
_PR = ("positive", "positive", "negative", "negative")


@dataclass(frozen=True)
class Case:
    """What `guidelines.staging.prognostic` is given, word for word."""

    t: str
    n: str
    m: str
    grade: int
    her2: str
    er: str
    pr: str
    table: staging.Table
    oncotype: int | None = None

    @cached_property
    def stage(self) -> staging.Group:
        """The prognostic stage, by the rule."""
        return staging.prognostic(
            self.t, self.n, self.m, self.grade, self.her2, self.er, self.pr, self.table, self.oncotype
        )

    @cached_property
    def anatomic(self) -> staging.Group:
        """The stage by T, N and M alone."""
        return staging.anatomic(self.t, self.n, self.m)

    @property
    def is_her2_positive(self) -> bool:
        """Whether HER2 is positive; the words within negative are not."""
        return self.her2 == "positive"

    @property
    def has_trap(self) -> bool:
        """Whether a word or a figure has to be translated before the table can be read."""
        words = self.her2 not in ("positive", "negative") or self.er == "low positive"
        small = "mi" in self.n or "(i+)" in self.n
        return self.m == "M0" and (words or small or self.oncotype is not None)

    @property
    def score_counts(self) -> bool:
        """Whether a recurrence score can have a part in the stage of this cancer; the rule says so."""
        found = decide(
            self.t, self.n, self.m, self.grade, self.her2, self.er, self.pr, self.table, self.oncotype
        )
        return found.profile is not None and may_use_score(found.case, found.profile)

    def walk(self) -> staging.Stage:
        """Give the rule's own steps."""
        return staging.walk(
            self.t, self.n, self.m, self.grade, self.her2, self.er, self.pr, self.table, self.oncotype
        )

    def as_markdown(self) -> str:
        """Write the case as a list. What is shown is the very input of the rule."""
        lines = [
            f"- Extent: **{self.t} {self.n} {self.m}**",
            f"- Grade: **G{self.grade}**",
            f"- HER2: **{self.her2}**",
            f"- ER: **{self.er}**",
            f"- PR: **{self.pr}**",
        ]
        if self.oncotype is not None:
            lines.append(f"- 21-gene recurrence score: **{self.oncotype}**")
        when = "Before any treatment" if self.table == "clinical" else "Surgery came first, and then"
        return f"{when} this is known of a breast cancer:\n\n" + "\n".join(lines)


def draw(chance: Random, *, spread: bool) -> Case:
    """Draw one case, with or without distant spread; the tables have a row for each of them."""
    table = chance.choice(staging.TABLES)
    prefix = table[0]
    n = chance.choice(_N)
    if n == "N0" and table == "pathological" and chance.randrange(8) == 0:
        n = "N0(i+)"
    t = "T0" if "N0" not in n and chance.randrange(12) == 0 else chance.choice(_T)
    case = Case(
        t=f"{prefix}{t}",
        n=f"{prefix}{n}",
        m="M1" if spread else "M0",
        grade=chance.choice((1, 2, 3)),
        her2="positive" if chance.randrange(2) else chance.choice(_NEGATIVE),
        er=chance.choice(_ER),
        pr=chance.choice(_PR),
        table=table,
    )
    return _with_score(case, chance) if table == "pathological" and not spread else case


def _with_score(case: Case, chance: Random) -> Case:
    """Add a recurrence score to a few: now and then where it counts, and rarely where it changes nothing."""
    score = chance.choice([LOW_SCORE, LOW_SCORE, LOW_SCORE - 1, LOW_SCORE - 2, chance.randint(0, 40)])
    if chance.randrange(5) == 0:
        t, n = chance.choice(["pT1c", "pT1b", "pT2", "pT2"]), chance.choice(["pN0", "pN0", "pN0(i+)"])
        er, her2 = chance.choice(["positive", "positive", "low positive"]), chance.choice(_NEGATIVE)
        return replace(case, t=t, n=n, er=er, her2=her2, oncotype=score)
    used = case.er != "negative" and not case.is_her2_positive
    return replace(case, oncotype=score) if used and chance.randrange(5) == 0 else case
