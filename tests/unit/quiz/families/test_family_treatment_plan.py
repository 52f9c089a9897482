"""The family treatment_plan: the case read back from its page, and its plan's own rows read as plain YAML."""

import re
from collections import Counter
from importlib.resources import files
from typing import Any

import pytest
import yaml
from checks_of_models import check_levels, check_same_again, check_sources, check_words, questions_of

from her2lessons.guidelines import treatment
from her2lessons.guidelines.her2 import interpret
from her2lessons.guidelines.ish import DualProbe
from her2lessons.quiz.families import treatment_plan
from her2lessons.quiz.kinds.single import Single

RULES: dict[str, dict[str, Any]] = {}
TREATMENTS: dict[str, dict[str, Any]] = {}
for _file in files("her2lessons.guidelines").joinpath("rules").iterdir():
    _content = yaml.load(
        _file.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    )
    RULES |= {row["id"]: row for row in _content.get("rules", [])}
    TREATMENTS |= {row["id"]: row for row in _content.get("treatments", [])}

IDS = {row["name"]: id for id, row in TREATMENTS.items()}

FINDINGS: dict[str, tuple[str, Any]] = {
    "the heart pumps well (LVEF)": ("lvef_ok", True),
    "the heart pumps too weakly for a HER2 antibody (LVEF)": ("lvef_ok", False),
    "ovaries or testes are switched off by a drug": ("gonadal_suppression", True),
    "an inherited BRCA change": ("gbrca", True),
    "no inherited BRCA change": ("gbrca", False),
    "a PIK3CA mutation": ("pik3ca", True),
    "no PIK3CA mutation": ("pik3ca", False),
    "an ESR1 mutation": ("esr1", True),
    "no ESR1 mutation": ("esr1", False),
    "AKT1 or PTEN altered": ("akt_pten", True),
    "AKT1 and PTEN not altered": ("akt_pten", False),
    "the team judges the risk of return as high": ("high_risk", True),
    "the team judges the risk of return as not high": ("high_risk", False),
    "no brain metastases": ("brain_metastases", "none"),
    "active brain metastases": ("brain_metastases", "active"),
    "endocrine therapy is used up": ("endocrine_exhausted", True),
    "a visceral crisis: the liver is failing": ("visceral_crisis", True),
    "too frail for chemotherapy, by assessment": ("frail", True),
    "immunotherapy cannot be given": ("immunotherapy_unsuitable", True),
}
FIGURES = {
    "Ki-67 in percent": "ki67",
    "21-gene recurrence score": "recurrence_score",
    "PD-L1 combined positive score (22C3)": "pdl1_cps",
    "lines of chemotherapy for metastatic disease": "chemo_lines",
    "months since adjuvant treatment ended": "months_since_adjuvant",
    "lung inflammation under trastuzumab deruxtecan, grade": "ild_grade",
}
MOMENTS: dict[str, dict[str, Any]] = {
    "newly diagnosed": {"setting": "early"},
    "surgery came first": {"setting": "early"},
    "nothing invasive was left": {"setting": "early", "pcr": True},
    "invasive cancer was left": {"setting": "residual"},
    "only in-situ cancer was left": {"setting": "residual", "residual_invasive": False},
    "the year of HER2 treatment is complete": {"setting": "early", "her2_finished": True},
}


def lines(page: str) -> dict[str, str]:
    return dict(re.findall(r"^- ([A-Z][^:]*): (.+)$", page, re.MULTILINE))


def read_person(words: str) -> dict[str, Any]:
    who, age, *pregnancy = words.split(", ")
    menopausal = {"woman before menopause": "pre", "woman after menopause": "post", "man": "male"}[who]
    told: dict[str, Any] = {"menopausal": menopausal, "age": int(age.split()[0])}
    return told | ({"pregnant": pregnancy == ["pregnant"]} if pregnancy else {})


def read_disease(words: str) -> dict[str, Any]:
    grade = re.search(r"grade (\d)", words)
    assert grade is not None, words
    told: dict[str, Any] = {"grade": int(grade[1])}
    if words.startswith("metastatic"):
        line = re.search(r"treatment line (\d) is chosen", words)
        works = {"line": 1, "maintenance": True}
        return told | {"setting": "metastatic"} | ({"line": int(line[1])} if line else works)
    stage = re.search(r"\b([cyp]+T\S+) ([cyp]+N\S+) M0", words)
    assert stage is not None, words
    (moment,) = (found for text, found in MOMENTS.items() if text in words)
    return told | moment | {"t": stage[1], "n": stage[2]}


def read_her2(words: str) -> Any:
    ihc = re.match(r"IHC (0 absent|0\+|1\+|2\+|3\+)", words)
    assert ihc is not None, words
    ish = re.search(r"ratio ([\d.]+), ([\d.]+) HER2 copies", words)
    probe = DualProbe(ratio=float(ish[1]), her2_copies=float(ish[2])) if ish else None
    return interpret(ihc=ihc[1], ish=probe)


