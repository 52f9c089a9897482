"""A case is checked before any rule looks at it: every value, and all that cannot be true together."""

import dataclasses
import math
import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from her2lessons.guidelines import ihc, ish
from her2lessons.guidelines.her2 import interpret
from her2lessons.guidelines.pathway.reading import read
from her2lessons.guidelines.treatment import Case

Given = dict[str, object]
RESIDUAL: Given = {"setting": "residual"}
METASTATIC: Given = {"setting": "metastatic"}
T_WORDS = "Write Tis, T0, T1 (or T1mi, T1a, T1b, T1c), T2, T3 or T4 (or T4a to T4d)"
RECEPTOR = 'must be "positive", "low positive" or "negative", or True or False, not'

NOT_ALLOWED: list[tuple[Given, str]] = [
    ({"setting": "late"}, 'setting must be one of "early", "residual", "metastatic", not \'late\'.'),
    ({"setting": None}, 'setting must be one of "early", "residual", "metastatic", not None.'),
    ({"t": "T5"}, f"'T5' is not a category of T. {T_WORDS}"),
    ({"t": 2}, f"2 is not a category of T. {T_WORDS}"),
    ({"t": "TX"}, "TX means that the tumour could not be assessed"),
    ({"n": "N4"}, "'N4' is not a category of N. Write N0"),
    ({"n": "NX"}, "NX means that the nodes could not be assessed"),
    ({"m": "M2"}, "'M2' is not a category of M. Write M0"),
    ({"er": "pos"}, f"er {RECEPTOR} 'pos'. Where it is not known, leave it out."),
    ({"pr": 1}, f"pr {RECEPTOR} 1. Where it is not known, leave it out."),
    ({"her2": "pos"}, 'her2 must be "positive" or "negative", a category such as "HER2-low"'),
    ({"grade": 4}, 'grade must be 1, 2 or 3, or "G1", "G2" or "G3", not 4.'),
    ({"grade": True}, 'grade must be 1, 2 or 3, or "G1", "G2" or "G3", not True.'),
    ({"histology": "ductal"}, 'histology must be one of "no special type", "lobular"'),
    ({"age": 17}, "age must be a whole number from 18 to 110, not 17. These rules are for adults."),
    ({"age": 111}, "age must be a whole number from 18 to 110, not 111."),
    ({"age": 50.5}, "age must be a whole number from 18 to 110, not 50.5."),
    ({"age": "50"}, "age must be a whole number from 18 to 110, not '50'."),
    ({"age": True}, "age must be a whole number from 18 to 110, not True."),
    ({"ki67": 101}, "ki67 must be percent of the tumour cells from 0 to 100, not 101."),
    ({"ki67": math.nan}, "ki67 must be percent of the tumour cells from 0 to 100, not nan."),
    ({"ki67": True}, "ki67 must be percent of the tumour cells from 0 to 100, not True."),
    ({"ki67": "20"}, "ki67 must be percent of the tumour cells from 0 to 100, not '20'."),
    ({"menopausal": "peri"}, 'menopausal must be one of "pre", "post", "male", not \'peri\'.'),
    ({"pregnant": "yes"}, "pregnant must be True or False, not 'yes'. Leave it out where it is not known."),
    ({"lvef_ok": 55}, "lvef_ok must be True or False, not 55. Leave it out where it is not known."),
    ({"frail": None}, "frail must be True or False, not None."),
    ({"gbrca": "BRCA1"}, 'gbrca must be "positive" or "negative", or True or False, not \'BRCA1\'.'),
    ({"esr1": 1}, 'esr1 must be "positive" or "negative", or True or False, not 1.'),
    ({"recurrence_score": 101}, "recurrence_score must be a whole number from 0 to 100, not 101."),
    ({"recurrence_score": 16.5}, "recurrence_score must be a whole number from 0 to 100, not 16.5."),
    ({"region": "UK"}, 'region must be one of "US", "EU", not \'UK\'.'),
    ({**METASTATIC, "line": 0}, "line must be a whole number from 1 to 30, not 0."),
    ({**METASTATIC, "line": -1}, "It counts the treatments of metastatic disease."),
    ({**METASTATIC, "pdl1_cps": -1}, "pdl1_cps must be a combined positive score from 0 to 100, not -1."),
    (
        {**METASTATIC, "pdl1_ic": math.inf},
        "pdl1_ic must be percent of the tumour area from 0 to 100, not inf.",
    ),
    (
        {**METASTATIC, "brain_metastases": "some"},
        'brain_metastases must be one of "none", "stable", "active", not \'some\'.',
    ),
    ({**METASTATIC, "ild_grade": 5}, "It is the grade of lung inflammation; 0 means none."),
    ({**METASTATIC, "chemo_lines": -1}, "It counts lines of chemotherapy for metastatic disease."),
    ({**METASTATIC, "months_since_adjuvant": -1}, "months_since_adjuvant must be months from 0 to 1000"),
    ({**METASTATIC, "prior": "trastuzumab"}, 'prior must be a tuple of treatments such as ("trastuzumab"'),
    *(
        ({**METASTATIC, name: nothing}, f"{name} must be a tuple of treatments such as")
        for name in ("prior", "stopped")
        for nothing in (
            {},
            pd.DataFrame(),
            pd.Series(dtype=object),
            np.array([]),
            np.array("taxane"),
            "",
            b"",
        )
    ),
    ({**METASTATIC, "prior": iter(())}, "prior must be a tuple of treatments such as"),
    ({**METASTATIC, "prior": 3}, "An empty one, (), means that there was none."),
    ({**METASTATIC, "prior": ("aspirin",)}, "prior names the treatment 'aspirin', which is not known."),
    ({**METASTATIC, "prior": (3,)}, "Write names such as 'trastuzumab', 'taxane' or 'surgery'."),
    (
        {**METASTATIC, "prior": ("trastuzumabb",)},
        "Did you mean 'trastuzumab' or 'pertuzumab' or ",
    ),
]

