"""The HER2 rule against its reference, written out by hand."""

import dataclasses
import math
import pickle
from typing import Any

import pytest

from her2lessons.guidelines import her2, ish

GROUP = {
    1: ish.DualProbe(ratio=2.0, her2_copies=4.0),
    2: ish.DualProbe(ratio=2.0, her2_copies=math.nextafter(4.0, 0)),
    3: ish.DualProbe(ratio=math.nextafter(2.0, 0), her2_copies=6.0),
    4: ish.DualProbe(ratio=math.nextafter(2.0, 0), her2_copies=4.0),
    5: ish.DualProbe(ratio=math.nextafter(2.0, 0), her2_copies=math.nextafter(4.0, 0)),
}
LOW = ish.SingleProbe(her2_copies=math.nextafter(4.0, 0))
MIDDLE = ish.SingleProbe(her2_copies=4.0)
UPPER_MIDDLE = ish.SingleProbe(her2_copies=math.nextafter(6.0, 0))
HIGH = ish.SingleProbe(her2_copies=6.0)
SAID = {word: ish.Reported(word) for word in ish.WORDS}

HER2_0 = "HER2-0 (not further stated)"
NEGATIVE_SCORES = {"1+": "HER2-low", "0+": "HER2-ultralow", "0 absent": "HER2-null", "0": HER2_0}

