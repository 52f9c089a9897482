"""A quiz in the learner's hands: it marks, keeps, remembers, escapes and tells nothing beforehand."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from ipywidgets import HTML, Widget

from her2lessons.progress import Answer, AnswerLog
from her2lessons.quiz import Bank, item_hash
from her2lessons.widgets import quiz
from her2lessons.widgets._card import Card
from her2lessons.widgets._quiz import Quiz
from her2lessons.widgets._saving import when


def shown(bank: Bank) -> Quiz:
    return Quiz([(bank.lesson, item) for item in bank], title="hostile / all", preview=bank.items)


def inside(widget: Widget) -> Iterator[Widget]:
    yield widget
    if isinstance(widget, Quiz):
        yield from inside(widget.child)
    for child in getattr(widget, "children", ()):
        yield from inside(child)


def sent_to_page(widget: Quiz) -> str:
    """Everything that the browser is given: the state of every widget, and the saved output."""
    states = [{k: v for k, v in w.get_state().items() if k not in ("_esm", "_css")} for w in inside(widget)]
    return json.dumps(states, default=str) + json.dumps(widget._repr_mimebundle_())


def card(widget: Quiz, kind: str) -> Card:
    return next(c for c in widget.cards if c.item.kind == kind)


def log() -> list[Answer]:
    return AnswerLog().read()


class Tags(HTMLParser):
    """Collect what a browser would build from a piece of HTML."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_before_an_answer_the_page_is_told_no_reason_no_mark_and_no_right_answer(bank: Bank) -> None:
    page = sent_to_page(shown(bank))
    assert "RIGHT-TEXT" in page  # the option itself must be there to choose
    assert "SECRET" not in page
    assert "73.125" not in page
    assert "correct" not in page


def test_a_generated_case_is_sent_without_its_reasons(bank: Bank) -> None:
    widget = shown(bank)
    concrete = card(widget, "case").concrete
    page = sent_to_page(widget)
    for option in concrete.options:
        assert json.dumps(option.because)[1:40] not in page


@pytest.mark.parametrize(
    ("kind", "response", "points", "word"),
    [
        ("single", "a", 1.0, "Right"),
        ("single", "b", 0.0, "Not yet"),
        ("multiple", ["a", "b"], 1.0, "Right"),
        ("multiple", ["a"], 0.5, "Partly right"),
        ("multiple", ["a", "b", "c"], 0.0, "Not yet"),
        ("numeric", {"value": "73.125", "unit": "nuclei"}, 1.0, "Right"),
        ("numeric", {"value": "20", "unit": "nuclei"}, 0.0, "Not yet"),
    ],
)
def test_an_answer_is_kept_then_shown_with_its_verdict(
    bank: Bank, kind: str, response: Any, points: float, word: str
) -> None:
    widget = shown(bank)
    answered = card(widget, kind)
    answered.response = response
    answered.check_button.click()
    [kept] = log()
    assert (kept.item, kept.response, kept.points) == (answered.item.id, response, points)
    assert kept.lesson == "05"
    assert kept.item_hash == item_hash(answered.concrete)
    assert f"{word}." in answered.verdict.value
    assert "Saved on" in answered.verdict.value
    assert "SECRET-EXPLAIN" in answered.verdict.value
    assert word in widget.announcement["text"]


def test_the_reason_for_the_choice_comes_with_the_right_answer(bank: Bank) -> None:
    answered = card(shown(bank), "single")
    answered.response = "b"
    answered.check()
    assert "SECRET-WRONG" in answered.verdict.value
    assert "The right answer" in answered.verdict.value
    assert "SECRET-RIGHT" in answered.verdict.value
    assert 'href="https://doi.org/' in answered.verdict.value


@pytest.mark.parametrize("kind", ["single", "multiple", "numeric", "case"])
def test_checking_before_answering_asks_for_an_answer_and_keeps_nothing(bank: Bank, kind: str) -> None:
    answered = card(shown(bank), kind)
    answered.check()
    assert "Choose or type an answer first." in answered.verdict.value
    assert log() == []


@pytest.mark.parametrize("typed", ["five", "1e400", "nan", "1,234,5"])
def test_a_number_that_cannot_be_read_is_not_marked_wrong(bank: Bank, typed: str) -> None:
    answered = card(shown(bank), "numeric")
    answered.receive([typed])
    assert "Not marked yet." in answered.verdict.value
    assert log() == []


@pytest.mark.parametrize(
    ("kind", "inputs", "response"),
    [
        ("single", [False, True], "b"),
        ("multiple", [True, False, True], ["a", "c"]),
        ("numeric", ["7"], {"value": "7", "unit": "nuclei"}),
    ],
)
def test_what_stands_on_the_page_at_the_click_is_what_is_marked(
    bank: Bank, kind: str, inputs: list[Any], response: Any
) -> None:
    widget = shown(bank)
    widget.receive({"check": widget.cards.index(card(widget, kind)), "inputs": inputs})
    assert [answer.response for answer in log()] == [response]


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"check": 99, "inputs": []},
        {"check": "0", "inputs": [True]},
        {"check": 0},
        {"check": 0, "inputs": "x"},
    ],
)
def test_a_message_that_names_no_card_does_nothing(bank: Bank, message: dict[str, Any]) -> None:
    widget = shown(bank)
    widget.receive(message)
    assert log() == []
    assert widget.announcement == {}


