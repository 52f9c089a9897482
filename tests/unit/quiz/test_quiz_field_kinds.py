"""The kinds answered on a simulated field: counting signals, estimating shares, picking nuclei."""

from __future__ import annotations

import dataclasses
import json
import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from her2lessons import quiz
from her2lessons.quiz import Item, ResponseError
from her2lessons.quiz.drawn import Drawn, Request
from her2lessons.quiz.kinds.classify import Classify
from her2lessons.quiz.kinds.count import Count
from her2lessons.quiz.kinds.estimate import Estimate
from her2lessons.quiz.kinds.pick import Pick

COMMON: dict[str, Any] = {
    "section": "all",
    "concepts": [],
    "difficulty": 1,
    "prompt": "What do you see?",
    "explain": "Look again, slowly.",
    "sources": ["wolff2018"],
    "reviewed": "2026-11-26",
    "alt": "Nuclei with dots.",
}
FISH = {"kind": "fish", "seed": "4", "ratio": "1.5", "her2_copies": "4.5"}
IHC = {"kind": "ihc", "seed": "4", "percents": {"weak_moderate_complete": "40", "faint_incomplete": "30"}}


def question(kind: str, **fields: Any) -> Any:
    model: type[Item] = {"count": Count, "estimate": Estimate, "pick": Pick}[kind]
    objective = "03.3" if kind == "estimate" else "04.2"
    stated = {**COMMON, "id": f"{objective}-{kind}", "objective": objective, "kind": kind}
    field = {"count": FISH, "pick": {**FISH, "nuclei": "8", "distractors": True}, "estimate": IHC}[kind]
    return model.model_validate({**stated, "field": field, **fields})


COUNT, ESTIMATE, PICK = question("count"), question("estimate"), question("pick")


# --- counting: 20 nuclei with 90 HER2 and 60 CEP17 signals, ratio 1.5 and 4.5 copies, group 4 ---


def counted(nuclei: int, her2: int, cep17: int) -> dict[str, str]:
    return {"nuclei": str(nuclei), "her2": str(her2), "cep17": str(cep17)}


@pytest.mark.parametrize(
    ("response", "points", "why"),
    [
        (counted(20, 90, 60), 1, "as drawn"),
        (counted(20, 99, 66), 1, "a tenth more of both: same group, both figures close"),
        (
            counted(10, 45, 30),
            0.75,
            "half of the nuclei with half of the signals: fewer than the rule asks for",
        ),
        (
            counted(20, 100, 55),
            0.75,
            "the copies are close, the ratio of 1.82 is not, and the group is right",
        ),
        (counted(20, 115, 60), 0.5, "group 4 still, and both figures off"),
        (counted(20, 78, 52), 0.5, "both figures close, and copies of 3.9 make it group 5"),
        (counted(20, 90, 45), 0.25, "the copies are right, and a ratio of 2.0 makes it group 1"),
        (counted(20, 70, 50), 0.25, "the ratio is close, the copies of 3.5 are not"),
        (counted(20, 180, 60), 0, "twice the HER2 signals"),
        (counted(20, 0, 60), 0, "no HER2 signals at all"),
    ],
)
def test_half_of_the_point_is_for_the_group_and_a_quarter_for_each_close_figure(
    response: dict[str, str], points: float, why: str
) -> None:
    result = quiz.score(COUNT, response)
    assert result.points == points, why
    assert result.correct == (points == 1)
    assert len(result.feedback.missed) == (points < 1)
    assert "ratio 1.50, 4.5 HER2 copies per nucleus, group 4" in result.feedback.right[0].text


@pytest.mark.parametrize(
    ("response", "note"),
    [
        (counted(20, 90, 60), ""),
        (counted(20, 180, 60), "You counted more HER2 signals per nucleus than there are."),
        (
            counted(40, 90, 60),
            "You counted fewer HER2 signals per nucleus than there are and fewer CEP17 signals per nucleus "
            "than there are.",
        ),
        (counted(20, 90, 30), "You counted fewer CEP17 signals per nucleus than there are."),
        (counted(20, 0, 60), "You counted fewer HER2 signals per nucleus than there are."),
    ],
)
def test_a_note_says_which_signals_were_miscounted_and_which_way(response: dict[str, str], note: str) -> None:
    assert quiz.score(COUNT, response).feedback.note == note


