"""Which earlier questions open a lesson: those that fell short, then new ones, then the longest unseen."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from her2lessons.progress import Answer, Memory, choose_recall, due, next_due

Make = Callable[..., Answer]


@dataclass(frozen=True)
class Question:
    id: str
    objective: str


ITEMS = [
    Question(f"{objective}-{number}", objective)
    for objective in ("01.1", "01.2", "03.1", "04.1", "04.2", "05.1", "06.1")
    for number in ("01", "02")
]


def chosen(answers: list[Answer], count: int = 2, lesson: str = "05") -> list[str]:
    return [item.id for item in choose_recall(lesson, ITEMS, Memory.of(answers), count)]


def test_without_answers_the_nearest_earlier_lesson_comes_first_one_question_an_objective() -> None:
    assert chosen([], 6) == ["04.1-01", "04.2-01", "03.1-01", "01.1-01", "01.2-01", "04.1-02"]


def test_what_fell_short_comes_first_the_oldest_before_the_newer(make: Make) -> None:
    answers = [
        make(item="01.2-01", points=0.5),
        make(item="03.1-02", points=0),
        make(item="04.1-01", points=1),
    ]
    assert chosen(answers, 3) == ["01.2-01", "03.1-02", "04.1-02"]


def test_two_that_fell_short_on_one_objective_both_come_before_any_that_did_not(make: Make) -> None:
    answers = [make(item=item.id, points=int(item.objective != "03.1")) for item in ITEMS]
    assert chosen(answers) == ["03.1-01", "03.1-02"]


def test_only_the_last_answer_to_a_question_counts(make: Make) -> None:
    answers = [make(item="01.2-01", points=0), make(item="01.2-01", points=1)]
    assert chosen(answers) == ["04.1-01", "04.2-01"]
    assert chosen(list(reversed(answers))) == ["01.2-01", "04.1-01"]


def test_when_all_were_right_the_longest_unseen_comes_first_by_the_order_of_the_log(make: Make) -> None:
    earlier = [item for item in ITEMS if item.objective < "05"]
    answers = [make(item=item.id, points=1) for item in reversed(earlier)]
    assert chosen(answers, 3) == ["04.2-02", "04.1-02", "03.1-02"]


def test_this_lesson_and_later_ones_are_left_out(make: Make) -> None:
    answers = [make(item="05.1-01", points=0), make(item="06.1-01", points=0), make(item="gone", points=0)]
    assert chosen(answers) == ["04.1-01", "04.2-01"]
    assert chosen([], lesson="01") == []


def test_fewer_come_back_where_there_are_fewer() -> None:
    assert len(chosen([], 100)) == 10
    assert chosen([], 0) == []


def test_the_choice_is_always_the_same(make: Make) -> None:
    answers = [make(item=item.id, points=number % 2) for number, item in enumerate(ITEMS)]
    assert chosen(answers, 10) == chosen(answers, 10)


@pytest.mark.parametrize("lesson", ["5", 5, "five", None, "05_her2_status"])
def test_a_lesson_that_is_not_two_digits_is_refused(lesson: object) -> None:
    with pytest.raises(ValueError, match='A lesson is two digits in quotes, such as "05"; this is'):
        choose_recall(lesson, ITEMS, Memory())  # type: ignore[arg-type]


@pytest.mark.parametrize("count", [-1, 1.5, True, "2"])
def test_a_count_that_is_no_whole_number_is_refused(count: object) -> None:
    with pytest.raises(ValueError, match="The number of questions must be a whole number from 0; this is"):
        choose_recall("05", ITEMS, Memory(), count)  # type: ignore[arg-type]


DAY = timedelta(days=1)


def due_after(answers: list[Answer], moment: datetime) -> list[str]:
    return [item.id for item in due(ITEMS, Memory.of(answers), moment)]


def test_nothing_is_due_without_answers_nor_on_the_day_of_the_answer(make: Make, moment: datetime) -> None:
    assert due_after([], moment) == []
    assert due_after([make(item="04.1-01", points=0, at=moment)], moment) == []


def test_what_is_due_comes_sure_and_wrong_first_then_what_fell_short_then_the_longest_overdue(
    make: Make, moment: datetime
) -> None:
    answers = [
        make(item="01.1-01", points=1, at=moment - 5 * DAY),
        make(item="03.1-01", points=0, at=moment - 2 * DAY, confidence="guess"),
        make(item="01.2-01", points=1, at=moment - 9 * DAY),
        make(item="04.1-01", points=0.5, at=moment - 2 * DAY, confidence="sure"),
        make(item="04.2-01", points=1, at=moment),
    ]
    assert due_after(answers, moment) == ["04.1-01", "03.1-01", "01.2-01", "01.1-01"]


def test_what_is_due_this_evening_is_due_in_the_morning_of_that_day(make: Make, moment: datetime) -> None:
    evening = moment.astimezone().replace(hour=22)
    answers = [make(item="04.1-01", points=0, at=evening)]
    assert due_after(answers, evening.replace(hour=23)) == []
    assert due_after(answers, (evening + DAY).replace(hour=7)) == ["04.1-01"]


def test_an_answer_given_under_a_clock_far_ahead_is_due_now_and_not_in_years(
    make: Make, moment: datetime
) -> None:
    assert due_after([make(item="04.1-01", points=1, at=moment + 400 * DAY)], moment) == ["04.1-01"]


def test_the_next_due_moment_is_that_of_the_first_question_to_come(make: Make, moment: datetime) -> None:
    assert next_due(ITEMS, Memory(), moment) is None
    answers = [make(item="04.1-01", points=0, at=moment), make(item="03.1-01", points=1, at=moment)]
    assert next_due(ITEMS, Memory.of(answers), moment) == moment + DAY


def test_a_lesson_opens_with_what_was_sure_and_wrong(make: Make) -> None:
    answers = [make(item="01.2-01", points=0), make(item="03.1-02", points=0, confidence="sure")]
    assert chosen(answers) == ["03.1-02", "01.2-01"]