@pytest.mark.parametrize("inputs", [[], [True] * 9, [None, {}], ["<b>"]])
def test_a_message_with_impossible_inputs_marks_nothing(bank: Bank, inputs: list[Any]) -> None:
    widget = shown(bank)
    for number in range(len(widget.cards)):
        widget.receive({"check": number, "inputs": inputs})
    assert [answer for answer in log() if answer.points > 0] == []


def test_a_reopened_quiz_shows_the_earlier_answer_and_when(bank: Bank) -> None:
    first = card(shown(bank), "single")
    first.response = "b"
    first.check()
    again = card(shown(bank), "single")
    assert again.response == "b"
    assert "You answered this on " in again.verdict.value
    assert f"{datetime.now():%B %Y}" in again.verdict.value
    assert "Not yet." in again.verdict.value
    assert len(log()) == 1, "showing an earlier answer must not add one"


def test_an_answer_to_an_earlier_wording_is_mentioned_and_not_marked_again(bank: Bank) -> None:
    AnswerLog().append(Answer(item="05.1-90", response="a", points=1.0, lesson="05", item_hash="old"))
    again = card(shown(bank), "single")
    assert again.response is None
    assert "an earlier wording of this question" in again.verdict.value


def test_an_earlier_answer_that_no_longer_fits_is_left_out(bank: Bank) -> None:
    item = next(i for i in bank if i.id == "05.1-90")
    AnswerLog().append(
        Answer(item=item.id, response={"odd": 1}, points=1.0, lesson="05", item_hash=item_hash(item))
    )
    again = card(shown(bank), "single")
    assert again.response is None
    assert again.verdict.value == ""


def test_a_new_case_is_asked_and_remembered_by_its_seed(bank: Bank) -> None:
    answered = card(shown(bank), "case")
    first = answered.concrete.prompt
    answered.another_button.click()
    assert answered.concrete.prompt != first
    right = next(option.id for option in answered.concrete.options if option.correct)
    answered.response = right
    answered.check()
    [kept] = log()
    assert (kept.seed, kept.points) == (answered.seed, 1.0)
    assert answered.seed > 3
    again = card(shown(bank), "case")
    assert again.concrete.prompt == answered.concrete.prompt
    assert again.response == right


def test_nothing_an_author_writes_can_run(bank: Bank) -> None:
    widget = shown(bank)
    for answered in widget.cards:
        if answered.item.kind == "single":
            answered.response = "a"
            answered.check()
    pieces = [w.value for w in inside(widget) if isinstance(w, HTML)] + [widget.html]
    tags = [found for piece in pieces for found in Tags(piece).found]
    assert len(tags) > 20
    for tag, attributes in tags:
        assert tag not in {"script", "img", "iframe", "style", "object"}
        assert not [name for name in attributes if name.startswith("on")]
        assert (attributes.get("href") or "https://").startswith("https://")
    assert any("&lt;script&gt;" in piece for piece in pieces)


def test_saved_output_is_short_text_and_readable_questions(bank: Bank) -> None:
    bundle, _ = shown(bank)._repr_mimebundle_()
    assert bundle["text/plain"] == "Quiz: hostile / all, 4 questions"
    assert "Run this cell to continue" in bundle["text/html"]
    assert "How many nuclei?" in bundle["text/html"]


def test_saved_output_is_the_same_whatever_the_learner_answered(bank: Bank) -> None:
    before = shown(bank)
    for answered, response in ((card(before, "single"), "a"), (card(before, "multiple"), ["c"])):
        answered.response = response
        answered.check()
    after = shown(bank)
    assert (after.plain, after.html) == (before.plain, before.html)


@pytest.mark.parametrize(
    ("place", "sentence"),
    [("below-a-file", "is a file where a folder is needed"), ("device", "is a device, not an ordinary file")],
)
def test_where_nothing_can_be_kept_the_quiz_still_answers_and_says_so(
    bank: Bank, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, sentence: str
) -> None:
    (tmp_path / "file").write_text("in the way")
    if place == "below-a-file":
        monkeypatch.setenv("HER2LESSONS_HOME", str(tmp_path / "file" / "home"))
    else:
        (tmp_path / "odd").mkdir()
        (tmp_path / "odd" / "answers.jsonl").symlink_to("/dev/full")
        monkeypatch.setenv("HER2LESSONS_HOME", str(tmp_path / "odd"))
    answered = card(shown(bank), "single")
    answered.response = "a"
    answered.check()
    assert "Right." in answered.verdict.value
    assert "Your answer could not be saved" in answered.verdict.value
    assert sentence in answered.verdict.value
    assert "Saved" not in answered.verdict.value


