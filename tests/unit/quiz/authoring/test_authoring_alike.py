"""Options that cannot be told apart: numbers that overlap, and texts that differ in nothing that counts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from her2lessons.quiz import Bank, Item
from her2lessons.quiz.authoring import alike

Found = Callable[..., list[str]]

#: Two options that share a number, whatever their unit and wording.
MEETING = [
    ("10-20 %", "15 %"),
    ("10–20 %", "20-30 %"),
    ("2.0", "2"),
    ("about 2", "2.00"),
    ("1 in 5", "20 %"),
    ("1 of 5", "2 in 10"),
    ("1,000 cells", "1000 cells"),
    ("from 3 to 5 copies", "between 5 and 7 copies"),
    ("more than 10 %", "at least 20 %"),
    ("at most 4", "4 or more"),
    ("10 % or fewer", "under 5 %"),
    ("over 6 copies", "7 copies"),
    ("up to 10 %", "**10 %**"),
    ("-1", "−1"),
    ("5 percent", "5 %"),
    ("4.0 or more copies", "5 copies"),
    ("4 or fewer copies", "between 3 and 5 copies"),
]
#: Two that do not, though they come near it.
APART = [
    ("10 % or fewer", "more than 10 %"),
    ("under 4.0", "4.0 or more"),
    ("10-19 %", "20-30 %"),
    ("2 days", "2 weeks"),
    ("1 in 5", "1 in 4"),
    ("2.0", "2.01"),
    ("104 in 1,000", "140 in 1,000"),
    ("2+", "2"),
    ("Group 1", "Group 2"),
    ("IHC 2+, ratio 1.8", "IHC 1+, ratio 1.8"),
    ("10 nuclei were counted twice by a second reader", "10 nuclei were counted once by the first"),
    ("5 in 0", "5"),
    ("2 and 3", "3 and 4"),
    ("5 or 6", "5"),
]


@pytest.fixture
def found(ask: Callable[..., Item], gather: Callable[..., Bank]) -> Found:
    def find(*texts: str, **fields: object) -> list[str]:
        return [str(finding) for finding in alike.findings(gather(ask(texts=texts, **fields)))]

    return find


@pytest.mark.parametrize(("one", "other"), MEETING)
def test_numbers_that_could_both_be_right_are_an_error_in_either_order(
    one: str, other: str, found: Found
) -> None:
    bare_one, bare_other = one.replace("*", ""), other.replace("*", "")
    assert found(one, other) == [
        f'00_mine, item 05.1-01, options[2].text: error: "{bare_other}" and "{bare_one}" (options[1]) share '
        "a number, so both could be right; draw them apart."
    ]
    assert len(found(other, one)) == 1


@pytest.mark.parametrize(("one", "other"), APART)
def test_numbers_that_meet_nowhere_are_left_alone(one: str, other: str, found: Found) -> None:
    assert found(one, other) == []
    assert found(other, one) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("HER2-low", "HER2-LOW"),
        ("Yes, at once", "Yes at once."),
        ("*ISH* on the same specimen", "ISH on the same specimen"),
        ("HER2 low", "HER2-low"),
        ("2.0", "2.0."),
    ],
)
def test_options_that_differ_only_in_case_or_punctuation_are_an_error(
    one: str, other: str, found: Found
) -> None:
    assert found(one, other) == [
        "00_mine, item 05.1-01, options[2].text: error: differs from options[1] only in case or punctuation; "
        "say what sets it apart."
    ]


@pytest.mark.parametrize(
    ("one", "other"), [("2+", "2"), ("1.0", "10"), ("1.5 %", "15"), ("ER+", "ER"), ("<4.0", ">4.0")]
)
def test_a_sign_that_changes_what_is_said_sets_options_apart(one: str, other: str, found: Found) -> None:
    assert found(one, other) == []


def test_parts_and_matches_are_compared_too_each_among_themselves(found: Found) -> None:
    because = "This is a reason that says enough, and says it in short words."
    pairs = [
        {"id": "a", "text": "One", "match": "x", "because": because},
        {"id": "b", "text": "one.", "match": "y", "because": because},
    ]
    matches = [{"id": "x", "text": "One"}, {"id": "y", "text": "Two"}]
    assert found(kind="match", pairs=pairs, matches=matches) == [
        "00_mine, item 05.1-01, pairs[2].text: error: differs from pairs[1] only in case or punctuation; say "
        "what sets it apart."
    ]
