"""A plan is in order, names what it needs, and is read as plain words."""

import dataclasses
import subprocess
import sys
from collections.abc import Sequence
from datetime import date

import pytest

from her2lessons import evidence
from her2lessons.guidelines import ihc, treatment
from her2lessons.guidelines.her2 import interpret
from her2lessons.guidelines.pathway import presented
from her2lessons.guidelines.pathway.findings import QUESTIONS
from her2lessons.guidelines.pathway.plan import decide
from her2lessons.guidelines.pathway.reading import read
from her2lessons.guidelines.treatment import MODALITIES, STRENGTHS, Case, Plan

NOT = "not recommended"
FULL = Case(
    setting="early",
    t="cT2",
    n="cN1",
    grade=3,
    er="positive",
    pr="negative",
    her2="HER2-positive",
    age=70,
    menopausal="post",
    lvef_ok=True,
    gbrca=False,
    high_risk=True,
)
LATER = Case(
    setting="metastatic",
    line=2,
    her2="HER2-low",
    er="positive",
    pr="negative",
    menopausal="post",
    prior=("aromatase_inhibitor", "palbociclib"),
    esr1=True,
)


def ids(plan: Plan) -> list[str]:
    return [item.id for item in plan]


def test_a_plan_is_a_sequence_of_recommendations() -> None:
    plan = treatment.plan(FULL)
    assert isinstance(plan, Sequence)
    assert len(plan) == len(list(plan)) > 5
    assert plan[0] is plan.recommendations[0]
    assert plan[:2] == plan.recommendations[:2]
    assert plan[-1] in plan
    assert plan.case is FULL
    assert plan == treatment.plan(FULL)


@pytest.mark.parametrize("case", [FULL, LATER, Case(setting="residual"), Case(setting="metastatic")])
def test_tests_come_first_then_talks_then_treatments_and_last_what_is_not_recommended(case: Case) -> None:
    plan = treatment.plan(case)
    places = [
        (item.strength == NOT, MODALITIES.index(item.modality), STRENGTHS.index(item.strength))
        for item in plan
    ]
    assert places == sorted(places)


def test_within_one_kind_and_strength_the_order_is_that_of_the_files() -> None:
    order = [rule.id for rule in treatment.rules()]
    options = [
        item.id
        for item in treatment.plan(LATER)
        if item.modality == "endocrine" and item.strength == "option"
    ]
    assert len(options) > 2
    assert options == sorted(options, key=order.index)


def test_a_plan_carries_the_day_on_which_the_rules_were_checked() -> None:
    plan = treatment.plan(FULL)
    assert plan.as_of == max(rule.checked for rule in treatment.rules()) == date(2026, 11, 20)
    assert all(item.as_of <= plan.as_of for item in plan)


@pytest.mark.parametrize(
    "her2",
    [None, "equivocal", interpret(ihc="2+"), interpret(ihc=ihc.score(weak_moderate_complete=40).score)],
)
@pytest.mark.parametrize("setting", ["early", "residual", "metastatic"])
def test_an_unfinished_her2_test_is_finished_first(setting: str, her2: object) -> None:
    plan = treatment.plan(Case(setting=setting, her2=her2))  # type: ignore[arg-type]
    assert plan[0].id == "test_her2_finish"
    assert "her2" in plan.missing
    assert not any(treatment.is_one_of(drug, "her2_drug") for item in plan for drug in item.drugs)


def test_what_could_still_decide_something_is_missing_and_nothing_else() -> None:
    case = Case(setting="metastatic", line=1, er="negative", pr="negative", her2="negative", age=50)
    assert "pdl1_cps" in treatment.plan(case).missing
    for name in ("esr1", "pik3ca", "recurrence_score", "t", "n", "grade", "ki67"):
        assert name not in treatment.plan(case).missing
    known = dataclasses.replace(case, pdl1_cps=0, her2="HER2-null", gbrca=False, menopausal="post")
    assert treatment.plan(known).missing == ()
    assert treatment.plan(known).undecided == ()


def test_nothing_is_missing_only_to_learn_whether_something_is_not_recommended() -> None:
    case = Case(setting="metastatic", er="positive", pr="positive", her2="HER2-low", menopausal="pre")
    plan = treatment.plan(case)
    warning = next(item for item in plan if item.id == "ai_alone_not")
    assert warning.strength == NOT
    # The warning itself still says what it hangs on; the plan asks for it only where it decides a treatment.
    assert "gonadal_suppression" in warning.needs
    assert "gonadal_suppression" not in plan.missing