@pytest.mark.parametrize(
    ("response", "sentence"),
    [
        (None, 'This question takes three counts: {"nuclei": "20", "her2": "48", "cep17": "40"}.'),
        (
            {"nuclei": "20"},
            'This question takes three counts: {"nuclei": "20", "her2": "48", "cep17": "40"}.',
        ),
        (counted(0, 90, 60), "Count at least one nucleus first."),
        (counted(20, 90, 0), "Count the CEP17 signals too; without them there is no ratio."),
        ({**counted(20, 90, 60), "her2": 90}, "Give the number of HER2 signals as it was typed."),
        ({**counted(20, 90, 60), "her2": True}, "Give the number of HER2 signals as it was typed."),
        (
            {**counted(20, 90, 60), "nuclei": "20.5"},
            "The number of nuclei counted is a whole number from 0; “20.5” is not.",
        ),
        (
            {**counted(20, 90, 60), "cep17": "-3"},
            "The number of CEP17 signals is a whole number from 0; “-3” is not.",
        ),
        (
            {**counted(20, 90, 60), "cep17": "60 %"},
            "The number of CEP17 signals is a whole number from 0; “60 %” is not.",
        ),
        (
            {**counted(20, 90, 60), "her2": "100001"},
            "The number of HER2 signals is a whole number from 0; “100001” is not.",
        ),
    ],
)
def test_a_count_that_is_none_is_refused(response: object, sentence: str) -> None:
    with pytest.raises(ResponseError) as told:
        quiz.score(COUNT, response)
    assert str(told.value) == sentence


# --- estimating: 40 % weak to moderate complete, 30 % faint incomplete, so 2+ ---


def estimated(weak: str = "40", faint: str = "30", score: str = "2+", **more: str) -> dict[str, str]:
    return {"weak_moderate_complete": weak, "faint_incomplete": faint, "score": score, **more}


@pytest.mark.parametrize(
    ("response", "points"),
    [
        (estimated(), 1),
        (estimated("50", "20"), 1),
        (estimated("30 %", "40 %"), 1),
        (estimated("51", "30"), 0.875),
        (estimated("51", "19"), 0.75),
        (estimated("51", "19", intense_complete="11", moderate_intense_incomplete="11"), 0.5),
        (estimated(score="3+"), 0.5),
        (estimated("51", "", score="1+"), 0.25),
        ({"score": "2+"}, 0.75),
    ],
)
def test_half_of_the_point_is_for_the_score_and_an_eighth_for_each_share_within_ten_points(
    response: dict[str, str], points: float
) -> None:
    result = quiz.score(ESTIMATE, response)
    assert result.points == points
    assert [one.text for one in result.feedback.right] == [
        "complete and intense: 0 %",
        "complete, weak to moderate: 40 %",
        "incomplete, moderate to intense: 0 %",
        "incomplete and faint: 30 %",
        "score 2+",
    ]


def test_a_score_that_does_not_follow_from_ones_own_shares_is_pointed_out() -> None:
    assert quiz.score(ESTIMATE, estimated()).feedback.note == ""
    note = quiz.score(ESTIMATE, estimated("8", "30", score="2+")).feedback.note
    assert note == "Your own shares would give 1+, and you chose 2+."


@pytest.mark.parametrize(
    ("response", "sentence"),
    [
        ("2+", "This question takes four percentages and a score."),
        ({**estimated(), "more": "1"}, "This question takes four percentages and a score."),
        (
            estimated("60", "41"),
            "Together the four shares pass 100 %; each cell belongs to one of them or to none.",
        ),
        (
            {"faint_incomplete": "30"},
            "Choose the score too; it is one of 0 absent, 0+, 1+, 2+, 3+.",
        ),
        (estimated(score="4+"), "Choose the score too; it is one of 0 absent, 0+, 1+, 2+, 3+."),
        (
            {**estimated(), "faint_incomplete": 30},
            "Give the share of incomplete and faint as it was typed.",
        ),
        (
            estimated("101"),
            "The share of complete, weak to moderate is a number from 0 to 100; “101” is not.",
        ),
        (
            estimated("40 mm"),
            "The share of complete, weak to moderate is a number from 0 to 100; “40 mm” is not.",
        ),
    ],
)
def test_an_estimate_that_is_none_is_refused(response: object, sentence: str) -> None:
    with pytest.raises(ResponseError) as told:
        quiz.score(ESTIMATE, response)
    assert str(told.value) == sentence