def read_finding(words: str) -> tuple[str, Any]:
    if words in FINDINGS:
        return FINDINGS[words]
    text, figure = re.fullmatch(r"(.+?):? (\d+)", words).groups()  # type: ignore[union-attr]
    return FIGURES[text], int(figure)


def read_case(page: str) -> treatment.Case:
    """Read the page, with nothing of the family's own."""
    told = lines(page)
    er, pr = (part.split()[1] for part in told["ER and PR"].split(", "))
    had = [] if told["Treatment so far"] == "none" else told["Treatment so far"].split(", ")
    return treatment.Case(
        er=er,
        pr=pr,
        her2=read_her2(told["HER2"]),
        prior=tuple(IDS[name] for name in had),
        **read_person(told["Person"]),
        **read_disease(told["Disease"]),
        **dict(read_finding(words) for words in told["Also known"].split("; ")),
    )


def with_groups(drug: str) -> set[str]:
    """A drug and every group it belongs to, near and far."""
    return {drug}.union(*(with_groups(group) for group in TREATMENTS[drug].get("groups", [])))


def drugs_of(row: dict[str, Any], *, also_without: bool = True) -> set[str]:
    parts = ("drugs", "without") if also_without else ("drugs",)
    return {drug for option in row["options"] for part in parts for drug in option.get(part, [])}


def contents(name: str) -> list[set[str]]:
    """What the rule files hold under the name of an option, once for each rule that has it."""
    return [
        set(option.get("drugs", []))
        for row in RULES.values()
        for option in row["options"]
        if option["name"] == name
    ]


@pytest.fixture(scope="module")
def questions() -> list[Single]:
    made = questions_of(treatment_plan)
    assert all(isinstance(item, Single) for item in made)
    return made  # type: ignore[return-value]


@pytest.fixture(scope="module")
def plans(questions: list[Single]) -> list[treatment.Plan]:
    return [treatment.plan(read_case(item.prompt)) for item in questions]


def right_of(item: Single) -> str:
    (found,) = (option.text for option in item.options if option.correct)
    return found


def offered(rule: str) -> set[str]:
    """The words in which a rule may be offered: its options, or its title where it names no drug."""
    row = RULES[rule]
    title = row["title"].partition(": ")[2]
    return {option["name"] for option in row["options"]} | {title[:1].upper() + title[1:]}


def test_nothing_that_matters_is_missing_on_the_page(
    questions: list[Single], plans: list[treatment.Plan]
) -> None:
    for item, plan in zip(questions, plans, strict=True):
        assert plan.missing == (), item.prompt
        assert plan.undecided == (), item.prompt


def test_the_right_option_is_recommended_by_the_plan_of_the_case_on_the_page(
    questions: list[Single], plans: list[treatment.Plan]
) -> None:
    for item, plan in zip(questions, plans, strict=True):
        giving = [one for one in plan if right_of(item) in offered(one.id) and one.needs == ()]
        assert giving, item.prompt
        assert any(one.title in item.explain and one.strength in ("standard", "option") for one in giving)


def test_no_wrong_option_nor_one_of_its_drugs_is_in_the_plan_in_any_form(
    questions: list[Single], plans: list[treatment.Plan]
) -> None:
    for item, plan in zip(questions, plans, strict=True):
        names = {option["name"] for one in plan for option in RULES[one.id]["options"]}
        held = {drug for one in plan for drug in drugs_of(RULES[one.id])}
        for option in item.options:
            if option.correct:
                continue
            assert option.text not in names, item.prompt
            for drugs in contents(option.text):
                for drug in drugs:
                    assert not with_groups(drug) & held, (option.text, item.prompt)
                    assert not any(drug in with_groups(other) for other in held), (option.text, item.prompt)


def test_every_wrong_option_is_a_treatment_of_the_rules_and_names_no_two_the_same(
    questions: list[Single],
) -> None:
    for item in questions:
        assert 3 <= len(item.options) <= 4
        wrong = [contents(option.text) for option in item.options if not option.correct]
        assert all(wrong), item.prompt
        drugs = [frozenset(found[0]) for found in wrong]
        order = "(neoadjuvant)" in right_of(item) or right_of(item) == "surgery first"
        assert all(drugs) or order
        assert len(set(drugs)) == len(drugs)


def test_the_explanation_gives_the_rules_own_reason_strength_sources_and_day(
    questions: list[Single],
) -> None:
    strengths: Counter[str] = Counter()
    for item in questions:
        title = re.match(r"\*\*(.+)\*\* \(strength on this course's own scale: ([a-z ]+)\)", item.explain)
        assert title is not None, item.explain
        (row,) = (row for row in RULES.values() if row["title"] == title[1] and row["why"] in item.explain)
        assert title[2] == row["strength"]
        assert right_of(item) in offered(row["id"])
        assert set(item.sources) == set(row["source"])
        assert f"Sources: {', '.join(row['source'])}." in item.explain
        assert "Rules as of 20 November 2026." in item.explain
        assert row["checked"] == "2026-11-20"
        strengths[title[2]] += 1
    assert set(strengths) == {"standard", "option"}
    assert strengths["standard"] >= 0.75 * len(questions)