@pytest.mark.parametrize("case", [FULL, LATER, Case(setting="early"), Case(setting="metastatic")])
def test_all_that_a_treatment_waits_for_is_missing_and_no_more(case: Case) -> None:
    rules = {rule.id: rule for rule in treatment.rules()}
    findings, plan = read(case), treatment.plan(case)
    waiting = {
        question
        for id in {*ids(plan), *plan.undecided}
        if rules[id].strength != NOT
        for question in decide(rules[id], findings)[1]
    }
    assert set(plan.missing) == {name for question in waiting for name in findings.asks[question]}


def test_what_is_missing_follows_the_order_of_a_case() -> None:
    names = [field.name for field in dataclasses.fields(Case)]
    missing = treatment.plan(Case(setting="metastatic")).missing
    assert len(missing) > 8
    assert list(missing) == sorted(missing, key=names.index)


def test_a_rule_that_may_be_barred_stands_and_says_what_to_find_out_first() -> None:
    case = dataclasses.replace(FULL, lvef_ok=None)
    regimen = next(item for item in treatment.plan(case) if item.id == "her2_neoadjuvant_regimen")
    assert regimen.needs == ("lvef_ok",)
    assert "lvef_ok" in treatment.plan(case).missing
    assert "her2_neoadjuvant_regimen" not in ids(treatment.plan(dataclasses.replace(FULL, lvef_ok=False)))
    settled = next(item for item in treatment.plan(FULL) if item.id == "her2_neoadjuvant_regimen")
    assert settled.needs == ()


def test_a_rule_whose_condition_is_open_is_undecided_and_not_recommended_yet() -> None:
    plan = treatment.plan(LATER)
    assert "hr_parp" in plan.undecided
    assert "hr_parp" not in ids(plan)
    assert "gbrca" in plan.missing
    with_change = treatment.plan(dataclasses.replace(LATER, gbrca=True))
    assert "hr_parp" in ids(with_change)
    assert "hr_parp" not in with_change.undecided


def test_what_rests_on_a_summary_says_so_in_a_plain_sentence() -> None:
    sentence = "The guideline itself was not read for this: it follows somebody else's summary of it."
    by_id = {rule.id: rule for rule in treatment.rules()}
    seen = set()
    for case in (FULL, LATER, Case(setting="early", t="pT1a", n="pN0", her2="HER2-positive")):
        for item in treatment.plan(case):
            assert (sentence in item.cautions) == (by_id[item.id].read == "summary")
            seen.add(by_id[item.id].read)
    assert seen == {"own page", "summary"}


def test_a_drug_brings_its_cautions_where_it_is_recommended_and_not_where_it_is_refused() -> None:
    plan = treatment.plan(FULL)
    given = next(item for item in plan if item.id == "her2_neoadjuvant_tdxd")
    refused = next(item for item in plan if item.id == "her2_neoadjuvant_conjugate_alone_not")
    assert any("inflame the lungs" in caution for caution in given.cautions)
    assert refused.strength == NOT
    assert refused.cautions == ()


def test_the_drugs_of_a_recommendation_are_those_of_its_options_each_once() -> None:
    plan = treatment.plan(FULL)
    regimen = next(item for item in plan if item.id == "her2_neoadjuvant_regimen")
    assert regimen.drugs == ("docetaxel", "carboplatin", "trastuzumab", "pertuzumab", "taxane")
    assert [str(option) for option in regimen.options] == [option.name for option in regimen.options]


@pytest.mark.parametrize("wrong", [None, "early", {"setting": "early"}, treatment.Case])
def test_only_a_case_gets_a_plan(wrong: object) -> None:
    with pytest.raises(ValueError) as error:
        treatment.plan(wrong)  # type: ignore[arg-type]
    assert str(error.value).startswith("plan needs a Case, not ")
    assert str(error.value).endswith("Write treatment.Case(setting=...).")


def test_every_field_that_a_plan_may_ask_for_has_its_question_in_words() -> None:
    settings = ("early", "residual", "metastatic")
    asked = {
        name
        for setting in settings
        for names in read(Case(setting=setting)).asks.values()  # type: ignore[arg-type]
        for name in names
    }
    always_known = {"setting", "moment", "region", "histology", "stopped", "ild_grade"}
    always_known |= {
        name
        for name in QUESTIONS
        if name in (field.name for field in dataclasses.fields(Case) if field.default is False)
    }
    assert asked - always_known == set(presented.IN_WORDS)
    fields = {field.name for field in dataclasses.fields(Case)}
    assert set(presented.IN_WORDS) <= fields
    assert all(words.endswith(("?", ".")) for words in presented.IN_WORDS.values())