# What is given: status, next step, category. Every row of "Every outcome" in the reference.
OUTCOMES: list[tuple[dict[str, Any], str, str | None, str]] = [
    # IHC 3+
    ({"ihc": "3+"}, "positive", None, "HER2-positive"),
    ({"ihc": "3+", "ish": GROUP[2]}, "positive", None, "HER2-positive"),
    ({"ihc": "3+", "ish": GROUP[3]}, "positive", None, "HER2-positive"),
    ({"ihc": "3+", "ish": GROUP[4]}, "positive", None, "HER2-positive"),
    ({"ihc": "3+", "ish": MIDDLE}, "positive", None, "HER2-positive"),
    ({"ihc": "3+", "rejected": {"ish": "controls failed"}}, "positive", None, "HER2-positive"),
    # IHC 1+, 0+, 0 absent, 0
    ({"ihc": "1+"}, "negative", None, "HER2-low"),
    ({"ihc": "0+"}, "negative", None, "HER2-ultralow"),
    ({"ihc": "0 absent"}, "negative", None, "HER2-null"),
    ({"ihc": "0"}, "negative", None, HER2_0),
    ({"ihc": "1+", "ish": GROUP[5]}, "negative", None, "HER2-low"),
    ({"ihc": "0+", "ish": LOW}, "negative", None, "HER2-ultralow"),
    ({"ihc": "0 absent", "ish": MIDDLE}, "negative", None, "HER2-null"),
    ({"ihc": "1+", "ish": UPPER_MIDDLE}, "negative", None, "HER2-low"),
    ({"ihc": "1+", "rejected": {"ish": "controls failed"}}, "negative", None, "HER2-low"),
    # IHC 2+, no ISH
    ({"ihc": "2+"}, "equivocal", "ish", "undetermined"),
    # IHC 2+, ISH negative
    ({"ihc": "2+", "ish": GROUP[5]}, "negative", None, "HER2-low"),
    ({"ihc": "2+", "ish": LOW}, "negative", None, "HER2-low"),
    ({"ihc": "2+", "ish": GROUP[2], "recount": GROUP[2]}, "negative", None, "HER2-low"),
    ({"ihc": "2+", "ish": GROUP[4], "recount": GROUP[4]}, "negative", None, "HER2-low"),
    # ISH positive, any IHC or none
    ({"ish": GROUP[1]}, "positive", None, "HER2-positive"),
    ({"ish": HIGH}, "positive", None, "HER2-positive"),
    ({"ihc": "2+", "ish": GROUP[1]}, "positive", None, "HER2-positive"),
    ({"ihc": "2+", "ish": HIGH}, "positive", None, "HER2-positive"),
    ({"ihc": "3+", "ish": GROUP[1]}, "positive", None, "HER2-positive"),
    ({"ihc": "0 absent", "ish": GROUP[1]}, "positive", None, "HER2-positive"),
    ({"ish": GROUP[1], "rejected": {"ihc": "ducts stained"}}, "positive", None, "HER2-positive"),
    ({"ish": HIGH, "rejected": {"ihc": "ducts stained"}}, "positive", None, "HER2-positive"),
    # group 3 confirmed, IHC 2+
    ({"ihc": "2+", "ish": GROUP[3], "recount": GROUP[3]}, "positive", None, "HER2-positive"),
    # groups 2-4, IHC 0 or 1+
    ({"ihc": "1+", "ish": GROUP[2]}, "negative", None, "HER2-low"),
    ({"ihc": "0+", "ish": GROUP[3]}, "negative", None, "HER2-ultralow"),
    ({"ihc": "0 absent", "ish": GROUP[4]}, "negative", None, "HER2-null"),
    ({"ihc": "0", "ish": GROUP[4]}, "negative", None, HER2_0),
    # groups 2-4, no IHC
    ({"ish": GROUP[2]}, "pending", "ihc", "undetermined"),
    ({"ish": GROUP[3]}, "pending", "ihc", "undetermined"),
    ({"ish": GROUP[4]}, "pending", "ihc", "undetermined"),
    # groups 2-4, IHC 2+, no recount
    ({"ihc": "2+", "ish": GROUP[2]}, "pending", "recount", "undetermined"),
    ({"ihc": "2+", "ish": GROUP[3]}, "pending", "recount", "undetermined"),
    ({"ihc": "2+", "ish": GROUP[4]}, "pending", "recount", "undetermined"),
    # groups 2-4, IHC 2+, recount in another group
    ({"ihc": "2+", "ish": GROUP[2], "recount": GROUP[1]}, "pending", "adjudicate", "undetermined"),
    ({"ihc": "2+", "ish": GROUP[3], "recount": GROUP[4]}, "pending", "adjudicate", "undetermined"),
    ({"ihc": "2+", "ish": GROUP[4], "recount": GROUP[5]}, "pending", "adjudicate", "undetermined"),
    ({"ihc": "2+", "ish": GROUP[4], "recount": GROUP[3]}, "pending", "adjudicate", "undetermined"),
    # single probe in the middle, IHC 2+ or none
    ({"ihc": "2+", "ish": MIDDLE}, "pending", "dual-probe ish", "undetermined"),
    ({"ish": MIDDLE}, "pending", "dual-probe ish", "undetermined"),
    ({"ish": UPPER_MIDDLE}, "pending", "dual-probe ish", "undetermined"),
    # group 5 or single probe below 4, no IHC
    ({"ish": GROUP[5]}, "negative", None, "undetermined"),
    ({"ish": LOW}, "negative", None, "undetermined"),
    ({"ish": GROUP[5], "rejected": {"ihc": "ducts stained"}}, "negative", None, "undetermined"),
    ({"ish": LOW, "rejected": {"ihc": "ducts stained"}}, "negative", None, "undetermined"),
    # a rejected test and nothing else decisive
    ({"rejected": {"ihc": "ducts stained"}}, "indeterminate", "repeat", "undetermined"),
    ({"rejected": {"ish": "controls failed"}}, "indeterminate", "repeat", "undetermined"),
    ({"rejected": {"ihc": "crushed", "ish": "crushed"}}, "indeterminate", "repeat", "undetermined"),
    ({"ihc": "2+", "rejected": {"ish": "controls failed"}}, "indeterminate", "repeat", "undetermined"),
    ({"ish": GROUP[2], "rejected": {"ihc": "ducts stained"}}, "indeterminate", "repeat", "undetermined"),
    ({"ish": GROUP[3], "rejected": {"ihc": "ducts stained"}}, "indeterminate", "repeat", "undetermined"),
    ({"ish": GROUP[4], "rejected": {"ihc": "ducts stained"}}, "indeterminate", "repeat", "undetermined"),
    ({"ish": MIDDLE, "rejected": {"ihc": "ducts stained"}}, "indeterminate", "repeat", "undetermined"),
    # a reported word in place of figures
    ({"ish": SAID["positive"]}, "positive", None, "HER2-positive"),
    ({"ish": SAID["negative"]}, "negative", None, "undetermined"),
    ({"ish": SAID["equivocal"]}, "pending", "dual-probe ish", "undetermined"),
    ({"ihc": "2+", "ish": SAID["equivocal"]}, "pending", "dual-probe ish", "undetermined"),
    ({"ish": SAID["equivocal"], "rejected": {"ihc": "crushed"}}, "indeterminate", "repeat", "undetermined"),
]


