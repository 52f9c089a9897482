"""A card for every kind of question, how sure one is, where to read again, and new cases."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from her2lessons import quiz as room
from her2lessons.progress import Answer, AnswerLog
from her2lessons.widgets._card import Card
from her2lessons.widgets._quiz import Quiz
from her2lessons.widgets._sure import WORDS

EVERY_KIND = Path(__file__).parents[2] / "every_kind" / "05_every_kind.yaml"
BANK = room.load_bank_file(EVERY_KIND)


@pytest.fixture(autouse=True)
def _at_home(home: Path) -> None:
    """Keep answers in an empty folder."""


def shown(**given: Any) -> Quiz:
    return Quiz([(BANK.lesson, item) for item in BANK], title="every kind", preview=BANK.items, **given)


def card(kind: str, widget: Quiz | None = None) -> Card:
    return next(c for c in (widget or shown()).cards if c.item.kind == kind)


def log() -> list[Answer]:
    return AnswerLog().read()


# Of each kind: what the page reports, the response it stands for, and its points. Rows of an order are named
# by their place as first shown.
SHOWN = [part.id for part in BANK.item("05.1-04").shown]  # type: ignore[attr-defined]
REPORTS = [
    ("single", [False, True, False], "b", 1.0),
    ("multiple", [True, False, False], ["a"], 0.5),
    ("numeric", [" 20 "], {"value": " 20 ", "unit": "nuclei"}, 1.0),
    ("order", [*(str(SHOWN.index(part)) for part in "pqrs"), "moved"], ["p", "q", "r", "s"], 1.0),
    ("match", [1, 2, 2], {"ihc": "protein", "fish": "gene", "cish": "gene"}, 1.0),
    ("classify", [False, False, True], "high", 1.0),
]


@pytest.mark.parametrize(("kind", "inputs", "response", "points"), REPORTS, ids=[row[0] for row in REPORTS])
def test_each_kind_takes_its_answer_from_the_page_keeps_it_and_shows_it_again(
    kind: str, inputs: list[Any], response: Any, points: float
) -> None:
    widget = shown()
    number = widget.cards.index(card(kind, widget))
    widget.receive({"check": number, "inputs": inputs, "sure": 2})
    [kept] = log()
    assert (kept.response, kept.points, kept.confidence) == (response, points, "guess")
    assert "SECRET" in widget.cards[number].verdict.value
    again = card(kind)
    assert again.response == response
    assert "You answered this on" in again.verdict.value
    assert len(log()) == 1


@pytest.mark.parametrize("kind", ["order", "match", "classify"])
def test_before_an_answer_a_card_asks_for_one_and_keeps_nothing(kind: str) -> None:
    asked = card(kind)
    assert asked.response is None
    asked.check()
    word = "Move the rows into their order first" if kind == "order" else "Choose or type an answer first."
    assert word in asked.verdict.value
    assert log() == []


def test_a_match_that_is_not_whole_is_not_marked(home: Path) -> None:
    asked = card("match")
    asked.receive([0, 2, 0])
    assert "Choose a match for every line first; IHC has none yet." in asked.verdict.value
    assert log() == []


@pytest.mark.parametrize(
    ("kind", "inputs"),
    [
        ("order", ["0", "0", "1", "2", "moved"]),
        ("order", ["x", None, 3, "9", "moved"]),
        ("order", ["0", "1", "2", "moved"]),
        ("order", ["0", "1", "2", "3", ""]),
        ("order", ["0", "1", "2", "3", True]),
        ("match", [99, -4, "gene"]),
        ("match", [True, None, {}]),
        ("classify", ["yes", 3, None]),
    ],
)
def test_a_report_of_the_page_that_makes_no_sense_marks_nothing(kind: str, inputs: list[Any]) -> None:
    card(kind).receive(inputs, "sure")
    assert log() == []


@pytest.mark.parametrize("response", [None, 5, "p", ["p"], {"a": 1}, ["p", "q", "r", "z"]])
@pytest.mark.parametrize("kind", ["order", "match", "classify"])
def test_an_earlier_response_of_another_form_leaves_the_card_empty(kind: str, response: Any) -> None:
    asked = card(kind)
    asked.response = response
    assert asked.response is None


def test_the_page_is_not_told_the_ids_of_parts_because_they_may_name_the_order() -> None:
    state = card("order").answer.get_state()
    assert state["order"] == [0, 1, 2, 3]
    assert set(state["rows"]) == {part.text for part in BANK.item("05.1-04").order}  # type: ignore[attr-defined]
    assert not {"p", "q", "r", "s"} & set(json.dumps(state["rows"]).split('"'))


def test_a_picture_is_shown_with_its_words() -> None:
    picture = card("classify").answer.children[0].value
    assert 'alt="Three cells; two of them have a thick closed brown ring."' in picture
    assert 'src="data:image/svg+xml;base64,' in picture


@pytest.mark.parametrize(
    ("place", "word"), [*enumerate(WORDS), (-1, None), (7, None), (True, None), ("0", None)]
)
def test_how_sure_one_is_is_kept_with_the_first_answer(place: Any, word: str | None) -> None:
    asked = card("single")
    asked.receive([True, False, False], place)
    asked.receive([False, True, False], place)
    assert [answer.confidence for answer in log()] == [word, None], "asked once a card"
    assert asked.sure.layout.display == "none"


def test_a_new_case_asks_again_how_sure_one_is() -> None:
    asked = card("case")
    asked.sure.response = "sure"
    asked.response = "a"
    asked.check()
    asked.another()
    assert asked.sure.response is None
    assert asked.sure.layout.display is None


def lesson_card(section: str) -> Card:
    bank = room.load_bank("05_her2_status")
    item = next(i for i in bank.section(section) if i.kind == "single")
    return Quiz([("05", item)], title=section, preview=[item]).cards[0]


def miss(asked: Card, which: int = 0) -> None:
    """Choose a wrong option, the first or another one, and check it."""
    asked.response = [o.id for o in asked.concrete.options if not o.correct][which]  # type: ignore[attr-defined]
    asked.check()


def test_after_a_second_miss_the_card_says_where_to_read_again_and_not_before() -> None:
    asked = lesson_card("status")
    miss(asked)
    assert "Read again" not in asked.verdict.value
    asked.check()
    assert "Read again" not in asked.verdict.value, "the same answer checked again is no second miss"
    miss(asked, 1)
    assert (
        "Read again: lesson 05, HER2 status, the section <strong>2. From two results to one status</strong>."
        in (asked.verdict.value)
    )
    asked.response = next(o.id for o in asked.concrete.options if o.correct)  # type: ignore[attr-defined]
    asked.check()
    assert "Read again" not in asked.verdict.value
    miss(asked)
    assert "Read again" not in asked.verdict.value


def test_misses_of_another_day_count_too() -> None:
    miss(lesson_card("status"))
    asked = lesson_card("status")
    miss(asked, 1)
    assert "Read again" in asked.verdict.value


def test_a_question_outside_the_explaining_sections_points_to_the_one_that_explains() -> None:
    asked = lesson_card("mistakes")
    miss(asked)
    miss(asked, 1)
    assert "Read again: lesson 05" in asked.verdict.value
    assert "Common mistakes" not in asked.verdict.value


def test_asked_afresh_a_case_is_a_new_one_and_nothing_of_before_is_shown() -> None:
    asked = card("case")
    asked.response = "a"
    asked.check()
    again = card("case", shown(afresh=True))
    assert again.seed != asked.seed
    assert again.response is None
    assert again.verdict.value == ""
    assert card("case").seed == asked.seed


def test_cases_get_harder_after_success() -> None:
    asked = card("case")
    for _ in range(3):
        asked.response = next(o.id for o in asked.concrete.options if o.correct)  # type: ignore[attr-defined]
        asked.check()
        asked.another()
    assert asked.concrete.difficulty == 3
    assert len({answer.seed for answer in log()}) == 3


def test_saved_output_shows_every_kind_readably() -> None:
    html = shown().html
    for words in ("Check the controls", "To choose from: the protein; the gene; the blood.", "<img"):
        assert words in html
    assert "SECRET" not in html


def test_the_rows_as_first_shown_can_be_the_answer_once_one_was_moved_away_and_back() -> None:
    asked = card("order")
    asked.check()
    assert "If you think that they stand right, move one away and back." in asked.verdict.value
    asked.receive(["0", "1", "2", "3", "moved"])
    assert [answer.response for answer in log()] == [SHOWN]
    assert card("order").response == SHOWN


@pytest.mark.parametrize("kind", ["single", "numeric", "match", "order", "case"])
def test_the_same_answer_checked_again_is_one_answer_and_another_one_is_two(kind: str) -> None:
    asked = card(kind)
    ways: list[Any] = {
        "single": ["a", "b"],
        "numeric": [{"value": "1", "unit": "nuclei"}, {"value": "2", "unit": "nuclei"}],
        "match": [dict.fromkeys(("ihc", "fish", "cish"), m) for m in ("gene", "blood")],
        "order": [["p", "q", "r", "s"], ["s", "q", "r", "p"]],
        "case": ["a", "b"],
    }[kind]
    for response in ways:
        asked.response = response
        for _ in range(3):
            asked.check()
            assert "Saved on" in asked.verdict.value
    assert [answer.response for answer in log()] == ways
    again = card(kind)
    again.check()
    assert len(log()) == 2, "nor is the answer of another day, shown again and checked"


def test_what_could_not_be_kept_is_tried_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, home: Path
) -> None:
    asked = card("single")
    asked.response = "a"
    (tmp_path / "file").touch()
    monkeypatch.setenv("HER2LESSONS_HOME", str(tmp_path / "file"))
    asked.check()
    assert "could not be saved" in asked.verdict.value
    monkeypatch.setenv("HER2LESSONS_HOME", str(home))
    asked.check()
    assert "Saved on" in asked.verdict.value
    assert len(log()) == 1


def test_a_choice_of_how_sure_that_was_taken_back_is_not_kept() -> None:
    asked = card("single")
    asked.sure.response = "sure"
    asked.receive([True, False, False], -1)
    assert [answer.confidence for answer in log()] == [None]


def test_a_long_log_on_a_host_that_forgets_is_not_copied_onto_every_card(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("BINDER_REPO_URL", "https://example.org")
    AnswerLog().append(Answer(item="05.1-09", response="x" * 100_000, points=1, lesson="05"))
    asked = card("single")
    asked.response = "a"
    asked.check()
    assert "Run progress() to download your answers." in asked.verdict.value
    assert "base64" not in asked.verdict.value