@pytest.mark.parametrize("case", [FULL, LATER, Case(setting="metastatic")])
def test_a_plan_is_read_as_plain_words(case: Case) -> None:
    plan = treatment.plan(case)
    text = str(plan)
    assert text.startswith("Teaching, not advice: an invented case. Your own report needs your team.\n")
    assert f"Rules as of 20 November 2026. {case!r}" in text
    for place, item in enumerate(plan, start=1):
        assert f"\n{place}. {item.title} [{item.modality}; {item.strength}]\n" in text
        assert f"   Why: {item.why}" in text
        assert f"   Source: {', '.join(item.source)}." in text
        assert all(f"   - {option.name}" in text for option in item.options)
        assert all(f"   Caution: {caution}" in text for caution in item.cautions)
    for question in plan.questions:
        assert f"\n- {question}" in text
    assert ("Missing to decide more" in text) == bool(plan.missing)


def test_in_a_notebook_a_plan_is_markdown_with_a_link_to_every_source() -> None:
    plan = treatment.plan(LATER)
    text = plan._repr_markdown_()
    assert text.startswith("**Teaching, not advice: an invented case. Your own report needs your team.**")
    for item in plan:
        assert f"**{item.title}** ({item.modality}; *{item.strength}*)" in text
        for key in item.source:
            source = evidence.reference(key)
            assert f"[{source.short}]({source.link})" in text
        for id in item.evidence:
            assert f"`{id}`" in text
    assert all(f"- {question}" in text for question in plan.questions)


def test_a_console_shows_a_plan_as_its_text() -> None:
    class Printer:
        def __init__(self) -> None:
            self.written = ""

        def text(self, words: str) -> None:
            self.written += words

    printer = Printer()
    treatment.plan(LATER)._repr_pretty_(printer, cycle=False)
    assert printer.written == str(treatment.plan(LATER))


@pytest.mark.parametrize(
    ("id", "case", "words"),
    [
        ("her2_neoadjuvant_tdxd", FULL, "   Holds for the US alone, since 15 May 2026.\n"),
        (
            "abemaciclib_early",
            Case(setting="early", t="cT2", n="cN2", er=True, her2="HER2-low"),
            "   In the US since March 2023.\n",
        ),
        (
            "tn_first_line_atezolizumab_eu",
            Case(setting="metastatic", line=1, er=False, pr=False, her2="HER2-null", pdl1_ic=1, region="EU"),
            "   Holds for the EU alone.\n",
        ),
    ],
)
def test_a_date_and_a_region_stand_beside_what_changed(id: str, case: Case, words: str) -> None:
    plan = treatment.plan(case)
    assert id in ids(plan)
    assert words in str(plan)


def test_the_room_loads_the_standard_library_only_and_the_rules_when_they_are_needed() -> None:
    script = (
        "import sys\n"
        "from her2lessons.guidelines import treatment\n"
        "heavy = {'yaml', 'pandas', 'numpy', 'matplotlib', 'pydantic'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
        "treatment.plan(treatment.Case(setting='early'))\n"
        "heavy = {'pandas', 'numpy', 'matplotlib', 'pydantic'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
        "assert 'yaml' in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", ["visceral_crisis", "endocrine_exhausted"])
def test_a_first_line_that_works_is_no_crisis_and_not_used_up(name: str) -> None:
    with pytest.raises(
        ValueError, match=f"maintenance says that the first line works, and {name} that it does not"
    ):
        Case(setting="metastatic", maintenance=True, **{name: True})


@pytest.mark.parametrize("early", [(), ("taxane",)])
def test_a_conjugate_that_works_in_the_first_line_goes_on(early: tuple[str, ...]) -> None:
    prior = (*early, "pertuzumab", "trastuzumab_deruxtecan")
    plan = treatment.plan(
        Case(setting="metastatic", line=1, maintenance=True, her2="HER2-positive", prior=prior, lvef_ok=True)
    )
    ids = {item.id for item in plan}
    assert "her2_maintenance_tdxd" in ids
    # A taxane of early disease cannot be told from one of the first line: both roads are shown, each with its
    # caution.
    assert ("her2_maintenance" in ids) == bool(early)


