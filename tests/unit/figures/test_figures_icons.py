"""Icon arrays: as many people as are said, told apart by shape, and said in plain words."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from svg_text import words

from her2lessons.figures import icons
from her2lessons.figures.people import COLOURS

WHAT = "have a recurrence within 10 years"


def drawn(svg: str) -> dict[str, int]:
    """How many people of each kind are drawn, those beside the words left out."""
    found = dict.fromkeys(COLOURS, 0)
    for outline, fill in re.findall(
        r'<path d="(M[^"]*)" style="fill: (#\w+); stroke: #\w+; stroke-width', svg
    ):
        if "\n" in outline:
            continue  # matplotlib's own
        kind = next(kind for kind, colour in COLOURS.items() if colour == fill)
        # Beside the words stands one more, alone; a sign on a chest is white, and no more than its people.
        found[kind] = max(found[kind], outline.count("M"))
    return found


@pytest.mark.parametrize(
    ("affected", "of", "said"),
    [
        (12, 100, "12 of 100 people have a recurrence within 10 years, 88 do not."),
        (99, 100, "99 of 100 people have a recurrence within 10 years, 1 does not."),
        (100, 100, "100 of 100 people have a recurrence within 10 years, 0 do not."),
        (0, 100, "0 of 100 people have a recurrence within 10 years, 100 do not."),
        (25, 1000, "25 of 1,000 people have a recurrence within 10 years, 975 do not."),
        (1000, 1000, "1,000 of 1,000 people have a recurrence within 10 years, 0 do not."),
    ],
)
def test_as_many_people_are_drawn_as_are_said(affected, of, said):
    picture = icons(affected, of, what=WHAT)
    found = drawn(picture.svg)
    assert (found["affected"], found["unaffected"]) == (affected, of - affected)
    assert picture.alt == said
    assert picture.title == said.rsplit(", ", 1)[0]


def test_the_words_beside_the_people_hold_the_numbers():
    said = words(icons(12, what=WHAT).svg)
    assert {"12 have a recurrence within 10 years", "88 do not"} <= set(said)


@pytest.mark.parametrize("of", [100, 1000])
def test_people_who_are_spared_have_a_kind_of_their_own(of):
    picture = icons(37, of, what=WHAT, group="observation", compare={"trastuzumab": 31})
    assert drawn(picture.svg)["spared"] == 6
    assert drawn(picture.svg)["added"] == 0
    assert picture.alt == (
        f"observation: 37 of {of:,} people {WHAT}, {of - 37} do not. "
        f"trastuzumab: 31 of {of:,} people {WHAT}, {of - 31} do not. "
        f"With trastuzumab it is 6 fewer of {of:,} than with observation."
    )
    said = " ".join(words(picture.svg))
    assert "6 do not: that many fewer than with observation" in said
    assert f"{of - 37} do not, with either" in said


@pytest.mark.parametrize("of", [100, 1000])
def test_people_who_are_affected_in_addition_have_a_kind_of_their_own(of):
    picture = icons(1, of, what="have heart failure", group="no trastuzumab", compare={"trastuzumab": 4})
    assert drawn(picture.svg)["added"] == 3
    assert drawn(picture.svg)["spared"] == 0
    assert picture.alt.endswith(f"With trastuzumab it is 3 more of {of:,} than with no trastuzumab.")
    said = words(picture.svg)
    assert {"1 has heart failure, with either", "3 more than with no trastuzumab", f"{of - 4} do not"} <= set(
        said
    )


def test_no_difference_is_said_in_words():
    picture = icons(5, what=WHAT, group="one", compare={"two": 5})
    assert picture.alt.endswith("There is no difference between one and two.")
    assert drawn(picture.svg)["spared"] == drawn(picture.svg)["added"] == 0


@settings(max_examples=40)
@given(st.integers(0, 100), st.integers(0, 100))
def test_the_kinds_of_each_group_add_up_to_all_people(first, second):
    svg = icons(first, what=WHAT, group="one", compare={"two": second}).svg
    numbers = [int(match[1]) for text in words(svg) if (match := re.match(r"(\d+) (?:ha|do|more)", text))]
    assert sum(numbers) == 200


def test_one_person_has_and_another_tense_can_be_said():
    picture = icons(1, what="have died within 10 years", otherwise="have not")
    assert picture.alt == "1 of 100 people has died within 10 years, 99 have not."
    assert icons(99, what="are well", otherwise="are not").alt.endswith("people are well, 1 is not.")


def test_a_group_is_named_in_the_title_or_above_its_people():
    assert icons(12, what=WHAT, group="chemotherapy").title == f"12 of 100 people (chemotherapy) {WHAT}"
    assert "chemotherapy" in words(icons(12, what=WHAT, group="chemotherapy", title="HERA").svg)
    assert "chemotherapy" not in words(icons(12, what=WHAT, group="chemotherapy").svg)


def test_whole_numbers_of_other_kinds_are_taken():
    assert icons(np.int64(12), what=WHAT) == icons(12.0, what=WHAT) == icons(12, what=WHAT)


def test_a_thousand_people_stay_small_enough_for_a_notebook():
    assert len(icons(160, 1000, what=WHAT, group="a", compare={"b": 248}).html) < 250_000


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ({"affected": 101}, "affected is 101 of 100 people. Give a whole number from 0 to 100."),
        ({"affected": -1}, "affected is -1 of 100 people."),
        ({"affected": 12.4}, "affected is 12.4, and icons are whole people. Round it or use of=1000"),
        ({"affected": 12.4, "of": 1000}, "icons are whole people. Round it."),
        ({"affected": float("nan")}, "affected is nan. Give a whole number of people from 0 to 100."),
        ({"affected": float("inf")}, "affected is inf. Give a whole number of people from 0 to 100."),
        ({"affected": "12"}, "affected is '12'. Give a whole number of people"),
        ({"affected": True}, "affected is True. Give a whole number of people"),
        ({"of": 50}, "of is 50. An icon array holds 100 or 1,000 people; use of=100 or of=1000."),
        ({"of": 100.0}, "of is 100.0. An icon array holds"),
        ({"of": "100"}, "of is '100'. An icon array holds"),
        (
            {"what": " "},
            "what is ' '. Say it in words after people, such as 'have a recurrence within 10 years'.",
        ),
        ({"what": None}, "what is None."),
        ({"otherwise": ""}, "otherwise is ''. Say it in words after people, such as 'do not'."),
        ({"compare": 4, "group": "a"}, "compare is 4. Give one second group with its number"),
        ({"compare": {"b": 1, "c": 2}, "group": "a"}, "Give one second group with its number"),
        ({"compare": {"b": 1}}, "The groups are named '' and 'b'. Two groups need a name each"),
        ({"compare": {"a": 1}, "group": "a"}, "Two groups need a name each, and not the same one."),
        ({"compare": {"b": 200}, "group": "a"}, "The number of 'b' is 200 of 100 people."),
    ],
)
def test_people_who_cannot_be_drawn_are_refused_in_one_sentence(how, said):
    with pytest.raises(ValueError) as caught:
        icons(**{"affected": 12, "what": WHAT, **how})
    assert said in str(caught.value)
