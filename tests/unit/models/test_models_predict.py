"""PREDICT 2.1: the published check, the published table written a second time, and what is refused."""

import dataclasses
import itertools
import math
import pickle

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from her2lessons.models import predict

PUBLISHED = predict.Patient(age=25, size_mm=2, nodes=2, grade=1, er=True, screened=True, her2=True, ki67=True)


def test_the_published_check_is_met():
    found = predict.overall_survival(PUBLISHED)
    assert found.shape == (15,)
    assert found[0] == pytest.approx(0.997640246341, abs=1e-9)
    assert found[1] == pytest.approx(0.991825738088, abs=1e-9)


def by_the_table(one: predict.Patient, treatments: tuple[str, ...]) -> tuple[list[float], list[float]]:
    """The published table, term by term, for one patient: survival of breast cancer and of other causes."""
    d = one.age / 10
    if one.er:
        index = (
            34.53642 * (d**-2 - 0.0287449295)
            - 34.20342 * (d**-2 * math.log(d) - 0.0510121013)
            + 0.7530729 * (math.log(one.size_mm / 100) + 1.545233938)
            + 0.7060723 * (math.log((one.nodes + 1) / 10) + 1.387566896)
            + 0.746655 * one.grade
            - 0.22763366 * {None: 0.204, False: 0, True: 1}[one.screened]
            + {None: 0, False: -0.11333, True: 0.14904}[one.ki67]
        )
    else:
        index = (
            0.0089827 * (one.age - 56.3254902)
            + 2.093446 * (math.sqrt(one.size_mm / 100) - 0.5090456276)
            + 0.6260541 * (math.log((one.nodes + 1) / 10) + 1.086916249)
            + (1.129091 if one.grade in (2, 3) else 0)
        )
    index += {None: 0, False: -0.0762, True: 0.2413}[one.her2]
    effect = {"chemo2": -0.248, "chemo3": -0.446, "bisphosphonate": -0.198}
    effect["endocrine"] = -0.3857 if one.er else 0
    effect["trastuzumab"] = -0.3567 if one.her2 else 0
    index += sum(effect[name] for name in treatments)
    breast, other, summed_breast, summed_other = [], [], 0.0, 0.0
    before = 0.0, 0.0
    for t in range(1, 16):
        if one.er:
            base = math.exp(0.7424402 - 7.527762 / math.sqrt(t) - 1.812513 * math.log(t) / math.sqrt(t))
        else:
            base = math.exp(-1.156036 + 0.4707332 / t**2 - 3.51355 / t)
        rest = math.exp(-6.052919 + 1.079863 * math.log(t) + 0.3255321 * math.sqrt(t))
        rest *= math.exp(0.0698252 * (d**2 - 34.23391957))
        summed_breast += (base - before[0]) * math.exp(index)
        summed_other += rest - before[1]
        before = base, rest
        breast.append(math.exp(-summed_breast))
        other.append(math.exp(-summed_other))
    return breast, other


unknown = st.sampled_from([None, False, True])
patients = st.builds(
    predict.Patient,
    age=st.floats(25, 85),
    size_mm=st.floats(0.1, 500),
    nodes=st.integers(0, 40),
    grade=st.integers(1, 3),
    er=st.booleans(),
    her2=unknown,
    ki67=unknown,
    screened=unknown,
)
ALONE = ("endocrine", "trastuzumab", "bisphosphonate")
PLANS = [
    (*chemo, *drugs)
    for chemo in ((), ("chemo2",), ("chemo3",))
    for number in range(4)
    for drugs in itertools.combinations(ALONE, number)
]
plans = st.sampled_from(PLANS)


@settings(deadline=None, max_examples=200)
@given(patients, plans)
def test_every_patient_gets_what_the_published_table_gives(one, treatments):
    breast, other = by_the_table(one, treatments)
    assert predict.breast_survival(one, treatments) == pytest.approx(breast, rel=1e-9, abs=1e-15)
    alive = [a * b for a, b in zip(breast, other, strict=True)]
    assert predict.overall_survival(one, treatments) == pytest.approx(alive, rel=1e-9, abs=1e-15)


