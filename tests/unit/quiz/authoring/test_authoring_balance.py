"""Habits over a bank: the longest option is right, or the right one stands in one place."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from her2lessons.quiz import Bank, Item
from her2lessons.quiz.authoring import balance

EQUAL = ("ISH", "IHC", "CT.", "MRI")
LONG_FIRST = ("A long answer", "IHC", "CT.", "MRI")
LONG_TWICE = ("A long answer", "A long rival.", "CT.", "MRI")

LONGEST = (
    "error: the right option is the longest in {} of {} single and classify questions; at most half may be. "
    "Shorten right options, or say more in wrong ones."
)
NOT_SPREAD = (
    "error: the right options of {} single and classify questions are not spread: {}. Move some, so that no "
    "place holds more than half and none stays empty."
)


def bank_with(
    ask: Callable[..., Item],
    gather: Callable[..., Bank],
    rights: Sequence[int],
    texts: Sequence[Sequence[str]] | None = None,
    kind: str = "single",
) -> Bank:
    texts = texts or [EQUAL] * len(rights)
    return gather(
        *(
            ask(f"05.1-{number:02d}", right=right, texts=offered, kind=kind)
            for number, (right, offered) in enumerate(zip(rights, texts, strict=True), start=1)
        )
    )


@pytest.mark.parametrize("kind", ["single", "classify"])
@pytest.mark.parametrize(
    ("texts", "said"),
    [
        ([LONG_FIRST], None),
        ([LONG_FIRST] * 2, (2, 2)),
        ([LONG_FIRST, LONG_FIRST, EQUAL], (2, 3)),
        ([LONG_FIRST, EQUAL, EQUAL], None),
        ([LONG_FIRST, LONG_FIRST, EQUAL, EQUAL], None),
    ],
)
def test_the_longest_option_may_be_right_in_half_of_the_questions(
    texts: Sequence[Sequence[str]],
    said: tuple[int, int] | None,
    kind: str,
    ask: Callable[..., Item],
    gather: Callable[..., Bank],
) -> None:
    bank = bank_with(ask, gather, [0] * len(texts), texts, kind)
    found = [str(finding) for finding in balance.findings(bank) if "longest" in finding.sentence]
    assert found == ([] if said is None else [f"00_mine: {LONGEST.format(*said)}"])


def test_a_right_option_as_long_as_another_is_not_the_longest(
    ask: Callable[..., Item], gather: Callable[..., Bank]
) -> None:
    bank = bank_with(ask, gather, [0] * 3, [LONG_TWICE] * 3)
    assert list(balance.findings(bank)) == []


@pytest.mark.parametrize(
    ("rights", "said"),
    [
        ([0, 0, 0], None),
        ([0, 0, 1, 2], None),
        ([0, 0, 0, 1], (4, "3 in place 1, 1 in place 2")),
        ([3, 3, 3, 3], (4, "0 in place 1, 0 in place 2, 0 in place 3, 4 in place 4")),
        ([0, 0, 1, 2] * 2 + [0, 1, 2], None),
        ([0, 1, 2] * 4, (12, "4 in place 1, 4 in place 2, 4 in place 3, 0 in place 4")),
        ([0, 1, 2, 0] * 2 + [0, 1, 2, 3], None),
    ],
    ids=str,
)
def test_the_right_options_are_spread_over_their_places(
    rights: list[int],
    said: tuple[int, str] | None,
    ask: Callable[..., Item],
    gather: Callable[..., Bank],
) -> None:
    found = [str(finding) for finding in balance.findings(bank_with(ask, gather, rights))]
    assert found == ([] if said is None else [f"00_mine: {NOT_SPREAD.format(*said)}"])


def test_questions_with_three_options_need_no_right_one_in_place_four(
    ask: Callable[..., Item], gather: Callable[..., Bank]
) -> None:
    bank = bank_with(ask, gather, [0, 1, 2] * 4, [EQUAL[:3]] * 12)
    assert list(balance.findings(bank)) == []


def test_other_kinds_of_question_are_not_counted(
    ask: Callable[..., Item], gather: Callable[..., Bank]
) -> None:
    number = {"kind": "numeric", "answer": "2", "unit": "", "tolerance": "0"}
    several = [ask(f"05.1-{n:02d}", kind="multiple", texts=LONG_FIRST) for n in range(8)]
    assert list(balance.findings(gather(ask("05.1-90", **number), *several))) == []
