"""Conditions are small data, read strictly, and asked in three-valued logic."""

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from her2lessons.guidelines.pathway import condition_data
from her2lessons.guidelines.pathway.conditions import (
    ALWAYS,
    All,
    AnyOf,
    Condition,
    Had,
    IsOneOf,
    Not,
    Truth,
    Unknown,
    leaves,
)
from her2lessons.guidelines.pathway.findings import N_LADDER, QUESTIONS, T_LADDER, Findings
from her2lessons.guidelines.pathway.reading import read
from her2lessons.guidelines.treatment import Case

TRUTHS: tuple[Truth, ...] = (True, False, None)


def asked(condition: object, **given_: object) -> Truth:
    """Ask a condition, written as in a rule file, of a case."""
    case = Case(**{"setting": "metastatic", **given_})  # type: ignore[arg-type]
    return condition_data.parse(condition, "here").met(read(case))


@pytest.mark.parametrize(
    ("condition", "given_", "met"),
    [
        ({"setting": "metastatic"}, {}, True),
        ({"setting": ["early", "residual"]}, {}, False),
        ({"region": "EU"}, {}, False),
        ({"line": 1}, {"line": 1}, True),
        ({"line": 1}, {"line": 2}, False),
        ({"line": 1}, {}, None),
        ({"line_at_least": 2}, {"line": 2}, True),
        ({"line_at_least": 2}, {"line": 1}, False),
        ({"line_at_most": 1}, {"line": 2}, False),
        ({"pdl1_cps_at_least": 10}, {"pdl1_cps": 10}, True),
        ({"pdl1_cps_at_least": 10}, {"pdl1_cps": 9.99}, False),
        ({"pdl1_cps_below": 10}, {"pdl1_cps": 10}, False),
        ({"pdl1_cps_below": 10}, {"pdl1_cps": 9.99}, True),
        ({"pdl1_cps_below": 10}, {}, None),
        ({"months_since_her2_therapy_at_most": 12}, {"months_since_adjuvant": 12}, True),
        ({"months_since_her2_therapy_at_most": 12}, {"prior": ()}, False),
        ({"lvef_ok": False}, {"lvef_ok": False}, True),
        ({"lvef_ok": False}, {"lvef_ok": True}, False),
        ({"lvef_ok": False}, {}, None),
        ({"not": {"lvef_ok": False}}, {}, None),
        ({"not": {"lvef_ok": False}}, {"lvef_ok": True}, True),
        ({"brain_metastases": ["stable", "active"]}, {"brain_metastases": True}, True),
        ({"brain_metastases": "active"}, {"brain_metastases": True}, None),
        ({"her2": "low"}, {"her2": "negative"}, None),
        ({"her2": "positive"}, {"her2": "negative"}, False),
        ({"prior": "taxane"}, {"prior": ("docetaxel",)}, True),
        ({"prior": "chemotherapy"}, {"prior": ("docetaxel",)}, True),
        ({"prior": "docetaxel"}, {"prior": ("taxane",)}, None),
        ({"prior": "docetaxel"}, {"prior": ("paclitaxel",)}, False),
        ({"prior": ["docetaxel", "trastuzumab"]}, {"prior": ("trastuzumab",)}, True),
        ({"prior": "docetaxel"}, {"prior": ()}, False),
        ({"prior": "docetaxel"}, {}, None),
        ({"unknown": "line"}, {}, True),
        ({"unknown": "line"}, {"line": 1}, False),
        ({"unknown": ["line", "gbrca"]}, {"line": 1}, True),
        ({"unknown": "prior"}, {"prior": ("surgery", "trastuzumab")}, False),
        ({"line": 1, "lvef_ok": False}, {"line": 2}, False),
        ({"any": [{"line": 1}, {"lvef_ok": False}]}, {"line": 1}, True),
        ({"all": [{"line": 1}, {"lvef_ok": False}]}, {"line": 1}, None),
    ],
    ids=str,
)
def test_a_condition_is_met_is_not_met_or_is_open(
    condition: object, given_: dict[str, object], met: Truth
) -> None:
    assert asked(condition, **given_) is met


