"""The steps to a stage: a walk that a student can follow, with what each factor moves."""

import re
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from her2lessons.evidence import reference
from her2lessons.guidelines import staging

ts = st.sampled_from(["Tis", "T0", "T1mi", "T1c", "T2", "T3", "T4b"])
ns = st.sampled_from(["N0", "N0(i+)", "N1mi", "N1", "N2a", "N3"])
ms = st.sampled_from(["M0", "cM0(i+)", "M1"])
receptors = st.none() | st.booleans()


@st.composite
def cases(draw: st.DrawFn) -> dict[str, Any]:
    """Draw any case that `walk` accepts."""
    t, n, m = draw(ts), draw(ns), draw(ms)
    if t == "Tis":
        n, m = "N0", "M0"
    if t == "T0" and n.startswith("N0") and m != "M1":
        n = "N1"
    case = {"t": t, "n": n, "m": m, "grade": draw(st.none() | st.sampled_from([1, 2, 3]))}
    case |= {"her2": draw(receptors), "er": draw(receptors), "pr": draw(receptors)}
    case["table"] = draw(st.sampled_from(staging.TABLES))
    if case["table"] == "pathological":
        case["oncotype"] = draw(st.none() | st.integers(0, 100))
    return case


@settings(deadline=None)
@given(cases())
def test_the_walk_gives_the_stages_of_the_one_line_functions(case: dict[str, Any]) -> None:
    stage = staging.walk(**case)
    assert stage.anatomic == staging.anatomic(case["t"], case["n"], case["m"])
    assert stage.table == case["table"]
    if stage.prognostic is None:
        with pytest.raises(staging.MissingFactor) as caught:
            staging.prognostic(**case)
        assert stage.missing == caught.value.missing != ()
    else:
        assert stage.prognostic == staging.prognostic(**case)
        assert stage.missing == ()


@settings(deadline=None)
@given(cases())
def test_every_step_is_a_sentence_with_a_finding_and_a_known_source(case: dict[str, Any]) -> None:
    steps = staging.walk(**case).steps
    slugs = [step.slug for step in steps]
    assert slugs[:4] == ["t", "n", "m", "anatomic"]
    assert slugs[-1] == "conclusion"
    assert len(slugs) == len(set(slugs))
    for step in steps:
        assert step.source in staging.SOURCES
        for sentence in (step.rule, step.finding):
            assert sentence.endswith(".")
            assert sentence[0].isupper()
            assert "None" not in sentence
            assert "  " not in sentence
        assert len(step.rule.split()) <= 30


def test_every_source_is_used_by_some_step_and_stands_in_the_bibliography() -> None:
    used = {
        step.source
        for case in (
            {"t": "T2", "n": "N1mi", "grade": 3, "her2": True, "er": True, "pr": True},
            {"t": "T2", "n": "N1", "m": "M1"},
        )
        for step in staging.walk(**case).steps  # type: ignore[arg-type]
    }
    assert used == set(staging.SOURCES)
    for key in staging.SOURCES:
        assert reference(key).link.startswith("https://")


def finding(slug: str, *args: Any, **case: Any) -> str:
    return next(step.finding for step in staging.walk(*args, **case).steps if step.slug == slug)


def test_sub_letters_and_isolated_cells_are_said_to_count_as_their_number() -> None:
    assert finding("t", "cT1mi", "N0") == "Given: cT1mi, which counts as T1."
    assert finding("t", "cT2", "N0") == "Given: cT2."
    assert finding("n", "cT2", "cN0(i+)(sn)") == "Given: cN0(i+)(sn), which counts as N0."
    assert finding("n", "T2", "N1mi") == "Given: N1mi."
    assert finding("m", "T2", "N0", "cM0(i+)") == "Given: cM0(i+), which counts as M0."


ROWS = [("T1", "N0", 1), ("T0", "N1mi", 1), ("T2", "N0", 2), ("T2", "N1mi", 3), ("T3", "N1mi", 4)]
ROWS += [("T4d", "N0", 5), ("T1", "N3", 5)]


@pytest.mark.parametrize(("t", "n", "row"), ROWS)
def test_the_row_of_the_table_is_named(t: str, n: str, row: int) -> None:
    found = finding("row", t, n, grade=1, her2=True, er=True, pr=True)
    assert found.endswith(f" M0: row {row}.")


def test_the_factors_and_what_each_of_them_moves_are_said() -> None:
    case = {"grade": 3, "her2": "HER2-low", "er": "low positive", "pr": False}
    assert finding("factors", "cT2", "cN1mi", **case) == "G3, HER2- ER+ PR-."
    assert finding("cell", "cT2", "cN1mi", **case) == "The table says IIIA."
    assert finding("single-changes", "cT2", "cN1mi", **case) == (
        "From IIIA, one change at a time: G1 IIB, G2 IIB, HER2+ IIB, ER- IIIB, PR+ IIB."
    )
    assert (
        finding("moved", "cT2", "cN1mi", **case) == "Anatomic IIB, clinical prognostic IIIA: 1 group higher."
    )


