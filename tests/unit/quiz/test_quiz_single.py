"""One right option out of several."""

import pytest

from her2lessons.quiz import Item, ResponseError, score


def test_the_right_option_gets_full_points_and_its_reason(single: Item) -> None:
    result = score(single, "a")
    assert (result.points, result.correct) == (1.0, True)
    assert result.feedback.verdict == "Right"
    assert result.feedback.chosen == (("HER2-low", "IHC 1+ is one of the two ways to be HER2-low.", True),)
    assert result.feedback.missed == ()


def test_a_wrong_option_gets_nothing_but_both_reasons(single: Item) -> None:
    result = score(single, "b")
    assert (result.points, result.correct) == (0.0, False)
    assert result.feedback.verdict == "Not yet"
    assert result.feedback.chosen == (("HER2-null", "Null is no staining seen.", False),)
    right = (("HER2-low", "IHC 1+ is one of the two ways to be HER2-low."),)
    assert result.feedback.right == result.feedback.missed == right
    assert result.feedback.explain == "The label follows the IHC score."
    assert result.feedback.sources == ("modi2022",)


def test_the_feedback_reads_well_as_plain_text(single: Item) -> None:
    assert str(score(single, "b").feedback) == (
        "Not yet.\n"
        "You chose: HER2-null Null is no staining seen.\n"
        "Right answer: HER2-low IHC 1+ is one of the two ways to be HER2-low.\n"
        "The label follows the IHC score.\n"
        "Sources: modi2022."
    )


@pytest.mark.parametrize("response", [None, ["a"], ("a",), {"a": True}, 1, True, b"a"])
def test_what_is_not_an_option_id_is_not_marked(single: Item, response: object) -> None:
    with pytest.raises(
        ResponseError, match="Choose one option first; this question takes a single option id"
    ):
        score(single, response)


@pytest.mark.parametrize("response", ["z", "", "A", "HER2-low", " a"])
def test_an_unknown_option_id_is_met_with_those_there_are(single: Item, response: str) -> None:
    with pytest.raises(ResponseError, match=r"no option .* in this question; choose one of: a, b, c\."):
        score(single, response)
