"""The steps of an interpretation: a walk that a student can follow, first to last."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from her2lessons.guidelines import her2, ish
from her2lessons.guidelines.given import shown

SCORES = ["0 absent", "0+", "1+", "2+", "3+", "0"]
figures = st.one_of(st.floats(0.01, 50), st.sampled_from([1.999, 2.0, 3.999, 4.0, 5.999, 6.0]))
dual = st.builds(ish.DualProbe, figures, figures)
single = st.builds(ish.SingleProbe, figures)
said = st.sampled_from(ish.WORDS).map(ish.Reported)


@st.composite
def cases(draw: st.DrawFn) -> dict[str, object]:
    """Draw any case that `interpret` accepts."""
    ihc = draw(st.none() | st.sampled_from(SCORES))
    result = draw(st.none() | dual | single | said)
    reasons = {
        test: "controls failed"
        for test, given_ in (("ihc", ihc), ("ish", result))
        if given_ is None and draw(st.booleans())
    }
    if ihc is None and result is None and not reasons:
        ihc = draw(st.sampled_from(SCORES))
    case: dict[str, object] = {"ihc": ihc, "ish": result, "rejected": reasons or None}
    if ihc == "2+" and isinstance(result, ish.DualProbe) and result.alone == "undecided":
        case["recount"] = draw(st.none() | dual)
    if result is not None:
        case["second_population"] = draw(st.none() | dual | single)
    return case


@settings(deadline=None)
@given(cases())
def test_every_valid_case_has_a_consistent_result(case: dict[str, object]) -> None:
    result = her2.interpret(**case)  # type: ignore[arg-type]
    negative_only = {"HER2-low", "HER2-ultralow", "HER2-null", "HER2-0 (not further stated)"}
    assert result.status in her2.STATUSES
    assert result.category in her2.CATEGORIES
    assert (result.status == "positive") == (result.category == "HER2-positive")
    assert result.status == "negative" or result.category not in negative_only
    assert (result.next_step is None) == (result.status in {"positive", "negative"})
    assert result.next_step is None or result.next_step in her2.NEXT_STEPS
    assert (result.status == "indeterminate") == (result.next_step == "repeat")
    assert result.status != "indeterminate" or case["rejected"]
    assert result.comment is None or (result.status == "negative" and result.ish_group in {2, 3, 4})
    assert not result.discordant or (result.status == "positive" and case["ihc"] and case["ish"])
    assert (result.second_population is None) == (case.get("second_population") is None)


@settings(deadline=None)
@given(cases())
def test_every_step_is_a_sentence_with_a_finding_and_a_known_source(case: dict[str, object]) -> None:
    steps = her2.interpret(**case).steps  # type: ignore[arg-type]
    assert len(steps) >= 3
    for step in steps:
        assert step.source in her2.SOURCES
        assert step.slug
        for sentence in (step.rule, step.finding):
            assert sentence.endswith(".")
            assert sentence[0].isupper() or sentence[0].isdigit()
            assert "None" not in sentence
            assert "  " not in sentence
        assert len(step.rule.split()) <= 30


@settings(deadline=None)
@given(cases())
def test_the_last_step_states_the_result(case: dict[str, object]) -> None:
    result = her2.interpret(**case)  # type: ignore[arg-type]
    last = result.steps[-1]
    assert last.slug == "conclusion"
    second = result.second_population
    if second is None:
        assert last.finding.startswith(f"Conclusion: {result.status}; category {result.category}. ")
        assert ("Next: " in last.finding) == (result.next_step is not None)
        assert ("both are reviewed" in last.finding) == result.discordant
    else:
        assert f"First population: {result.status}; category {result.category}. " in last.finding
        assert f"Second population: {second.status}; category {second.category}. " in last.finding
        assert "No further test is needed" not in last.finding
        for name, one in (("first", result), ("second", second)):
            assert (f"Next for the {name} population: " in last.finding) == (one.next_step is not None)
            assert (f"tests of the {name} population disagree" in last.finding) == one.discordant
    assert [step.slug for step in result.steps].count("conclusion") == 1


@settings(deadline=None)
@given(st.sampled_from(SCORES), st.none() | dual | single | said)
def test_a_result_is_positive_only_through_ihc_3_or_a_positive_ish(
    ihc: str, result: ish.Result | None
) -> None:
    positive = her2.interpret(ihc=ihc, ish=result).status == "positive"
    assert positive == (ihc == "3+" or (result is not None and result.alone == "positive"))


@settings(deadline=None)
@given(st.none() | dual | single | said)
def test_a_higher_ihc_score_never_takes_a_positive_result_away(result: ish.Result | None) -> None:
    positive = [her2.interpret(ihc=ihc, ish=result).status == "positive" for ihc in SCORES[:5]]
    assert positive == sorted(positive)


@settings(deadline=None)
@given(st.none() | st.sampled_from(SCORES), dual, st.floats(1, 5))
def test_more_her2_signals_never_take_a_positive_result_away(
    ihc: str | None, probe: ish.DualProbe, factor: float
) -> None:
    more = ish.DualProbe(probe.ratio * factor, probe.her2_copies * factor)
    if her2.interpret(ihc=ihc, ish=probe).status == "positive":
        assert her2.interpret(ihc=ihc, ish=more).status == "positive"


def slugs(**case: object) -> list[str]:
    return [step.slug for step in her2.interpret(**case).steps]  # type: ignore[arg-type]


GROUP_3 = ish.DualProbe(ratio=1.8, her2_copies=6.4)
COUNTED = ish.DualProbe.from_counts(her2_signals=130, cep17_signals=70, nuclei=20)
FEW = ish.DualProbe.from_counts(her2_signals=65, cep17_signals=35, nuclei=10, allow_few=True)
ONE = ish.DualProbe.from_counts(her2_signals=9, cep17_signals=2, nuclei=1, allow_few=True)

WALKS: list[tuple[dict[str, object], str]] = [
    ({"ihc": "3+"}, "ihc ish decision conclusion"),
    (
        {"ihc": "3+", "ish": ish.SingleProbe(2), "second_population": ish.SingleProbe(9)},
        "ihc ish-single ihc-beside-single decision explained second-population conclusion",
    ),
    ({"ihc": "1+"}, "ihc ish decision score-itself conclusion"),
    ({"ihc": "2+"}, "ihc ish decision conclusion"),
    ({"ish": GROUP_3}, "ihc ish-ratio ish-copies ish-group decision conclusion"),
    ({"ihc": "2+", "ish": GROUP_3}, "ihc ish-ratio ish-copies ish-group recount conclusion"),
    (
        {"ihc": "2+", "ish": COUNTED, "recount": GROUP_3},
        "ihc ish-counts ish-ratio ish-copies ish-group recount decision conclusion",
    ),
    (
        {"ihc": "2+", "ish": GROUP_3, "recount": COUNTED},
        "ihc ish-ratio ish-copies ish-group ish-counts recount decision conclusion",
    ),
    (
        {"ihc": "0+", "ish": GROUP_3},
        "ihc ish-ratio ish-copies ish-group decision comment score-itself conclusion",
    ),
    (
        {"ihc": "1+", "ish": ish.DualProbe(3, 9)},
        "ihc ish-ratio ish-copies ish-group decision discordant conclusion",
    ),
    ({"ish": ish.SingleProbe(5)}, "ihc ish-single ihc-beside-single decision conclusion"),
    ({"ish": ish.Reported("positive")}, "ihc ish-reported decision conclusion"),
    ({"rejected": {"ihc": "crushed", "ish": "crushed"}}, "ihc-rejected ish-rejected decision conclusion"),
    ({"ihc": "2+", "rejected": {"ish": "crushed"}}, "ish-rejected ihc decision conclusion"),
]


@pytest.mark.parametrize(("case", "walk"), WALKS, ids=lambda value: str(value)[:60])
def test_the_walk_looks_at_things_in_order(case: dict[str, object], walk: str) -> None:
    assert slugs(**case) == walk.split()


def test_a_whole_walk_reads_as_a_story() -> None:
    steps = her2.interpret(ihc="2+", ish=COUNTED, recount=ish.DualProbe(1.8, 6.25)).steps
    assert [step.finding for step in steps] == [
        "IHC 2+: equivocal, so ISH is needed.",
        "130 HER2 and 70 CEP17 signals in 20 nuclei.",
        "Ratio 1.86: below 2.0.",
        "6.5 HER2 copies per nucleus: at or above 6.0.",
        "ISH group 3: needs IHC on the same tissue.",
        "Recount: ratio 1.8, 6.25 HER2 copies per nucleus, ISH group 3.",
        "Group 3 confirmed: positive.",
        "Conclusion: positive; category HER2-positive. No further test is needed.",
    ]


FINDINGS: list[tuple[dict[str, object], str, str]] = [
    ({"ihc": "2+"}, "decision", "IHC 2+, no ISH result: not decided yet."),
    ({"ish": ish.SingleProbe(5)}, "ihc-beside-single", "Beside the single probe: no IHC score."),
    (
        {"ish": ish.SingleProbe(5), "rejected": {"ihc": "x"}},
        "ihc-beside-single",
        "Beside the single probe: rejected IHC.",
    ),
    (
        {"rejected": {"ish": "over 25 % of signals unclear."}},
        "ish-rejected",
        "ISH was rejected: over 25 % of signals unclear. It counts for nothing here.",
    ),
    ({"ihc": "2+", "ish": GROUP_3}, "recount", "No recount was given."),
    (
        {"ihc": "2+", "ish": GROUP_3, "recount": ish.DualProbe(1.8, 5)},
        "decision",
        "First group 3, then group 4: not decided by the rule.",
    ),
    (
        {"ihc": "2+", "ish": FEW},
        "ish-counts",
        "65 HER2 and 35 CEP17 signals in 10 nuclei, too few for a report: this is practice.",
    ),
    (
        {"ihc": "2+", "ish": GROUP_3, "recount": FEW},
        "ish-counts",
        "65 HER2 and 35 CEP17 signals in 10 nuclei, too few for a report: this is practice.",
    ),
    ({"ihc": "0"}, "score-itself", "Report IHC 0, and say whether there was any staining."),
    ({"ihc": "2+", "ish": ish.SingleProbe(1)}, "score-itself", "Report IHC 2+."),
    (
        {"ish": ish.SingleProbe(5)},
        "ish-single",
        "5.0 HER2 copies per nucleus: at or above 4.0 and below 6.0, needs work-up.",
    ),
    ({"ish": ish.Reported("equivocal")}, "ish-reported", "ISH reported as equivocal: undecided."),
    (
        {"ihc": "3+", "ish": ish.DualProbe(1, 2)},
        "conclusion",
        "Conclusion: positive; category HER2-positive. The two tests disagree, so both are reviewed.",
    ),
    (
        {"ihc": "2+", "rejected": {"ish": "crushed"}},
        "conclusion",
        "Conclusion: indeterminate; category undetermined. Next: repeat ISH on a new section, another block "
        "or another specimen.",
    ),
    (
        {"ish": GROUP_3, "rejected": {"ihc": "crushed"}},
        "conclusion",
        "Conclusion: indeterminate; category undetermined. Next: repeat IHC on a new section, another block "
        "or another specimen.",
    ),
    (
        {"rejected": {"ihc": "crushed", "ish": "crushed"}},
        "conclusion",
        "Conclusion: indeterminate; category undetermined. Next: repeat both on a new section, another block "
        "or another specimen.",
    ),
    (
        {"ihc": "1+", "ish": FEW},
        "conclusion",
        "Conclusion: negative; category HER2-low. This is practice: 10 nuclei make no report; count at least "
        "20.",
    ),
    (
        {"ihc": "2+", "ish": GROUP_3, "recount": FEW},
        "conclusion",
        "Conclusion: positive; category HER2-positive. This is practice: 10 nuclei make no report; count at "
        "least 20.",
    ),
    (
        {"ihc": "2+", "ish": FEW},
        "conclusion",
        "Conclusion: pending; category undetermined. Next: have another observer count again, without "
        "knowing the earlier count. This is practice: 10 nuclei make no report; count at least 20.",
    ),
    (
        {"ish": ONE},
        "conclusion",
        "Conclusion: positive; category HER2-positive. This is practice: 1 nucleus makes no report; count at "
        "least 20.",
    ),
    (
        {"ihc": "1+", "ish": ish.DualProbe(1, 2), "second_population": ONE},
        "conclusion",
        "First population: negative; category HER2-low. Second population: positive; category HER2-positive. "
        "Two results, both reported; neither is the result of the whole tumour. The two tests of the second "
        "population disagree, so both are reviewed. This is practice: 1 nucleus makes no report; count at "
        "least 20.",
    ),
    (
        {"ish": ish.DualProbe(1, 2)},
        "conclusion",
        "Conclusion: negative; category undetermined. An IHC score would give the category.",
    ),
]


@pytest.mark.parametrize(("case", "slug", "finding"), FINDINGS, ids=lambda value: str(value)[:60])
def test_a_finding_has_the_words_and_figures_of_the_case(
    case: dict[str, object], slug: str, finding: str
) -> None:
    found = [step.finding for step in her2.interpret(**case).steps if step.slug == slug]  # type: ignore[arg-type]
    assert found == [finding]


@pytest.mark.parametrize(
    ("case", "source"),
    [
        ({"ihc": "3+"}, "wolff2018"),
        ({"ihc": "1+"}, "modi2022"),
        ({"ihc": "0+"}, "bardia2024"),
        ({"ihc": "0 absent"}, "course"),
        ({"ihc": "0"}, "course"),
    ],
)
def test_the_conclusion_names_who_defined_the_category(case: dict[str, object], source: str) -> None:
    assert her2.interpret(**case).steps[-1].source == source  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("score", "sources"),
    [
        ("1+", ["wolff2018", "wolff2023", "modi2022"]),
        ("0+", ["bardia2024", "fda2025", "bardia2024"]),
        ("0 absent", ["bardia2024", "fda2025", "course"]),
        ("0", ["course", "course", "course"]),
    ],
)
def test_what_splits_ihc_0_is_never_laid_to_the_guideline_which_has_one_score_0(
    score: str, sources: list[str]
) -> None:
    steps = {step.slug: step.source for step in her2.interpret(ihc=score).steps}
    assert [steps[slug] for slug in ("ihc", "score-itself", "conclusion")] == sources


DUAL_PROBE_NEXT: list[tuple[dict[str, object], str, str]] = [
    (
        {"ish": ish.SingleProbe(5)},
        "With no IHC, the guideline allows IHC or a dual-probe test; this course takes the dual probe.",
        "course",
    ),
    (
        {"ihc": "2+", "ish": ish.SingleProbe(5)},
        "A single probe that stays undecided beside IHC 2+ is followed by a dual-probe test.",
        "wolff2018",
    ),
    ({"ish": ish.Reported("equivocal")}, "A reported equivocal is followed by a dual-probe test.", "course"),
    (
        {"ihc": "2+", "ish": ish.Reported("equivocal")},
        "A reported equivocal is followed by a dual-probe test.",
        "course",
    ),
]


@pytest.mark.parametrize(("case", "rule", "source"), DUAL_PROBE_NEXT, ids=lambda value: str(value)[:60])
def test_the_way_to_a_dual_probe_names_who_chose_it(case: dict[str, object], rule: str, source: str) -> None:
    step = next(step for step in her2.interpret(**case).steps if step.slug == "decision")  # type: ignore[arg-type]
    assert (step.rule, step.source) == (rule, source)


def test_the_review_of_a_discordant_pair_is_said_to_be_a_convention_of_the_course() -> None:
    steps = her2.interpret(ihc="3+", ish=ish.DualProbe(1, 2)).steps
    step = next(step for step in steps if step.slug == "discordant")
    assert step.source == "course"
    assert step.rule == (
        "A pair of tests that contradict each other is a result to question; that both are reviewed is this "
        "course's convention."
    )


def test_the_second_observer_does_not_know_the_earlier_count() -> None:
    steps = her2.interpret(ihc="2+", ish=GROUP_3).steps
    asked = next(step for step in steps if step.slug == "recount")
    assert "another observer, who does not know the earlier count, counts" in asked.rule
    assert "earlier results" not in " ".join(f"{step.rule} {step.finding}" for step in steps)


def test_every_source_is_used_somewhere() -> None:
    walked = [her2.interpret(**case).steps for case, _ in WALKS]  # type: ignore[arg-type]
    assert {step.source for steps in walked for step in steps} == set(her2.SOURCES)


def test_the_rules_quote_the_thresholds_that_decide() -> None:
    rules = {step.slug: step.rule for step in her2.interpret(ihc="2+", ish=COUNTED).steps}
    assert f"the line is {ish.RATIO_POSITIVE}." in rules["ish-ratio"]
    assert f"the lines are {ish.COPIES_LOW} and {ish.COPIES_HIGH}." in rules["ish-copies"]
    assert f"At least {ish.MIN_NUCLEI} nuclei" in rules["ish-counts"]


@settings(deadline=None)
@given(figures, figures)
def test_a_figure_is_shown_on_the_side_of_the_line_where_it_lies(value: float, line: float) -> None:
    seen = float(shown(value, line))
    assert (seen > line, seen == line) == (value > line, value == line)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2.0, "2.0"),
        (2.5, "2.5"),
        (1.857142, "1.86"),
        (1.996, "1.996"),
        (1.9999999999999998, "1.9999999999999998"),
        (1e-30, "0.0"),
    ],
)
def test_a_figure_is_shown_with_as_few_decimals_as_tell_the_truth(value: float, text: str) -> None:
    assert shown(value, 2.0) == text


def test_a_figure_too_small_for_decimals_is_shown_as_it_is() -> None:
    assert shown(1e-30, 0.0) == "1e-30"
