"""The family find_three_plus against a second reading of the four fields it asks for."""

from collections import Counter

import checks_of_fields as checks
import pytest

from her2lessons.quiz import score
from her2lessons.quiz.families import find_three_plus
from her2lessons.quiz.kinds.classify import Classify

TEXTS = ["Field A", "Field B", "Field C", "Field D"]


@pytest.fixture(scope="module")
def questions() -> list[Classify]:
    return checks.made(find_three_plus.make, "classify")


def test_exactly_the_right_field_is_three_plus(questions: list[Classify]) -> None:
    for item in questions:
        found = dict(zip(TEXTS, map(checks.score, item.image.fields), strict=True))
        assert [text for text, reached in found.items() if reached == "3+"] == [checks.right(item).text]
        assert [option.text for option in item.categories] == TEXTS
        for option in checks.wrong(item):
            assert option.because.endswith(f"That is {found[option.text]}."), option
        lines = item.explain.splitlines()
        assert [
            line.endswith(f"That is {reached}.") for line, reached in zip(lines, found.values(), strict=True)
        ]


def test_the_right_field_stands_in_every_place_about_as_often(questions: list[Classify]) -> None:
    places = Counter(checks.right(item).text for item in questions)
    assert min(places[text] for text in TEXTS) >= 0.2 * len(questions)


def test_the_four_fields_are_of_four_tissues(questions: list[Classify]) -> None:
    assert sum(len({field.seed for field in item.image.fields}) < 4 for item in questions) <= 1


def test_it_is_harder_beside_a_two_plus_and_hardest_where_dark_cells_mislead(
    questions: list[Classify],
) -> None:
    for item in questions:
        drawn = [checks.shares(field) for field in item.image.fields]
        few = [all_shares[0] for all_shares in drawn if all_shares[0] > 10]
        dark = any(0 < all_shares[0] <= 10 or all_shares[2] for all_shares in drawn)
        rings = any(all_shares[1] for all_shares in drawn if all_shares[0] <= 10)
        expected = 3 if dark or few[0] <= 20 else 2 if rings else 1
        assert item.difficulty == expected, item.image


@pytest.mark.parametrize("seed", range(6))
def test_fields_that_are_drawn_have_the_scores_that_are_said(seed: int) -> None:
    item = find_three_plus.make(seed)
    found = [field.field().truth.score for field in item.image.fields]
    assert found == [checks.score(field) for field in item.image.fields]
    assert TEXTS[found.index("3+")] == checks.right(item).text
    assert score(item, checks.right(item).id).points == 1


def test_what_holds_for_every_family_of_fields_holds_here(questions: list[Classify]) -> None:
    checks.assert_reasons_are_full(questions)
    checks.assert_what_holds_for_all(find_three_plus.make, questions, hashes=1990)
    assert {item.objective for item in questions} == {"03.2"}