@pytest.mark.parametrize(("name", "ladder"), [("t", T_LADDER), ("n", N_LADDER)])
def test_a_ladder_is_climbed_by_rank_and_not_by_letters(name: str, ladder: tuple[str, ...]) -> None:
    for rung, limit in itertools.product(ladder, ladder):
        if (name, rung) == ("t", "Tis"):
            continue
        rank, of_limit = ladder.index(rung), ladder.index(limit)
        assert asked({f"{name}_at_least": limit}, **{name: rung}) is (rank >= of_limit)
        assert asked({f"{name}_at_most": limit}, **{name: rung}) is (rank <= of_limit)
        if of_limit > 0:
            assert asked({f"{name}_below": limit}, **{name: rung}) is (rank < of_limit)
        assert asked({name: limit}, **{name: rung}) is (rank == of_limit)


def test_t1_without_its_letter_settles_what_all_of_t1_have_in_common() -> None:
    assert asked({"t_at_least": "T2"}, t="T1") is False
    assert asked({"t_at_most": "T1c"}, t="T1") is True
    assert asked({"t_at_least": "T1b"}, t="T1") is None


@pytest.mark.parametrize(
    ("condition", "sentence"),
    [
        ({}, "here must be a mapping with at least one question, not {}."),
        (None, "here must be a mapping with at least one question, not nothing."),
        ("setting", "here must be a mapping with at least one question, not 'setting'."),
        ({"stage": "II"}, "here asks 'stage', which no case answers. The questions are setting, moment,"),
        ({3: "x"}, "here asks '3', which no case answers."),
        ({"unknown": "stage"}, "here asks 'stage', which no case answers."),
        ({"setting": "late"}, "here: setting is 'late', and it can only be early, residual, metastatic."),
        ({"setting": ["early", 2]}, "here: setting must be a text in quotes or a list of such, not ["),
        ({"setting": []}, "here: setting must be a text in quotes or a list of such, not []."),
        (
            {"setting_at_least": "early"},
            "here: setting_at_least needs one word of a ladder. setting takes a word or a list.",
        ),
        ({"t_at_least": ["T1a", "T2"]}, "here: t_at_least needs one word of a ladder."),
        ({"t": "T5"}, "here: t is 'T5', and it can only be Tis, T0, T1mi, T1a, T1b, T1c, T2, T3, T4."),
        ({"lvef_ok": "yes"}, "here: lvef_ok is 'yes', and it can only be true, false."),
        ({"lvef_ok": 1}, "here: lvef_ok must be a text in quotes or a list of such, not 1."),
        ({"line": "1"}, "here: line must be a number without quotes, not '1'."),
        ({"line": True}, "here: line must be a number without quotes, not True."),
        ({"prior": "trastuzumap"}, "here names the treatment 'trastuzumap', which is not known."),
        ({"prior": 1}, "here: prior must be a text in quotes or a list of such, not 1."),
        (
            {"prior_at_least": "taxane"},
            "here asks prior_at_least, and treatments have no order. Write prior with a treatment or a list",
        ),
        (
            {"stopped_below": ["taxane"]},
            "here asks stopped_below, and treatments have no order. Write stopped with a treatment or a list",
        ),
        *(
            (
                {f"{name}_below": lowest},
                f"here: {name}_below is '{lowest}', the lowest step of the ladder, so",
            )
            for name, lowest in (("t", "Tis"), ("n", "N0"), ("er", "negative"))
        ),
        (
            {"line": 10**400},
            "here: line is 100000000000000000000000000000000000000000000000000000000..., and no case gives "
            "so large a number. Check the figure.",
        ),
        (
            {"line": 10**5000},
            "here: line is a number with too many digits to write, and no case gives so large a number.",
        ),
        ({10**5000: 1}, "here asks 'a number with too many digits to write', which no case answers."),
        ({"any": {"line": 1}}, "here: any must be a list of conditions, not {'line': 1}."),
        ({"all": []}, "here: all must be a list of conditions, not []."),
        ({"any": [{"stage": "II"}]}, "here, any asks 'stage', which no case answers."),
        ({"not": "line"}, "here, not must be a mapping with at least one question, not 'line'."),
    ],
    ids=lambda item: item[:60] if isinstance(item, str) else None,
)
def test_a_condition_written_wrongly_is_refused_with_its_place(condition: object, sentence: str) -> None:
    with pytest.raises(ValueError) as error:
        condition_data.parse(condition, "here")
    assert str(error.value).startswith(sentence)


