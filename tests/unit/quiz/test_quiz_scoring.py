"""What a card calls, whatever the kind of question."""

import dataclasses
import json

import pytest

from her2lessons import quiz
from her2lessons.quiz import Bank, Item, kinds


def test_kinds_are_found_by_the_names_of_their_modules() -> None:
    assert kinds.names() == (
        "case",
        "classify",
        "count",
        "estimate",
        "match",
        "multiple",
        "numeric",
        "order",
        "pick",
        "single",
    )
    for name in kinds.names():
        model = kinds.load(name).Model
        assert issubclass(model, Item)
        assert model.model_fields["kind"].annotation.__args__ == (name,)  # type: ignore[union-attr]
    with pytest.raises(
        ValueError, match=r"no kind of question called 'essay'; the kinds are case, classify, count"
    ):
        kinds.load("essay")


@pytest.mark.parametrize(
    "call", [quiz.realise, quiz.public_view, quiz.item_hash, lambda item: quiz.score(item, "a")]
)
def test_what_is_no_question_is_refused(call: object) -> None:
    with pytest.raises(ValueError, match="This needs a question from a bank, such as load_bank"):
        call("05.3-01")  # type: ignore[operator]


def test_a_plain_question_is_its_own_realisation(single: Item) -> None:
    assert quiz.realise(single) is single
    assert quiz.realise(single, 5) is single


def test_scoring_the_same_response_twice_gives_the_same_result(bank: Bank) -> None:
    for item, response in zip(bank, ["b", ["a", "c"], {"value": "2,4", "unit": ""}, "a"], strict=True):
        assert quiz.score(item, response) == quiz.score(item, response)


def test_results_cannot_be_changed(single: Item) -> None:
    result = quiz.score(single, "b")
    with pytest.raises(dataclasses.FrozenInstanceError):
        result.points = 1.0  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        result.feedback.verdict = "Right"  # type: ignore[misc]


def test_the_public_view_keeps_every_reason_and_mark_to_itself(bank: Bank) -> None:
    for item in bank:
        view = quiz.public_view(item)
        shown = json.dumps(dataclasses.asdict(view))
        stated = quiz.realise(item)
        assert view.prompt == stated.prompt
        assert stated.explain not in shown
        options = getattr(stated, "options", ())
        assert [(option.id, option.text) for option in options] == list(view.options)
        for option in options:
            assert option.because not in shown
        assert "correct" not in shown
        assert "misconception" not in shown


SAME = [
    {"explain": "Said better."},
    {"reviewed": "2027-01-01"},
    {"sources": ("wolff2023",)},
    {"concepts": ()},
    {"difficulty": 3},
    {"section": "elsewhere"},
]


@pytest.mark.parametrize("change", SAME, ids=lambda change: next(iter(change)))
def test_mending_what_is_not_asked_keeps_the_hash(single: Item, change: dict[str, object]) -> None:
    assert quiz.item_hash(single.model_copy(update=change)) == quiz.item_hash(single)


@pytest.mark.parametrize("field", ["because", "misconception"])
def test_mending_a_reason_keeps_the_hash(single: Item, field: str) -> None:
    first, *rest = single.options  # type: ignore[attr-defined]
    mended = single.model_copy(update={"options": (first.model_copy(update={field: "mended"}), *rest)})
    assert quiz.item_hash(mended) == quiz.item_hash(single)


@pytest.mark.parametrize(("field", "value"), [("id", "z"), ("text", "other"), ("correct", False)])
def test_changing_an_option_changes_the_hash(single: Item, field: str, value: object) -> None:
    first, *rest = single.options  # type: ignore[attr-defined]
    changed = single.model_copy(update={"options": (first.model_copy(update={field: value}), *rest)})
    assert quiz.item_hash(changed) != quiz.item_hash(single)


def test_changing_the_prompt_or_the_answer_changes_the_hash(single: Item, numeric: Item) -> None:
    assert quiz.item_hash(single.model_copy(update={"prompt": "Another?"})) != quiz.item_hash(single)
    assert quiz.item_hash(numeric.model_copy(update={"answer": "2.5"})) != quiz.item_hash(numeric)


def test_the_hash_is_short_and_the_same_in_every_process(single: Item) -> None:
    # Written down so that a change of how hashes are made, which would orphan every saved answer, is seen.
    assert quiz.item_hash(single) == "5583c6849de4"
