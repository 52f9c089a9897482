"""The flow of patients: nobody is lost on the way, and every number is drawn and spoken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from svg_text import words

from her2lessons.figures import FlowGroup, flow

TRIAL = FlowGroup(
    "Assessed",
    1800,
    {"did not meet the criteria": 200, "declined": 114},
    (
        FlowGroup(
            "Randomised",
            1486,
            {},
            (
                FlowGroup("T-DM1", 743, {"withdrew": 3}, (FlowGroup("Analysed", 740),)),
                FlowGroup("trastuzumab", 743),
            ),
        ),
    ),
)


def test_every_box_with_its_number_is_drawn_and_spoken():
    picture = flow(TRIAL, title="Who was followed")
    drawn = words(picture.svg)
    for text in (
        "Assessed",
        "n = 1,800",
        "Left out: 314",
        "declined: 114",
        "Randomised",
        "n = 740",
        "withdrew: 3",
    ):
        assert text in drawn
    assert drawn.count("n = 743") == 2
    assert picture.alt == (
        "Flow of 1,800 patients. Assessed 1,800: left out 314 (200 did not meet the criteria, 114 declined); "
        "then Randomised 1,486. Randomised 1,486: then T-DM1 743 and trastuzumab 743. "
        "T-DM1 743: left out 3 (3 withdrew); then Analysed 740."
    )


def test_something_else_can_be_counted_and_a_flow_may_end_with_everyone_left_out():
    picture = flow(FlowGroup("All", 10, {"no tissue": 10}), title="T", of="samples")
    assert picture.alt == "Flow of 10 samples. All 10: left out 10 (10 no tissue)."
    assert flow(FlowGroup("All", 10), title="T").alt == "Flow of 10 patients. All 10."


def test_a_finished_group_does_not_change_with_the_mapping_it_was_made_from():
    reasons = {"declined": 4}
    group = FlowGroup("All", 10, reasons, (FlowGroup("Rest", 6),))
    reasons["declined"] = 9
    assert dict(group.left_out) == {"declined": 4}
    with pytest.raises(TypeError):
        group.left_out["declined"] = 9


@given(st.integers(0, 500), st.integers(0, 500), st.lists(st.integers(0, 500), min_size=1, max_size=3))
def test_a_group_stands_only_if_all_its_patients_are_somewhere(n, out, on):
    then = tuple(FlowGroup(f"arm {place}", count) for place, count in enumerate(on))
    if out + sum(on) == n:
        assert FlowGroup("All", n, {"declined": out}, then).width == len(on)
        return
    with pytest.raises(ValueError, match="Mend the numbers so that nobody is lost") as caught:
        FlowGroup("All", n, {"declined": out}, then)
    assert f"{out} are left out and {sum(on):,} go on" in str(caught.value)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: FlowGroup("", 3), "A group is called ''. Say in words who they are."),
        (
            lambda: FlowGroup("All", -1),
            "The number of 'All' is -1. Give a whole number of patients, 0 or more.",
        ),
        (lambda: FlowGroup("All", 2.5), "The number of 'All' is 2.5."),
        (lambda: FlowGroup("All", True), "The number of 'All' is True."),
        (lambda: FlowGroup("All", "12"), "The number of 'All' is '12'."),
        (lambda: FlowGroup("All", float("nan")), "The number of 'All' is nan."),
        (lambda: FlowGroup("All", 3, ["declined"]), "left_out of 'All' is a list. Give reasons with numbers"),
        (lambda: FlowGroup("All", 3, {"": 3}), "'All' leaves patients out for ''. Give a reason in words."),
        (lambda: FlowGroup("All", 3, {"declined": 1.5}), "The number of 'declined' under 'All' is 1.5."),
        (lambda: FlowGroup("All", 3, {}, [FlowGroup("Rest", 3)]), "Give a tuple, such as (FlowGroup("),
        (lambda: FlowGroup("All", 3, {}, (3,)), "then of 'All' is (3,)."),
        (
            lambda: FlowGroup("All", 10, {"declined": 3}),
            "'All' has 10 patients, but 3 are left out and 0 go on",
        ),
        (
            lambda: FlowGroup("All", 4, {}, tuple(FlowGroup(name, 1) for name in "abcd")),
            "'All' splits into 4 groups; 3 fit side by side. Join some, or draw them apart.",
        ),
    ],
)
def test_a_group_that_cannot_be_is_refused_in_one_sentence(make, said):
    with pytest.raises(ValueError) as caught:
        make()
    assert said in str(caught.value)


def test_more_groups_than_fit_side_by_side_are_refused():
    half = [FlowGroup(name, 2, {}, (FlowGroup("x", 1), FlowGroup("y", 1))) for name in "ab"]
    with pytest.raises(
        ValueError, match=r"4 groups would stand side by side; 3 fit\. Draw a part of the flow"
    ):
        flow(FlowGroup("All", 4, {}, tuple(half)), title="T")


def test_something_that_is_no_group_is_refused():
    with pytest.raises(
        ValueError, match=r"flow draws a FlowGroup, not a dict\. Give the first box as FlowGroup"
    ):
        flow({"All": 3}, title="T")