FRAIL = {
    "early HER2-positive": Case(
        setting="early", t="cT2", n="cN1", her2="HER2-positive", er=False, pr=False, frail=True
    ),
    "early triple-negative": Case(
        setting="early", t="cT2", n="cN1", her2="negative", er=False, pr=False, frail=True
    ),
    "metastatic HER2-positive": Case(
        setting="metastatic", line=1, her2="HER2-positive", er=False, pr=False, frail=True
    ),
    "crisis": Case(
        setting="metastatic", line=1, her2="negative", er=True, pr=True, visceral_crisis=True, frail=True
    ),
}


@pytest.mark.parametrize("case", FRAIL.values(), ids=FRAIL.keys())
def test_who_is_too_frail_for_chemotherapy_is_offered_none_and_told_what_else(case: Case) -> None:
    plan = treatment.plan(case)
    offered = [item for item in plan if item.strength != "not recommended"]
    drugs = {drug for item in offered for drug in item.drugs}
    assert [drug for drug in drugs if treatment.is_one_of(drug, "chemotherapy")] == []
    assert any("frail" in item.title.lower() and "This is our reading." in item.why for item in offered)


def test_after_a_relapse_within_a_year_of_a_conjugate_another_her2_drug_is_named() -> None:
    plan = treatment.plan(
        Case(
            setting="metastatic",
            line=1,
            her2="HER2-positive",
            prior=("taxane", "trastuzumab", "trastuzumab_deruxtecan"),
            months_since_adjuvant=8,
            lvef_ok=True,
            ild_grade=2,
            brain_metastases="none",
        )
    )
    assert {"her2_tucatinib_triplet", "her2_tdm1"} <= {item.id for item in plan}
    assert "trastuzumab_deruxtecan" not in {
        drug for item in plan if item.strength != "not recommended" for drug in item.drugs
    }


def test_a_score_does_not_keep_chemotherapy_from_a_t4_cancer() -> None:
    case = Case(
        setting="early",
        t="cT4",
        n="cN0",
        her2="negative",
        er=True,
        pr=True,
        menopausal="post",
        recurrence_score=20,
    )
    strengths = {item.strength for item in treatment.plan(case) if "chemotherapy" in item.drugs}
    assert strengths == {"standard"}


@pytest.mark.parametrize(("her2", "er"), [("HER2-positive", True), ("negative", True), ("negative", False)])
def test_known_brain_metastases_bring_a_team_whatever_the_subtype(her2: str, er: bool) -> None:
    plan = treatment.plan(
        Case(setting="metastatic", line=2, her2=her2, er=er, pr=er, brain_metastases="active")
    )
    assert any(item.modality == "radiotherapy" and "team" in item.title for item in plan)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("CDK4/6 inhibitor", "cdk46_inhibitor"),
        ("endocrine", "endocrine_therapy"),
        ("radiation", "radiotherapy"),
        ("checkpoint inhibitor", "immunotherapy"),
        ("T-DXd", "trastuzumab_deruxtecan"),
    ],
)
def test_a_treatment_goes_by_the_names_that_people_use(said: str, meant: str) -> None:
    assert Case(setting="metastatic", line=2, prior=(said,)).prior == (meant,)


@pytest.mark.parametrize("her2", ["HER2-positive", "HER2-low", "negative"])
@pytest.mark.parametrize("er", [True, False])
def test_an_unknown_inherited_change_is_missing_in_all_metastatic_disease(her2: str, er: bool) -> None:
    plan = treatment.plan(Case(setting="metastatic", line=1, her2=her2, er=er, pr=er, menopausal="post"))
    assert "gbrca" in plan.missing
    known = treatment.plan(
        Case(setting="metastatic", line=1, her2=her2, er=er, pr=er, menopausal="post", gbrca=False)
    )
    assert "gbrca" not in known.missing


def test_what_to_find_out_first_is_asked_in_plain_words() -> None:
    plan = treatment.plan(
        Case(
            setting="metastatic",
            line=1,
            her2="HER2-positive",
            er=False,
            pr=False,
            menopausal="post",
            prior=(),
        )
    )
    assert "First find out: How well does the heart pump (LVEF)?" in str(plan)
    assert "First find out: How well does the heart pump (LVEF)?" in plan._repr_markdown_()
    assert "lvef_ok" not in str(plan)
