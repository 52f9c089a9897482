"""The family treatment_plan: the case read back from its page, and its plan's own rows read as plain YAML."""

import re
from collections import Counter
from dataclasses import fields, replace
from importlib.resources import files
from typing import Any

import pytest
import yaml
from checks_of_models import check_levels, check_same_again, check_sources, check_words, questions_of

from her2lessons.guidelines import treatment
from her2lessons.guidelines.her2 import interpret
from her2lessons.guidelines.ish import DualProbe
from her2lessons.quiz.families import treatment_plan
from her2lessons.quiz.families.treatment_plan.person import Her2, Person
from her2lessons.quiz.families.treatment_plan.rules import offered as offered_to
from her2lessons.quiz.kinds.single import Single

RULES: dict[str, dict[str, Any]] = {}
ROOMS: dict[str, dict[str, Any]] = {}
TREATMENTS: dict[str, dict[str, Any]] = {}
for _file in files("her2lessons.guidelines").joinpath("rules").iterdir():
    _content = yaml.load(
        _file.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    )
    RULES |= {row["id"]: row for row in _content.get("rules", [])}
    ROOMS |= {row["id"]: _content.get("when") or {} for row in _content.get("rules", [])}
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
    "a scan shows lung inflammation of grade": "ild_grade",
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
        line = re.search(r"treatment line (\d) is chosen|is being given now, in line (\d)", words)
        works = {"line": 1, "maintenance": True}
        return told | {"setting": "metastatic"} | ({"line": int(line[1] or line[2])} if line else works)
    stage = re.search(r"\b([cyp]+T\S+) ([cyp]+N\S+) M0", words)
    assert stage is not None, words
    (moment,) = (found for text, found in MOMENTS.items() if text in words)
    return told | moment | {"t": stage[1], "n": stage[2]}


def read_treatments(words: str) -> tuple[list[str], list[str]]:
    """The treatments so far: those shown as for early disease, and the others."""
    both = re.fullmatch(r"for early disease (.+); for metastatic disease (.+)", words)
    early, others = both.groups() if both else ("", "" if words == "none" else words)
    return [name for name in early.split(", ") if name], [name for name in others.split(", ") if name]


def read_report(words: str) -> Her2:
    ihc = re.match(r"IHC (0 absent|0\+|1\+|2\+|3\+)", words)
    assert ihc is not None, words
    ish = re.search(r"ratio ([\d.]+), ([\d.]+) HER2 copies", words)
    probe = DualProbe(ratio=float(ish[1]), her2_copies=float(ish[2])) if ish else None
    return Her2(ihc[1], probe)


def read_finding(words: str) -> tuple[str, Any]:
    if words in FINDINGS:
        return FINDINGS[words]
    text, figure = re.fullmatch(r"(.+?):? (\d+)", words).groups()  # type: ignore[union-attr]
    return FIGURES[text], int(figure)


