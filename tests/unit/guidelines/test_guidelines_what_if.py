"""What would have to change: every single change that leads to another category, and no other."""

import dataclasses
import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from her2lessons.guidelines import her2, ish

SCORES = ["0 absent", "0+", "1+", "2+", "3+", "0"]
LADDER = SCORES[:5]
figures = st.one_of(st.floats(0.01, 50), st.sampled_from([1.999, 2.0, 3.999, 4.0, 5.999, 6.0]))
probes = st.builds(ish.DualProbe, figures, figures) | st.builds(ish.SingleProbe, figures)
said = st.sampled_from(ish.WORDS).map(ish.Reported)
cases = st.tuples(st.none() | st.sampled_from(SCORES), st.none() | probes | said).filter(any)

# IHC, ISH: what changes, to what, into which category
CHANGES: list[tuple[str | None, ish.Result | None, list[tuple[str, object, str]]]] = [
    ("3+", None, [("ihc", "2+", "undetermined")]),
    ("2+", None, [("ihc", "1+", "HER2-low"), ("ihc", "3+", "HER2-positive")]),
    ("1+", None, [("ihc", "0+", "HER2-ultralow"), ("ihc", "2+", "undetermined")]),
    ("0+", None, [("ihc", "0 absent", "HER2-null"), ("ihc", "1+", "HER2-low")]),
    ("0 absent", None, [("ihc", "0+", "HER2-ultralow")]),
    (
        "0",
        None,
        [("ihc", "0 absent", "HER2-null"), ("ihc", "0+", "HER2-ultralow"), ("ihc", "1+", "HER2-low")],
    ),
    (
        "2+",
        ish.DualProbe(ratio=1.8, her2_copies=5.0),
        [
            ("ihc", "1+", "HER2-low"),
            ("ihc", "3+", "HER2-positive"),
            ("ratio", 2.0, "HER2-positive"),
            ("her2_copies", math.nextafter(4.0, 0), "HER2-low"),
        ],
    ),
    (
        "2+",
        ish.DualProbe(ratio=1.0, her2_copies=3.9),
        [
            ("ihc", "3+", "HER2-positive"),
            ("her2_copies", 4.0, "undetermined"),
            ("ratio", 2.0, "undetermined"),
        ],
    ),
    (
        "2+",
        ish.DualProbe(ratio=2.2, her2_copies=7.0),
        [
            ("ratio", math.nextafter(2.0, 0), "undetermined"),
            ("her2_copies", math.nextafter(4.0, 0), "undetermined"),
        ],
    ),
    (
        "1+",
        ish.DualProbe(ratio=2.2, her2_copies=4.1),
        [
            ("her2_copies", math.nextafter(4.0, 0), "HER2-low"),
            ("ratio", math.nextafter(2.0, 0), "HER2-low"),
        ],
    ),
    (
        "1+",
        ish.DualProbe(ratio=2.0, her2_copies=4.0),
        [("ratio", math.nextafter(2.0, 0), "HER2-low"), ("her2_copies", math.nextafter(4.0, 0), "HER2-low")],
    ),
    ("3+", ish.DualProbe(ratio=2.2, her2_copies=5.0), []),
    (
        "3+",
        ish.DualProbe(ratio=1.0, her2_copies=2.0),
        [("ihc", "2+", "HER2-low")],
    ),
    (
        "1+",
        ish.SingleProbe(her2_copies=3.0),
        [("ihc", "0+", "HER2-ultralow"), ("her2_copies", 6.0, "HER2-positive")],
    ),
    (
        "2+",
        ish.SingleProbe(her2_copies=3.0),
        [
            ("ihc", "3+", "HER2-positive"),
            ("her2_copies", 4.0, "undetermined"),
            ("her2_copies", 6.0, "HER2-positive"),
        ],
    ),
    (
        "2+",
        ish.SingleProbe(her2_copies=8.0),
        [
            ("her2_copies", math.nextafter(6.0, 0), "undetermined"),
            ("her2_copies", math.nextafter(4.0, 0), "HER2-low"),
        ],
    ),
    (None, ish.DualProbe(ratio=1.5, her2_copies=4.5), [("ratio", 2.0, "HER2-positive")]),
    (None, ish.DualProbe(ratio=1.0, her2_copies=2.0), []),
    (None, ish.Reported("negative"), []),
    ("2+", ish.Reported("negative"), [("ihc", "3+", "HER2-positive")]),
]


