"""Prognostic stage: T, N and M with grade, HER2, ER and PR, looked up in one of two tables.

The tables live in one data file, so that it can be taken away (NOTICE says why). Without it, everything else
works, and what needs it says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from her2lessons.guidelines import factors, given
from her2lessons.guidelines.anatomic_stage import Group, group
from her2lessons.guidelines.prognostic_table import read
from her2lessons.guidelines.result import Interpretation
from her2lessons.guidelines.tnm import Category, Extent, extent

Table = Literal["clinical", "pathological"]
"""Clinical: everyone, before treatment. Pathological: surgery first."""

TABLES: tuple[Table, ...] = get_args(Table)

FILE = Path(__file__).parent / "tables" / "ajcc8_prognostic.csv"
"""The one file that holds both tables."""

ROWS: Mapping[Group, int] = {"IA": 1, "IB": 1, "IIA": 2, "IIB": 3, "IIIA": 4, "IIIB": 5, "IIIC": 5}
"""The row of the tables for each anatomic stage: what T and N bring to the prognostic stage."""

LOW_SCORE = 11
"""Below this a recurrence score can give IA in the pathological table; 11 itself does not.
Source: nci2026."""

_OWN_PREFIX: Mapping[Table, str] = {"clinical": "c", "pathological": "p"}
_FOUND = {"c": "before surgery", "p": "on the surgical specimen"}


@dataclass(frozen=True)
class Profile:
    """Grade and receptors of one cancer, all four of them known."""

    grade: int
    her2: bool
    er: bool
    pr: bool

    @property
    def receptors(self) -> str:
        """The column of the tables, such as HER2+ ER+ PR-."""
        signs = (("HER2", self.her2), ("ER", self.er), ("PR", self.pr))
        return " ".join(f"{name}{'+' if positive else '-'}" for name, positive in signs)


@dataclass(frozen=True)
class Decision:
    """Where the tables lead, and what was looked up on the way there."""

    case: Extent
    anatomic: Group
    profile: Profile | None
    """None where grade and receptors play no part, or where one of them is missing."""
    missing: tuple[str, ...]
    """What is missing for a prognostic stage, as parameter names."""
    looked_up: Group | None
    """What the table says for row, grade and receptors; None where it was not asked."""
    prognostic: Group | None
    """The prognostic stage: what the table says, or IA by the recurrence score."""


def prognostic(
    t: str,
    n: str,
    m: str = "M0",
    grade: int | str | None = None,
    her2: bool | str | Interpretation | None = None,
    er: bool | str | None = None,
    pr: bool | str | None = None,
    table: Table = "clinical",
    oncotype: int | None = None,
) -> Group:
    """Give the prognostic stage group of a cancer at its diagnosis.

    Parameters
    ----------
    t, n, m : str
        Categories such as ``"cT2"``, ``"N1mi"`` and ``"M0"``. A c may stand before T and N in the clinical
        table and a p in the pathological one; without either, they are taken as the table's own.
    grade : {1, 2, 3, "G1", "G2", "G3"}
        Nottingham grade.
    her2 : {"positive", "negative"}, bool, category or Interpretation
        HER2-low, HER2-ultralow, HER2-null and a plain 0 are negative.
    er, pr : {"positive", "low positive", "negative"} or bool
        Low positive counts as positive.
    table : {"clinical", "pathological"}
        Clinical, the default: every patient, with what was known before treatment. Pathological: only where
        surgery came first.
    oncotype : int, 0 to 100, optional
        21-gene recurrence score, for the pathological table only. Below 11, with T1-2 N0 M0, HER2-negative
        and ER-positive, it gives IA; elsewhere it changes nothing.

    Returns
    -------
    str
        ``"0"`` to ``"IV"``. M1 is ``"IV"`` and Tis N0 M0 is ``"0"`` without grade or receptors.

    Raises
    ------
    MissingFactor
        If grade, HER2, ER or PR is missing; its ``.missing`` names all that are. The anatomic stage never
        steps in for it.
    TableAbsent
        If the file with the tables has been taken away.
    ValueError
        If a value is unknown, HER2 is still undecided, the categories do not belong to the table, the table
        has no such row, or a recurrence score is given with the clinical table; or if the file with the
        tables is damaged.

    Notes
    -----
    Sources: nci2026, giuliano2017. Teaching only: a prognostic stage describes how people who were treated
    fared, and is no reason to treat less (dieci2019).
    """
    found = decide(t, n, m, grade, her2, er, pr, table, oncotype)
    if found.prognostic is None:
        raise factors.MissingFactor(found.missing, "prognostic stage")
    return found.prognostic


def decide(
    t: object,
    n: object,
    m: object,
    grade: object,
    her2: object,
    er: object,
    pr: object,
    table: object,
    oncotype: object,
) -> Decision:
    """Look everything up, and keep what was found on the way; `prognostic` says what may be given."""
    known_table = check(table)
    case = extent(t, n, m)
    for category in (case.t, case.n):
        check_prefix(category, known_table)
    score = None if oncotype is None else _score(oncotype, known_table)
    anatomic = group(case)
    known_grade = None if grade is None else factors.grade(grade)
    known_her2 = None if her2 is None else factors.her2(her2)
    known_er = None if er is None else factors.receptor(er, "er")
    known_pr = None if pr is None else factors.receptor(pr, "pr")
    if anatomic not in ROWS:  # stage 0 and stage IV ask for nothing further
        return Decision(case, anatomic, None, (), None, anatomic)
    positive = None if known_her2 is None else factors.resolved(her2, "the prognostic tables")
    if known_grade is None or positive is None or known_er is None or known_pr is None:
        known = (known_grade, positive, known_er, known_pr)
        missing = tuple(name for name, value in zip(factors.NAMES, known, strict=True) if value is None)
        return Decision(case, anatomic, None, missing, None, None)
    profile = Profile(known_grade, positive, known_er, known_pr)
    looked_up = _stage(known_table, ROWS[anatomic], profile)
    low = score is not None and score < LOW_SCORE and may_use_score(case, profile)
    return Decision(case, anatomic, profile, (), looked_up, "IA" if low else looked_up)


def may_use_score(case: Extent, profile: Profile) -> bool:
    """Say whether a low recurrence score would give this cancer IA."""
    small = case.t.counts_as in ("T1", "T2") and case.n.counts_as == "N0" and case.m.counts_as == "M0"
    return small and profile.er and not profile.her2


def looked_up(case: Extent, profile: Profile, table: Table) -> Group:
    """Give what a table says for a cancer without distant spread, whatever its recurrence score."""
    return _stage(table, ROWS[group(case)], profile)


def check(table: object) -> Table:
    """Return the table's name once it is one of the two and its file is whole, or raise ValueError."""
    for known in TABLES:
        if isinstance(table, str) and table == known:
            read(FILE, TABLES)
            return known
    raise ValueError(
        f'table must be "clinical" or "pathological", not {given.named(table)}. Clinical is for everyone '
        f"before treatment, pathological for surgery first."
    )


def _stage(table: Table, row: int, profile: Profile) -> Group:
    return read(FILE, TABLES)[table, row, profile.grade, profile.receptors]


def check_prefix(category: Category, table: Table) -> None:
    """See to it that T or N was found the way the table asks for; M is the same in both."""
    own = _OWN_PREFIX[table]
    if category.axis == "M" or category.prefix in ("", own):
        return
    raise ValueError(
        f"{category} was found {_FOUND[category.prefix]}, and the {table} table takes {own}T and {own}N. "
        f"Give those, or use the other table with all of its own."
    )


def _score(value: object, table: Table) -> int:
    score = factors.oncotype(value)
    if table != "pathological":
        raise ValueError(
            f"A recurrence score belongs to the pathological table only, and this is the {table} one. Leave "
            f'oncotype out, or use table="pathological" where surgery came first.'
        )
    return score