IMPOSSIBLE: list[tuple[Given, str]] = [
    (
        {"pregnant": True, "menopausal": "post"},
        "A person after menopause is not pregnant: change pregnant or menopausal.",
    ),
    (
        {"pregnant": True, "menopausal": "male"},
        "A man is not pregnant: change pregnant or menopausal.",
    ),
    (
        {"could_become_pregnant": True, "menopausal": "male"},
        "After menopause, and as a man, nobody becomes pregnant: change could_become_pregnant.",
    ),
    (
        {"pregnant": True, "could_become_pregnant": False},
        "A person who is pregnant could become so: leave could_become_pregnant out.",
    ),
    (
        {"gonadal_suppression": True, "menopausal": "post"},
        "After menopause there is nothing to suppress: leave gonadal_suppression out, or write "
        'menopausal="pre" where it is the drug that stopped the periods.',
    ),
    ({"t": "cT0", "n": "cN0"}, "T0 N0 M0 is no cancer that could be found: check T and N."),
    (
        {"t": "Tis", "n": "N0"},
        "Tis is cancer in situ, and these rules begin with invasive cancer: give the T of that.",
    ),
    ({"t": "rT1"}, "rT1 describes a recurrence or an autopsy: give the category at diagnosis."),
    (
        {"t": "ypT1"},
        'ypT1 was found after treatment had begun: write setting="residual", or with pcr=True give T and N '
        "as they were at diagnosis.",
    ),
    ({"m": "M1"}, 'Spread to distant organs (M1) is not early disease: write setting="metastatic".'),
    ({"line": 1}, "line belongs to metastatic disease, and setting is 'early': leave it out."),
    ({"chemo_lines": 1}, "chemo_lines belongs to metastatic disease, and setting is 'early': leave it out."),
    ({"maintenance": True}, "maintenance belongs to metastatic disease, and setting is 'early'"),
    (
        {**RESIDUAL, "visceral_crisis": True},
        "visceral_crisis belongs to metastatic disease, and setting is 'residual'",
    ),
    (
        {"brain_metastases": "stable"},
        'Brain metastases are not early disease: write setting="metastatic".',
    ),
    (
        {"pcr": False},
        'pcr=False means that cancer was left: write setting="residual". Before surgery leave pcr out.',
    ),
    ({"residual_invasive": True}, 'residual_invasive belongs to setting="residual": leave it out.'),
    (
        {"months_since_adjuvant": 3},
        "months_since_adjuvant counts from the end of adjuvant treatment: it needs metastatic disease, or "
        "her2_finished=True.",
    ),
    (
        {"her2_finished": True, "her2": "HER2-low"},
        "her2_finished means that HER2 treatment was given, and her2 is negative: change one of them.",
    ),
    (
        {**RESIDUAL, "t": "cT1"},
        "cT1 was found before surgery: in residual disease give what surgery found, as in ypT1.",
    ),
    (
        {**RESIDUAL, "t": "ypT0", "n": "ypN0"},
        'Nothing was left (T0 N0), so this is a complete response: write setting="early", pcr=True.',
    ),
    (
        {**RESIDUAL, "t": "ypTis", "n": "ypN0", "residual_invasive": True},
        "Tis N0 has no invasive cancer: change residual_invasive or t.",
    ),
    (
        {**RESIDUAL, "t": "ypT1a", "residual_invasive": False},
        "ypT1a is more than in-situ cancer: change residual_invasive or t.",
    ),
    (
        {**RESIDUAL, "n": "ypN1", "residual_invasive": False},
        "ypN1 is more than in-situ cancer: change residual_invasive or n.",
    ),
    (
        {**RESIDUAL, "pcr": True},
        'A complete response leaves no residual disease: write setting="early" with pcr=True, or leave pcr '
        "out.",
    ),
    (
        {**RESIDUAL, "prior": ()},
        "Residual disease is what treatment before surgery left, and prior is empty: name what was given.",
    ),
    ({**METASTATIC, "m": "M0"}, "Metastatic disease is M1, not M0: change setting or m."),
    (
        {**METASTATIC, "stopped": ("olaparib",)},
        "A drug that was stopped was given: name 'olaparib' in prior too.",
    ),
    (
        {**METASTATIC, "her2_finished": True},
        "her2_finished is about early disease: leave it out, and give months_since_adjuvant.",
    ),
    (
        {**METASTATIC, "maintenance": True, "line": 2},
        "maintenance is about a first line that works, and line is 2: change one of them.",
    ),
    (
        {**METASTATIC, "line": 2, "chemo_lines": 2},
        "Before line 2 there were at most 1 lines of treatment, and chemo_lines is 2: change one of them.",
    ),
]


