"""Several right options: wrong ticks cost, and guessing never pays."""

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from her2lessons.quiz import Item, ResponseError, score
from her2lessons.quiz.kinds.multiple import Multiple


def question(marks: list[bool]) -> Multiple:
    options = [
        {"id": f"o{n}", "text": f"option {n}", "correct": mark, "because": f"reason {n}"}
        for n, mark in enumerate(marks)
    ]
    return Multiple.model_validate(
        {
            "id": "05.1-01",
            "section": "s",
            "kind": "multiple",
            "objective": "05.1",
            "concepts": [],
            "difficulty": 1,
            "prompt": "p",
            "explain": "e",
            "sources": ["course"],
            "reviewed": "2026-11-20",
            "options": options,
        }
    )


@pytest.mark.parametrize(
    ("ticked", "points", "verdict"),
    [
        (["a", "b"], 1.0, "Right"),
        (["b", "a"], 1.0, "Right"),
        (["a"], 0.5, "Partly right"),
        (["a", "b", "c"], 2 / 3, "Partly right"),
        (["a", "c"], 1 / 6, "Partly right"),
        (["c"], 0.0, "Not yet"),
        (["a", "c", "d"], 0.0, "Not yet"),
        (["a", "b", "c", "d", "e"], 0.0, "Not yet"),
    ],
)
def test_points_are_the_share_of_right_ticks_less_the_share_of_wrong_ones(
    multiple: Item, ticked: list[str], points: float, verdict: str
) -> None:
    result = score(multiple, ticked)
    assert result.points == pytest.approx(points)
    assert result.correct is (points == 1)
    assert result.feedback.verdict == verdict
    assert result.feedback.partial is (0 < points < 1)


def test_the_feedback_tells_what_was_chosen_and_what_was_missed(multiple: Item) -> None:
    feedback = score(multiple, ["c", "a"]).feedback
    assert [(text, right) for text, _, right in feedback.chosen] == [("IHC 3+", True), ("IHC 2+", False)]
    assert feedback.missed == (("ISH group 1", "Group 1 is positive by itself."),)
    assert [text for text, _ in feedback.right] == ["IHC 3+", "ISH group 1"]


marks = st.lists(st.booleans(), min_size=2, max_size=7).filter(lambda given: any(given) and not all(given))


@settings(deadline=None)
@given(marks, st.data())
def test_points_stay_within_0_and_1_and_a_wrong_tick_never_helps(
    marks: list[bool], data: st.DataObject
) -> None:
    item = question(marks)
    ids = [option.id for option in item.options]
    ticked = data.draw(st.lists(st.sampled_from(ids), min_size=1, unique=True))
    points = score(item, ticked).points
    assert 0 <= points <= 1
    assert (points == 1) == ({option.id for option in item.options if option.correct} == set(ticked))
    for option in item.options:
        if not option.correct and option.id not in ticked:
            assert score(item, [*ticked, option.id]).points <= points


@settings(deadline=None)
@given(marks)
def test_ticking_everything_scores_nothing(marks: list[bool]) -> None:
    item = question(marks)
    assert score(item, [option.id for option in item.options]).points == 0


@settings(deadline=None, max_examples=30)
@given(marks)
def test_random_ticks_gain_nothing_on_average_before_the_floor(marks: list[bool]) -> None:
    """Recomputed here from the definition, over every set of ticks, each equally likely."""
    right, wrong = sum(marks), len(marks) - sum(marks)
    total = Fraction(0)
    for size in range(len(marks) + 1):
        for ticked in combinations(range(len(marks)), size):
            raw = sum(Fraction(1, right) if marks[n] else Fraction(-1, wrong) for n in ticked)
            total += raw
            if ticked:
                scored = score(question(marks), [f"o{n}" for n in ticked]).points
                assert scored == float(max(Fraction(0), Fraction(raw)))
    assert total == 0


@pytest.mark.parametrize("response", [None, "a", {"a": True}, 3, {"a"}])
def test_what_is_not_a_list_is_not_marked(multiple: Item, response: object) -> None:
    with pytest.raises(ResponseError, match="takes a list of option ids, one for each box that is ticked"):
        score(multiple, response)


@pytest.mark.parametrize(
    ("response", "said"),
    [
        ([], "Tick at least one option first."),
        (["a", "a"], "The option 'a' is ticked twice; name each option once."),
        (["a", "z"], "There is no option 'z' in this question; choose one of: a, b, c, d, e."),
        ([None], "There is no option None in this question"),
        ([["a"]], "There is no option ['a'] in this question"),
    ],
)
def test_lists_that_are_no_answer_are_not_marked(multiple: Item, response: list[object], said: str) -> None:
    with pytest.raises(ResponseError) as error:
        score(multiple, response)
    assert said in str(error.value)
