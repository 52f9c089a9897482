"""The family invasive_or_in_situ against a second reading of its requests, and of the tissue once drawn."""

from collections import Counter

import checks_of_fields as checks
import pytest

from her2lessons.quiz import score
from her2lessons.quiz.families import invasive_or_in_situ
from her2lessons.quiz.kinds.classify import Classify

UNREADABLE = "No score: it cannot be read"
PLACES = {
    "at the upper left": (0, 0),
    "at the top, half way across": (1, 0),
    "at the upper right": (2, 0),
    "at the left, half way down": (0, 1),
    "in the middle": (1, 1),
    "at the right, half way down": (2, 1),
    "at the lower left": (0, 2),
    "at the bottom, half way across": (1, 2),
    "at the lower right": (2, 2),
}


@pytest.fixture(scope="module")
def questions() -> list[Classify]:
    return checks.made(invasive_or_in_situ.make, "classify")


def asks_for_a_score(item: Classify) -> bool:
    return item.prompt.endswith("What is the score of this field?")


def test_the_right_score_is_that_of_the_invasive_cells(questions: list[Classify]) -> None:
    seen = Counter()  # type: Counter[str]
    for item in filter(asks_for_a_score, questions):
        [asked] = item.image.fields
        texts = [option.text for option in item.categories]
        assert checks.right(item).text == checks.score(asked)
        assert texts == sorted(texts, key=[*checks.LADDER, UNREADABLE].index)
        assert len(texts) == 4
        assert texts[-1] == UNREADABLE
        seen[checks.right(item).text] += 1
    assert set(seen) == set(checks.LADDER)
    assert min(seen.values()) >= 80, seen


def test_the_score_of_the_in_situ_cells_is_always_on_offer_and_refuted(questions: list[Classify]) -> None:
    for item in filter(asks_for_a_score, questions):
        [three] = [option for option in item.categories if option.text == "3+"]
        assert three.correct or three.misconception == "in-situ cells count"
        assert three.correct or "in-situ cancer" in three.because


def test_in_the_other_question_only_what_lies_free_is_right(questions: list[Classify]) -> None:
    asked = [item for item in questions if not asks_for_a_score(item)]
    assert len(asked) >= 500
    places = Counter[int]()
    for item in asked:
        assert item.prompt.endswith("Which part of this field may be scored?")
        assert checks.right(item).text == "The nests and sheets that lie free among the fibres"
        assert {option.misconception for option in checks.wrong(item)} == {
            "in-situ cells count",
            "normal ducts are tumour",
            "what is brown is what counts",
        }
        places[item.categories.index(checks.right(item))] += 1
        assert item.objective == "03.5"
    assert min(places[place] for place in range(4)) >= 0.2 * len(asked)


def test_a_score_near_the_line_or_as_strong_as_the_duct_is_hardest(questions: list[Classify]) -> None:
    for item in questions:
        if asks_for_a_score(item):
            assert item.objective == "03.2"
            assert item.difficulty == 3 or checks.right(item).text != "3+"
            assert item.difficulty >= 2
        else:
            assert item.difficulty == 1


@pytest.mark.parametrize("seed", range(10))
def test_the_ducts_lie_where_the_words_say_and_the_in_situ_one_is_the_strong_one(seed: int) -> None:
    item = invasive_or_in_situ.make(seed)
    [asked] = item.image.fields
    field = asked.field()
    middles = field.cells.groupby("tissue")[["x", "y"]].mean()
    said = dict(
        checks.re.findall(
            r"(ring of cells|island packed with cells).*?, ((?:at|in) the .*?), (?:has|closed)",
            item.image.alt,
        )
    )
    for words, tissue in (("ring of cells", "normal duct"), ("island packed with cells", "in situ")):
        across, down = PLACES[said[words]]
        x, y = middles.loc[tissue]
        # The middle of the cells that are seen may lie a little beside the middle of the duct.
        assert across * 171 - 30 <= x <= (across + 1) * 171 + 30
        assert down * 171 - 30 <= y <= (down + 1) * 171 + 30
    in_situ = field.cells[field.cells["tissue"] == "in situ"]
    lined = in_situ[in_situ["pattern"] != "none"]["pattern"]
    assert set(lined) <= {"intense complete", "weak to moderate complete"}
    assert (lined == "intense complete").mean() > 0.4
    assert not in_situ["scored"].any()
    assert field.truth.score == checks.score(asked)
    assert score(item, checks.right(item).id).points == 1


def test_what_holds_for_every_family_of_fields_holds_here(questions: list[Classify]) -> None:
    checks.assert_reasons_are_full(questions)
    checks.assert_what_holds_for_all(invasive_or_in_situ.make, questions, hashes=1990)