def described(value: object) -> str:
    if not isinstance(value, dict):
        return str(value)
    return ", ".join(
        f"{name} {next((f'group {group}' for group, probe in GROUP.items() if given is probe), given)}"
        for name, given in value.items()
    )


@pytest.mark.parametrize(("given", "status", "next_step", "category"), OUTCOMES, ids=described)
def test_every_outcome_of_the_reference(
    given: dict[str, Any], status: str, next_step: str | None, category: str
) -> None:
    result = her2.interpret(**given)
    assert (result.status, result.next_step, result.category) == (status, next_step, category)


# The whole plane of IHC against ISH in one picture, made independently of the table above.
# P positive, N negative, low/ultralow/null/0 by IHC; ! discordant, * with comment; words are next steps.
PLANE = """
ihc       -     1    2        3        4        5   <4  4-6        >=6  positive negative equivocal
3+        P     P    P        P        P        P!  P!  P          P    P        P!       P
2+        ish   P    recount  recount  recount  N   N   dual-probe P    P        N        dual-probe
1+        N     P!   N*       N*       N*       N   N   N          P!   P!       N        N
0+        N     P!   N*       N*       N*       N   N   N          P!   P!       N        N
0_absent  N     P!   N*       N*       N*       N   N   N          P!   P!       N        N
0         N     P!   N*       N*       N*       N   N   N          P!   P!       N        N
-         -     P    ihc      ihc      ihc      N   N   dual-probe P    P        N        dual-probe
"""
LINES = [line.split() for line in PLANE.strip().splitlines()]
COLUMNS: dict[str, ish.Result | None] = {
    "-": None,
    "1": ish.DualProbe(5.5, 14),
    "2": ish.DualProbe(2.4, 3.1),
    "3": ish.DualProbe(1.7, 7.7),
    "4": ish.DualProbe(1.4, 4.9),
    "5": ish.DualProbe(1.1, 2.2),
    "<4": ish.SingleProbe(2.6),
    "4-6": ish.SingleProbe(5.1),
    ">=6": ish.SingleProbe(11),
    **SAID,
}
CELLS = [
    (line[0].replace("_", " "), column, outcome)
    for line in LINES[1:]
    for column, outcome in zip(LINES[0][1:], line[1:], strict=True)
    if outcome != "-"
]


@pytest.mark.parametrize(("ihc", "column", "outcome"), CELLS)
def test_every_pair_of_ihc_and_ish(ihc: str, column: str, outcome: str) -> None:
    score = None if ihc == "-" else ihc
    result = her2.interpret(ihc=score, ish=COLUMNS[column])
    by_ihc = {"2+": "HER2-low", None: "undetermined", **NEGATIVE_SCORES}
    expected = {
        "P": ("positive", None, "HER2-positive"),
        "N": ("negative", None, by_ihc.get(score)),
        "ish": ("equivocal", "ish", "undetermined"),
        "ihc": ("pending", "ihc", "undetermined"),
        "recount": ("pending", "recount", "undetermined"),
        "dual-probe": ("pending", "dual-probe ish", "undetermined"),
    }[outcome.rstrip("!*")]
    assert (result.status, result.next_step, result.category) == expected
    assert result.discordant == outcome.endswith("!")
    assert (result.comment is not None) == outcome.endswith("*")
    assert result.ish_group == (int(column) if column in "12345" else None)