def named(item: object) -> str:
    """Name a case without the address of an object in memory, which differs from run to run."""
    return re.sub(r" at 0x[0-9a-f]+", "", str(item))[:70]


@pytest.mark.parametrize(("given_", "sentence"), NOT_ALLOWED, ids=named)
def test_a_value_that_is_not_allowed_is_refused_with_what_is(given_: Given, sentence: str) -> None:
    with pytest.raises(ValueError) as error:
        Case(**{"setting": "early", **given_})  # type: ignore[arg-type]
    assert sentence in str(error.value)


@pytest.mark.parametrize(("given_", "sentence"), IMPOSSIBLE, ids=named)
def test_what_cannot_be_true_together_is_refused_in_one_sentence(given_: Given, sentence: str) -> None:
    with pytest.raises(ValueError) as error:
        Case(**{"setting": "early", **given_})  # type: ignore[arg-type]
    assert str(error.value).startswith(sentence)


def test_the_setting_alone_has_to_be_given() -> None:
    with pytest.raises(TypeError, match="setting"):
        Case()  # type: ignore[call-arg]
    assert repr(Case(setting="early")) == "Case(setting='early')"


def test_a_case_is_frozen_and_keeps_its_values_in_one_way() -> None:
    case = Case(
        setting="metastatic",
        line=2,
        grade="G3",  # type: ignore[arg-type]
        er=True,
        pr="Low-Positive",
        her2="her2-LOW",
        ki67=20,
        gbrca="negative",
        brain_metastases=False,
        prior=("T-DXd", "Aromatase inhibitor", "T-DXd"),
    )
    assert (case.grade, case.er, case.pr, case.her2) == (3, "positive", "low positive", "HER2-low")
    assert (case.gbrca, case.brain_metastases) == (False, "none")
    assert case.prior == ("trastuzumab_deruxtecan", "aromatase_inhibitor")
    with pytest.raises(dataclasses.FrozenInstanceError):
        case.line = 3  # type: ignore[misc]
    assert case == dataclasses.replace(case)


def test_numbers_and_truth_values_of_numpy_are_those_of_python() -> None:
    case = Case(setting="early", age=np.int64(50), ki67=np.float64(20), pregnant=np.bool_(False))  # type: ignore[arg-type]
    assert (type(case.age), type(case.ki67), type(case.pregnant)) == (int, float, bool)


@pytest.mark.parametrize("kind", [list, tuple, set, frozenset])
def test_treatments_are_taken_from_a_list_a_tuple_or_a_set(kind: type) -> None:
    case = Case(setting="metastatic", prior=kind(["AI", "palbociclib"]), stopped=kind([]))
    assert (case.prior, case.stopped) == (("aromatase_inhibitor", "palbociclib"), ())


def test_a_set_of_treatments_is_kept_in_one_order() -> None:
    case = Case(setting="metastatic", prior={"trastuzumab", "capecitabine", "palbociclib"})  # type: ignore[arg-type]
    assert case.prior == ("capecitabine", "palbociclib", "trastuzumab")