def test_not_a_number_and_endless_are_no_limits() -> None:
    for value in (math.nan, math.inf):
        with pytest.raises(ValueError) as error:
            condition_data.parse({"line": value}, "here")
        assert str(error.value) == f"here: line must be a number without quotes, not {value}."


def test_every_question_has_answers_that_fit_its_kind() -> None:
    for name, question in QUESTIONS.items():
        assert (len(question.words) > 1) == (question.kind in ("choice", "ladder")), name
        assert len(set(question.words)) == len(question.words)


# Three-valued logic, against its definition: an open part could still turn out either way.
LEAVES = ("lvef_ok", "frail", "esr1", "pik3ca")
flags = st.sampled_from(LEAVES).map(lambda name: IsOneOf(name, frozenset({"yes"})))
conditions_: st.SearchStrategy[Condition] = st.recursive(
    flags,
    lambda part: st.one_of(
        part.map(Not),
        st.lists(part, max_size=3).map(lambda parts: All(tuple(parts))),
        st.lists(part, max_size=3).map(lambda parts: AnyOf(tuple(parts))),
    ),
    max_leaves=6,
)
answers_ = st.fixed_dictionaries({name: st.sampled_from(TRUTHS) for name in LEAVES})


def findings(truths: dict[str, Truth]) -> Findings:
    words = {True: frozenset({"yes"}), False: frozenset({"no"}), None: frozenset({"no", "yes"})}
    return Findings(
        {name: words[truth] for name, truth in truths.items()}, {name: (name,) for name in truths}
    )


def plainly(condition: Condition, truths: dict[str, Truth]) -> bool:
    """Work a condition out in everyday logic, all answers known."""
    if isinstance(condition, IsOneOf):
        return truths[condition.name] is True
    if isinstance(condition, Not):
        return not plainly(condition.part, truths)
    assert isinstance(condition, All | AnyOf)
    parts = [plainly(part, truths) for part in condition.parts]
    return all(parts) if isinstance(condition, All) else any(parts)


@given(conditions_, answers_)
def test_what_is_settled_stays_so_however_the_open_questions_are_answered(
    condition: Condition, truths: dict[str, Truth]
) -> None:
    met = condition.met(findings(truths))
    open_ = [name for name, truth in truths.items() if truth is None]
    filled = [
        {**truths, **dict(zip(open_, values, strict=True))}
        for values in itertools.product((True, False), repeat=len(open_))
    ]
    if met is None:
        assert condition.open_questions(findings(truths)) <= set(open_)
        assert condition.open_questions(findings(truths))
    else:
        assert {plainly(condition, answers) for answers in filled} == {met}
        assert condition.open_questions(findings(truths)) == frozenset()


@given(conditions_, answers_)
def test_only_the_questions_that_are_named_as_open_can_settle_a_condition(
    condition: Condition, truths: dict[str, Truth]
) -> None:
    named = condition.open_questions(findings(truths))
    for values in itertools.product((True, False), repeat=len(named)):
        settled = {**truths, **dict(zip(sorted(named), values, strict=True))}
        if condition.met(findings(truths)) is None:
            assert condition.met(findings(settled)) is not None
    others = {name: True if truth is None and name not in named else truth for name, truth in truths.items()}
    assert condition.met(findings(others)) is condition.met(findings(truths))


@given(conditions_)
def test_a_condition_asks_what_its_parts_ask(condition: Condition) -> None:
    single = list(leaves(condition))
    assert condition.questions() == frozenset(name for leaf in single for name in leaf.questions())


def test_nothing_asked_holds_for_everyone() -> None:
    nobody = findings(dict.fromkeys(LEAVES))
    assert ALWAYS.met(nobody) is True
    assert AnyOf(()).met(nobody) is False
    assert Unknown(("esr1",)).met(nobody) is True
    assert Unknown(("esr1",)).open_questions(nobody) == frozenset()


def test_a_treatment_is_had_by_every_group_it_belongs_to() -> None:
    case = read(Case(setting="metastatic", prior=("T-DXd", "letrozole")))
    for wanted, met in (
        ("her2_drug", True),
        ("her2_adc", True),
        ("endocrine_therapy", True),
        ("aromatase_inhibitor", True),
        ("her2_antibody", False),
        ("chemotherapy", False),
        ("anastrozole", False),
    ):
        assert Had("prior", frozenset({wanted})).met(case) is met, wanted