def read_case(page: str) -> treatment.Case:
    """Read the page, with nothing of the family's own."""
    told = lines(page)
    er, pr = (part.split()[1] for part in told["ER and PR"].split(", "))
    early, others = read_treatments(told["Treatment so far"])
    return treatment.Case(
        er=er,
        pr=pr,
        her2=interpret(**read_report(told["HER2"])._asdict()),
        prior=tuple(IDS[name] for name in (*early, *others)),
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
    if rule.startswith("ild_"):
        return {re.split("[;,]", row["options"][0]["name"])[0]}
    return {option["name"] for option in row["options"]} | {title[:1].upper() + title[1:]}


def about_lungs(item: Single) -> bool:
    return "a scan shows lung inflammation" in item.prompt


def giving(option: str) -> list[dict[str, Any]]:
    """The rules, not those against, that give the drugs of an option, alone or with endocrine therapy."""
    wanted = [drugs - {"endocrine_therapy"} or drugs for drugs in contents(option)]
    return [
        row
        for row in RULES.values()
        if row["strength"] != "not recommended"
        and any(
            set(one.get("drugs", [])) in wanted or set(one.get("drugs", [])) - {"endocrine_therapy"} in wanted
            for one in row["options"]
        )
    ]


def asked(row: dict[str, Any], name: str) -> list[Any]:
    """The answers that a rule or its room takes to a question, where it names some; else nothing."""
    for when in (row["when"], ROOMS[row["id"]]):
        if name in when:
            return when[name] if isinstance(when[name], list) else [when[name]]
    return []


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


def test_the_short_way_to_what_is_offered_leads_where_the_plan_leads(
    questions: list[Single], plans: list[treatment.Plan]
) -> None:
    for item, plan in zip(questions[:500], plans, strict=False):
        told = {field.name: getattr(plan.case, field.name) for field in fields(plan.case)}
        report = read_report(lines(item.prompt)["HER2"])
        person = Person(report, {name: value for name, value in told.items() if name != "her2"})
        given = [
            one.id
            for one in plan
            if one.strength in ("standard", "option")
            and (one.drugs or one.modality == "order of treatment")
            and one.modality != "support"
        ]
        assert [rule.id for rule in offered_to(person)] == given, item.prompt
    assert len(plans) > 500


def test_every_wrong_option_is_a_treatment_of_the_rules_and_names_no_two_the_same(
    questions: list[Single],
) -> None:
    for item in questions:
        assert 3 <= len(item.options) <= 4
        if about_lungs(item):
            continue
        wrong = [contents(option.text) for option in item.options if not option.correct]
        assert all(wrong), item.prompt
        drugs = [frozenset(found[0]) for found in wrong]
        order = "(neoadjuvant)" in right_of(item) or right_of(item) == "surgery first"
        assert all(drugs) or order
        assert len(set(drugs)) == len(drugs)


def test_the_explanation_gives_the_rules_own_reason_strength_and_day_and_leaves_the_sources_to_the_card(
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
        assert not re.search(r"[Ss]ources?:|[a-z]{3,}(19|20)\d\d", item.explain)
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


def test_sacituzumab_from_the_second_line_on_follows_two_treatments_as_its_label_asks(
    questions: list[Single], plans: list[treatment.Plan]
) -> None:
    met = 0
    for item, plan in zip(questions, plans, strict=True):
        if right_of(item) != "sacituzumab govitecan" or plan.case.line == 1:
            continue
        early, metastatic = read_treatments(lines(item.prompt)["Treatment so far"])
        assert {"doxorubicin", "paclitaxel"} <= set(early), item.prompt
        assert metastatic, item.prompt
        met += 1
    assert met >= 20


def test_no_reason_says_that_hormone_receptors_rule_a_drug_out_that_they_do_not(
    questions: list[Single],
) -> None:
    named: Counter[str] = Counter()
    for item in questions:
        for option in item.options:
            if "is for cancers without hormone receptors" in option.because:
                for row in giving(option.text):
                    assert "positive" not in asked(row, "hr") + asked(row, "er"), (option, item.prompt)
                named["without"] += 1
            if "For such a cancer the rule that gives this asks for " not in option.because:
                continue
            title = re.search(r"called “(.+)”\.$", option.because)
            assert title is not None
            rows = [row for row in giving(option.text) if row["title"] == title[1]]
            assert rows, option
            told = lines(item.prompt)
            receptors = "positive" if "positive" in told["ER and PR"] else "negative"
            assert all(asked(row, "hr") in ([], [receptors]) for row in rows), option
            assert f"Here ER is {receptors} and the report says {told['HER2']}." in option.because
            named[title[1]] += 1
    assert named["Endocrine therapy used up: sacituzumab govitecan"] >= 20
    assert min(named["without"], named["Endocrine therapy used up: datopotamab deruxtecan"]) >= 10
    assert len(named) >= 6


def test_what_a_reason_says_of_lines_fits_the_rule_it_names(questions: list[Single]) -> None:
    first = {"First line": 1, "Second line": 2, "After the first line": 2, "Later": 3}
    met: Counter[str] = Counter()
    for item in questions:
        for option in item.options:
            said = re.search(r"(begins with|is for) line (\d)\. Here line (\d) is chosen", option.because)
            if said is None:
                continue
            line, here = int(said[2]), int(said[3])
            title = re.search(r"called “(.+)”\.$", option.because)
            assert title is not None
            assert here < line if said[1] == "begins with" else here != line, option
            (row,) = (
                row for row in RULES.values() if row["title"] == title[1] and row in giving(option.text)
            )
            for words, begins in first.items():
                if title[1].startswith(words) and asked(row, "line_at_least") in ([], [begins]):
                    assert line == begins, option
                    met[words] += 1
            if asked(row, "line_at_least"):
                assert asked(row, "line_at_least") == [line], option
            if asked(row, "line") == [1]:
                assert (said[1], line) == ("is for", 1), option
            met[said[1]] += 1
    assert min(met.values()) >= 5
    assert set(first) | {"begins with", "is for"} == set(met)


def test_waiting_for_what_is_left_is_the_reason_only_where_no_rule_gives_it_sooner(
    questions: list[Single], plans: list[treatment.Plan]
) -> None:
    met = 0
    for item, plan in zip(questions, plans, strict=True):
        now = "diagnosis" if "newly diagnosed" in item.prompt else "operated"
        for option in item.options:
            if "waits until surgery shows" in option.because:
                assert plan.case.setting == "early"
                for row in giving(option.text):
                    moments = asked(row, "moment") or asked(row, "setting")
                    assert now not in moments, (option, item.prompt)
                    assert moments != ["early", "residual"], (option, item.prompt)
                met += 1
    assert met >= 50


def test_inflamed_lungs_are_about_the_drug_that_is_being_given_and_going_on_is_refuted_by_them(
    questions: list[Single], plans: list[treatment.Plan]
) -> None:
    met: Counter[str] = Counter()
    for item, plan in zip(questions, plans, strict=True):
        if not about_lungs(item):
            assert not plan.case.ild_grade
            continue
        assert "trastuzumab deruxtecan is being given now, in line 2" in item.prompt
        assert item.prompt.rpartition("\n\n")[2].startswith("What happens to this drug")
        stops = plan.case.ild_grade >= 2
        assert right_of(item).startswith("Stop " if stops else "Interrupt "), item.prompt
        wrong = {option.text.split()[0]: option for option in item.options if not option.correct}
        assert set(wrong) == {"Go", "Lower", "Interrupt" if stops else "Stop"}
        assert all(
            f"The lungs are inflamed, grade {plan.case.ild_grade}." in option.because
            for option in wrong.values()
        )
        assert "That is for grade 1." in wrong["Interrupt"].because if stops else True
        assert stops or "That is for grade 2 and higher grades." in wrong["Stop"].because
        assert "The same plan also says" not in item.explain
        met[right_of(item)] += 1
    assert min(met.values()) >= 5
    assert len(met) == 2


def test_the_risk_of_return_is_told_only_where_a_rule_asks_it_and_is_believable(
    questions: list[Single], plans: list[treatment.Plan]
) -> None:
    met: Counter[bool] = Counter()
    for item, plan in zip(questions, plans, strict=True):
        case = plan.case
        if case.high_risk is None:
            continue
        without = treatment.plan(replace(case, high_risk=None))
        assert "high_risk" in without.missing or without.undecided, item.prompt
        t, n = str(case.t).lstrip("ypc"), str(case.n).lstrip("ypc")
        if n != "N0" or t == "T3":
            assert case.high_risk, item.prompt
        if t in ("T1a", "T1b") and case.setting == "early":
            assert not case.high_risk, item.prompt
        met[case.high_risk] += 1
    assert min(met[True], met[False]) >= 50
    told = sum(met.values())
    assert told <= 0.4 * sum(plan.case.setting != "metastatic" for plan in plans)


def test_no_right_option_is_argued_against_by_its_own_reason(questions: list[Single]) -> None:
    for item in questions:
        (right,) = (option for option in item.options if option.correct)
        worse = re.search(r"with an? ([a-z ]+) than with ([a-z]+)\.", right.because)
        assert worse is None or worse[2] not in right.text, right


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