@pytest.mark.parametrize("name", [field.name for field in dataclasses.fields(Case)])
@pytest.mark.parametrize("huge", [10**5000, [10**5000]], ids=["alone", "in a list"])
def test_a_number_of_thousands_of_digits_is_refused_in_the_words_of_the_course(
    name: str, huge: object
) -> None:
    with pytest.raises(ValueError) as error:
        Case(**{"setting": "metastatic", name: huge})  # type: ignore[arg-type]
    assert "a number with too many digits to write" in str(error.value)
    assert "int_max_str_digits" not in str(error.value)


def test_two_populations_of_cells_with_different_results_need_a_plan_each() -> None:
    amplified, plain = ish.DualProbe(ratio=4.0, her2_copies=9.0), ish.DualProbe(ratio=1.2, her2_copies=2.5)
    two = interpret(ihc="2+", ish=plain, second_population=amplified)
    with pytest.raises(ValueError) as error:
        Case(setting="early", her2=two)
    assert str(error.value) == (
        "her2 holds two populations of cells with different results, HER2-low and HER2-positive. A plan is "
        "for one: give her2 the category it is to be made for, and make a second plan."
    )
    same = interpret(ihc="2+", ish=amplified, second_population=amplified)
    assert possible("her2", setting="early", her2=same) == {"positive"}


def test_a_case_shows_what_was_given_and_of_a_her2_test_only_its_result() -> None:
    final = Case(setting="early", her2=interpret(ihc="3+"), t="cT2")
    assert repr(final) == "Case(setting='early', t='cT2', her2='HER2-positive')"
    open_ = Case(setting="early", her2=interpret(ihc="2+"))
    assert repr(open_) == "Case(setting='early', her2='equivocal')"


def test_a_case_can_be_made_again_from_its_own_values() -> None:
    for her2 in (None, True, "Equivocal", "pending", "HER2-0 (not further stated)", interpret(ihc="2+")):
        case = Case(setting="metastatic", her2=her2, brain_metastases=True, t="cT1", gbrca="positive")
        assert dataclasses.replace(case) == case
    assert Case(setting="early", her2=" Equivocal ").her2 == "equivocal"


@given(st.text(max_size=12))
def test_no_word_that_is_not_known_becomes_an_answer(word: str) -> None:
    for name in ("menopausal", "region", "histology", "brain_metastases"):
        allowed = {
            "menopausal": ("pre", "post", "male"),
            "region": ("US", "EU"),
            "histology": ("no special type", "lobular", "tubular", "mucinous", "cribriform", "other"),
            "brain_metastases": ("none", "stable", "active"),
        }[name]
        if word not in allowed:
            with pytest.raises(ValueError, match=name):
                Case(setting="metastatic", **{name: word})  # type: ignore[arg-type]


# How a case is read where it says little. The sentences are those of the documentation of each field.
def possible(name: str, **given_: object) -> set[str]:
    return set(read(Case(**given_)).possible(name))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("her2", "classes"),
    [
        (interpret(ihc="3+"), {"positive"}),
        (interpret(ihc="1+"), {"low"}),
        (interpret(ihc="2+", ish=ish.DualProbe(ratio=1.4, her2_copies=2.9)), {"low"}),
        (interpret(ihc="2+"), {"positive", "low", "ultralow", "null"}),
        (interpret(ihc=ihc.score(weak_moderate_complete=40).score), {"positive", "low", "ultralow", "null"}),
        ("HER2-ultralow", {"ultralow"}),
        ("HER2-0 (not further stated)", {"ultralow", "null"}),
        ("negative", {"low", "ultralow", "null"}),
        (False, {"low", "ultralow", "null"}),
        (True, {"positive"}),
        ("equivocal", {"positive", "low", "ultralow", "null"}),
        (None, {"positive", "low", "ultralow", "null"}),
    ],
)
def test_a_her2_result_that_is_not_final_is_unknown(her2: object, classes: set[str]) -> None:
    assert possible("her2", setting="metastatic", her2=her2) == classes


