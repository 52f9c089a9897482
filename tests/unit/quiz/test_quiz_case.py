"""A case is a question made anew for every seed, asked and marked as the kind it makes."""

import pytest

from her2lessons import quiz
from her2lessons.quiz import Item, ResponseError, families


def test_a_case_is_realised_under_its_own_id_with_the_words_of_the_bank_around_it(case: Item) -> None:
    made = quiz.realise(case)
    assert made.kind == "single"
    assert (made.id, made.section, made.objective) == ("05.2-04", "practice", "05.2")
    assert made.prompt.startswith("An invented report.\n\n- IHC")
    assert made.explain.startswith("1. ")
    assert made.explain.endswith("\n\nGo in order.")
    assert made.sources[-1] == "allison2020"
    assert len(set(made.sources)) == len(made.sources)


def test_the_seed_of_the_bank_is_used_unless_another_is_given(case: Item) -> None:
    assert quiz.realise(case) == quiz.realise(case, 7)
    assert quiz.realise(case, 0) != quiz.realise(case)
    assert quiz.item_hash(case) == quiz.item_hash(quiz.realise(case, 7))
    assert quiz.item_hash(quiz.realise(case, 8)) != quiz.item_hash(case)
    assert quiz.public_view(case) == quiz.public_view(quiz.realise(case))


def test_a_case_is_scored_as_the_kind_it_makes(case: Item) -> None:
    for option in quiz.realise(case).options:  # type: ignore[attr-defined]
        assert quiz.score(case, option.id).correct is option.correct
    with pytest.raises(ResponseError, match="Choose one option first"):
        quiz.score(case, None)


@pytest.mark.parametrize("seed", [-1, True, 1.5, "7"])
def test_a_seed_that_is_no_whole_number_is_refused(case: Item, seed: object) -> None:
    with pytest.raises(ValueError, match="A seed is a whole number from 0, such as 7; this is"):
        quiz.realise(case, seed)  # type: ignore[arg-type]


def test_families_are_found_by_the_names_of_their_modules() -> None:
    assert "her2_status" in families.names()
    with pytest.raises(ValueError, match=r"there is no family 'her3'; the families are .*her2_status"):
        families.load("her3")


def test_how_hard_a_case_is_follows_from_the_case_and_not_from_the_bank(case: Item) -> None:
    assert {quiz.realise(case, seed).difficulty for seed in range(40)} == {1, 2, 3}
