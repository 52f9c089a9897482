"""Every bank that comes with the course: whole, consistent with the others, and fair to answer."""

import dataclasses
import json
from collections import Counter
from collections.abc import Iterator

import pytest

from her2lessons import quiz
from her2lessons.quiz import Bank, Item
from her2lessons.quiz.kinds.case import Case
from her2lessons.quiz.kinds.multiple import Multiple
from her2lessons.quiz.kinds.numeric import Numeric
from her2lessons.quiz.kinds.single import Single

BANKS = quiz.bank_names()
ACROSS_LESSONS = ("00", "14")


def questions() -> Iterator[tuple[Bank, Item]]:
    for name in BANKS:
        bank = quiz.load_bank(name)
        for item in bank:
            yield bank, item


ALL = list(questions())
ITEMS = [pytest.param(item, id=item.id) for _, item in ALL]


def test_there_are_banks_and_each_is_named_after_its_lesson() -> None:
    assert "05_her2_status" in BANKS
    for name in BANKS:
        assert name[:3] == f"{quiz.load_bank(name).lesson}_"


def test_an_id_is_used_for_one_question_only_in_the_whole_course() -> None:
    ids = Counter(item.id for _, item in ALL)
    assert [item_id for item_id, times in ids.items() if times > 1] == []


def test_an_id_begins_with_the_lesson_of_its_bank_or_of_its_objective() -> None:
    stray = [item.id for bank, item in ALL if item.id[:2] not in (bank.lesson, item.objective[:2])]
    assert stray == []


def test_lesson_05_has_twelve_authored_questions_three_an_objective_and_a_generated_family() -> None:
    bank = quiz.load_bank("05_her2_status")
    authored = [item for item in bank if item.kind != "case"]
    assert len(authored) >= 12
    objectives = Counter(item.objective for item in authored)
    assert {objective for objective, times in objectives.items() if times >= 3} >= {
        "05.1",
        "05.2",
        "05.3",
        "05.4",
    }
    assert any(item.kind == "case" for item in bank)
    assert {"single", "multiple", "numeric", "case"} == {item.kind for item in bank}


@pytest.mark.parametrize("item", ITEMS)
def test_nothing_that_gives_the_answer_away_is_in_the_public_view(item: Item) -> None:
    shown = json.dumps(dataclasses.asdict(quiz.public_view(item)), ensure_ascii=False, default=str)
    stated = quiz.realise(item)
    assert stated.explain not in shown
    for option in getattr(stated, "options", ()):
        assert option.because not in shown
        assert option.text in [text for _, text in quiz.public_view(item).options]


@pytest.mark.parametrize("item", [part for part in ITEMS if isinstance(part.values[0], Single)])
def test_in_a_single_question_one_option_scores_and_the_others_do_not(item: Single) -> None:
    assert sorted(quiz.score(item, option.id).points for option in item.options)[-2:] == [0, 1]


@pytest.mark.parametrize("item", [part for part in ITEMS if isinstance(part.values[0], Multiple)])
def test_in_a_multiple_question_the_right_ticks_score_fully_and_all_ticks_nothing(item: Multiple) -> None:
    assert quiz.score(item, [option.id for option in item.options if option.correct]).points == 1
    assert quiz.score(item, [option.id for option in item.options]).points == 0


@pytest.mark.parametrize("item", [part for part in ITEMS if isinstance(part.values[0], Numeric)])
def test_in_a_numeric_question_the_stated_answer_scores_and_one_past_the_tolerance_does_not(
    item: Numeric,
) -> None:
    assert quiz.score(item, {"value": item.answer, "unit": item.unit}).correct
    beyond = float(item.answer) + float(item.margin) * 1.01 + 1e-6
    assert not quiz.score(item, {"value": f"{beyond:.9f}", "unit": item.unit}).correct


@pytest.mark.parametrize("item", [part for part in ITEMS if isinstance(part.values[0], Case)])
def test_a_generated_question_can_be_made_and_answered_for_many_seeds(item: Case) -> None:
    made = [quiz.realise(item, seed) for seed in range(50)]
    assert len({quiz.item_hash(one) for one in made}) > 25
    for one in made:
        points = [quiz.score(one, option.id).points for option in one.options]  # type: ignore[attr-defined]
        assert sorted(points)[-2:] == [0, 1]


@pytest.mark.parametrize("item", ITEMS)
def test_every_reason_says_more_than_a_few_words(item: Item) -> None:
    short = [option.id for option in getattr(item, "options", ()) if len(option.because) < 40]
    assert short == []
    assert len(item.explain) >= 40


@pytest.mark.parametrize("item", ITEMS)
def test_no_option_is_all_or_none_of_the_above(item: Item) -> None:
    texts = [option.text.casefold() for option in getattr(item, "options", ())]
    assert [text for text in texts if "of the above" in text or "of these" in text] == []


@pytest.mark.parametrize("name", BANKS)
def test_the_longest_option_is_the_right_one_in_at_most_half_of_the_single_questions(name: str) -> None:
    singles = [item for item in quiz.load_bank(name) if isinstance(item, Single)]
    longest = [max(item.options, key=lambda option: len(option.text)).correct for item in singles]
    assert sum(longest) <= max(len(longest) / 2, 1)


@pytest.mark.parametrize("name", [name for name in BANKS if name[:2] not in ACROSS_LESSONS])
def test_the_right_option_does_not_always_stand_in_the_same_place(name: str) -> None:
    singles = [item for item in quiz.load_bank(name) if isinstance(item, Single)]
    places = Counter([option.correct for option in item.options].index(True) for item in singles)
    assert len(singles) < 3 or max(places.values()) <= len(singles) / 2