def test_a_full_disk_is_named_on_the_card(bank: Bank, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int, _data: object) -> int:
        raise OSError(28, "No space left on device")

    answered = card(shown(bank), "single")
    answered.response = "a"
    monkeypatch.setattr(os, "write", full)
    answered.check()
    monkeypatch.undo()
    assert "is full" in answered.verdict.value
    assert "her2-saved refused" in answered.verdict.value


def test_a_host_that_forgets_its_disk_says_saved_for_this_session(
    bank: Bank, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BINDER_REPO_URL", "https://example.org/course")
    answered = card(shown(bank), "single")
    answered.response = "a"
    answered.check()
    assert "Saved for this session only" in answered.verdict.value
    link = next(
        a["href"] for tag, a in Tags(answered.verdict.value).found if a.get("download") == "answers.jsonl"
    )
    kept = base64.b64decode(link.removeprefix("data:application/jsonl;base64,")).decode()
    assert json.loads(kept)["item"] == "05.1-90"


def test_a_damaged_log_is_mentioned_above_the_questions(bank: Bank, home: Path) -> None:
    AnswerLog().append(Answer(item="05.1-90", response="a", points=1.0, lesson="05"))
    with (home / "answers.jsonl").open("a") as file:
        file.write("not json\n")
    notice = shown(bank).child.children[0]
    assert "could not be read as an answer and was skipped" in notice.value


def test_the_same_announcement_twice_is_two_changes(bank: Bank) -> None:
    widget = shown(bank)
    heard: list[dict[str, Any]] = []
    widget.observe(lambda change: heard.append(change["new"]), names="announcement")
    for _ in range(2):
        widget.announce("Right.")
    assert [said["text"] for said in heard] == ["Right.", "Right."]


def test_an_unknown_bank_or_section_is_named_with_those_there_are(home: Path) -> None:
    with pytest.raises(ValueError, match="05_her2_status"):
        quiz("05_her2", "status")
    with pytest.raises(ValueError, match="status"):
        quiz("05_her2_status", "stratus")


def test_recall_asks_two_earlier_questions_and_hides_earlier_answers(home: Path) -> None:
    first = quiz.recall("05")
    assert len(first.cards) == 2
    assert all(c.item.objective < "05" for c in first.cards)
    assert first.plain == "Quiz: before lesson 05, from earlier lessons, 2 questions"
    wrong = first.cards[0].item
    AnswerLog().append(
        Answer(
            item=wrong.id,
            response="zz",
            points=0.0,
            lesson="03",
            at=datetime.now(UTC),
            item_hash=item_hash(wrong),
        )
    )
    later = quiz.recall("05")
    assert later.cards[0].item.id == wrong.id
    assert later.cards[0].response is None
    assert later.html == first.html, "the saved output is the same for everyone"


def test_recall_before_the_first_lesson_says_that_there_is_nothing_yet(home: Path) -> None:
    with pytest.raises(ValueError, match="No lesson before '01' has questions to recall"):
        quiz.recall("01")


@pytest.mark.parametrize(("seed", "asked"), [(-5, 0), (None, 3), (0, 0), (12, 12)])
def test_an_odd_seed_in_the_log_does_not_stop_the_quiz(bank: Bank, seed: int | None, asked: int) -> None:
    AnswerLog().append(
        Answer(item="05.2-93", response="a", points=0.0, lesson="05", seed=seed, item_hash="x")
    )
    assert card(shown(bank), "case").seed == asked


@pytest.mark.parametrize("lesson", [5, None, [], b"05", "5", "lesson 05"])
def test_recall_of_something_else_than_a_lesson_says_how_to_write_one(home: Path, lesson: Any) -> None:
    with pytest.raises(ValueError, match='A lesson is two digits in quotes, such as "05"'):
        quiz.recall(lesson)


def test_a_home_that_nobody_has_does_not_stop_the_quiz(
    bank: Bank, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "~nosuchuser").write_text("in the way")
    monkeypatch.setenv("HER2LESSONS_HOME", "~nosuchuser/x")
    answered = card(shown(bank), "single")
    answered.response = "a"
    answered.check()
    assert "Your answer could not be saved" in answered.verdict.value


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_a_moment_that_no_calendar_holds_is_a_damaged_line(bank: Bank, home: Path, moment: str) -> None:
    AnswerLog().append(Answer(item="05.1-90", response="a", points=1.0, lesson="05"))
    path = home / "answers.jsonl"
    line = json.loads(path.read_text()) | {"at": moment, "id": "odd"}
    path.write_text(path.read_text() + json.dumps(line) + "\n")
    notice = shown(bank).child.children[0]
    assert "could not be read as an answer" in notice.value


@pytest.mark.parametrize("year", [1, 9999])
def test_the_edge_of_the_calendar_can_still_be_shown(year: int) -> None:
    assert str(year) in when(datetime(year, 1 if year == 1 else 12, 1 if year == 1 else 31, 12, tzinfo=UTC))
