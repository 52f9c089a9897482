"""No combination of answers leads to a crash, an empty plan, a contradiction or a dangerous drug."""

import dataclasses
import itertools
from collections.abc import Callable, Iterator
from random import Random

import pytest
from every_case import (
    applied,
    applies,
    cases_of,
    count_classes,
    count_combinations,
    domain,
    groups_of,
    leaves_of,
    meet,
    together,
    where_it_applies,
)

from her2lessons.guidelines import treatment
from her2lessons.guidelines.pathway.conditions import (
    ALWAYS,
    All,
    AnyOf,
    Condition,
    Had,
    IsOneOf,
    Lies,
    Not,
    Unknown,
    leaves,
)
from her2lessons.guidelines.pathway.findings import NO, QUESTIONS, YES, Findings
from her2lessons.guidelines.pathway.library import Room, rooms
from her2lessons.guidelines.pathway.plan import decide
from her2lessons.guidelines.treatment import Case, Option, Rule, is_one_of

RULES = treatment.rules()
NOT = "not recommended"
GIVEN = [rule for rule in RULES if rule.strength != NOT]
"""The rules that recommend something."""
REFUSED = [rule for rule in RULES if rule.strength == NOT]

BARE_HER2 = ("her2_antibody", "her2_tki", "trastuzumab_emtansine")
HARMFUL_IN_PREGNANCY = (
    "her2_drug",
    "endocrine_therapy",
    "cdk46_inhibitor",
    "parp_inhibitor",
    "pi3k_akt_inhibitor",
)

OTHER_DRUGS = (
    "chemotherapy",
    "immunotherapy",
    "sacituzumab_govitecan",
    "datopotamab_deruxtecan",
    "bone_agent",
)

by_id = {rule.id: rule for rule in RULES}
every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)


def has(option: Option, *groups: str) -> bool:
    return any(is_one_of(drug, group) for drug in option.drugs for group in groups)


def rules_with(*groups: str) -> list[Rule]:
    """Return the rules that recommend a drug of these groups."""
    return [rule for rule in GIVEN if any(has(option, *groups) for option in rule.options)]


def is_surely(findings: Findings, name: str, *words: str) -> bool:
    return findings.possible(name) <= set(words)


# Whom a drug may be given to: the drugs, what the check looks at, and what holds wherever a rule gives them.
SAFE: list[tuple[str, tuple[str, ...], tuple[str, ...], Callable[[Findings], bool]]] = [
    (
        "a bare HER2 antibody, a HER2 kinase inhibitor or emtansine needs proven HER2-positive disease",
        BARE_HER2,
        ("her2_status",),
        lambda one: is_surely(one, "her2_status", "positive"),
    ),
    (
        "trastuzumab deruxtecan needs proven HER2-positive, low or ultralow disease",
        ("trastuzumab_deruxtecan",),
        ("her2",),
        lambda one: is_surely(one, "her2", "positive", "low", "ultralow"),
    ),
    (
        "trastuzumab deruxtecan in ultralow disease needs hormone receptors",
        ("trastuzumab_deruxtecan",),
        ("her2", "hr"),
        lambda one: is_surely(one, "her2", "positive", "low") or is_surely(one, "hr", "positive"),
    ),
    (
        "no HER2 antibody or conjugate is started with a weak heart",
        ("her2_antibody", "her2_adc"),
        ("lvef_ok",),
        lambda one: not is_surely(one, "lvef_ok", NO),
    ),
    (
        "no trastuzumab deruxtecan after lung inflammation of grade 2",
        ("trastuzumab_deruxtecan",),
        ("ild_grade",),
        lambda one: one.answers["ild_grade"] < 2,
    ),
    (
        "no drug at all is given to a pregnant person",
        (*HARMFUL_IN_PREGNANCY, *OTHER_DRUGS),
        ("pregnant",),
        lambda one: not is_surely(one, "pregnant", YES),
    ),
    (
        "endocrine therapy needs hormone receptors",
        ("endocrine_therapy", "cdk46_inhibitor"),
        ("hr",),
        lambda one: is_surely(one, "hr", "positive"),
    ),
    (
        "a PARP inhibitor needs an inherited BRCA change and HER2-negative disease",
        ("parp_inhibitor",),
        ("gbrca", "her2_status"),
        lambda one: is_surely(one, "gbrca", YES) and is_surely(one, "her2_status", "negative"),
    ),
    (
        "immunotherapy needs proven triple-negative disease",
        ("immunotherapy",),
        ("hr", "her2_status"),
        lambda one: is_surely(one, "hr", "negative") and is_surely(one, "her2_status", "negative"),
    ),
    (
        "pembrolizumab in metastatic disease needs a PD-L1 score of 10",
        ("pembrolizumab",),
        ("setting", "pdl1_cps"),
        lambda one: not is_surely(one, "setting", "metastatic") or (one.answers["pdl1_cps"] or 0) >= 10,
    ),
    (
        "atezolizumab is no choice in the US",
        ("atezolizumab",),
        ("region",),
        lambda one: is_surely(one, "region", "EU"),
    ),
    (
        "a man has no bone drug against recurrence in early disease",
        ("bone_agent",),
        ("menopausal", "setting"),
        lambda one: not is_surely(one, "menopausal", "male") or is_surely(one, "setting", "metastatic"),
    ),
    (
        "elacestrant and alpelisib are for people after menopause and men",
        ("elacestrant", "alpelisib"),
        ("menopausal",),
        lambda one: is_surely(one, "menopausal", "post", "male"),
    ),
]