@pytest.mark.parametrize("first", [2, 3, 4])
@pytest.mark.parametrize("second", [1, 2, 3, 4, 5])
def test_every_recount(first: int, second: int) -> None:
    result = her2.interpret(ihc="2+", ish=GROUP[first], recount=GROUP[second])
    confirmed = {2: ("negative", "HER2-low"), 3: ("positive", "HER2-positive"), 4: ("negative", "HER2-low")}
    status, category = confirmed[first] if first == second else ("pending", "undetermined")
    assert (result.status, result.category) == (status, category)
    assert result.next_step == (None if first == second else "adjudicate")
    assert result.ish_group == first
    assert (result.comment is not None) == (first == second and first != 3)


@pytest.mark.parametrize("group", [2, 3, 4])
def test_the_comment_names_its_group_and_quotes_the_thresholds_of_the_rule(group: int) -> None:
    comment = her2.interpret(ihc="1+", ish=GROUP[group]).comment
    assert comment is not None
    assert comment.startswith(f"ISH group {group}:")
    assert f"{ish.RATIO_POSITIVE}" in comment
    assert f"{ish.COPIES_HIGH if group == 3 else ish.COPIES_LOW}" in comment


def test_the_figures_that_decide_are_not_rounded() -> None:
    assert her2.interpret(ihc="2+", ish=ish.DualProbe(1.996, 4.2)).next_step == "recount"
    assert her2.interpret(ihc="2+", ish=ish.DualProbe(2.0, 3.996)).next_step == "recount"
    assert her2.interpret(ihc="2+", ish=ish.SingleProbe(5.996)).next_step == "dual-probe ish"


def test_a_second_population_has_its_own_result_beside_the_first() -> None:
    result = her2.interpret(ihc="2+", ish=GROUP[5], second_population=GROUP[1])
    assert (result.status, result.category, result.ish_group) == ("negative", "HER2-low", 5)
    assert result.second_population == her2.interpret(ihc="2+", ish=GROUP[1])
    assert [step.slug for step in result.steps][-2:] == ["second-population", "conclusion"]
    assert result.steps[-2].finding == (
        "Second population: positive; category HER2-positive. It is reported beside this result."
    )


def test_the_comment_of_group_2_says_what_the_trials_saw_and_what_they_were_too_small_to_show() -> None:
    comment = her2.interpret(ihc="1+", ish=GROUP[2]).comment
    assert comment is not None
    assert comment.endswith(
        "The few patients of this kind in the first trials of trastuzumab did not seem to gain from it, but "
        "there were too few to be sure. The result is negative because copies are few and the protein is not "
        "in excess."
    )


TWO_POPULATIONS: list[tuple[dict[str, Any], str]] = [
    (
        {"ihc": "2+", "ish": GROUP[5], "second_population": GROUP[1]},
        "First population: negative; category HER2-low. Second population: positive; category HER2-positive. "
        "Two results, both reported; neither is the result of the whole tumour.",
    ),
    (
        {"ihc": "2+", "ish": GROUP[4], "second_population": MIDDLE},
        "First population: pending; category undetermined. Second population: pending; category "
        "undetermined. Two results, both reported; neither is the result of the whole tumour. Next for the "
        "first population: have another observer count again, without knowing the earlier count. Next for "
        "the second population: do a dual-probe ISH.",
    ),
    (
        {"ish": GROUP[5], "second_population": GROUP[3], "rejected": {"ihc": "ducts stained"}},
        "First population: negative; category undetermined. Second population: indeterminate; category "
        "undetermined. Two results, both reported; neither is the result of the whole tumour. Next for the "
        "second population: repeat IHC on a new section, another block or another specimen.",
    ),
    (
        {"ihc": "1+", "ish": GROUP[5], "second_population": GROUP[1]},
        "First population: negative; category HER2-low. Second population: positive; category HER2-positive. "
        "Two results, both reported; neither is the result of the whole tumour. The two tests of the second "
        "population disagree, so both are reviewed.",
    ),
]


