"""The look at oneself, the map of progress and the review: what they ask, keep, show and hold back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from her2lessons import quiz as room
from her2lessons.progress import Answer, AnswerLog, looks
from her2lessons.quiz import syllabus
from her2lessons.widgets import progress, quiz, review
from her2lessons.widgets._look import Look
from her2lessons.widgets._quiz import Quiz

DAY = timedelta(days=1)
NOW = datetime.now(UTC)


@pytest.fixture(autouse=True)
def _at_home(home: Path) -> None:
    """Keep answers in an empty folder."""


def right(item: room.Item) -> Any:
    match item:
        case room.Item(kind="single"):
            return next(o.id for o in item.options if o.correct)  # type: ignore[attr-defined]
        case room.Item(kind="classify"):
            return next(o.id for o in item.categories if o.correct)  # type: ignore[attr-defined]
        case room.Item(kind="multiple"):
            return [o.id for o in item.options if o.correct]  # type: ignore[attr-defined]
        case room.Item(kind="numeric"):
            return {"value": item.answer, "unit": item.unit}  # type: ignore[attr-defined]
        case room.Item(kind="order"):
            return [part.id for part in item.order]  # type: ignore[attr-defined]
        case room.Item(kind="match"):
            return {pair.id: pair.match for pair in item.pairs}  # type: ignore[attr-defined]
    raise AssertionError(item.kind)


def answer_all(look: Look, but: int = 0) -> None:
    for card in look.cards[: len(look.cards) - but]:
        card.response = right(card.item)
        card.check()


def kept(item: str, points: float, days_ago: float = 0, **more: Any) -> None:
    answer = Answer(item=item, response="a", points=points, lesson=item[:2], at=NOW - days_ago * DAY, **more)
    AnswerLog().append(answer)


@pytest.mark.parametrize("which", ["before", "after"])
def test_a_look_says_nothing_about_an_answer_until_all_ten_are_given(which: str) -> None:
    look = quiz.look(which)
    assert isinstance(look, Look)
    answer_all(look, but=1)
    assert len(AnswerLog().read()) == 9
    for card in look.cards[:9]:
        assert "Saved on" in card.verdict.value
        for word in ("Right", "Not yet", "Partly", card.item.explain[:30]):
            assert word not in card.verdict.value
    assert look.finish_button.disabled
    assert "1 question has no answer yet." in look.outcome.value
    look.finish()
    assert "mirror" not in look.outcome.value
    assert "Right" not in look.announcement["text"]

    last = look.cards[-1]
    last.response = right(last.item)
    last.check()
    assert not look.finish_button.disabled
    look.finish()
    assert all("Right." in card.verdict.value for card in look.cards)
    assert "10 of 10 answered in full." in look.outcome.value
    assert "Ten questions are a mirror, not a measurement." in look.outcome.value
    assert "mirror" in look.announcement["text"]


def test_a_look_is_taken_up_where_it_was_left_without_telling_more() -> None:
    first = quiz.look("before")
    answer_all(first, but=6)  # type: ignore[arg-type]
    again = quiz.look("before")
    assert [card.response is not None for card in again.cards] == [True] * 4 + [False] * 6  # type: ignore[attr-defined]
    assert all("Right" not in card.verdict.value for card in again.cards)  # type: ignore[attr-defined]
    assert "6 questions have no answer yet." in again.outcome.value  # type: ignore[attr-defined]


def test_an_answer_that_was_not_kept_does_not_count(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    look = quiz.look("before")
    (tmp_path / "file").touch()
    monkeypatch.setenv("HER2LESSONS_HOME", str(tmp_path / "file"))
    answer_all(look)  # type: ignore[arg-type]
    assert look.finish_button.disabled  # type: ignore[attr-defined]
    assert "could not be saved" in look.cards[0].verdict.value  # type: ignore[attr-defined]


def test_the_page_can_keep_an_answer_of_a_look() -> None:
    look = quiz.look("before")
    number = next(n for n, card in enumerate(look.cards) if card.item.kind == "numeric")  # type: ignore[attr-defined]
    look.receive({"check": number, "inputs": ["7"], "sure": 0})
    look.receive({"check": 99, "inputs": []})
    look.receive({"nonsense": True})
    [answer] = AnswerLog().read()
    assert (answer.response["value"], answer.confidence) == ("7", "sure")


def test_both_looks_are_put_side_by_side_in_plain_words() -> None:
    for name, full in ((looks.BEFORE, 4), (looks.AFTER, 9)):
        for number, item in enumerate(room.load_bank(name)):
            kept(item.id, float(number < full))
    text = progress().map.value
    assert "Before the course: 4 of 10 answered in full. After it: 9 of 10 answered in full." in text
    assert "That is 5 questions more the second time." in text
    assert "A difference of up to 4 can be luck." in text
    assert "Lesson 14" not in text


def test_after_the_first_look_nothing_is_said_of_a_difference() -> None:
    for item in room.load_bank(looks.BEFORE):
        kept(item.id, 0.0)
    text = progress().map.value
    assert "Before the course: 0 of 10 answered in full. Ten questions are a mirror" in text
    assert "Lesson 14 asks ten others on the same things." in text
    assert "luck" not in text


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [(3, 3, "The two counts are the same."), (5, 4, "That is 1 question fewer the second time.")],
)
def test_a_difference_of_none_or_downwards_is_said_as_plainly(before: int, after: int, sentence: str) -> None:
    def look(full: int) -> looks.Look:
        return looks.Look(10, {str(n): float(n < full) for n in range(10)})

    assert sentence in looks.Comparison(look(before), look(after)).sentences


def test_nothing_is_compared_before_the_first_look_is_finished() -> None:
    assert looks.Comparison(looks.Look(10, {"a": 1.0}), looks.Look(10, {})).sentences == []


@pytest.mark.parametrize("which", ["now", None, 1, "Before"])
def test_another_look_is_refused(which: Any) -> None:
    with pytest.raises(ValueError, match=r'There are two looks, "before" and "after"; this is'):
        quiz.look(which)


def test_the_map_of_a_new_learner_shows_every_lesson_and_objective_and_where_to_begin() -> None:
    shown = progress()
    assert repr(shown) == "Progress: 15 lessons, 55 objectives"
    assert "No answers yet. Answer a question in any lesson" in shown.map.value
    for lesson in syllabus.lessons()[1:]:
        assert lesson.title in shown.map.value
    assert shown.map.value.count("<strong>not started</strong>") == 55
    assert "days in a row" not in shown.map.value


def test_the_map_fills_in_with_answers() -> None:
    for day in (3, 2, 1, 0):
        kept("05.1-01", 1, day)
    kept("05.2-01", 0)
    text = progress().map.value
    assert "<strong>steady</strong>: choose the next test" in text
    assert "<strong>begun</strong>: reach the final status" in text
    assert 'aria-label="1 steady, 1 begun, 2 not started">●◔○○</span>' in text
    assert "You have answered on 4 days in a row." in text
    total = len(room.load_bank("05_her2_status"))
    assert f"2 of {total} questions" in text


def test_the_saved_map_is_the_same_for_everyone() -> None:
    before = progress()
    kept("05.1-01", 1)
    after = progress()
    assert (before.plain, before.html) == (after.plain, after.html)


def test_one_question_that_was_removed_from_its_bank_stays_in_the_history_and_is_not_asked() -> None:
    kept("05.1-99", 0, 5)
    found = progress().overview
    assert found.answers == 1
    assert found.due == ()
    assert found.lessons[5].objectives[0].answers == 1


def test_on_a_host_that_forgets_its_disk_the_map_offers_the_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BINDER_REPO_URL", "https://example.org")
    assert "Download your answers" not in progress().map.value
    kept("05.1-01", 1)
    text = progress().map.value
    assert 'download="answers.jsonl" href="data:application/jsonl;base64,' in text
    assert "kept on this computer only" not in text


def test_a_damaged_log_is_mentioned_above_the_map(home: Path) -> None:
    kept("05.1-01", 1)
    with (home / "answers.jsonl").open("a") as file:
        file.write("noise\n")
    assert "could not be read as an answer and was skipped" in progress().map.value


def test_a_review_asks_what_is_due_most_urgent_first_and_afresh() -> None:
    kept("05.1-01", 1, 9)
    kept("05.2-01", 0, 2)
    kept("03.2-01", 0, 2, confidence="sure")
    kept("04.2-01", 1)
    asked = review()
    assert isinstance(asked, Quiz)
    assert [card.item.id for card in asked.cards] == ["03.2-01", "05.2-01", "05.1-01"]
    assert all(card.response is None and card.verdict.value == "" for card in asked.cards)
    assert repr(asked) == "Quiz: review of what is due"
    assert len(review(2).cards) == 2  # type: ignore[attr-defined]
    for card in asked.cards:
        card.response = right(card.concrete)
        card.check()
    assert [answer.lesson for answer in AnswerLog().read()[-3:]] == ["03", "05", "05"]
    assert not isinstance(review(), Quiz)


def test_a_review_of_nothing_says_when_there_will_be_something() -> None:
    empty = review()
    assert "Nothing is due today." in empty.child.value
    assert "Answer some in a lesson first." in empty.child.value
    kept("05.1-01", 0)
    tomorrow = (NOW + DAY).astimezone()
    assert f"The next question comes back on {tomorrow.day} {tomorrow:%B %Y}." in review().child.value
    assert repr(review()) == repr(empty)


def test_the_two_looks_and_the_first_tries_never_come_back_in_a_review() -> None:
    for name in (*looks.FORMS, "00_start_here"):
        for item in room.load_bank(name):
            kept(item.id, 0, 9)
    assert not isinstance(review(), Quiz)


@pytest.mark.parametrize("n", [0, -1, 51, 2.0, True, "10", None])
def test_a_review_of_an_odd_number_is_refused(n: Any) -> None:
    with pytest.raises(ValueError, match="A review has a whole number of questions from 1 to 50; this is"):
        review(n)


def test_what_is_due_can_be_answered_below_the_map() -> None:
    kept("05.2-01", 0, 2)
    shown = progress()
    assert "1 question is due today." in shown.map.value
    shown.review_button.click()
    assert shown.sitting is not None
    item = shown.sitting.cards[0].item
    inputs = [option.correct for option in item.options]  # type: ignore[attr-defined]
    shown.receive({"check": 0, "inputs": inputs})
    assert AnswerLog().read()[-1].points == 1
    assert "Right" in shown.announcement["text"]
    shown.review_button.click()
    assert "Nothing is due today." in shown.map.value
    assert "Nothing is due today." in shown._below.children[0].value
    assert shown.announcement["text"] == "Nothing more is due today."


def test_more_than_ten_that_are_due_come_ten_at_a_time() -> None:
    for item in room.load_bank("05_her2_status")[:14]:
        kept(item.id, 0, 2)
    shown = progress()
    shown.review_button.click()
    assert shown.sitting is not None
    assert shown.review_button.description == "Ask what is still due"
    first = [card.item.id for card in shown.sitting.cards]
    assert len(first) == 10
    for card in shown.sitting.cards:
        card.response = right(card.concrete)
        card.check()
    shown.review_button.click()
    assert len(shown.sitting.cards) == 4
    assert not {card.item.id for card in shown.sitting.cards} & set(first)
    assert "4 questions are due today." in shown.map.value


def test_without_anything_due_there_is_no_button_and_stray_messages_do_nothing() -> None:
    shown = progress()
    assert shown._below.children == ()
    shown.receive({"check": 0, "inputs": [True]})
    shown.ask_due()
    assert shown.announcement["text"] == "Nothing more is due today."
    assert AnswerLog().read() == []


def test_at_the_end_of_a_look_the_kept_answers_count_and_not_what_stands_on_the_page() -> None:
    look = quiz.look("before")
    assert isinstance(look, Look)
    answer_all(look)
    first = look.cards[0]
    wrong = next(o.id for o in first.item.options if not o.correct)  # type: ignore[attr-defined]
    first.response = wrong
    first.check()
    first.response = right(first.item)
    numeric = next(card for card in look.cards if card.item.kind == "numeric")
    numeric.answer.receive(["about two"])
    look.finish()
    assert "Not yet." in first.verdict.value
    assert first.response == wrong
    assert "Right." in numeric.verdict.value
    assert "9 of 10 answered in full." in look.outcome.value


def test_a_look_that_is_over_takes_no_more_answers_and_shows_its_end_again() -> None:
    look = quiz.look("before")
    answer_all(look)  # type: ignore[arg-type]
    look.finish()  # type: ignore[attr-defined]
    for seen in (look, quiz.look("before")):
        assert isinstance(seen, Look)
        verdicts = [card.verdict.value for card in seen.cards]
        assert all("Right." in verdict for verdict in verdicts)
        assert "10 of 10 answered in full." in seen.outcome.value
        for number, card in enumerate(seen.cards):
            if card.item.kind == "single":
                seen.receive({"check": number, "inputs": [True, False, False, False]})
            card.check()
            assert card.check_button.disabled
        assert [card.verdict.value for card in seen.cards] == verdicts
    assert len(AnswerLog().read()) == 10


def test_in_a_look_how_sure_one_is_can_be_changed_with_the_answer_and_comes_back() -> None:
    look = quiz.look("before")
    card = look.cards[0]  # type: ignore[attr-defined]
    card.response = right(card.item)
    card.sure.response = "sure"
    card.check()
    card.check()
    card.sure.response = "guess"
    card.check()
    assert [answer.confidence for answer in AnswerLog().read()] == ["sure", "guess"]
    again = quiz.look("before").cards[0]  # type: ignore[attr-defined]
    assert again.sure.response == "guess"
    assert again.sure.layout.display is None


def test_an_answer_to_an_earlier_wording_is_left_unmarked_at_the_end_of_a_look() -> None:
    for item in room.load_bank(looks.BEFORE):
        kept(item.id, 1.0)
    look = quiz.look("before")
    assert isinstance(look, Look)
    assert "10 of 10 answered in full." in look.outcome.value
    assert "an earlier wording of this question" in look.cards[0].verdict.value
    assert "Right." not in look.cards[0].verdict.value


def test_marks_of_an_open_look_are_told_nowhere() -> None:
    look = quiz.look("before")
    answer_all(look, but=3)  # type: ignore[arg-type]
    found = progress().overview
    assert found.to_dict()["looks"]["before"] == {"questions": 10, "answered": 7, "right": None}
    assert all(one.estimate is None for row in found.lessons for one in row.objectives)
    assert "Nothing comes back yet. Answer questions in a lesson, and they will." in progress().map.value
    answer_all(look)  # type: ignore[arg-type]
    assert progress().overview.to_dict()["looks"]["before"]["right"] == 10
