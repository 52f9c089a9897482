"""Cards and looks on microscope fields: marks, numbers, truth afterwards, and nothing told before."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from her2lessons.progress import Answer, AnswerLog, reading
from her2lessons.quiz import Item, item_hash, kinds, realise
from her2lessons.widgets import microscope
from her2lessons.widgets._quiz import Quiz

FISH = {
    "kind": "fish",
    "seed": "5",
    "ratio": "2.4",
    "her2_copies": "5.2",
    "nuclei": "20",
    "distractors": True,
}
IHC = {"kind": "ihc", "seed": "7", "score": "2+"}
SHARED = {
    "section": "m",
    "concepts": [],
    "difficulty": 1,
    "explain": "SECRET-EXPLAIN",
    "sources": ["wolff2018"],
    "reviewed": "2026-11-26",
    "prompt": "Look.",
}


def made(kind: str, **given: Any) -> Item:
    return kinds.load(kind).Model.model_validate({"kind": kind, **SHARED, **given})


COUNT = made("count", id="04.2-90", objective="04.2", field=FISH, alt="Blue nuclei.")
ESTIMATE = made("estimate", id="03.3-90", objective="03.3", field=IHC, alt="Nests.")
PICK = made("pick", id="04.1-90", objective="04.1", field=FISH, alt="Blue nuclei.")
SCORE = made(
    "classify",
    id="03.2-90",
    objective="03.2",
    image={"fields": [IHC], "alt": "Nests."},
    categories=[
        {"id": str(n), "text": text, "correct": text == "2+", "because": f"SECRET {n}"}
        for n, text in enumerate(("1+", "2+", "3+"))
    ],
)


@pytest.fixture(autouse=True)
def _at_home(home: Path) -> None:
    """Keep answers and marks in an empty folder."""


def card(item: Item) -> Any:
    return Quiz([(item.objective[:2], item)], title="m", preview=[item]).cards[0]


def log() -> list[Answer]:
    return AnswerLog().read()


def test_marks_set_the_numbers_and_ratio_copies_and_group_settle_with_their_interval() -> None:
    asked = card(COUNT).answer
    assert "settle here as you count" in asked.settling.value
    marks = [{"x": 10.0 + n, "y": 20.0, "tool": "her2"} for n in range(12)]
    marks += [{"x": 10.0 + n, "y": 60.0, "tool": "cep17"} for n in range(5)]
    asked.viewer.marks = [
        *marks,
        {"x": 5.0, "y": 5.0, "tool": "nucleus"},
        {"x": 9.0, "y": 9.0, "tool": "nucleus"},
    ]
    assert asked.response == {"nuclei": "2", "her2": "12", "cep17": "5"}
    text = asked.settling.value
    for words in ("Group 1", "from 2 nuclei; the rule asks for at least 20", "2.40", "6.00", "95 % interval"):
        assert words in text
    assert "above the line of 2.0" in text
    assert "above the line of 4.0" in text


def test_the_numbers_alone_do_the_same_job() -> None:
    asked = card(COUNT)
    truth = COUNT.truth  # type: ignore[attr-defined]
    cep17 = round(truth.cep17_copies * 20)
    asked.receive(["[]", 0, "20", str(round(truth.her2_copies * 20)), str(cep17)], 0)
    [kept] = log()
    assert (kept.points, kept.confidence) == (1.0, "sure")
    assert asked.answer.viewer.closed
    rings = [one for one in asked.answer.viewer.truth if "shape" in one]
    assert len(rings) == round(truth.her2_copies * 20) + cep17
    assert "counted" in asked.answer._legend.value


def test_marks_are_back_after_a_restart_and_belong_to_their_field_alone() -> None:
    marks = [{"x": 50.0, "y": 60.0, "tool": "her2"}]
    card(COUNT).answer.viewer.marks = marks
    assert card(COUNT).answer.viewer.marks == marks
    assert card(COUNT).answer.response == {"nuclei": "", "her2": "1", "cep17": ""}
    other = made("count", id="04.2-90", objective="04.2", field=FISH | {"seed": "6"}, alt="Blue nuclei.")
    assert card(other).answer.viewer.marks == []


@pytest.mark.parametrize(
    "sent", ["[]", "no JSON", "null", '{"x": 1}', '[{"x": 9999, "y": 1, "tool": "her2"}]', 7, None]
)
def test_marks_outside_the_image_or_no_marks_at_all_break_nothing(sent: Any) -> None:
    asked = card(COUNT)
    asked.receive([sent, 0, "20", "", "5"])
    assert asked.answer.viewer.marks == []
    assert log() == []
    assert "Not marked yet." in asked.verdict.value


def test_colours_for_colour_blind_readers_change_the_picture_and_no_truth() -> None:
    asked = card(COUNT).answer
    before = asked.viewer.image
    asked.palette.value = "for colour-blind readers"
    assert asked.viewer.image != before
    asked.palette.value = "usual"
    assert asked.viewer.image == before


def test_shares_and_score_are_taken_from_the_page_and_the_cells_are_outlined_afterwards() -> None:
    asked = card(ESTIMATE)
    shares = ESTIMATE.shares  # type: ignore[attr-defined]
    scores = asked.answer._scores
    asked.receive(["[]", *(f"{share:.0f}" for share in shares.values()), 1 + scores.index("2+")])
    [kept] = log()
    assert kept.points == 1
    assert kept.response["score"] == "2+"
    outlines = asked.answer.viewer.truth
    assert len(outlines) > 100
    assert {tuple(one["dash"]) for one in outlines} != {()}, "classes differ by more than colour"
    assert "not scored" in asked.answer._legend.value


@pytest.mark.parametrize("place", [0, 99, True, "2+", None])
def test_without_a_score_an_estimate_is_not_marked(place: Any) -> None:
    asked = card(ESTIMATE)
    asked.receive(["[]", "10", "20", "", "", place])
    assert "Choose the score too" in asked.verdict.value
    assert log() == []


def test_a_click_on_a_nucleus_ticks_its_box_and_the_boxes_alone_do_as_well() -> None:
    asked = card(PICK)
    table = PICK.nuclei  # type: ignore[attr-defined]
    first = table.iloc[0]
    asked.answer.viewer.marks = [{"x": float(first["x"]), "y": float(first["y"]), "tool": "pick"}]
    assert asked.answer.response == ["1"]
    ticks = [bool(row["countable"]) for _, row in table.iterrows()]
    asked.receive(["[]", *ticks])
    assert log()[-1].points == 1
    assert len(asked.answer.viewer.truth) >= len(table)


def test_a_field_to_score_is_shown_in_the_viewer_and_tells_its_truth_only_afterwards() -> None:
    asked = card(SCORE)
    told = asked.answer.viewer.get_state()
    state = json.dumps({k: v for k, v in told.items() if not k.startswith("_") and k != "image"})
    assert "2+" not in state
    assert asked.answer.viewer.truth == []
    asked.receive(["[]", False, True, False])
    assert log()[-1].points == 1
    assert asked.answer.viewer.truth


@pytest.mark.parametrize("item", [COUNT, ESTIMATE, PICK, SCORE], ids=lambda item: item.kind)
def test_a_saved_page_says_what_is_asked_and_tells_nothing(item: Item) -> None:
    html = Quiz([("03", item)], title="m", preview=[item]).html
    assert "Run this cell to continue" in html
    assert "SECRET" not in html


def test_an_answer_comes_back_with_its_truth_drawn() -> None:
    first = card(SCORE)
    first.response = "0"
    first.check()
    again = card(SCORE)
    assert again.response == "0"
    assert again.answer.viewer.truth


def test_a_look_through_the_microscope_shows_its_truth_on_demand_and_the_next_field() -> None:
    look = microscope.ihc(seed=3)
    assert repr(look) == "Microscope: an IHC field"
    assert "not a photograph of tissue" in look.html
    assert look.outcome.value == ""
    look.truth_button.click()
    assert "The score is 2+." in look.outcome.value
    assert look.announcement["text"] == "The score is 2+."
    look.next_button.click()
    assert look.seed == 4
    assert look.outcome.value == ""


def test_a_look_at_a_fish_field_says_its_figures_and_one_to_reject_says_why() -> None:
    look = microscope.fish(ratio=2.4, her2_copies=5.2, seed=1)
    look.truth_button.click()
    assert "group 1, from 20 nuclei" in look.outcome.value
    spoilt = microscope.fish(ratio=2.4, her2_copies=5.2, seed=1, flaw="autofluorescence")
    spoilt.truth_button.click()
    assert "This field must be rejected. The tissue itself glows" in spoilt.outcome.value


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (lambda: microscope.ihc("4+"), "4+"),
        (lambda: microscope.ihc(seed=-1), "seed"),
        (lambda: microscope.ihc(size=20), "20"),
        (lambda: microscope.fish(ratio=3, her2_copies=1), "CEP17"),
        (lambda: microscope.fish(ratio=2, her2_copies=5, nuclei=0), "nuclei"),
    ],
)
def test_an_impossible_field_is_refused_in_a_sentence(ask: Any, sentence: str) -> None:
    with pytest.raises(ValueError) as told:
        ask()
    assert sentence in str(told.value)
    assert str(told.value).endswith(".")


def test_the_report_says_what_is_missing_then_puts_the_scores_beside_the_truth() -> None:
    assert "more fields, and the report has something to say" in microscope.report().child.value
    case = reading.score_fields()[0]
    for seed in range(1, 13):
        item: Any = realise(case, seed)
        right = next(option.id for option in item.categories if option.correct)
        AnswerLog().append(
            Answer(item=case.id, response=right, points=1, lesson="03", seed=seed, item_hash=item_hash(item))
        )
    text = microscope.report().child.value
    assert "12 fields were read, 12 of them as drawn" in text
    assert "28.8" in text
    assert "That was another task" in text
    assert "<caption>How often what was said." in text
    assert repr(microscope.report()) == "Reader's report: your scores beside the truth"


def test_training_goes_on_to_fields_that_were_not_met_yet() -> None:
    quiz = microscope.train()
    [asked] = quiz.cards  # type: ignore[attr-defined]
    seeds = []
    for _ in range(3):
        seeds.append(asked.seed)
        asked.response = asked.concrete.categories[0].id
        asked.check()
        asked.another()
    assert len({*seeds, asked.seed}) == 4
    assert [answer.seed for answer in log()] == seeds


def test_a_number_goes_with_its_last_mark_and_what_was_typed_without_marks_stays() -> None:
    asked = card(COUNT).answer
    asked.numbers["cep17"].value = "40"
    asked.viewer.marks = [{"x": 5.0, "y": 6.0, "tool": "her2"}]
    assert asked.response == {"nuclei": "", "her2": "1", "cep17": "40"}
    asked.viewer.marks = []
    assert asked.response == {"nuclei": "", "her2": "", "cep17": "40"}


def test_marks_that_cannot_be_kept_are_told_to_the_page(home: Path) -> None:
    asked = card(COUNT).answer
    home.mkdir(exist_ok=True)
    (home / "marks").write_text("in the way")
    asked.viewer.marks = [{"x": 5.0, "y": 6.0, "tool": "her2"}]
    assert asked.viewer.trouble.startswith("Your marks could not be kept (")