@settings(deadline=None)
@given(patients, plans)
def test_fewer_are_alive_every_year(one, treatments):
    for shares in (predict.overall_survival(one, treatments), predict.breast_survival(one, treatments)):
        assert ((shares >= 0) & (shares < 1)).all()
        assert (np.diff(shares) <= 0).all()
    assert (predict.overall_survival(one) <= predict.breast_survival(one)).all()


def test_the_hazard_of_a_usual_patient_is_above_0_in_every_year():
    for er in (True, False):
        one = predict.Patient(age=55, size_mm=20, nodes=1, grade=2, er=er)
        assert (np.diff(predict.breast_survival(one), prepend=1) < 0).all()
        assert (np.diff(predict.overall_survival(one), prepend=1) < 0).all()


@settings(deadline=None)
@given(patients, plans)
def test_no_treatment_makes_survival_worse(one, treatments):
    assert (predict.benefit(one, treatments) >= 0).all()
    assert (predict.benefit(one, ()) == 0).all()


@pytest.mark.parametrize("treatments", [plan for plan in PLANS if plan], ids="+".join)
def test_every_treatment_with_its_target_makes_survival_better(treatments):
    one = predict.Patient(age=60, size_mm=25, nodes=2, grade=3, er=True, her2=True)
    assert (predict.benefit(one, treatments) > 0).all()
    gained = predict.overall_survival(one, treatments) - predict.overall_survival(one)
    assert predict.benefit(one, treatments) == pytest.approx(gained)


@pytest.mark.parametrize(
    ("drug", "without"),
    [("endocrine", {"er": False}), ("trastuzumab", {"her2": False}), ("trastuzumab", {"her2": None})],
)
def test_a_drug_without_its_target_changes_nothing(drug, without):
    one = predict.Patient(
        **({"age": 60, "size_mm": 25, "nodes": 2, "grade": 3, "er": True, "her2": True} | without)
    )
    assert predict.benefit(one, [drug]).tolist() == [0.0] * 15


def test_a_bisphosphonate_is_applied_at_any_age_as_in_the_published_listing():
    young = predict.Patient(age=30, size_mm=25, nodes=2, grade=3, er=True)
    ratio = np.log(predict.breast_survival(young, ["bisphosphonate"])) / np.log(
        predict.breast_survival(young)
    )
    assert ratio == pytest.approx(math.exp(-0.198))


def test_the_order_of_treatments_does_not_matter():
    one = predict.Patient(age=60, size_mm=25, nodes=2, grade=3, er=True, her2=True)
    there = predict.overall_survival(one, ["chemo3", "endocrine", "trastuzumab"])
    assert predict.overall_survival(one, ("trastuzumab", "chemo3", "endocrine")) == pytest.approx(there)


@settings(deadline=None)
@given(patients, plans)
def test_deaths_of_both_causes_add_up_to_those_who_are_missing(one, treatments):
    found = predict.deaths(one, treatments)
    assert found.years.tolist() == list(range(1, 16))
    alive = predict.overall_survival(one, treatments)
    assert np.cumsum(found.breast_cancer + found.other_causes) == pytest.approx(1 - alive, abs=1e-12)
    assert (found.breast_cancer >= 0).all()
    assert (found.other_causes >= -1e-15).all()


def test_deaths_are_shared_between_the_causes_as_published():
    one = predict.Patient(age=70, size_mm=30, nodes=3, grade=2, er=False, her2=True)
    found = predict.deaths(one, ["trastuzumab"])
    breast, other = ([1, *shares] for shares in by_the_table(one, ("trastuzumab",)))
    for year in range(15):
        of_breast, of_other = breast[year] - breast[year + 1], other[year] - other[year + 1]
        of_all = breast[year] * other[year] - breast[year + 1] * other[year + 1]
        assert found.breast_cancer[year] == pytest.approx(of_breast / (of_breast + of_other) * of_all)