# --- picking ---

NUMBERS = [str(number) for number in PICK.nuclei.index]
RIGHT = [number for number in NUMBERS if PICK.nuclei.at[int(number), "countable"]]
WRONG = [number for number in NUMBERS if number not in RIGHT]


def test_nuclei_are_numbered_in_reading_order() -> None:
    places = list(zip(PICK.nuclei["y"], PICK.nuclei["x"], strict=True))
    assert places == sorted(places)
    assert NUMBERS[0] == "1"
    assert len(RIGHT) == 8
    assert len(WRONG) >= 5


def test_the_mark_is_the_share_of_right_picks_less_the_share_of_wrong_ones() -> None:
    assert quiz.score(PICK, RIGHT).correct
    assert quiz.score(PICK, RIGHT[:4]).raw == 0.5
    one = float(Fraction(1, 8) - Fraction(1, len(WRONG)))
    assert quiz.score(PICK, [RIGHT[0], WRONG[0]]).raw == pytest.approx(one)
    assert quiz.score(PICK, WRONG).raw == -1
    assert quiz.score(PICK, WRONG).points == 0
    assert quiz.score(PICK, NUMBERS).raw == 0


@settings(max_examples=40, deadline=None)
@given(st.sets(st.sampled_from(NUMBERS), min_size=1, max_size=len(NUMBERS) - 1))
def test_a_guess_and_its_opposite_cancel_so_guessing_does_not_pay(picked: set[str]) -> None:
    opposite = [number for number in NUMBERS if number not in picked]
    first, second = quiz.score(PICK, sorted(picked)), quiz.score(PICK, opposite)
    assert first.raw + second.raw == pytest.approx(0)
    assert first.correct == (picked == set(RIGHT))


def test_each_picked_nucleus_is_answered_with_its_reason_and_missed_ones_are_named() -> None:
    feedback = quiz.score(PICK, [RIGHT[0], *WRONG]).feedback
    assert [said.correct for said in feedback.chosen] == [
        said.text.removeprefix("nucleus ") in RIGHT for said in feedback.chosen
    ]
    assert all(len(said.because) >= 40 for said in feedback.chosen)
    assert len({said.because for said in feedback.chosen}) == 6
    assert [one.text for one in feedback.missed] == [f"nucleus {number}" for number in RIGHT[1:]]


@pytest.mark.parametrize(
    ("response", "sentence"),
    [
        ("1", "This question takes a list of numbers, one for each nucleus that is picked."),
        ([], "Pick at least one nucleus first."),
        (["1", "1"], "Nucleus 1 is picked twice; name each once."),
        (["99"], f"There is no nucleus '99' in this field; they are numbered 1 to {NUMBERS[-1]}."),
        ([1], f"There is no nucleus 1 in this field; they are numbered 1 to {NUMBERS[-1]}."),
        ([["1"]], f"There is no nucleus ['1'] in this field; they are numbered 1 to {NUMBERS[-1]}."),
    ],
)
def test_picks_that_are_none_are_refused(response: object, sentence: str) -> None:
    with pytest.raises(ResponseError) as told:
        quiz.score(PICK, response)
    assert str(told.value) == sentence


# --- what holds for all of them ---

ALL = [pytest.param(item, id=item.kind) for item in (COUNT, ESTIMATE, PICK)]


