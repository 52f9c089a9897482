"""The family estimate_shares against a second reading of what it asks the microscope for."""

from collections import Counter

import checks_of_fields as checks
import pytest

from her2lessons.quiz import score
from her2lessons.quiz.families import estimate_shares
from her2lessons.quiz.kinds.estimate import Estimate


@pytest.fixture(scope="module")
def questions() -> list[Estimate]:
    return checks.made(estimate_shares.make, "estimate")


def test_the_explanation_ends_with_the_score_of_the_shares_asked_for(questions: list[Estimate]) -> None:
    seen = Counter()  # type: Counter[str]
    for item in questions:
        expected = checks.score(item.field)
        seen[expected] += 1
        assert f"Conclusion: IHC {expected}" in item.explain.splitlines()[-1]
        stated = {int(figure) for figure in checks.re.findall(r"(\d+) %", item.explain.splitlines()[1])}
        asked = checks.shares(item.field)
        assert stated == {int(share) for share in (*asked, 100 - sum(asked)) if share}
    assert min(seen[text] for text in ("0+", "1+", "2+", "3+")) >= 60, seen


def test_one_pattern_is_easy_several_are_harder_and_the_line_and_odd_patterns_hardest(
    questions: list[Estimate],
) -> None:
    for item in questions:
        asked = [share for share in checks.shares(item.field) if share]
        if item.difficulty == 1:
            assert len(asked) == 1
        if item.difficulty == 2:
            assert len(asked) > 1
        if item.difficulty < 3:
            assert checks.shares(item.field)[2] == 0
    odd = [item for item in questions if checks.shares(item.field)[2]]
    assert len(odd) >= 50


def test_the_words_for_the_field_do_not_tell_how_many(questions: list[Estimate]) -> None:
    for item in questions:
        assert not checks.re.search(r"\bone in|quarter|third|half of|in five|\d", item.alt), item.alt


@pytest.mark.parametrize("seed", range(6))
def test_the_shares_asked_for_are_a_perfect_answer(seed: int) -> None:
    item = estimate_shares.make(seed)
    asked = {
        name: f"{float(share):g}"
        for name, share in zip(checks.PATTERNS, checks.shares(item.field), strict=True)
    }
    assert item.truth.score == checks.score(item.field)
    assert score(item, {**asked, "score": checks.score(item.field)}).points == 1
    off = next(text for text in checks.LADDER if text != checks.score(item.field))
    assert score(item, {**asked, "score": off}).points == 0.5


def test_what_holds_for_every_family_of_fields_holds_here(questions: list[Estimate]) -> None:
    checks.assert_what_holds_for_all(estimate_shares.make, questions, hashes=1990)
    assert {item.objective for item in questions} == {"03.3"}