def test_where_the_model_leaves_nobody_alive_no_death_is_invented():
    worst = predict.Patient(age=25, size_mm=500, nodes=40, grade=3, er=True, her2=True)
    found = predict.deaths(worst)
    assert np.isfinite(found.breast_cancer).all()
    assert (found.breast_cancer + found.other_causes).sum() <= 1 + 1e-12


def as_row(one):
    return dataclasses.asdict(one)


@settings(deadline=None, max_examples=60)
@given(st.lists(patients, min_size=1, max_size=8), plans)
def test_each_row_of_a_frame_equals_the_function_for_that_patient(group, treatments):
    frame = pd.DataFrame([as_row(one) for one in group], index=[f"p{place}" for place in range(len(group))])
    for of, function in (("overall", predict.overall_survival), ("breast", predict.breast_survival)):
        found = predict.survival_frame(frame, treatments, of=of)
        assert found.columns.tolist() == list(range(1, 16))
        assert found.index.tolist() == frame.index.tolist()
        for row, one in zip(found.to_numpy(), group, strict=True):
            assert row == pytest.approx(function(one, treatments), rel=1e-12, abs=1e-300)


def test_a_frame_may_hold_any_kind_of_column_and_leave_out_what_is_unknown():
    frame = pd.DataFrame(
        {"age": [50, 60], "size_mm": [10.0, 20], "nodes": [0, 1], "grade": [1, 2], "er": [True, False]}
    )
    plain = predict.survival_frame(frame)
    missing = frame.assign(her2=None, ki67=float("nan"), screened=pd.Series([pd.NA, pd.NA], dtype="boolean"))
    objects = frame.astype({"age": object, "nodes": "Int64", "grade": float, "er": "boolean"})
    for other in (missing, objects, frame.assign(name=["a", "b"])):
        pd.testing.assert_frame_equal(predict.survival_frame(other), plain)
    assert predict.survival_frame(frame.iloc[:0]).shape == (0, 15)


def test_many_patients_are_computed_at_once():
    drawn = np.random.default_rng(1)
    many = pd.DataFrame(
        {
            "age": drawn.uniform(25, 85, 50_000),
            "size_mm": drawn.uniform(1, 100, 50_000),
            "nodes": drawn.integers(0, 20, 50_000),
            "grade": drawn.integers(1, 4, 50_000),
            "er": drawn.random(50_000) < 0.8,
        }
    )
    found = predict.survival_frame(many, ["chemo3"])
    assert found.shape == (50_000, 15)
    assert ((found > 0) & (found < 1)).all(axis=None)


FIT = {"age": 60, "size_mm": 25, "nodes": 2, "grade": 3, "er": True}
WRONG = [
    ({"age": 24.9}, "age must be a number from 25 to 85 years, not 24.9."),
    ({"age": 86}, "age must be a number from 25 to 85 years, not 86."),
    ({"age": "60"}, "age must be a number from 25 to 85 years, not '60'."),
    ({"age": True}, "age must be a number from 25 to 85 years, not True."),
    ({"age": None}, "age must be a number from 25 to 85 years, not None."),
    ({"size_mm": 0}, "size_mm must be a number from 0.1 to 500 mm, not 0."),
    ({"size_mm": 501}, "size_mm must be a number from 0.1 to 500 mm, not 501."),
    ({"size_mm": math.nan}, "size_mm must be a number from 0.1 to 500 mm, not nan."),
    ({"nodes": -1}, "nodes must be a whole number from 0 to 40, not -1."),
    ({"nodes": 41}, "nodes must be a whole number from 0 to 40, not 41."),
    ({"nodes": 1.5}, "nodes must be a whole number from 0 to 40, not 1.5."),
    ({"grade": 4}, "grade must be a whole number from 1 to 3, not 4."),
    ({"grade": None}, "grade must be a whole number from 1 to 3, not None."),
    ({"grade": math.inf}, "grade must be a whole number from 1 to 3, not inf."),
    ({"er": None}, "er must be True or False, not None: there is one model for each, so it must be known."),
    ({"er": 1}, "er must be True or False, not 1: there is one model for each, so it must be known."),
    ({"er": "positive"}, "er must be True or False, not 'positive': there is one model"),
    ({"her2": "positive"}, "her2 must be True, False, or missing where it is unknown, not 'positive'."),
    ({"ki67": 0.2}, "ki67 must be True, False, or missing where it is unknown, not 0.2."),
    ({"screened": 1}, "screened must be True, False, or missing where it is unknown, not 1."),
]


