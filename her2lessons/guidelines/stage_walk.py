"""The walk to a stage: what T, N and M come to, which cell was read, and what each factor moves."""

from dataclasses import dataclass, replace

from her2lessons.guidelines.anatomic_stage import GROUPS, Group
from her2lessons.guidelines.factors import GRADES, NAMES
from her2lessons.guidelines.prognostic_stage import (
    LOW_SCORE,
    ROWS,
    Decision,
    Profile,
    Table,
    decide,
    looked_up,
    may_use_score,
)
from her2lessons.guidelines.result import Interpretation
from her2lessons.guidelines.steps import AJCC_8, NCI_PDQ, NCI_STAGE, SHORT_HER_STAGE, Step
from her2lessons.guidelines.tnm import Category, Extent
from her2lessons.guidelines.walked import Walked

_WHO: dict[Table, str] = {
    "clinical": "The clinical table is for everyone, with what was known before treatment.",
    "pathological": "The pathological table is only for surgery first, never after neoadjuvant therapy.",
}


@dataclass(frozen=True)
class Stage(Walked):
    """The stage of a cancer at its diagnosis, and every step on the way there."""

    anatomic: Group
    """The stage by T, N and M alone."""
    prognostic: Group | None
    """The stage by grade and receptors as well; None where one of them is missing."""
    table: Table
    """The prognostic table that was used."""
    steps: tuple[Step, ...]
    """The walk, first to last; the last step is the conclusion."""
    missing: tuple[str, ...] = ()
    """What a prognostic stage still needs, as parameter names."""

    @property
    def headline(self) -> str:
        """Both stages in one line."""
        found = self.prognostic or f"open, without {_listed(self.missing)}"
        return f"anatomic stage {self.anatomic} · {self.table} prognostic stage {found}"


def walk(
    t: str,
    n: str,
    m: str = "M0",
    grade: int | str | None = None,
    her2: bool | str | Interpretation | None = None,
    er: bool | str | None = None,
    pr: bool | str | None = None,
    table: Table = "clinical",
    oncotype: int | None = None,
) -> Stage:
    """Stage a cancer as `anatomic` and `prognostic` do, with every step on the way.

    Parameters
    ----------
    t, n, m, grade, her2, er, pr, table, oncotype
        As `prognostic` takes them.

    Returns
    -------
    Stage
        Both stages and the steps. A missing factor is no error here: the prognostic stage is None, and
        `missing` and the last step name what is missing.

    Raises
    ------
    TableAbsent
        If the file with the prognostic tables has been taken away.
    ValueError
        As `prognostic` raises it, but for a missing factor.

    Notes
    -----
    Sources: nci2026, giuliano2017, dieci2019.
    """
    found = decide(t, n, m, grade, her2, er, pr, table, oncotype)
    steps = [*_extent(found.case), _anatomic(found)]
    if found.profile is not None and found.prognostic is not None:
        steps += _looked_up(found, found.profile, found.prognostic, table, oncotype)
    elif found.missing:
        rule = "Grade, HER2, ER and PR are all needed; the anatomic stage never steps in for them."
        steps.append(Step(rule, f"Missing: {_listed(found.missing)}.", NCI_PDQ, "missing"))
    else:
        rule = "Stage 0 and stage IV are the same in every table, whatever the grade and the receptors."
        steps.append(Step(rule, f"Prognostic stage {found.anatomic} as well.", NCI_PDQ, "no-factors"))
    steps.append(_conclusion(found, table))
    return Stage(found.anatomic, found.prognostic, table, tuple(steps), found.missing)


def _extent(case: Extent) -> tuple[Step, ...]:
    m = (
        "M1 is spread beyond the breast and its own nodes."
        if case.m.level == "1"
        else "M0 is no clinical or imaging sign of spread; isolated tumour cells alone stay M0."
    )
    return (
        Step("T is the invasive tumour: its size, or what it has grown into.", _read(case.t), NCI_PDQ, "t"),
        Step(
            "N is the nodes of the same side; N1mi is above 0.2 mm and at most 2 mm.",
            _read(case.n),
            NCI_PDQ,
            "n",
        ),
        Step(m, _read(case.m), NCI_PDQ, "m"),
    )


def _read(category: Category) -> str:
    itself = f"{category.axis}{category.level}{category.detail}" == category.counts_as
    return f"Given: {category}." if itself else f"Given: {category}, which counts as {category.counts_as}."