@pytest.mark.parametrize(("ihc", "result", "expected"), CHANGES)
def test_the_changes_of_a_case_are_these_in_this_order(
    ihc: str | None, result: ish.Result | None, expected: list[tuple[str, object, str]]
) -> None:
    changes = her2.what_if(ihc=ihc, ish=result)
    assert [(change.what, change.after, change.interpretation.category) for change in changes] == expected


def changed(ihc: str | None, result: ish.Result | None, what: str, after: object) -> her2.Interpretation:
    if what == "ihc":
        return her2.interpret(ihc=after, ish=result)  # type: ignore[arg-type]
    assert isinstance(result, ish.DualProbe | ish.SingleProbe)
    return her2.interpret(ihc=ihc, ish=dataclasses.replace(result, **{what: after}))  # type: ignore[arg-type]


@settings(deadline=None)
@given(cases)
def test_each_change_is_one_change_that_leads_to_another_category(
    case: tuple[str | None, ish.Result | None],
) -> None:
    ihc, result = case
    now = her2.interpret(ihc=ihc, ish=result)
    for change in her2.what_if(ihc=ihc, ish=result):
        assert change.was == now
        assert change.before == (ihc if change.what == "ihc" else getattr(result, change.what))
        assert change.interpretation == changed(ihc, result, change.what, change.after)
        assert change.interpretation.category != now.category
        assert change.interpretation.category in change.sentence
        assert now.category in change.sentence


@settings(deadline=None)
@given(cases, st.floats(0, 1, exclude_max=True))
def test_no_shorter_move_of_a_figure_leads_to_the_same_category(
    case: tuple[str | None, ish.Result | None], part: float
) -> None:
    ihc, result = case
    for change in her2.what_if(ihc=ihc, ish=result):
        if isinstance(change.before, float) and isinstance(change.after, float):
            shorter = change.before + part * (change.after - change.before)
            if shorter != change.after:
                reached = changed(ihc, result, change.what, shorter).category
                assert reached != change.interpretation.category


@settings(deadline=None)
@given(cases, st.sampled_from([0.01, 1.0, 1.9, 2.0, 2.5, 3.9, 4.0, 5.0, 5.9, 6.0, 8.0, 60.0]))
def test_every_category_that_one_figure_can_reach_is_offered(
    case: tuple[str | None, ish.Result | None], value: float
) -> None:
    ihc, result = case
    now = her2.interpret(ihc=ihc, ish=result).category
    for what in {ish.DualProbe: ["ratio", "her2_copies"], ish.SingleProbe: ["her2_copies"]}.get(
        type(result), []
    ):
        reached = changed(ihc, result, what, value).category
        offered = {
            change.interpretation.category
            for change in her2.what_if(ihc=ihc, ish=result)
            if change.what == what and (change.after > change.before) == (value > getattr(result, what))  # type: ignore[operator]
        }
        assert reached == now or reached in offered


@settings(deadline=None)
@given(cases)
def test_ihc_steps_come_first_and_then_figures_by_distance(
    case: tuple[str | None, ish.Result | None],
) -> None:
    changes = her2.what_if(*case)
    kinds = [change.what == "ihc" for change in changes]
    assert kinds == sorted(kinds, reverse=True)
    assert all(change.distance == 0 and change.line is None for change in changes if change.what == "ihc")
    moves = [change for change in changes if change.what != "ihc"]
    assert moves == sorted(moves, key=lambda move: move.distance)
    for move in moves:
        assert isinstance(move.after, float)
        assert isinstance(move.before, float)
        assert move.line in {2.0} if move.what == "ratio" else move.line in {4.0, 6.0}
        assert move.distance == abs(move.after - move.before) / (move.line or 0)
        assert move.after == (move.line if move.before < move.after else math.nextafter(move.line or 0, 0))