@pytest.mark.parametrize(("changed", "said"), WRONG)
def test_a_patient_the_model_does_not_know_is_refused(changed, said):
    with pytest.raises(ValueError) as caught:
        predict.Patient(**(FIT | changed))
    assert str(caught.value).startswith(said)


@pytest.mark.parametrize(("changed", "said"), WRONG)
def test_a_frame_with_such_a_patient_is_refused_and_the_row_named(changed, said):
    column, value = next(iter(changed.items()))
    frame = pd.DataFrame([FIT, FIT], index=["first", "second"])
    frame[column] = pd.Series(
        [frame[column].iloc[0] if column in FIT else None, value], index=frame.index, dtype=object
    )
    with pytest.raises(ValueError) as caught:
        predict.survival_frame(frame)
    assert str(caught.value).startswith(f"In row 'second', {said.rstrip('.')}")


@pytest.mark.parametrize(
    ("treatments", "said"),
    [
        (["chemo2", "chemo3"], "chemo2 and chemo3 are two generations of chemotherapy: name one of them."),
        (
            ["radiotherapy"],
            "The treatment 'radiotherapy' is unknown. The model knows chemo2, chemo3, endocrine, tr",
        ),
        (["endocrine", "endocrine"], "The treatment 'endocrine' is named twice. Name each once."),
        ("chemo2", "treatments must be a list of values, not 'chemo2'. Put it in brackets: [...]."),
        (None, "treatments must be a list of values, not None."),
        ([True], "The treatment True is unknown."),
        ([["chemo2"]], "The treatment ['chemo2'] is unknown."),
    ],
)
@pytest.mark.parametrize(
    "ask", [predict.overall_survival, predict.breast_survival, predict.benefit, predict.deaths]
)
def test_treatments_the_model_does_not_know_are_refused(ask, treatments, said):
    with pytest.raises(ValueError) as caught:
        ask(predict.Patient(**FIT), treatments)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: predict.overall_survival(FIT), "patient must be a predict.Patient, not {'age': 60"),
        (
            lambda: predict.survival_frame(FIT),
            "patients must be a DataFrame with a row a patient. For one patient",
        ),
        (
            lambda: predict.survival_frame(pd.DataFrame([FIT]).drop(columns=["er", "age"])),
            "The frame has no column age and no er. It needs age, size_mm, nodes, grade, er.",
        ),
        (
            lambda: predict.survival_frame(pd.DataFrame([[1, 2]], columns=["age", "age"])),
            "The frame has two columns of one name. Rename or drop one.",
        ),
        (
            lambda: predict.survival_frame(pd.DataFrame([FIT]), of="disease-free"),
            "of is 'disease-free'; it must be 'overall' or 'breast'.",
        ),
    ],
)
def test_what_is_no_patient_is_refused(call, said):
    with pytest.raises(ValueError) as caught:
        call()
    assert said in str(caught.value)


def test_a_patient_is_a_frozen_value():
    one = predict.Patient(**FIT)
    assert one == predict.Patient(**(FIT | {"age": 60.0, "nodes": np.int64(2), "er": np.bool_(True)}))
    assert pickle.loads(pickle.dumps(one)) == one
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.age = 61


def test_the_limits_themselves_are_inside():
    for age, size_mm, nodes, grade in ((25, 0.1, 0, 1), (85, 500, 40, 3)):
        one = predict.Patient(age=age, size_mm=size_mm, nodes=nodes, grade=grade, er=False)
        assert (predict.overall_survival(one) < 1).all()


def test_the_model_says_that_it_has_been_replaced():
    assert {version.name for version in predict.VERSIONS} >= {"2", "2.2", "3"}
    for version in predict.VERSIONS:
        assert version.note.endswith(".")
        assert version.source.endswith(str(version.year))
    assert "Not for care" in predict.__doc__