@pytest.mark.parametrize(("sentence", "drugs", "asked", "holds"), SAFE, ids=[row[0] for row in SAFE])
def test_a_drug_is_given_only_to_those_it_may_be_given_to(
    sentence: str, drugs: tuple[str, ...], asked: tuple[str, ...], holds: Callable[[Findings], bool]
) -> None:
    rules = rules_with(*drugs)
    assert rules
    for rule in rules:
        cases = list(applied(rule, asked))
        assert cases
        assert all(holds(findings) for findings in cases), (sentence, rule.id)


def test_an_aromatase_inhibitor_comes_with_suppression_or_after_menopause() -> None:
    rules = [
        rule
        for rule in rules_with("aromatase_inhibitor")
        if any(
            has(option, "aromatase_inhibitor") and not has(option, "gonadal_suppression")
            for option in rule.options
        )
    ]
    assert rules
    for rule in rules:
        for findings in applied(rule, ["menopausal", "gonadal_suppression"]):
            suppressed = is_surely(findings, "gonadal_suppression", YES)
            assert is_surely(findings, "menopausal", "post") or suppressed, rule.id


def test_an_anthracycline_is_never_given_together_with_trastuzumab_in_metastatic_disease() -> None:
    rules = [
        rule
        for rule in rules_with("anthracycline")
        if any(has(option, "anthracycline") and has(option, "trastuzumab") for option in rule.options)
    ]
    assert rules
    for rule in rules:
        assert not any(
            is_surely(findings, "setting", "metastatic") for findings in applied(rule, ["setting"])
        )


def test_a_cdk46_inhibitor_is_always_given_with_endocrine_therapy() -> None:
    for rule in rules_with("cdk46_inhibitor"):
        assert all(
            has(option, "endocrine_therapy") for option in rule.options if has(option, "cdk46_inhibitor")
        )


def test_a_possible_pregnancy_is_cleared_up_before_any_drug_that_can_harm_the_child() -> None:
    for rule in rules_with(*HARMFUL_IN_PREGNANCY):
        for findings in applied(rule, ["pregnant", "could_become_pregnant"]):
            if findings.is_open("pregnant") and not is_surely(findings, "could_become_pregnant", NO):
                assert "pregnant" in decide(rule, findings)[1], rule.id


def covers(refused: Option, given: Option) -> bool:
    """Return whether giving one option is doing what the other one refuses."""
    every = all(any(is_one_of(drug, wanted) for drug in given.drugs) for wanted in refused.drugs)
    return bool(refused.drugs) and every and not has(given, *refused.without)


def test_nothing_is_both_recommended_and_refused() -> None:
    pairs = [
        (no, yes)
        for no, yes in itertools.product(REFUSED, GIVEN)
        if any(covers(a, b) for a in no.options for b in yes.options)
    ]
    assert len(pairs) > 200
    assert [(no.id, yes.id) for no, yes in pairs if meet(no, yes)] == []


def test_one_treatment_has_one_strength() -> None:
    def regimens(rule: Rule) -> set[frozenset[str]]:
        return {frozenset(option.drugs) for option in rule.options if option.drugs}

    pairs = [
        (one, other)
        for one, other in itertools.combinations(GIVEN, 2)
        if one.strength != other.strength and regimens(one) & regimens(other)
    ]
    assert len(pairs) > 50
    assert [(one.id, other.id) for one, other in pairs if meet(one, other)] == []