@pytest.mark.parametrize(("given", "conclusion"), TWO_POPULATIONS, ids=described)
def test_the_conclusion_of_two_populations_gives_both_results_and_each_next_step(
    given: dict[str, Any], conclusion: str
) -> None:
    assert her2.interpret(**given).steps[-1].finding == conclusion


# IHC, first count, second count: whether the first and the second result are discordant.
DISCORDANT_POPULATIONS: list[tuple[str, ish.Result, ish.Probe, bool, bool]] = [
    ("3+", GROUP[5], GROUP[1], False, False),
    ("3+", GROUP[1], GROUP[5], False, False),
    ("3+", LOW, HIGH, False, False),
    ("3+", SAID["negative"], GROUP[1], False, False),
    ("3+", GROUP[5], GROUP[5], True, True),
    ("3+", GROUP[5], GROUP[4], True, False),
    ("1+", GROUP[5], GROUP[1], False, True),
    ("1+", GROUP[1], GROUP[5], True, False),
]


@pytest.mark.parametrize(("ihc", "first", "second", "one", "other"), DISCORDANT_POPULATIONS)
def test_ihc_3_is_not_discordant_where_another_population_that_is_positive_by_ish_explains_it(
    ihc: str, first: ish.Result, second: ish.Probe, one: bool, other: bool
) -> None:
    result = her2.interpret(ihc=ihc, ish=first, second_population=second)
    assert result.second_population is not None
    assert (result.discordant, result.second_population.discordant) == (one, other)
    alone = her2.interpret(ihc=ihc, ish=first)
    assert (result.status, result.category, result.next_step) == (
        alone.status,
        alone.category,
        alone.next_step,
    )
    explained = [step for step in result.steps if step.slug == "explained"]
    assert bool(explained) == (alone.discordant and not one)
    assert all(step.finding.endswith("explains the 3+: not discordant.") for step in explained)


def test_a_second_population_shares_the_rejected_ihc_and_not_the_recount() -> None:
    rejected = {"ihc": "ducts stained"}
    result = her2.interpret(ish=GROUP[5], second_population=GROUP[3], rejected=rejected)
    assert result.second_population == her2.interpret(ish=GROUP[3], rejected=rejected)
    assert result.second_population is not None
    assert result.second_population.status == "indeterminate"
    recounted = her2.interpret(ihc="2+", ish=GROUP[3], recount=GROUP[3], second_population=GROUP[4])
    assert recounted.status == "positive"
    assert recounted.second_population is not None
    assert recounted.second_population.next_step == "recount"


def test_the_second_population_of_a_single_probe_can_be_a_single_probe() -> None:
    result = her2.interpret(ihc="2+", ish=LOW, second_population=HIGH)
    assert result.second_population == her2.interpret(ihc="2+", ish=HIGH)


def test_nothing_rejected_is_the_same_as_no_mapping() -> None:
    assert her2.interpret(ihc="1+", rejected={}) == her2.interpret(ihc="1+")


def test_an_interpretation_is_a_frozen_value() -> None:
    result = her2.interpret(ihc="2+", ish=GROUP[5], second_population=GROUP[1])
    assert pickle.loads(pickle.dumps(result)) == result
    assert hash(result) == hash(her2.interpret(ihc="2+", ish=GROUP[5], second_population=GROUP[1]))
    with pytest.raises(dataclasses.FrozenInstanceError):
        result.status = "positive"  # type: ignore[misc]