def test_every_reason_is_full_and_every_wrong_option_names_its_mistake(questions: list[Single]) -> None:
    for item in questions:
        for option in item.options:
            assert len(option.because) >= 40
            assert option.because.endswith(".")
            assert (option.misconception is None) is option.correct


def test_what_a_reason_says_of_the_case_stands_on_the_page(questions: list[Single]) -> None:
    said: Counter[str] = Counter()
    for item in questions:
        told = lines(item.prompt)
        because = " ".join(option.because for option in item.options if not option.correct)
        for name, pattern, words in (
            ("her2", r"Here the report says (IHC .+?), which is", told["HER2"]),
            ("stage", r"Here it is early: (\S+ \S+) M0", told["Disease"]),
            ("pdl1", r"The PD-L1 (score) here is \d+", told["Also known"]),
            ("line", r"Here (line \d is chosen)", told["Disease"]),
            ("months", r"The cancer came back \d+ (months) after", told["Also known"]),
        ):
            for found in re.findall(pattern, because):
                assert found in words, (because, item.prompt)
                said[name] += 1
        if "Here ER and PR are both negative" in because:
            assert told["ER and PR"] == "ER negative, PR negative"
        if "Here ER is positive" in because:
            assert told["ER and PR"].startswith("ER positive")
        if "there is none" in because and "BRCA" in because:
            assert "no inherited BRCA change" in told["Also known"]
        for score in re.findall(r"score here is (\d+)", because):
            assert told["Also known"].endswith(f"(22C3) {score}")
        for months in re.findall(r"came back (\d+) months", because):
            assert told["Also known"].endswith(f"ended: {months}")
    assert set(said) == {"her2", "stage", "pdl1", "line", "months"}


def test_every_objective_and_level_comes_up(questions: list[Single]) -> None:
    seen = Counter(item.objective for item in questions)
    assert set(seen) == {"10.1", "10.2", "11.1", "11.2", "11.3"}
    assert min(seen.values()) >= 200
    check_levels(questions)


def test_a_figure_one_step_from_another_plan_makes_a_question_hard(
    questions: list[Single], plans: list[treatment.Plan]
) -> None:
    edges = 0
    for item, plan in zip(questions, plans, strict=True):
        if plan.case.pdl1_cps in (9, 10) or plan.case.recurrence_score in (25, 26):
            edges += plan.case.setting == "metastatic" or plan.case.menopausal == "post"
            if plan.case.setting == "metastatic" or plan.case.menopausal == "post":
                assert item.difficulty == 3, item.prompt
    assert edges >= 40


def test_a_pregnancy_is_for_a_team_and_a_weak_heart_for_cardiology_first(
    questions: list[Single], plans: list[treatment.Plan]
) -> None:
    met: Counter[str] = Counter()
    for item, plan in zip(questions, plans, strict=True):
        if plan.case.pregnant:
            assert right_of(item) == "One team for the cancer and the pregnancy"
            met["pregnant"] += 1
        if plan.case.lvef_ok is False:
            assert right_of(item) == "Cardiology before any HER2 antibody"
            met["heart"] += 1
    assert min(met["pregnant"], met["heart"]) >= 20


def test_the_page_says_that_it_teaches_and_gives_no_figure_of_survival(questions: list[Single]) -> None:
    for item in questions:
        assert "in this course's rules" in item.prompt
        assert "teaching, not advice" in item.prompt
        assert "invented" in item.prompt
        reasons = " ".join(option.because for option in item.options)
        assert not re.search(
            r"\d ?%|hazard ratio|median|\d in 100", f"{item.prompt} {item.explain} {reasons}"
        )


def test_neither_place_nor_length_gives_the_right_option_away(questions: list[Single]) -> None:
    four = [item for item in questions if len(item.options) == 4]
    places = Counter([option.correct for option in item.options].index(True) for item in four)
    assert len(four) >= 0.8 * len(questions)
    assert min(places[place] for place in range(4)) >= 0.2 * len(four)
    longest = sum(max(item.options, key=lambda option: len(option.text)).correct for item in questions)
    assert longest <= 0.5 * len(questions)


def test_many_treatments_are_right_and_many_mistakes_are_named(questions: list[Single]) -> None:
    assert len({right_of(item) for item in questions}) >= 40
    named = Counter(option.misconception for item in questions for option in item.options)
    assert sum(count >= 20 for count in named.values()) >= 15


def test_seeds_repeat_and_sources_and_words_hold(questions: list[Single]) -> None:
    check_same_again(treatment_plan, questions)
    check_sources(questions)
    check_words(questions)