@settings(deadline=None)
@given(cases().filter(lambda case: case["m"] != "M1" and case["t"] != "Tis"))
def test_each_single_change_is_what_the_table_says_for_it(case: dict[str, Any]) -> None:
    case |= {"grade": case["grade"] or 2, "oncotype": None}
    case |= {name: bool(case[name]) for name in ("her2", "er", "pr")}
    said = re.findall(r"(G\d|HER2[+-]|ER[+-]|PR[+-]) (\w+)", finding("single-changes", **case).split(": ")[1])
    assert len(said) == 5
    for word, stage in said:
        changed = {"grade": word} if word[0] == "G" else {word[:-1].lower(): word[-1] == "+"}
        assert staging.prognostic(**case | changed) == stage
        (name, value) = next(iter(changed.items()))
        assert str(case[name]) not in (value, str(value))


@pytest.mark.parametrize(
    ("args", "end"),
    [
        (("T2", "N0", 3, True, True, True), "IIA, clinical prognostic IB: 1 group lower."),
        (("T3", "N1", 1, True, True, True), "IIIA, clinical prognostic IIA: 2 groups lower."),
        (("T2", "N1", 2, False, False, False), "IIB, clinical prognostic IIIB: 2 groups higher."),
        (("T1", "N0", 1, True, True, True), "IA, clinical prognostic IA: the same."),
    ],
)
def test_the_prognostic_stage_is_compared_with_the_anatomic_one(args: tuple[Any, ...], end: str) -> None:
    t, n, grade, her2, er, pr = args
    assert finding("moved", t, n, grade=grade, her2=her2, er=er, pr=pr) == f"Anatomic {end}"


def slugs(*args: Any, **case: Any) -> list[str]:
    return [step.slug for step in staging.walk(*args, **case).steps]


def test_only_her2_positive_cancers_carry_the_caution_that_they_were_treated() -> None:
    for her2, table in product([True, False], staging.TABLES):
        found = slugs("T2", "N1", grade=2, her2=her2, er=True, pr=True, table=table)
        assert ("treated" in found) == her2


@pytest.mark.parametrize(
    ("t", "her2", "score", "said"),
    [
        ("T2", False, 10, "Score 10: IA."),
        ("T2", False, 11, "Score 11: not below 11, so the table stands."),
        ("T3", False, 5, "Score 5: not for this cancer, so the table stands."),
        ("T2", True, 5, "Score 5: not for this cancer, so the table stands."),
    ],
)
def test_a_recurrence_score_has_its_own_step(t: str, her2: bool, score: int, said: str) -> None:
    case = {"grade": 3, "her2": her2, "er": True, "pr": True, "table": "pathological"}
    assert finding("oncotype", t, "N0", oncotype=score, **case) == said
    assert "oncotype" not in slugs(t, "N0", **case)


def test_a_missing_factor_leaves_the_prognostic_stage_open_and_is_named() -> None:
    stage = staging.walk("T3", "N1", grade=2, er=True)
    assert (stage.anatomic, stage.prognostic, stage.missing) == ("IIIA", None, ("her2", "pr"))
    assert [step.finding for step in stage.steps if step.slug == "missing"] == ["Missing: HER2, PR."]
    assert stage.steps[-1].finding == "Conclusion: anatomic stage IIIA; clinical prognostic stage open."
    assert stage.headline == "anatomic stage IIIA · clinical prognostic stage open, without HER2, PR"


@pytest.mark.parametrize(("t", "m", "group"), [("T2", "M1", "IV"), ("Tis", "M0", "0")])
def test_stage_iv_and_stage_0_need_no_table(t: str, m: str, group: str) -> None:
    stage = staging.walk(t, "N0", m)
    assert [step.slug for step in stage.steps] == ["t", "n", "m", "anatomic", "no-factors", "conclusion"]
    assert stage.steps[-2].finding == f"Prognostic stage {group} as well."


def test_a_stage_shows_itself_as_numbered_steps_with_links() -> None:
    stage = staging.walk("T2", "N0", grade=3, her2=True, er=True, pr=True)
    lines = str(stage).splitlines()
    assert lines[0] == stage.headline == "anatomic stage IIA · clinical prognostic stage IB"
    assert len(lines) == 1 + len(stage.steps)
    assert (
        lines[1] == "1. Given: T2. T is the invasive tumour: its size, or what it has grown into. [nci2026]"
    )
    shown = stage._repr_markdown_()
    assert shown.startswith(f"**{stage.headline}**\n\n1. **Given: T2.** ")
    assert "(https://www.cancer.gov/types/breast/hp/breast-treatment-pdq)" in shown
    assert "(https://doi.org/10.1186/s12916-019-1445-z)" in shown

    class Printer:
        shown = ""

        def text(self, text: str) -> None:
            self.shown += text

    printer = Printer()
    stage._repr_pretty_(printer, cycle=False)
    assert printer.shown == str(stage)
