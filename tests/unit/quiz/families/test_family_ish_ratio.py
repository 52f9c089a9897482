"""The family ish_ratio against the same sums done a second time, in exact fractions."""

import re
from collections import Counter
from fractions import Fraction

import checks_of_guidelines as checks
import made_once
import pytest

from her2lessons.quiz import score
from her2lessons.quiz.families import ish_ratio
from her2lessons.quiz.kinds.numeric import Numeric

COUNTS = re.compile(
    r"In \*\*(\d+) nuclei\*\* a reader counts \*\*(\d+) HER2\*\* and \*\*(\d+) CEP17\*\* signals"
)
LINES = {"ratio": (2,), "HER2": (4, 6), "CEP17": ()}
Read = tuple[str, int, int, int]


def read(item: Numeric) -> Read:
    """Read what is asked, HER2 signals, CEP17 signals and nuclei off the page."""
    found = COUNTS.search(item.prompt)
    asked = re.search(r"\*\*(?:HER2/CEP17 (ratio)|(HER2|CEP17) copies per nucleus)\*\*", item.prompt)
    assert found
    assert asked
    nuclei, her2, cep17 = map(int, found.groups())
    return asked[1] or asked[2], her2, cep17, nuclei


def figures(item: Numeric) -> dict[str, Fraction]:
    """Give every figure that the counts allow, right or wrong, under a name."""
    asked, her2, cep17, nuclei = read(item)
    named = {
        "ratio": Fraction(her2, cep17),
        "HER2": Fraction(her2, nuclei),
        "CEP17": Fraction(cep17, nuclei),
    }
    return {
        "right": named[asked],
        **{f"takes {name}": value for name, value in named.items() if name != asked},
        "upside down": 1 / named[asked],
        "nuclei twice": named[asked] / nuclei,
    }


def group(ratio: Fraction, copies: Fraction) -> int:
    """The five groups, from the last to the first."""
    if ratio < 2:
        return 3 if copies >= 6 else 4 if copies >= 4 else 5
    return 2 if copies < 4 else 1


def points(item: Numeric, value: str) -> float:
    return score(item, {"value": value, "unit": ""}).points


def decimals(value: Fraction, places: int) -> str:
    """Write a fraction rounded half up, as people round."""
    whole = int(value * 10**places + Fraction(1, 2))
    return f"{whole // 10**places}.{whole % 10**places:0{places}}"


def by_a_line(item: Numeric) -> bool:
    """Whether the figure is on a line that counts, or one decimal would put it there."""
    asked, her2, cep17, _ = read(item)
    value = figures(item)["right"]
    return any(
        line - Fraction(1, 20) <= value <= line and (line != 6 or Fraction(her2, cep17) < 2)
        for line in LINES[asked]
    )


@pytest.fixture(scope="module")
def questions() -> list[Numeric]:
    items = made_once.questions("ish_ratio")
    assert {type(item) for item in items} == {Numeric}
    return items  # type: ignore[return-value]


def test_the_stated_answer_is_the_exact_figure_to_at_least_two_decimals(questions: list[Numeric]) -> None:
    for item in questions:
        places = max(2, len(item.answer.partition(".")[2]))
        off = abs(Fraction(item.answer) - figures(item)["right"])
        assert off <= Fraction(1, 2 * 10**places), item.prompt
        assert points(item, item.answer) == 1


def test_two_decimals_are_enough_unless_they_would_move_the_figure_onto_a_line(
    questions: list[Numeric],
) -> None:
    refused = 0
    for item in questions:
        value = figures(item)["right"]
        rounded = decimals(value, 2)
        moved = any(value < line <= Fraction(rounded) for line in LINES[read(item)[0]]) and by_a_line(item)
        assert points(item, rounded) == (0 if moved else 1), (item.prompt, rounded)
        assert points(item, f"{float(value):.9f}") == 1, item.prompt
        refused += moved
    assert refused >= 1


def test_every_named_mistake_scores_nothing_and_is_explained(questions: list[Numeric]) -> None:
    for item in questions:
        for name, value in figures(item).items():
            if name != "right":
                assert points(item, decimals(value, 4)) == 0, (item.prompt, name)
        asked, her2, cep17, nuclei = read(item)
        top, bottom = {"ratio": (her2, cep17), "HER2": (her2, nuclei), "CEP17": (cep17, nuclei)}[asked]
        slips = item.explain.splitlines()[-1]
        assert f"{bottom} / {top} = " in slips
        assert f"{top} / {bottom} / {nuclei} = " in slips
        others = [pair for pair in ((her2, cep17), (her2, nuclei), (cep17, nuclei)) if pair != (top, bottom)]
        assert all(f"{first} / {second} = " in slips for first, second in others), item.prompt


def test_by_a_line_one_decimal_scores_nothing_and_the_explanation_says_what_it_would_do(
    questions: list[Numeric],
) -> None:
    exact = below = 0
    for item in questions:
        asked, her2, cep17, nuclei = read(item)
        value = figures(item)["right"]
        assert (item.difficulty == 3) == by_a_line(item), item.prompt
        if not by_a_line(item):
            assert "unrounded" not in item.explain
            continue
        rounded = Fraction(decimals(value, 1))
        true = group(Fraction(her2, cep17), Fraction(her2, nuclei))
        if rounded == value:
            exact += 1
            assert f"exactly {float(value)}" in item.explain
            assert f"so the group is {true}." in item.explain
            continue
        below += 1
        parts = (rounded, Fraction(her2, nuclei)) if asked == "ratio" else (Fraction(her2, cep17), rounded)
        assert group(*parts) != true
        assert f"it would be {float(rounded)} and give group {group(*parts)}." in item.explain, item.prompt
        assert f"so the group is {true}." in item.explain
        assert points(item, decimals(value, 1)) == 0
        assert "course" in item.sources
    assert exact >= 20
    assert below >= 200


def test_nothing_across_a_line_is_accepted(questions: list[Numeric]) -> None:
    for item in questions:
        value = figures(item)["right"]
        for line in LINES[read(item)[0]]:
            if by_a_line(item) and value < line:
                assert Fraction(item.answer) + item.margin < line, item.prompt


def test_counts_are_plausible_and_large_enough(questions: list[Numeric]) -> None:
    for item in questions:
        _, her2, cep17, nuclei = read(item)
        assert nuclei >= 20
        assert 1 <= Fraction(cep17, nuclei) <= 5
        assert 1 <= Fraction(her2, nuclei) <= 15


def test_all_three_figures_are_asked_for_and_copies_are_harder_than_the_ratio(
    questions: list[Numeric],
) -> None:
    asked = Counter((read(item)[0], item.difficulty) for item in questions)
    assert set(asked) == {("ratio", 1), ("HER2", 2), ("CEP17", 2), ("ratio", 3), ("HER2", 3)}
    assert min(asked.values()) >= 100


def test_what_holds_for_every_family_holds_here(questions: list[Numeric]) -> None:
    checks.assert_levels_all_occur(questions)
    checks.assert_sources_are_known(questions)
    checks.assert_every_seed_is_its_own(ish_ratio.make, questions, prompts=1500)