def test_surgery_first_and_medicine_first_are_never_both_standard() -> None:
    orders = [rule for rule in RULES if rule.modality == "order of treatment"]
    surgery, medicine = "surgery first", "treatment before surgery (neoadjuvant)"
    assert {option.name for rule in orders for option in rule.options} == {surgery, medicine}
    standard = [rule for rule in orders if rule.strength == "standard"]
    pairs = [
        (one, other)
        for one, other in itertools.combinations(standard, 2)
        if {option.name for option in one.options} != {option.name for option in other.options}
    ]
    assert len(pairs) > 2
    assert [(one.id, other.id) for one, other in pairs if meet(one, other)] == []


def test_two_rules_that_do_share_a_case_are_seen_to_meet() -> None:
    """The search for contradictions would be worth nothing if it could not find one."""
    assert meet(by_id["her2_residual_tdm1"], by_id["her2_residual_tdxd_high_risk"])
    assert meet(by_id["her2_surgery_first"], by_id["her2_neoadjuvant_t1c"])
    assert not meet(by_id["her2_residual_tdxd"], by_id["her2_residual_tdxd_high_risk"])
    assert not meet(by_id["tn_first_line_pembrolizumab"], by_id["tn_first_line_sacituzumab"])


def test_no_combination_of_answers_leads_to_an_empty_plan() -> None:
    """These few rules leave nobody out, whatever else is known."""
    rules = [
        by_id[id]
        for id in (
            "test_her2_finish",
            "test_her2_negative_core",
            "access",
            "test_her2_level",
            "test_her2_null_again",
            "low_is_a_label",
            "pregnancy_team",
        )
    ]
    groups = groups_of(leaf for rule in rules for leaf in leaves_of(rule))
    walked = [together(parts) for parts in itertools.product(*(domain(group, ()) for group in groups))]
    assert len(walked) > 10_000
    assert [findings for findings in walked if not any(applies(rule, findings) for rule in rules)] == []


def test_the_walk_stands_for_more_combinations_than_could_ever_be_counted_out() -> None:
    assert count_classes() > 500_000
    assert count_combinations() > 10**25


@every_rule
def test_every_rule_is_in_the_plan_of_some_case_and_no_plan_breaks(rule: Rule) -> None:
    """So a plan changes when any one rule is dropped."""
    found = 0
    for case in itertools.islice(cases_of(rule), 12):
        plan = treatment.plan(case)
        assert rule.id in [item.id for item in plan], case
        assert dataclasses.replace(case) == case
        assert str(plan)
        assert treatment.diagram(case).startswith("flowchart TD")
        found += 1
    assert found


@every_rule
def test_a_rule_for_one_region_is_silent_in_the_other(rule: Rule) -> None:
    if rule.region is not None:
        for case in itertools.islice(cases_of(rule), 3):
            assert case.region == rule.region
            elsewhere = dataclasses.replace(case, region="EU" if rule.region == "US" else "US")
            assert rule.id not in [item.id for item in treatment.plan(elsewhere)]


NEGATIVE = ("HER2-low", "HER2-ultralow", "HER2-null", "negative")
UNKNOWN = None
TUMOURS = ("T1mi", "T1a", "T1b", "T1c", "T1", "T2", "T3", "T4")
NODES = ("N0", "N0", "N1mi", "N1", "N2", "N3", UNKNOWN)
TRIPLE = ("trastuzumab", "pertuzumab", "taxane")
Values = dict[str, tuple[object, ...]]