@pytest.mark.parametrize(
    ("given_", "moment"),
    [
        ({"t": "cT2"}, "diagnosis"),
        ({"t": "T2"}, "diagnosis"),
        ({"t": "pT2"}, "operated"),
        ({"n": "pN0"}, "operated"),
        ({"t": "cT2", "prior": ("surgery",)}, "operated"),
        ({"t": "cT2", "pcr": True}, "pcr"),
        ({"her2_finished": True}, "completed"),
        ({**RESIDUAL, "t": "ypT1"}, "residual"),
        ({**RESIDUAL, "her2_finished": True}, "completed"),
        ({**METASTATIC, "line": 2}, "new line"),
        ({**METASTATIC, "maintenance": True}, "maintenance"),
    ],
)
def test_a_case_tells_at_what_moment_of_the_treatment_it_stands(given_: Given, moment: str) -> None:
    assert possible("moment", **{"setting": "early", **given_}) == {moment}


@pytest.mark.parametrize(
    ("given_", "could", "pregnant"),
    [
        ({"menopausal": "pre"}, {"yes"}, {"no", "yes"}),
        ({"menopausal": "post"}, {"no"}, {"no"}),
        ({"menopausal": "male"}, {"no"}, {"no"}),
        ({"age": 60}, {"no"}, {"no"}),
        ({"age": 59}, {"no", "yes"}, {"no", "yes"}),
        ({"age": 62, "could_become_pregnant": True}, {"yes"}, {"no", "yes"}),
        ({"menopausal": "pre", "could_become_pregnant": False}, {"no"}, {"no"}),
        ({"pregnant": True}, {"yes"}, {"yes"}),
        ({}, {"no", "yes"}, {"no", "yes"}),
    ],
)
def test_pregnancy_is_open_until_it_is_ruled_out(given_: Given, could: set[str], pregnant: set[str]) -> None:
    assert possible("could_become_pregnant", setting="early", **given_) == could
    assert possible("pregnant", setting="early", **given_) == pregnant


@pytest.mark.parametrize(
    ("given_", "invasive"),
    [
        ({}, {"yes"}),
        ({"t": "ypT1a"}, {"yes"}),
        ({"t": "ypTis", "n": "ypN0"}, {"no"}),
        ({"t": "ypTis", "n": "ypN1"}, {"yes"}),
        ({"t": "ypTis"}, {"no", "yes"}),
        ({"residual_invasive": False}, {"no"}),
    ],
)
def test_what_was_left_is_invasive_unless_it_is_said_or_seen_to_be_in_situ(
    given_: Given, invasive: set[str]
) -> None:
    assert possible("residual_invasive", setting="residual", **given_) == invasive


@pytest.mark.parametrize(
    ("er", "pr", "hr", "asked"),
    [
        ("low positive", None, {"positive"}, ("pr",)),
        ("negative", "positive", {"positive"}, ()),
        ("negative", "negative", {"negative"}, ()),
        ("negative", None, {"negative", "positive"}, ("pr",)),
        (None, "negative", {"negative", "positive"}, ("er",)),
        (None, None, {"negative", "positive"}, ("er", "pr")),
    ],
)
def test_hormone_receptors_are_negative_only_when_both_are(
    er: object, pr: object, hr: set[str], asked: tuple[str, ...]
) -> None:
    case = Case(setting="early", er=er, pr=pr)  # type: ignore[arg-type]
    assert set(read(case).possible("hr")) == hr
    assert read(case).asks["hr"] == asked


@pytest.mark.parametrize(
    ("given_", "her2_months", "endocrine_months"),
    [
        ({}, None, None),
        ({"prior": ()}, math.inf, math.inf),
        ({"prior": ("trastuzumab",)}, None, math.inf),
        ({"prior": ("tamoxifen",)}, math.inf, None),
        ({"prior": ("trastuzumab",), "months_since_adjuvant": 8}, 8.0, 8.0),
    ],
)
def test_the_time_since_adjuvant_treatment_is_endless_where_there_was_none(
    given_: Given, her2_months: float | None, endocrine_months: float | None
) -> None:
    answers = read(Case(setting="metastatic", **given_)).answers  # type: ignore[arg-type]
    assert answers["months_since_her2_therapy"] == her2_months
    assert answers["months_since_endocrine_therapy"] == endocrine_months


def test_t1_without_its_letter_is_any_of_them_and_what_follows_from_one_answer_is_known() -> None:
    assert possible("t", setting="early", t="cT1") == {"T1mi", "T1a", "T1b", "T1c"}
    assert possible("brain_metastases", setting="metastatic", brain_metastases=True) == {"stable", "active"}
    assert possible("n", setting="early", n="pN0(i+)") == {"N0"}
    assert read(Case(setting="metastatic", line=1)).answers["chemo_lines"] == 0
    assert read(Case(setting="metastatic", line=2)).answers["chemo_lines"] is None
