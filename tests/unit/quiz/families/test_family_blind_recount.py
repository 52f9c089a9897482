"""The family blind_recount against a second reading of both counts and of what follows from them."""

from collections import Counter
from fractions import Fraction

import checks_of_fields as checks
import pytest

from her2lessons.quiz import score
from her2lessons.quiz.families import blind_recount
from her2lessons.quiz.kinds.count import Count

FIGURES = checks.re.compile(
    r"(\d+) HER2 and (\d+) CEP17 signals in (\d+) nuclei, a ratio of [\d.]+ and [\d.]+ HER2 copies per "
    r"nucleus: group (\d)"
)
FOLLOWS = {
    2: "Group 2 confirmed: negative.",
    3: "Group 3 confirmed: positive.",
    4: "Group 4 confirmed: negative.",
}


@pytest.fixture(scope="module")
def questions() -> list[Count]:
    return checks.made(blind_recount.make, "count")


def counts(item: Count) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    """Read both counts off the explanation, and see to it that their groups are those of their figures."""
    found = [tuple(map(int, figures)) for figures in FIGURES.findall(item.explain)]
    assert len(found) == 2
    for her2, cep17, nuclei, group in found:
        assert checks.group(Fraction(her2, cep17), Fraction(her2, nuclei)) == group
    return found[0][:3], found[1][:3]


def group(count: tuple[int, int, int]) -> int:
    return checks.group(Fraction(count[0], count[1]), Fraction(count[0], count[2]))


def test_the_second_count_is_the_field_and_the_first_lies_in_group_two_three_or_four(
    questions: list[Count],
) -> None:
    for item in questions:
        first, second = counts(item)
        assert second == checks.totals(item.field)
        assert group(first) in (2, 3, 4)
        assert first[2] == 20


def test_the_explanation_says_what_follows_from_both_counts(questions: list[Count]) -> None:
    seen = Counter()  # type: Counter[str]
    for item in questions:
        first, second = map(group, counts(item))
        if first == second:
            assert FOLLOWS[first] in item.explain
            seen[f"confirmed {first}"] += 1
            assert ("carries a comment" in item.explain) == (first in (2, 4))
        else:
            assert f"First group {first}, then group {second}: not decided by the rule." in item.explain
            assert "confirmed" not in item.explain
            seen["another"] += 1
    assert len(seen) == 4
    assert min(seen.values()) >= 150, seen


def test_nothing_of_the_first_count_is_told_before_the_answer(questions: list[Count]) -> None:
    prompts = {item.prompt for item in questions}
    assert len(prompts) == 1
    assert "IHC 2+, and its first count gave ISH group 2, 3 or 4" in prompts.pop()
    assert len({item.alt for item in questions}) <= 2


def test_difficulty_follows_distractors_and_the_distance_from_the_lines(questions: list[Count]) -> None:
    for item in questions:
        close = checks.near(item.field)
        assert item.difficulty == (3 if close else 2 if item.field.distractors else 1)


@pytest.mark.parametrize("seed", range(6))
def test_the_second_count_is_a_perfect_answer_on_the_drawn_field(seed: int) -> None:
    item = blind_recount.make(seed)
    her2, cep17, nuclei = checks.totals(item.field)
    assert item.truth.counts == (her2, cep17, nuclei)
    assert score(item, {"nuclei": str(nuclei), "her2": str(her2), "cep17": str(cep17)}).points == 1


def test_what_holds_for_every_family_of_fields_holds_here(questions: list[Count]) -> None:
    checks.assert_what_holds_for_all(blind_recount.make, questions, hashes=1990)
    assert {item.objective for item in questions} == {"05.4"}