ANY: Values = {
    "her2": ("HER2-positive", "HER2-positive", *NEGATIVE, "undetermined", UNKNOWN),
    "er": ("positive", "low positive", "negative", "negative", UNKNOWN),
    "pr": ("positive", "negative", "negative", UNKNOWN),
    "grade": (1, 2, 3, UNKNOWN),
    "age": (30, 45, 70, UNKNOWN),
    "menopausal": ("pre", "post", "male", UNKNOWN),
    "gonadal_suppression": (UNKNOWN, UNKNOWN, False, True),
    "pregnant": (UNKNOWN, UNKNOWN, False, True),
    "lvef_ok": (True, False, UNKNOWN),
    "gbrca": (True, False, UNKNOWN),
    "frail": (False, False, True),
    "region": ("US", "EU"),
    "ild_grade": (0, 0, 1, 2),
    "immunotherapy_unsuitable": (False, False, True),
}
EARLY: Values = {
    "t": (*(f"{prefix}{size}" for prefix in "cp" for size in TUMOURS), UNKNOWN),
    "n": NODES,
    "pcr": (UNKNOWN, UNKNOWN, True),
    "ki67": (10, 20, UNKNOWN),
    "recurrence_score": (5, 15, 16, 25, 26, UNKNOWN),
    "high_risk": (True, False, UNKNOWN),
    "prior": (UNKNOWN, (), ("pembrolizumab", "surgery"), (*TRIPLE, "surgery")),
}
RESIDUAL: Values = {
    "t": ("ypTis", "ypT1a", "ypT2", UNKNOWN),
    "n": NODES,
    "high_risk": (True, False, UNKNOWN),
    "prior": (UNKNOWN, TRIPLE, ("taxane",), (*TRIPLE, "trastuzumab_emtansine"), ("pembrolizumab", "taxane")),
}
METASTATIC: Values = {
    "line": (1, 1, 2, 3, UNKNOWN),
    "chemo_lines": (UNKNOWN, 0, 1, 2),
    "maintenance": (False, False, True),
    "pik3ca": (True, False, UNKNOWN),
    "esr1": (True, False, UNKNOWN),
    "akt_pten": (True, False, UNKNOWN),
    "pdl1_cps": (0, 9.5, 10, UNKNOWN),
    "pdl1_ic": (0, 1, UNKNOWN),
    "brain_metastases": ("none", "stable", "active", True, UNKNOWN),
    "endocrine_exhausted": (False, True),
    "visceral_crisis": (False, False, True),
    "low_burden": (False, False, True),
    "neurological_symptoms": (False, False, True),
    "receptors_changed": (False, False, True),
    "months_since_adjuvant": (UNKNOWN, 3, 12, 12.5, 40),
    "prior": (
        UNKNOWN,
        (),
        ("aromatase_inhibitor", "palbociclib"),
        ("endocrine_therapy", "chemotherapy"),
        TRIPLE,
        (*TRIPLE, "trastuzumab_deruxtecan"),
        (*TRIPLE, "trastuzumab_deruxtecan", "tucatinib", "trastuzumab_emtansine"),
        ("sacituzumab_govitecan", "olaparib"),
    ),
}
"""What a case taken at random may answer; all that is left out is unknown, or as in most cases."""


def some_case(random: Random) -> Case | None:
    """Return a case with every field taken at random from its classes, or nothing where it is impossible."""
    setting = random.choice(("early", "residual", "metastatic"))
    given = {"setting": setting}
    for name, values in (
        ANY | {"early": EARLY, "residual": RESIDUAL, "metastatic": METASTATIC}[setting]
    ).items():
        value = random.choice(values)
        if value is not None:
            given[name] = value
    try:
        return Case(**given)  # type: ignore[arg-type]
    except ValueError:
        return None


def test_whole_cases_taken_at_random_get_a_plan_that_holds_together() -> None:
    random = Random(3)
    planned = 0
    while planned < 2500:
        case = some_case(random)
        if case is None:
            continue
        planned += 1
        plan = treatment.plan(case)
        assert len(plan) > 0, case
        given = [option for item in plan if item.strength != NOT for option in item.options]
        refused = [option for item in plan if item.strength == NOT for option in item.options]
        assert not any(covers(no, yes) for no in refused for yes in given), case
        if case.pregnant:
            assert not any(option.drugs for option in given), case
        if case.her2 in NEGATIVE:
            assert not any(has(option, *BARE_HER2) for option in given), case
        if case.menopausal in ("pre", "male") and not case.gonadal_suppression:
            alone = [option for option in given if has(option, "aromatase_inhibitor")]
            assert all(has(option, "gonadal_suppression") for option in alone), case
        if case.lvef_ok is False:
            assert not any(has(option, "her2_antibody", "her2_adc") for option in given), case
        if case.her2 in (None, "undetermined"):
            assert plan[0].id == "test_her2_finish", case
            assert "her2" in plan.missing
            assert not any(has(option, "her2_drug") for option in given), case