@pytest.mark.parametrize("score", LADDER)
def test_an_ihc_step_is_one_rung_up_or_down(score: str) -> None:
    near = {change.after for change in her2.what_if(ihc=score)}
    at = LADDER.index(score)
    assert near <= set(LADDER[max(at - 1, 0) : at + 2]) - {score}


@pytest.mark.parametrize(
    ("ihc", "result", "sentences"),
    [
        (
            "2+",
            ish.DualProbe(ratio=1.85, her2_copies=4.4),
            [
                "If IHC were 1+ instead of 2+, the category would be HER2-low instead of undetermined.",
                "If IHC were 3+ instead of 2+, the category would be HER2-positive instead of undetermined.",
                "If the ratio were 2.0 instead of 1.85, the category would be HER2-positive instead of "
                "undetermined.",
                "If HER2 copies per nucleus were just below 4.0 instead of 4.4, the category would be "
                "HER2-low instead of undetermined.",
            ],
        ),
        (
            "3+",
            None,
            [
                "If IHC were 2+ instead of 3+, the category would be undetermined (next step: ish) "
                "instead of HER2-positive."
            ],
        ),
    ],
)
def test_each_change_is_said_in_one_plain_sentence(
    ihc: str, result: ish.Result | None, sentences: list[str]
) -> None:
    assert [change.sentence for change in her2.what_if(ihc=ihc, ish=result)] == sentences


def test_a_figure_close_to_its_line_is_not_rounded_onto_it_in_the_sentence() -> None:
    change = her2.what_if(ihc="2+", ish=ish.DualProbe(ratio=1.999, her2_copies=5.0))[2]
    assert change.sentence.startswith("If the ratio were 2.0 instead of 1.999, ")


def test_only_the_category_is_compared() -> None:
    """Group 4 without IHC is pending and group 5 is negative, and both are without a category."""
    changes = her2.what_if(ish=ish.DualProbe(ratio=1.0, her2_copies=4.0))
    assert [change.what for change in changes] == ["ratio"]


@pytest.mark.parametrize(
    ("case", "sentence"),
    [
        ({}, "give an IHC score, an ISH result, or both."),
        ({"ihc": "3"}, 'Did you mean "3+"?'),
        ({"ish": 2.0}, "ish must be an ISH result, not 2.0."),
    ],
)
def test_what_interpret_refuses_is_refused_here_too(case: dict[str, object], sentence: str) -> None:
    with pytest.raises(ValueError) as caught:
        her2.what_if(**case)  # type: ignore[arg-type]
    assert sentence in str(caught.value)


GROUP_3 = ish.DualProbe(ratio=1.8, her2_copies=6.4)
GROUP_4 = ish.DualProbe(ratio=1.8, her2_copies=5.0)
UNREAD = {"ihc": "ducts stained"}