def test_the_words_are_those_of_the_contract() -> None:
    assert her2.STATUSES == ("positive", "negative", "equivocal", "pending", "indeterminate")
    assert her2.CATEGORIES == (
        "HER2-positive",
        "HER2-low",
        "HER2-ultralow",
        "HER2-null",
        "HER2-0 (not further stated)",
        "undetermined",
    )
    assert her2.NEXT_STEPS == ("ish", "ihc", "dual-probe ish", "recount", "adjudicate", "repeat")
    assert her2.SOURCES == ("wolff2018", "wolff2023", "modi2022", "bardia2024", "fda2025", "course")


PROBE_ADVICE = "Write ish.DualProbe(ratio=..., her2_copies=...)"
RECOUNT_WHERE = "A recount is made only of ISH groups 2, 3 and 4 with IHC 2+"
GIVEN_AND_REJECTED = (
    "is both given and rejected. Leave out the result if the test could not be read, "
    "or leave it out of rejected if it could."
)
ERRORS: list[tuple[dict[str, Any], str]] = [
    ({}, "There is nothing to interpret: give an IHC score, an ISH result, or both."),
    ({"rejected": {}}, "There is nothing to interpret: give an IHC score, an ISH result, or both."),
    ({"recount": GROUP[2]}, "There is nothing to interpret: give an IHC score, an ISH result, or both."),
    (
        {"ihc": "3"},
        "The IHC score '3' is not known. Did you mean \"3+\"? Write one of '3+', '2+', '1+', '0+', "
        "'0 absent', or \"0\" where a report says no more than 0.",
    ),
    (
        {"ish": 2.1},
        f"ish must be an ISH result, not 2.1. {PROBE_ADVICE}, ish.SingleProbe(her2_copies=...), "
        "or ish.Reported(...) for a word alone.",
    ),
    (
        {"ihc": "2+", "ish": "positive"},
        f"ish must be an ISH result, not 'positive'. {PROBE_ADVICE}, ish.SingleProbe(her2_copies=...), "
        "or ish.Reported(...) for a word alone.",
    ),
    ({"ihc": "2+", "rejected": {"ihc": "crushed"}}, f"IHC {GIVEN_AND_REJECTED}"),
    ({"ihc": "2+", "ish": GROUP[1], "rejected": {"ish": "crushed"}}, f"ISH {GIVEN_AND_REJECTED}"),
    (
        {"rejected": "ish"},
        'rejected must name each test with its reason, not \'ish\'. Write it as {"ish": "autofluorescence"}.',
    ),
    (
        {"ihc": "1+", "rejected": {"fish": "crushed"}},
        'rejected names the test \'fish\', and it can only be "ihc" or "ish".',
    ),
    (
        {"rejected": {"ish": ""}},
        "rejected gives '' as the reason for ISH. Say in words why it could not be read.",
    ),
    (
        {"rejected": {"ihc": True}},
        "rejected gives True as the reason for IHC. Say in words why it could not be read.",
    ),
    (
        {"ihc": "2+", "ish": MIDDLE, "recount": GROUP[2]},
        f"A single-probe result has no recount. {RECOUNT_WHERE}; "
        "after a single probe the next test is a dual probe.",
    ),
    (
        {"ihc": "2+", "ish": GROUP[2], "recount": MIDDLE},
        f"recount must be a dual-probe result, not SingleProbe(her2_copies=4.0). {PROBE_ADVICE}.",
    ),
    (
        {"ihc": "2+", "ish": GROUP[2], "recount": 2},
        f"recount must be a dual-probe result, not 2. {PROBE_ADVICE}.",
    ),
    (
        {"ihc": "2+", "ish": GROUP[1], "recount": GROUP[1]},
        f"{RECOUNT_WHERE}, and here there is ISH group 1. Leave recount out.",
    ),
    (
        {"ihc": "2+", "ish": GROUP[5], "recount": GROUP[5]},
        f"{RECOUNT_WHERE}, and here there is ISH group 5. Leave recount out.",
    ),
    (
        {"ihc": "2+", "ish": SAID["equivocal"], "recount": GROUP[2]},
        f"{RECOUNT_WHERE}, and here there is ISH reported as equivocal. Leave recount out.",
    ),
    (
        {"ihc": "2+", "recount": GROUP[2]},
        f"{RECOUNT_WHERE}, and here there is no ISH result. Leave recount out.",
    ),
    (
        {"ihc": "2+", "recount": GROUP[2], "rejected": {"ish": "crushed"}},
        f"{RECOUNT_WHERE}, and here there is rejected ISH. Leave recount out.",
    ),
    (
        {"ihc": "1+", "ish": GROUP[3], "recount": GROUP[3]},
        f"{RECOUNT_WHERE}, and here there is IHC 1+. Leave recount out.",
    ),
    (
        {"ihc": "3+", "ish": GROUP[3], "recount": GROUP[3]},
        f"{RECOUNT_WHERE}, and here there is IHC 3+. Leave recount out.",
    ),
    (
        {"ish": GROUP[3], "recount": GROUP[3]},
        f"{RECOUNT_WHERE}, and here there is no IHC score. Leave recount out.",
    ),
    (
        {"ish": GROUP[3], "recount": GROUP[3], "rejected": {"ihc": "crushed"}},
        f"{RECOUNT_WHERE}, and here there is rejected IHC. Leave recount out.",
    ),
    (
        {"ihc": "2+", "second_population": GROUP[1]},
        "A second population stands beside a first count, and here there is no ISH result. "
        "Give the first count as ish.",
    ),
    (
        {"ihc": "2+", "rejected": {"ish": "crushed"}, "second_population": GROUP[1]},
        "A second population stands beside a first count, and here there is rejected ISH. "
        "Give the first count as ish.",
    ),
    (
        {"ihc": "2+", "ish": GROUP[5], "second_population": SAID["positive"]},
        "second_population must be a count of its own, not Reported(result='positive'). "
        f"{PROBE_ADVICE} or ish.SingleProbe(her2_copies=...).",
    ),
]


