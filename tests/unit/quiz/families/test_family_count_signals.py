"""The family count_signals against a second reading of what it asks the microscope for."""

from collections import Counter
from fractions import Fraction

import checks_of_fields as checks
import pytest

from her2lessons.quiz import score
from her2lessons.quiz.families import count_signals
from her2lessons.quiz.kinds.count import Count


@pytest.fixture(scope="module")
def questions() -> list[Count]:
    return checks.made(count_signals.make, "count")


def test_the_explanation_gives_the_counts_and_the_group_of_the_request(questions: list[Count]) -> None:
    for item in questions:
        her2, cep17, nuclei = checks.totals(item.field)
        assert nuclei == 20
        said = f"Drawn were {her2} HER2 and {cep17} CEP17 signals in 20 nuclei"
        assert said in item.explain
        assert f"HER2 copies per nucleus: group {checks.group_of(item.field)}." in item.explain
        assert f"ISH group {checks.group_of(item.field)}:" in item.explain


def test_every_group_comes_up_and_easy_counts_are_of_group_one_or_five(questions: list[Count]) -> None:
    seen = Counter((item.difficulty, checks.group_of(item.field)) for item in questions)
    assert {group for level, group in seen if level == 1} == {1, 5}
    for level in (2, 3):
        assert min(seen[level, group] for group in range(1, 6)) >= 60, seen


def test_difficulty_follows_distractors_and_the_distance_from_the_lines(questions: list[Count]) -> None:
    for item in questions:
        close = checks.near(item.field)
        assert item.difficulty == (3 if close else 2 if item.field.distractors else 1)
        assert item.objective == ("04.3" if close else "04.2")
        assert item.difficulty > 1 or not checks.near(item.field, Fraction(25, 100))
        assert ("leave out" in item.prompt) == item.field.distractors
        assert ("So near a line" in item.explain) == close


def test_every_line_is_met_from_both_sides_and_exactly(questions: list[Count]) -> None:
    met = Counter()  # type: Counter[str]
    for item in questions:
        her2, cep17, nuclei = checks.totals(item.field)
        for name, figure, line in (
            ("ratio 2", Fraction(her2, cep17), 2),
            ("copies 4", Fraction(her2, nuclei), 4),
            ("copies 6", Fraction(her2, nuclei), 6),
        ):
            if abs(figure - line) < Fraction(8, 100) * line:
                met[f"{name} {'on' if figure == line else 'above' if figure > line else 'below'}"] += 1
    assert len(met) == 9
    assert min(met.values()) >= 5, met


@pytest.mark.parametrize("seed", range(200))
def test_the_microscope_plans_the_very_totals_that_are_explained(seed: int) -> None:
    from her2lessons.microscope import fish_counts

    asked = count_signals.make(seed).field
    counts = fish_counts.plan(
        float(asked.ratio), float(asked.her2_copies), int(asked.nuclei), int(asked.seed)
    )
    assert (sum(counts.her2), sum(counts.cep17), len(counts.her2)) == checks.totals(asked)


@pytest.mark.parametrize("seed", range(8))
def test_the_totals_are_a_perfect_answer_on_the_drawn_field(seed: int) -> None:
    item = count_signals.make(seed)
    her2, cep17, nuclei = checks.totals(item.field)
    assert item.truth.counts == (her2, cep17, nuclei)
    assert item.truth.group == checks.group_of(item.field)
    assert score(item, {"nuclei": str(nuclei), "her2": str(her2), "cep17": str(cep17)}).points == 1
    assert score(item, {"nuclei": "20", "her2": str(3 * her2), "cep17": str(cep17)}).points <= 0.5
    field = item.field.field()
    countable = field.nuclei[field.nuclei["countable"]]
    assert (countable["her2"].sum(), countable["cep17"].sum(), len(countable)) == (her2, cep17, nuclei)
    assert (len(field.nuclei) > nuclei) == item.field.distractors


def test_what_holds_for_every_family_of_fields_holds_here(questions: list[Count]) -> None:
    checks.assert_what_holds_for_all(count_signals.make, questions, hashes=1990)