# A recount or a rejected test beside IHC and ISH: the category as it stands, and what changes it
WHOLE_CASES: list[tuple[dict[str, Any], str, list[tuple[str, object, str, str | None]]]] = [
    (
        {"ihc": "2+", "ish": GROUP_3, "recount": GROUP_3},
        "HER2-positive",
        [
            ("ihc", "1+", "HER2-low", None),
            ("her2_copies", math.nextafter(6.0, 0), "undetermined", "adjudicate"),
            ("her2_copies", math.nextafter(4.0, 0), "HER2-low", None),
        ],
    ),
    (
        {"ihc": "2+", "ish": GROUP_4, "recount": GROUP_4},
        "HER2-low",
        [
            ("ihc", "3+", "HER2-positive", None),
            ("ratio", 2.0, "HER2-positive", None),
            ("her2_copies", 6.0, "undetermined", "adjudicate"),
        ],
    ),
    (
        {"ihc": "2+", "ish": GROUP_4, "recount": GROUP_3},
        "undetermined",
        [
            ("ihc", "1+", "HER2-low", None),
            ("ihc", "3+", "HER2-positive", None),
            ("ratio", 2.0, "HER2-positive", None),
            ("her2_copies", 6.0, "HER2-positive", None),
            ("her2_copies", math.nextafter(4.0, 0), "HER2-low", None),
        ],
    ),
    (
        {"ish": GROUP_4, "rejected": UNREAD},
        "undetermined",
        [("ratio", 2.0, "HER2-positive", None)],
    ),
    (
        {"ish": ish.DualProbe(ratio=2.2, her2_copies=4.4), "rejected": UNREAD},
        "HER2-positive",
        [
            ("ratio", math.nextafter(2.0, 0), "undetermined", "repeat"),
            ("her2_copies", math.nextafter(4.0, 0), "undetermined", "repeat"),
        ],
    ),
    (
        {"ihc": "3+", "rejected": {"ish": "autofluorescence"}},
        "HER2-positive",
        [("ihc", "2+", "undetermined", "repeat")],
    ),
    ({"rejected": UNREAD}, "undetermined", []),
]


@pytest.mark.parametrize(("case", "now", "expected"), WHOLE_CASES)
def test_the_changes_of_a_case_with_a_recount_or_a_rejected_test_start_from_the_whole_case(
    case: dict[str, Any], now: str, expected: list[tuple[str, object, str, str | None]]
) -> None:
    changes = her2.what_if(**case)
    found = [
        (change.what, change.after, change.interpretation.category, change.interpretation.next_step)
        for change in changes
    ]
    assert sorted(found, key=str) == sorted(expected, key=str)
    assert all(change.was == her2.interpret(**case) for change in changes)
    assert all(change.sentence.endswith(f" instead of {now}.") for change in changes)


@settings(deadline=None)
@given(probes.filter(lambda probe: isinstance(probe, ish.DualProbe) and probe.alone == "undecided"), probes)
def test_after_a_change_the_recount_is_kept_where_the_rule_asks_for_one_and_dropped_elsewhere(
    first: ish.DualProbe, recount: ish.Probe
) -> None:
    if not isinstance(recount, ish.DualProbe):
        recount = ish.DualProbe(ratio=1.0, her2_copies=recount.her2_copies)
    for change in her2.what_if(ihc="2+", ish=first, recount=recount):
        if change.what == "ihc":
            expected = her2.interpret(ihc=str(change.after), ish=first)
        else:
            moved = dataclasses.replace(first, **{change.what: change.after})
            kept = recount if moved.alone == "undecided" else None
            expected = her2.interpret(ihc="2+", ish=moved, recount=kept)
        assert change.interpretation == expected


@settings(deadline=None)
@given(probes)
def test_a_rejected_test_stays_rejected_after_every_change(probe: ish.Probe) -> None:
    for change in her2.what_if(ish=probe, rejected=UNREAD):
        moved = dataclasses.replace(probe, **{change.what: change.after})
        assert change.interpretation == her2.interpret(ish=moved, rejected=UNREAD)


def test_recount_and_rejected_are_named_when_they_are_given() -> None:
    with pytest.raises(TypeError):
        her2.what_if("2+", GROUP_3, GROUP_3)  # type: ignore[misc]


def test_a_recount_that_the_rule_does_not_ask_for_is_refused_here_too() -> None:
    with pytest.raises(ValueError, match="A recount is made only of ISH groups 2, 3 and 4 with IHC 2"):
        her2.what_if(ihc="1+", ish=GROUP_3, recount=GROUP_3)
