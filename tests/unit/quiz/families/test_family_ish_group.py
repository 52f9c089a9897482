"""The family ish_group against a brute-force reading of the page a learner sees."""

import re
from collections import Counter
from decimal import Decimal

import checks_of_guidelines as checks
import pytest

from her2lessons.quiz.families import ish_group
from her2lessons.quiz.kinds.single import Single

SIDES = re.compile(r"([\d.]+\d) (?:copies are |is )(below|at or above) ([\d.]+\d)")
ASKS = re.compile(
    r"asks for (a ratio|fewer than|at least|[\d.]+ copies).*?([\d.]+\d).*here (?:it is|there are) ([\d.]+\d)"
)
FIGURES = re.compile(r"a ratio of \*\*([\d.]+)\*\* and \*\*([\d.]+)\*\* HER2 copies")

# For each group: the ratio it begins with and the one it ends below, and the same of the copies.
NEVER = Decimal(1000)
REGIONS = {
    "Group 1": ("2.0", NEVER, "4.0", NEVER),
    "Group 2": ("2.0", NEVER, "0", "4.0"),
    "Group 3": ("0", "2.0", "6.0", NEVER),
    "Group 4": ("0", "2.0", "4.0", "6.0"),
    "Group 5": ("0", "2.0", "0", "4.0"),
}


def figures(item: Single) -> tuple[Decimal, Decimal]:
    """Read ratio and copies off the page."""
    found = FIGURES.search(item.prompt)
    assert found
    return Decimal(found[1]), Decimal(found[2])


def expected(item: Single) -> str:
    """Find the one region of the plane that holds the point."""
    ratio, copies = figures(item)
    inside = [
        group
        for group, (low, high, few, many) in REGIONS.items()
        if Decimal(low) <= ratio < Decimal(high) and Decimal(few) <= copies < Decimal(many)
    ]
    assert len(inside) == 1
    return inside[0]


@pytest.fixture(scope="module")
def questions() -> list[Single]:
    return checks.made(ish_group.make)


def test_the_right_group_is_the_region_that_holds_the_point(questions: list[Single]) -> None:
    for item in questions:
        assert checks.right(item).text == expected(item), item.prompt
        assert expected(item) not in [option.text for option in checks.wrong(item)]


def test_every_group_is_right_and_wrong_about_as_often_as_the_next(questions: list[Single]) -> None:
    seen = Counter(checks.right(item).text for item in questions)
    assert set(seen) == set(REGIONS)
    assert min(seen.values()) >= 0.15 * len(questions)
    assert {option.text for item in questions for option in checks.wrong(item)} == set(REGIONS)


def test_options_stand_in_the_order_of_the_groups(questions: list[Single]) -> None:
    for item in questions:
        texts = [option.text for option in item.options]
        assert texts == sorted(texts)


@pytest.mark.parametrize(
    ("place", "edges"),
    [(0, ["2.0", "1.99", "1.98", "1.95"]), (1, ["4.0", "3.99", "3.9", "6.0", "5.99", "5.9"])],
    ids=["ratio", "copies"],
)
def test_edges_are_met_exactly_and_a_hair_below(
    questions: list[Single], place: int, edges: list[str]
) -> None:
    met = Counter(figures(item)[place] for item in questions)
    for edge in edges:
        assert met[Decimal(edge)] >= 5, edge


def test_a_case_is_hardest_where_a_tenth_would_change_the_group(questions: list[Single]) -> None:
    for item in questions:
        ratio, copies = figures(item)
        near_ratio = Decimal("1.9") <= ratio < Decimal("2.1")
        near_low = Decimal("3.9") <= copies < Decimal("4.1")
        near_high = Decimal("5.9") <= copies < Decimal("6.1") and ratio < 2
        assert (item.difficulty == 3) == (near_ratio or near_low or near_high), item.prompt


def test_every_comparison_in_a_reason_is_true_of_the_case(questions: list[Single]) -> None:
    checked = Counter()  # type: Counter[str]
    for item in questions:
        ratio, copies = figures(item)
        for option in checks.wrong(item):
            for asked, limit, told in ASKS.findall(option.because):
                figure = ratio if asked == "a ratio" else copies
                assert Decimal(told) == figure, option
                if asked == "a ratio":
                    high = f"{limit} or more" in option.because
                    assert (ratio < Decimal(limit)) == high, option
                elif asked == "fewer than":
                    assert copies >= Decimal(limit), option
                checked[asked.strip("0123456789. ")] += 1
            for told, side, limit in SIDES.findall(option.because):
                assert (Decimal(told) < Decimal(limit)) == (side == "below"), option
                assert Decimal(told) in (ratio, copies), option
                checked[side] += 1
    assert min(checked.values()) >= 50
    assert {"a ratio", "fewer than", "at least", "below", "at or above"} <= set(checked)


def test_rounding_and_misplaced_edges_are_offered_where_the_case_invites_them(
    questions: list[Single],
) -> None:
    for item in questions:
        names = [option.misconception for option in checks.wrong(item)]
        ratio, _ = figures(item)
        if ratio == 2:
            assert "exactly on a line counts as below it" in names, item.prompt
        if Decimal("1.95") < ratio < 2:
            assert "figures are rounded before they are compared" in names, item.prompt


def test_what_holds_for_every_family_holds_here(questions: list[Single]) -> None:
    checks.assert_reasons_are_full(questions)
    checks.assert_places_tell_nothing(questions)
    checks.assert_length_tells_nothing(questions)
    checks.assert_levels_all_occur(questions)
    checks.assert_sources_are_known(questions)
    checks.assert_every_seed_is_its_own(ish_group.make, questions, prompts=1200)