def _anatomic(found: Decision) -> Step:
    counts = found.case.counts_as
    folds = found.case.n.counts_as == "N1mi" and found.case.t.counts_as not in ("T0", "T1")
    rule = (
        "T, N and M give the anatomic stage; N1mi is a group of its own only with T0 and T1, else it is N1."
        if folds
        else "T, N and M alone give the anatomic stage."
    )
    return Step(rule, f"{counts}: anatomic stage {found.anatomic}.", NCI_PDQ, "anatomic")


def _looked_up(
    found: Decision, profile: Profile, prognostic: Group, table: Table, oncotype: int | None
) -> list[Step]:
    """Return the steps through the table, what one changed factor would do, and the two cautions."""
    rows = "T and N give one of five rows; they follow the anatomic stage, IA with IB and IIIB with IIIC."
    factors = "HER2-low, ultralow and null count as negative, and ER low positive counts as positive."
    steps = [
        Step(_WHO[table], f"The {table} table is used.", NCI_PDQ, "table"),
        Step(rows, f"{found.case.counts_as}: row {ROWS[found.anatomic]}.", NCI_PDQ, "row"),
        Step(factors, f"G{profile.grade}, {profile.receptors}.", NCI_PDQ, "factors"),
        Step(
            "Row, grade and receptors meet in one cell of the table.",
            f"The table says {found.looked_up}.",
            NCI_PDQ,
            "cell",
        ),
    ]
    if oncotype is not None:
        steps.append(_score(found, profile, oncotype))
    steps += [_single_changes(found, profile, table), _moved(found.anatomic, prognostic, table)]
    if profile.her2:
        rule = (
            "Prognostic stage tells how people fared who were treated, HER2 drugs included; it is no reason "
            "to treat less."
        )
        steps.append(Step(rule, "HER2-positive: read it with that in mind.", SHORT_HER_STAGE, "treated"))
    return steps


def _score(found: Decision, profile: Profile, oncotype: int) -> Step:
    rule = f"A recurrence score below {LOW_SCORE} gives IA where T1-2 N0 M0 is HER2-negative and ER-positive."
    if not may_use_score(found.case, profile):
        finding = f"Score {oncotype}: not for this cancer, so the table stands."
    elif oncotype < LOW_SCORE:
        finding = f"Score {oncotype}: IA."
    else:
        finding = f"Score {oncotype}: not below {LOW_SCORE}, so the table stands."
    return Step(rule, finding, NCI_PDQ, "oncotype")


def _single_changes(found: Decision, profile: Profile, table: Table) -> Step:
    """Say what the table would give if one factor alone were another one."""
    changes = {f"G{grade}": replace(profile, grade=grade) for grade in GRADES if grade != profile.grade}
    changes |= {
        f"HER2{_other(profile.her2)}": replace(profile, her2=not profile.her2),
        f"ER{_other(profile.er)}": replace(profile, er=not profile.er),
        f"PR{_other(profile.pr)}": replace(profile, pr=not profile.pr),
    }
    listed = ", ".join(f"{word} {looked_up(found.case, other, table)}" for word, other in changes.items())
    rule = "What one factor moves is seen by changing it alone."
    return Step(rule, f"From {found.looked_up}, one change at a time: {listed}.", NCI_PDQ, "single-changes")


def _other(positive: bool) -> str:
    return "-" if positive else "+"


def _moved(anatomic: Group, prognostic: Group, table: Table) -> Step:
    moved = GROUPS.index(prognostic) - GROUPS.index(anatomic)
    groups = f"{abs(moved)} {'group' if abs(moved) == 1 else 'groups'}"
    way = "the same" if moved == 0 else f"{groups} {'higher' if moved > 0 else 'lower'}"
    rule = "Grade and receptors can move a stage either way, or leave it."
    return Step(rule, f"Anatomic {anatomic}, {table} prognostic {prognostic}: {way}.", AJCC_8, "moved")


def _conclusion(found: Decision, table: Table) -> Step:
    rule = "A stage is that of the diagnosis: it is not renumbered after treatment or at relapse."
    stage = "open" if found.prognostic is None else found.prognostic
    finding = f"Conclusion: anatomic stage {found.anatomic}; {table} prognostic stage {stage}."
    return Step(rule, finding, NCI_STAGE, "conclusion")


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(NAMES[name] for name in names)
