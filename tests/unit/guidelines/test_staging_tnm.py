"""T, N and M as they are written: what is read, how it counts, and what is refused with which words."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from her2lessons.guidelines import staging

READ: list[tuple[str, str, str, str]] = [
    ("T", "T2", "T2", "T2"),
    ("T", "cT2", "cT2", "T2"),
    ("T", " p T 1 mi ", "pT1mi", "T1"),
    ("T", "PT1A", "pT1a", "T1"),
    ("T", "t1b", "T1b", "T1"),
    ("T", "pT1c(m)", "pT1c(m)", "T1"),
    ("T", "pT2(3)", "pT2(3)", "T2"),
    ("T", "pT2(10)", "pT2(10)", "T2"),
    ("T", "ypT0", "ypT0", "T0"),
    ("T", "ycT1", "ycT1", "T1"),
    ("T", "rT3", "rT3", "T3"),
    ("T", "aT2", "aT2", "T2"),
    ("T", "Tis", "Tis", "Tis"),
    ("T", "pTis (DCIS)", "pTis(DCIS)", "Tis"),
    ("T", "tis(paget)", "Tis(Paget)", "Tis"),
    ("T", "T0", "T0", "T0"),
    ("T", "T3", "T3", "T3"),
    ("T", "T4", "T4", "T4"),
    ("T", "T4a", "T4a", "T4"),
    ("T", "cT4B", "cT4b", "T4"),
    ("T", "T4c", "T4c", "T4"),
    ("T", "T4d", "T4d", "T4"),
    ("N", "N0", "N0", "N0"),
    ("N", "pN0(i+)", "pN0(i+)", "N0"),
    ("N", "pN0 (i\u2212)", "pN0(i-)", "N0"),
    ("N", "pN0(mol+)", "pN0(mol+)", "N0"),
    ("N", "pN0(mol-)", "pN0(mol-)", "N0"),
    ("N", "pN0(i+)(sn)", "pN0(i+)(sn)", "N0"),
    ("N", "N1mi", "N1mi", "N1mi"),
    ("N", "pn1MI (sn)", "pN1mi(sn)", "N1mi"),
    ("N", "cN1mi", "cN1mi", "N1mi"),
    ("N", "pN1a", "pN1a", "N1"),
    ("N", "pN1b", "pN1b", "N1"),
    ("N", "pN1c", "pN1c", "N1"),
    ("N", "cN1(f)", "cN1(f)", "N1"),
    ("N", "cN2a", "cN2a", "N2"),
    ("N", "N2b", "N2b", "N2"),
    ("N", "cN3c", "cN3c", "N3"),
    ("N", "N3a", "N3a", "N3"),
    ("N", "N3b", "N3b", "N3"),
    ("M", "M0", "M0", "M0"),
    ("M", "cM0", "cM0", "M0"),
    ("M", "cM0(i+)", "cM0(i+)", "M0"),
    ("M", "M0 (I+)", "M0(i+)", "M0"),
    ("M", "cM1", "cM1", "M1"),
    ("M", "pm1", "pM1", "M1"),
]


@pytest.mark.parametrize(("axis", "written", "usual", "counts"), READ, ids=lambda value: str(value))
def test_a_category_is_read_and_folds_into_what_the_tables_look_up(
    axis: Any, written: str, usual: str, counts: str
) -> None:
    read = staging.parse(written, axis)
    assert str(read) == usual
    assert read.counts_as == counts
    assert staging.parse(str(read), axis) == read


def test_the_parts_of_a_category_are_kept_apart() -> None:
    read = staging.parse("cN0(i+)(sn)", "N")
    assert (read.axis, read.prefix, read.level, read.detail, read.suffix) == ("N", "c", "0", "(i+)", "(sn)")
    assert staging.parse("pT1mi", "T") == staging.Category("T", "p", "1", "mi")


ALLOWED = {
    "T": "Write Tis, T0, T1 (or T1mi, T1a, T1b, T1c), T2, T3 or T4 (or T4a to T4d); c or p may stand before "
    "it.",
    "N": "Write N0 (or N0(i+), N0(mol+)), N1mi, N1 (or N1a to N1c), N2 (or N2a, N2b) or N3 (or N3a to N3c); "
    "c or p may stand before it.",
    "M": "Write M0 (or M0(i+)) or M1; c or p may stand before it.",
}

UNKNOWN: list[tuple[str, Any, str]] = [
    *(("T", value, repr(value)) for value in ("T5", "T1d", "T2a", "T4e", "T", "", "2", "N1", "T2 N0", "xT2")),
    *(("T", value, repr(value)) for value in ("T2(sn)", "T1mi(i+)", "T0a", "T10", "Tis(m", "big")),
    *(("T", value, repr(value)) for value in ("T2(0)", "T2(1)", "T2(02)", "T2(\u0663)", "T\u0662")),
    *(("T", value, str(value)) for value in (2, True, None, 2.0, float("nan"), ["T2"])),
    *(
        ("N", value, repr(value))
        for value in ("N4", "N2c", "N2mi", "T2", "N1(i+)", "N0(m)", "N0(sn)(i+)", "pos")
    ),
    *(("N", value, str(value)) for value in (1, False, None)),
    *(("M", value, repr(value)) for value in ("M2", "M1a", "M1(i+)", "M0(sn)", "M", "N0")),
    *(("M", value, str(value)) for value in (0, None)),
]


@pytest.mark.parametrize(("axis", "value", "shown"), UNKNOWN, ids=lambda value: str(value))
def test_what_is_no_category_is_refused_with_the_ones_there_are(axis: Any, value: Any, shown: str) -> None:
    with pytest.raises(ValueError) as caught:
        staging.parse(value, axis)
    assert str(caught.value) == f"{shown} is not a category of {axis}. {ALLOWED[axis]}"


REASONS: list[tuple[str, str, str]] = [
    ("T", "TX", "TX means that the tumour could not be assessed, and no table stages that. Find T out, or "
     "leave the stage open."),
    ("T", "pTx", "TX means that the tumour could not be assessed, and no table stages that. Find T out, or "
     "leave the stage open."),
    ("N", "cNX", "NX means that the nodes could not be assessed, and no table stages that. Find N out, or "
     "leave the stage open."),
    ("M", "MX", "MX is not a category. Write M0 where there is no clinical or imaging sign of spread, and M1 "
     "where there is spread."),
    ("T", "Tis(LCIS)", "LCIS is no longer Tis: the 8th edition does not stage it. Tis is left for DCIS, and "
     "for Paget disease of the nipple without a tumour."),
    ("T", "LCIS", "LCIS is no longer Tis: the 8th edition does not stage it. Tis is left for DCIS, and for "
     "Paget disease of the nipple without a tumour."),
    ("N", "cN1a", "'cN1a' is not a category: the letters of N1 belong to pN, which counts nodes. Write cN1, "
     "or cN1mi."),
    *(
        ("M", written, f"{written!r} is not a category: pM is for spread that a specimen has proven, and "
         f"M0 is found clinically. Write {m0} or c{m0}.")
        for written, m0 in [("pM0", "M0"), ("ypM0", "M0"), (" Pm 0", "M0"), ("pM0(i+)", "M0(i+)")]
    ),
]  # fmt: skip


@pytest.mark.parametrize(("axis", "value", "sentence"), REASONS, ids=lambda value: str(value)[:12])
def test_some_categories_are_refused_with_the_reason(axis: Any, value: str, sentence: str) -> None:
    with pytest.raises(ValueError) as caught:
        staging.parse(value, axis)
    assert str(caught.value) == sentence


@pytest.mark.parametrize("axis", ["Q", "t", "", None, 1, ["T"]], ids=str)
def test_an_axis_that_there_is_not_is_refused(axis: Any) -> None:
    with pytest.raises(ValueError) as caught:
        staging.parse("T2", axis)
    shown = repr(axis) if isinstance(axis, str) else str(axis)
    assert str(caught.value) == f'axis must be "T", "N" or "M", not {shown}.'


AFTER = (
    " was found after treatment had begun, and a stage is that of the diagnosis. The pathological table is "
    "only for surgery first, never after neoadjuvant therapy. Give T, N and M from before treatment, with "
    "the clinical table; the response keeps its ypT and ypN."
)
RELAPSE = (
    " describes a recurrence, and the stage at diagnosis is never renumbered. Keep that stage, and call the "
    "disease recurrent or metastatic."
)
AUTOPSY = (
    " was found at autopsy, which is not computed here. Give T, N and M as they were known at diagnosis."
)


@pytest.mark.parametrize(
    ("t", "n", "m", "sentence"),
    [
        ("ypT1a", "ypN0", "M0", f"ypT1a{AFTER}"),
        ("ypTis", "N0", "M0", f"ypTis{AFTER}"),
        ("ycT2", "N0", "M0", f"ycT2{AFTER}"),
        ("T1", "ypN0(i+)", "M0", f"ypN0(i+){AFTER}"),
        ("rT2", "N0", "M0", f"rT2{RELAPSE}"),
        ("T2", "rpN1", "M0", f"rpN1{RELAPSE}"),
        ("T2", "N0", "rM1", f"rM1{RELAPSE}"),
        ("aT1", "N0", "M0", f"aT1{AUTOPSY}"),
    ],
)
def test_what_was_found_later_than_the_diagnosis_gives_no_stage(
    t: str, n: str, m: str, sentence: str
) -> None:
    known = {"grade": 2, "her2": True, "er": True, "pr": True}
    for table in staging.TABLES:
        for call in (staging.prognostic, staging.walk):
            with pytest.raises(ValueError) as caught:
                call(t, n, m, **known, table=table)  # type: ignore[arg-type]
            assert str(caught.value) == sentence
    with pytest.raises(ValueError) as caught:
        staging.anatomic(t, n, m)
    assert str(caught.value) == sentence


@given(st.text(max_size=8), st.sampled_from(["T", "N", "M"]))
def test_any_text_is_read_or_refused_in_one_sentence_or_two(text: str, axis: Any) -> None:
    sentence, read = "", None
    try:
        read = staging.parse(text, axis)
    except ValueError as error:
        sentence = str(error)
    if read is None:
        assert sentence.endswith(".")
        assert "\n" not in sentence
    else:
        assert read.axis == axis
        assert staging.parse(str(read), axis) == read
