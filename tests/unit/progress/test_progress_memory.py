"""What the answers add up to, answer by answer, on good clocks and bad ones."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from her2lessons.progress import Answer, Memory, mastery
from her2lessons.progress.memory import MERGED, Seen

Make = Callable[..., Answer]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def card(memory: Memory, item: str = "05.1-01") -> tuple[datetime, datetime]:
    """Give the last review of a question and when it is due."""
    kept = memory.items[item].card
    assert kept is not None
    return kept.last_review, kept.due


def test_the_last_answer_and_the_misses_in_a_row_are_remembered(make: Make) -> None:
    answers = [make(points=points) for points in (0, 1, 0.5, 0)]
    memory = Memory.of(answers)
    assert memory.last_answer("05.1-01") == answers[-1]
    assert memory.misses("05.1-01") == 2
    assert memory.items["05.1-01"].answers == memory.answers == 4
    assert memory.last_answer("05.1-02") is None
    assert memory.misses("05.1-02") == 0


def test_the_same_answer_met_twice_counts_once(make: Make) -> None:
    answer = make(points=0)
    memory = Memory.of([answer, make(), answer])
    assert memory.answers == 2
    assert memory.misses("05.1-01") == 0


def test_sure_and_wrong_is_marked_until_a_better_answer(make: Make) -> None:
    memory = Memory.of([make(points=0.5, confidence="sure")])
    assert memory.items["05.1-01"].sure_and_wrong
    memory.add(make(points=1, confidence="sure"))
    assert not memory.items["05.1-01"].sure_and_wrong
    memory.add(make(points=0, confidence="guess"))
    assert not memory.items["05.1-01"].sure_and_wrong


def test_an_objective_is_estimated_from_the_answers_to_all_of_its_questions(
    make: Make, moment: datetime
) -> None:
    memory = Memory.of([make(item=f"05.1-0{n}", points=1, at=moment) for n in range(3)])
    expected = mastery.START
    for _ in range(3):
        expected = mastery.after(expected, 1)
    assert memory.objectives["05.1"].known == pytest.approx(expected)
    assert memory.objectives["05.1"].answers == 3
    assert set(memory.objectives) == {"05.1"}


def test_trying_one_question_again_at_once_moves_no_estimate_and_another_day_does(
    make: Make, moment: datetime
) -> None:
    memory = Memory.of([make(points=0, at=moment), make(points=1, at=moment + HOUR)])
    assert memory.objectives["05.1"].answers == 1
    memory.add(make(points=1, at=moment + DAY))
    assert memory.objectives["05.1"].answers == 2


def test_each_generated_case_moves_the_estimate(make: Make, moment: datetime) -> None:
    memory = Memory.of([make(seed=seed, at=moment) for seed in range(3)])
    assert memory.objectives["05.1"].answers == 3


def test_an_answer_to_a_question_outside_the_syllabus_is_kept_without_an_estimate(make: Make) -> None:
    memory = Memory.of([make(item="my-own-question")])
    assert memory.items["my-own-question"].answers == 1
    assert memory.objectives == {}


def test_a_clock_that_went_back_by_hours_changes_nothing(make: Make, moment: datetime) -> None:
    memory = Memory.of([make(points=1, at=moment)])
    before = card(memory)
    memory.add(make(points=0, at=moment - 20 * HOUR))
    assert card(memory) == before
    assert memory.last_answer("05.1-01").at == moment - 20 * HOUR  # type: ignore[union-attr]


def test_after_an_answer_under_a_clock_far_ahead_the_schedule_goes_on_from_the_right_time(
    make: Make, moment: datetime
) -> None:
    memory = Memory.of([make(points=1, at=moment + 700 * DAY)])
    for day in range(0, 41, 8):
        memory.add(make(points=1, at=moment + day * DAY))
        last, due = card(memory)
        assert last == moment + day * DAY
        assert due > last
    assert due > moment + 41 * DAY


@pytest.mark.parametrize("marks", [(0, 0, 1), (0, 0.5, 0.7, 1), (0,) * 5, (0, 1, 1, 1)])
def test_trying_again_in_one_sitting_leaves_the_schedule_to_the_first_answer(
    make: Make, moment: datetime, marks: tuple[float, ...]
) -> None:
    tried = Memory.of([make(points=p, at=moment + n * HOUR / 60) for n, p in enumerate(marks)])
    once = Memory.of([make(points=marks[0], at=moment)])
    assert tried.items["05.1-01"].card == once.items["05.1-01"].card
    assert tried.misses("05.1-01") == (0 if marks[-1] == 1 else len(marks))
    tried.add(make(points=1, at=moment + DAY))
    assert card(tried)[0] == moment + DAY


def test_the_same_generated_case_tried_again_moves_no_estimate(make: Make, moment: datetime) -> None:
    memory = Memory.of([make(points=0, seed=3, at=moment)])
    before = memory.objectives["05.1"].known
    for minute in range(1, 5):
        memory.add(make(points=1, seed=3, at=moment + minute * HOUR / 60))
    assert memory.objectives["05.1"].known == before
    memory.add(make(points=1, seed=4, at=moment + HOUR))
    assert memory.objectives["05.1"].known > before


def test_an_older_answer_that_was_merged_does_not_open_the_sitting_again(
    make: Make, moment: datetime
) -> None:
    memory = Memory.of([make(points=0, at=moment)])
    memory.add(make(points=1, at=moment - 30 * DAY, extra={MERGED: "2026-11-26T10:00:00+00:00"}))
    before = memory.objectives["05.1"].known
    memory.add(make(points=1, at=moment + HOUR / 60))
    assert memory.objectives["05.1"].known == before


@pytest.mark.parametrize("item", ["03.2-d1", "10.1-s1"])
def test_a_look_at_oneself_moves_no_estimate(make: Make, item: str) -> None:
    memory = Memory.of([make(item=item, points=1)])
    assert memory.objectives == {}
    assert memory.items[item].points == 1


def test_right_answers_on_later_days_come_back_less_and_less_often(make: Make, moment: datetime) -> None:
    memory, at, gaps = Memory(), moment, []
    for _ in range(5):
        memory.add(make(points=1, at=at))
        last, due = card(memory)
        gaps.append(due - last)
        at = due
    assert gaps == sorted(gaps)
    assert gaps[0] >= DAY
    assert gaps[-1] > 60 * DAY
    memory.add(make(points=0, at=at))
    last, due = card(memory)
    assert due - last < gaps[-1] / 10


@pytest.mark.parametrize(("confidence", "longer"), [("guess", False), ("think so", True), ("sure", True)])
def test_a_right_guess_comes_back_sooner(make: Make, moment: datetime, confidence: str, longer: bool) -> None:
    guessed = card(Memory.of([make(points=1, at=moment, confidence="guess")]))[1]
    other = card(Memory.of([make(points=1, at=moment, confidence=confidence)]))[1]
    assert (other > guessed) is longer


def test_an_older_answer_that_was_merged_counts_and_the_newer_one_stays_the_last(
    make: Make, moment: datetime
) -> None:
    newer = make(points=1, at=moment)
    older = make(points=0, at=moment - DAY, extra={MERGED: "2026-11-26T10:00:00+00:00"})
    memory = Memory.of([newer, older])
    assert memory.last_answer("05.1-01") == newer
    assert memory.misses("05.1-01") == 0
    assert memory.answers == 2
    assert card(memory)[0] == moment
    later = make(points=0, at=moment + DAY, extra={MERGED: "2026-11-26T10:00:00+00:00"})
    memory.add(later)
    assert memory.last_answer("05.1-01") == later


@pytest.mark.parametrize("year", [1, 9999])
def test_a_moment_at_the_edge_of_the_calendar_is_taken(make: Make, year: int) -> None:
    memory = Memory.of(
        [make(at=datetime(year, 1, 1, tzinfo=UTC)), make(at=datetime(year, 12, 31, tzinfo=UTC))]
    )
    assert memory.answers == 2


def test_days_in_a_row_go_up_to_today_or_yesterday(make: Make) -> None:
    noon = datetime(2026, 11, 20, 12).astimezone()
    memory = Memory.of([make(at=noon - n * DAY) for n in (0, 0, 1, 2, 4)])
    today = noon.toordinal()
    assert memory.days_in_row(today) == 3
    assert memory.days_in_row(today + 1) == 3
    assert memory.days_in_row(today + 2) == 0
    assert memory.days[today] == 2
    assert Memory().days_in_row(today) == 0


def test_ids_seen_before_are_known_after_they_were_written_down() -> None:
    names = [f"id-{n}" for n in range(500)]
    first = Seen()
    assert all(first.add(name) for name in names[:300])
    again = Seen(first.as_bytes())
    assert not any(again.add(name) for name in names[:300])
    assert all(again.add(name) for name in names[300:])
    assert len(again.as_bytes()) == 8 * 500
    assert not any(Seen(again.as_bytes()).add(name) for name in names)