def replaced(condition: Condition | None, leaf: Condition, new: Condition) -> Condition | None:
    """Return a condition with one of its questions asked in another way."""
    if condition is leaf:
        return new
    if isinstance(condition, All | AnyOf):
        return type(condition)(tuple(replaced(part, leaf, new) or ALWAYS for part in condition.parts))
    if isinstance(condition, Not):
        return Not(replaced(condition.part, leaf, new) or ALWAYS)
    return condition


def changes(rule: Rule, leaf: Condition, new: Condition) -> bool:
    """Return whether asking one question of a rule in another way changes it for anybody.

    It is looked for where it is likely: beside the cases in which the rule applies, a single answer away.
    """
    other = dataclasses.replace(
        rule, when=replaced(rule.when, leaf, new) or ALWAYS, unless=replaced(rule.unless, leaf, new)
    )
    every = [*leaves_of(rule), new]
    told_apart = [
        answers
        for answers in itertools.product(*(domain(group, every) for group in groups_of([leaf])))
        if leaf.met(together(answers)) != new.met(together(answers))
    ]
    return any(
        decide(rule, findings)[0] != decide(other, findings)[0]
        for near, answers in itertools.product(where_it_applies(rule)[1].values(), told_apart)
        for findings in [together((*near, *answers))]
    )


NEVER = Not(ALWAYS)
WHOLE = ("line", "chemo_lines", "age", "recurrence_score", "ild_grade", "grade")


def slips(leaf: Condition) -> Iterator[Condition]:
    """Yield a question as a slip of the hand could have left it: dropped, or with its limit a step off."""
    if isinstance(leaf, Lies):
        step = 1 if leaf.name in WHOLE else 0.5
        yield dataclasses.replace(leaf, limit=leaf.limit - step)
        yield dataclasses.replace(leaf, limit=leaf.limit + step)
    elif isinstance(leaf, IsOneOf) and QUESTIONS[leaf.name].kind == "ladder":
        yield from (dataclasses.replace(leaf, words=words) for words in _a_rung_off(leaf))
    elif isinstance(leaf, IsOneOf) and len(leaf.words) > 1:
        yield from (dataclasses.replace(leaf, words=leaf.words - {word}) for word in leaf.words)
    elif isinstance(leaf, Had) and len(leaf.treatments) > 1:
        yield from (dataclasses.replace(leaf, treatments=leaf.treatments - {one}) for one in leaf.treatments)
    elif isinstance(leaf, Unknown) and len(leaf.names) > 1:
        yield from (Unknown(tuple(name for name in leaf.names if name != one)) for one in leaf.names)
    yield ALWAYS
    yield NEVER


def _a_rung_off(leaf: IsOneOf) -> Iterator[frozenset[str]]:
    rungs = QUESTIONS[leaf.name].words
    lowest, highest = (end(map(rungs.index, leaf.words)) for end in (min, max))
    if highest + 1 == len(rungs):
        yield frozenset(rungs[lowest - 1 :])
        yield frozenset(rungs[lowest + 1 :])
    elif lowest == 0:
        yield frozenset(rungs[: highest + 2])
        yield frozenset(rungs[:highest])
    else:
        yield frozenset(rungs[lowest - 1 : highest])
        yield frozenset(rungs[lowest + 1 : highest + 2])


def leaves_of_room(room: Room) -> list[Condition]:
    return [leaf for part in (room.when, room.unless) if part is not None for leaf in leaves(part)]


SHARED = {id(leaf) for room in rooms() for leaf in leaves_of_room(room)}
"""The questions that a file asks once for all its rules."""


@every_rule
def test_no_question_of_a_rule_can_be_dropped_and_no_limit_moved_without_changing_a_plan(rule: Rule) -> None:
    idle = [
        (leaf, slip)
        for leaf in leaves_of(rule)
        if id(leaf) not in SHARED
        for slip in slips(leaf)
        if not changes(rule, leaf, slip)
    ]
    assert idle == []


@pytest.mark.parametrize("room", rooms(), ids=lambda room: room.name)
def test_no_question_of_a_file_can_be_dropped_without_changing_a_plan(room: Room) -> None:
    asked = leaves_of_room(room)
    assert bool(asked) == (room.name not in ("testing", "everyone"))
    for leaf in asked:
        # The moment that a rule asks for lies within one setting, so that of a file is there for its reader.
        if leaf.questions() == {"setting"}:
            continue
        without = NEVER if room.unless is not None and leaf in leaves(room.unless) else ALWAYS
        assert any(changes(rule, leaf, without) for rule in room.rules), (room.name, leaf)
