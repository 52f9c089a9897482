"""A sitting with a generated family: never the same case twice, harder after success, easier after a miss."""

from pathlib import Path

import pytest

from her2lessons import quiz
from her2lessons.quiz import Sitting, families
from her2lessons.quiz.kinds.case import Case

CASE = quiz.load_bank_file(Path(__file__).with_name("small_bank.yaml"))[3]
assert isinstance(CASE, Case)


def case(family: str) -> Case:
    return CASE.model_copy(update={"family": family})


@pytest.mark.parametrize("family", families.names())
def test_no_case_comes_twice_in_a_sitting(family: str) -> None:
    sitting = Sitting(case(family))
    asked = [quiz.item_hash(sitting.asked)]
    for turn in range(40):
        sitting.note(turn % 3 / 2)
        asked.append(quiz.item_hash(sitting.another()))
    assert len(set(asked)) == 41


@pytest.mark.parametrize("family", families.names())
def test_it_gets_harder_with_success_and_easier_after_misses(family: str) -> None:
    sitting = Sitting(case(family))
    for _ in range(3):
        sitting.note(1)
        sitting.another()
    assert sitting.asked.difficulty == 3
    for _ in range(3):
        sitting.note(0.5)
        sitting.another()
    assert sitting.asked.difficulty == 1


def test_the_case_on_the_card_is_that_of_its_seed() -> None:
    sitting = Sitting(CASE, 12)
    assert sitting.asked == quiz.realise(CASE, 12)
    sitting.another()
    assert sitting.seed > 12
    assert sitting.asked == quiz.realise(CASE, sitting.seed)


def test_a_family_that_has_run_out_of_cases_repeats_one_rather_than_stop(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    only = quiz.realise(CASE, 7)
    monkeypatch.setattr("her2lessons.quiz.sitting.realise", lambda item, seed: only)
    monkeypatch.setattr("her2lessons.quiz.sitting._EXHAUSTED", 50)
    sitting = Sitting(CASE)
    assert sitting.another() == only