@pytest.mark.parametrize(
    ("kind", "field", "said"),
    [
        ("count", IHC, "asks to count signals; give a FISH field that can be read."),
        ("pick", {**FISH, "flaw": "controls"}, "asks to count signals; give a FISH field that can be read."),
        ("estimate", FISH, "asks to estimate staining; give an IHC field that can be read."),
        (
            "estimate",
            {**IHC, "flaw": "artefact"},
            "asks to estimate staining; give an IHC field that can be read.",
        ),
        (
            "count",
            {"kind": "fish", "seed": "4", "ratio": "1.5"},
            "asks for a FISH field without ratio and her2_copies; give both.",
        ),
        (
            "estimate",
            {"kind": "ihc", "seed": "4"},
            "asks for an IHC field without a score or percents; give one of them.",
        ),
        ("count", {**FISH, "seed": "-1"}, "String should match pattern"),
        ("count", {**FISH, "ratio": "nan"}, "String should match pattern"),
        ("count", {**FISH, "colour": "blue"}, "Extra inputs are not permitted"),
        ("count", {**FISH, "seed": 4}, "Input should be a valid string"),
    ],
)
def test_a_field_that_cannot_be_asked_about_is_refused(kind: str, field: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=re.escape(said)):
        question(kind, field=field)


CLASSIFY = {
    **{name: value for name, value in COMMON.items() if name != "alt"},
    "id": "03.2-c",
    "objective": "03.2",
    "kind": "classify",
    "image": {"fields": [IHC], "alt": "Cells."},
    "categories": [
        {"id": "a", "text": "One", "correct": True, "because": "It is."},
        {"id": "b", "text": "Two", "correct": False, "because": "It is one."},
    ],
}
COUNTED = {**COMMON, "id": "04.2-c", "objective": "04.2", "kind": "count", "field": FISH}


@pytest.mark.parametrize(
    ("lesson", "item", "said"),
    [
        (
            "04",
            {**COUNTED, "field": {**FISH, "sed": "4"}},
            "item 04.2-c, field.sed: is not a field here; did you mean 'seed'?",
        ),
        ("04", {**COUNTED, "field": "seed 4"}, "field: must be a set of fields such as id and text; it is"),
        (
            "04",
            {**COUNTED, "field": IHC},
            "item 04.2-c, field: asks to count signals; give a FISH field that can be read.",
        ),
        (
            "04",
            {key: value for key, value in COUNTED.items() if key != "alt"},
            "item 04.2-c, alt: is missing.",
        ),
        (
            "03",
            {**CLASSIFY, "image": {"fields": [{**IHC, "percent": "4"}], "alt": "Cells."}},
            "item 03.2-c, image.fields[1].percent: is not a field here; did you mean 'percents'?",
        ),
        (
            "03",
            {**CLASSIFY, "image": {"fields": [IHC], "alts": "Cells."}},
            "item 03.2-c, image.alts: is not a field here; did you mean 'alt'?",
        ),
        (
            "03",
            {**CLASSIFY, "image": {"fields": [{"kind": "ihc", "seed": "4"}], "alt": "Cells."}},
            "image.fields[1]: asks for an IHC field without a score or percents; give one of them.",
        ),
        (
            "03",
            {**CLASSIFY, "image": {"fil": "a.png", "alt": "Cells."}},
            "item 03.2-c, image.fil: is not a field here; did you mean 'file'?",
        ),
    ],
)
def test_a_bank_with_a_spoilt_field_is_refused_where_the_fault_lies(
    lesson: str, item: dict[str, Any], said: str, tmp_path: Path
) -> None:
    bank = tmp_path / "bank.yaml"
    bank.write_text(json.dumps({"lesson": lesson, "items": [item]}), encoding="utf-8")
    with pytest.raises(quiz.BankError) as told:
        quiz.load_bank_file(bank)
    assert said in str(told.value)
    for tag in ("Drawn", "Picture"):
        assert tag not in str(told.value)


def test_a_bank_can_hold_questions_on_fields_as_their_authors_write_them(tmp_path: Path) -> None:
    for lesson, item in (("04", COUNTED), ("03", CLASSIFY)):
        bank = tmp_path / f"{lesson}.yaml"
        bank.write_text(json.dumps({"lesson": lesson, "items": [item]}), encoding="utf-8")
        [read] = quiz.load_bank_file(bank)
        assert read.kind == item["kind"]