@pytest.mark.parametrize(("given", "sentence"), ERRORS, ids=described)
def test_what_does_not_fit_together_is_refused_in_one_clear_message(
    given: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(ValueError) as caught:
        her2.interpret(**given)
    assert str(caught.value) == sentence


def test_a_result_reads_as_a_numbered_walk_with_sources() -> None:
    result = her2.interpret(ihc="2+", ish=ish.DualProbe(ratio=1.8, her2_copies=4.6))
    text = str(result)
    assert text.splitlines()[0] == "undetermined · status pending · next step: recount"
    assert len(text.splitlines()) == len(result.steps) + 1
    assert all(f"[{step.source}]" in text for step in result.steps)
    markdown = result._repr_markdown_()
    assert "](https://doi.org/10.1200/JCO.2018.77.8738)" in markdown
    assert all(step.finding in markdown for step in result.steps)


def test_a_discordant_result_says_so_in_its_first_line() -> None:
    result = her2.interpret(ihc="3+", ish=ish.DualProbe(ratio=1.1, her2_copies=2.2))
    assert str(result).splitlines()[0] == "HER2-positive · status positive · discordant"


def test_the_first_line_of_two_populations_names_both_results() -> None:
    result = her2.interpret(ihc="2+", ish=GROUP[5], second_population=GROUP[4])
    headline = (
        "First population: HER2-low · status negative; "
        "second population: undetermined · status pending · next step: recount"
    )
    assert str(result).splitlines()[0] == headline
    assert result._repr_markdown_().splitlines()[0] == f"**{headline}**"