@pytest.fixture
def nothing_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_given: object, **_more: object) -> None:
        raise AssertionError("a field was drawn")

    monkeypatch.setattr("her2lessons.quiz.drawn._draw", refuse)
    monkeypatch.setattr("her2lessons.quiz.drawn._encoded", refuse)


@pytest.mark.usefixtures("nothing_drawn")
@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("count", {"seed": "5"}),
        ("count", {"ratio": "1.6"}),
        ("count", {"her2_copies": "4.6"}),
        ("count", {"nuclei": "21"}),
        ("count", {"distractors": True}),
        ("pick", {"seed": "5", "distractors": True}),
        ("estimate", {"seed": "5"}),
        ("estimate", {"magnification": "40"}),
        ("estimate", {"percents": {"weak_moderate_complete": "41", "faint_incomplete": "30"}}),
    ],
)
def test_an_answer_is_tied_to_the_very_field_and_nothing_is_drawn_to_know_it(
    kind: str, change: dict[str, Any]
) -> None:
    asked = question(kind)
    other = question(kind, field={**asked.field.model_dump(exclude_none=True), **change})
    assert quiz.item_hash(other) != quiz.item_hash(asked)
    reworded = question(kind, alt="Other words for it.", explain="Other reasons.")
    assert quiz.item_hash(reworded) == quiz.item_hash(asked)


@pytest.mark.usefixtures("nothing_drawn")
@pytest.mark.parametrize("item", ALL)
def test_a_page_shows_the_prompt_and_nothing_of_what_was_asked_for(item: Item) -> None:
    shown = json.dumps(dataclasses.asdict(quiz.public_view(item)), default=str)
    assert item.prompt in shown
    for word in ("ratio", "percents", "weak_moderate", "her2_copies", "Look again"):
        assert word not in shown


@pytest.mark.usefixtures("nothing_drawn")
def test_a_picture_of_fields_is_known_by_what_it_asks_for() -> None:
    def classify(*fields: dict[str, Any], alt: str = "Cells.") -> Classify:
        return Classify.model_validate({**CLASSIFY, "image": {"fields": list(fields), "alt": alt}})

    first = classify(IHC)
    assert quiz.item_hash(classify(IHC, alt="Other words.")) == quiz.item_hash(first)
    hashes = {
        quiz.item_hash(item) for item in (first, classify(FISH), classify(IHC, FISH), classify(FISH, IHC))
    }
    assert len(hashes) == 4
    for number in (0, 5):
        with pytest.raises(ValidationError, match="image"):
            classify(*[IHC] * number)


def test_a_field_asked_for_twice_is_drawn_once_and_shown_as_a_small_picture() -> None:
    request = Request.model_validate(IHC)
    assert request.field() is Request.model_validate(IHC).field()
    one, two = (
        Drawn.model_validate({"fields": fields, "alt": "Cells."})
        for fields in ([IHC], [IHC, FISH, IHC, FISH])
    )
    for drawn in (one, two):
        assert drawn.media_type in ("image/webp", "image/png")
        assert 5_000 < len(drawn.data) < 150_000
        assert drawn.file.startswith(f"field-{drawn.digest}.")
        assert drawn.address.startswith(f"data:{drawn.media_type};base64,")


def test_copies_from_fewer_nuclei_than_the_rule_asks_for_earn_nothing() -> None:
    request = {"kind": "fish", "seed": "5", "ratio": "2.4", "her2_copies": "5.2", "nuclei": "20"}
    item = Count.model_validate(
        {
            "id": "04.2-90",
            "section": "s",
            "kind": "count",
            "objective": "04.2",
            "concepts": [],
            "difficulty": 1,
            "prompt": "p",
            "explain": "e",
            "sources": ["wolff2018"],
            "reviewed": "2026-11-26",
            "field": request,
            "alt": "Nuclei.",
        }
    )
    few = quiz.score(item, {"nuclei": "5", "her2": "26", "cep17": "11"})
    assert few.points == 0.75
    assert "The rule asks for at least 20 nuclei" in few.feedback.note
    assert quiz.score(item, {"nuclei": "20", "her2": "104", "cep17": "43"}).points == 1
