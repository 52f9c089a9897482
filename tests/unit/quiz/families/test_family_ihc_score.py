"""The family ihc_score against a brute-force reading of the page a learner sees."""

import re
from collections import Counter

import checks_of_guidelines as checks
import pytest

from her2lessons.quiz.families import ihc_score
from her2lessons.quiz.kinds.single import Single

LINE = re.compile(r"^- (.+?): \*\*(\d+) %\*\*$", re.MULTILINE)
KINDS = (
    "complete and intense",
    "complete, weak to moderate",
    "incomplete, moderate to intense",
    "incomplete and faint",
    "no staining of the membrane",
)
LADDER = ["0 absent", "0+", "1+", "2+", "3+"]


def shares(page: str) -> list[int]:
    """Read the five percentages off the page; what is in situ or in the cytoplasm is not among them."""
    found = {words: int(percent) for words, percent in LINE.findall(page)}
    return [found[kind] for kind in KINDS]


def expected(page: str) -> str:
    """Apply the rule, written down a second time as three questions and not as a walk."""
    intense, ring, gaps, faint, _ = shares(page)
    if intense > 10:
        return "3+"
    stronger_than_faint = ring > 0 or gaps > 0
    if intense or intense + ring > 10 or gaps > 10 or (stronger_than_faint and faint <= 10):
        return "2+"
    return LADDER[(faint > 0) + (faint > 10)]


def unusual(page: str) -> bool:
    """Whether the score is 2+ without more than ten percent of complete, weak to moderate staining."""
    return expected(page) == "2+" and shares(page)[1] <= 10


@pytest.fixture(scope="module")
def questions() -> list[Single]:
    return checks.made(ihc_score.make)


def test_the_right_score_is_what_a_second_reading_of_the_page_gives(questions: list[Single]) -> None:
    for item in questions:
        assert checks.right(item).text == expected(item.prompt), item.prompt
        assert expected(item.prompt) not in [option.text for option in checks.wrong(item)]


def test_the_shares_on_the_page_are_whole_and_make_up_all_the_cells(questions: list[Single]) -> None:
    for item in questions:
        assert sum(shares(item.prompt)) == 100
        figures = re.findall(r"(\d+) % of the cells", item.explain)
        assert {int(figure) for figure in figures} <= {
            0,
            10,
            *shares(item.prompt),
            sum(shares(item.prompt)[:2]),
            sum(shares(item.prompt)[1:3]),
        }


def test_every_score_is_right_often_enough_and_wrong_now_and_then(questions: list[Single]) -> None:
    seen = Counter(checks.right(item).text for item in questions)
    assert set(seen) == set(LADDER)
    assert min(seen.values()) >= 250
    assert {option.text for item in questions for option in checks.wrong(item)} == set(LADDER)


def test_options_stand_in_the_order_of_the_ladder(questions: list[Single]) -> None:
    for item in questions:
        texts = [option.text for option in item.options]
        assert texts == sorted(texts, key=LADDER.index)


def test_no_score_named_by_a_reason_is_another_than_the_right_one(questions: list[Single]) -> None:
    named = re.compile(r"of the cells is (0 absent|0\+|1\+|2\+|3\+)|so the score is (\S+)\.")
    checked = 0
    for item in questions:
        for option in item.options:
            for found in named.finditer(option.because):
                assert (found[1] or found[2]) == expected(item.prompt), option
                checked += 1
    assert checked > 2000


def test_a_case_on_the_line_belongs_to_the_objective_about_the_line(questions: list[Single]) -> None:
    on_line = [item for item in questions if item.objective == "03.3"]
    assert len(on_line) >= 300
    for item in questions:
        intense, ring, gaps, faint, _ = shares(item.prompt)
        near = {9, 10, 11} & {intense, intense + ring, gaps, faint}
        assert near or item.objective == "03.2", item.prompt
        assert item.objective == "03.2" or item.difficulty == 3
    met = Counter(share for item in on_line for share in shares(item.prompt)[:4] if 9 <= share <= 11)
    assert min(met[share] for share in (9, 10, 11)) >= 30


def test_taking_ten_percent_as_past_the_line_is_met_and_refuted(questions: list[Single]) -> None:
    options = [option for item in questions for option in checks.wrong(item)]
    exact = [option for option in options if option.misconception == "exactly 10 % is past the line"]
    assert len(exact) >= 50
    assert all("*more than* 10 %" in option.because for option in exact)


def test_unusual_patterns_are_hardest_and_explained_as_the_course_does(questions: list[Single]) -> None:
    odd = [item for item in questions if unusual(item.prompt)]
    assert len(odd) >= 200
    for item in questions:
        assert ("this course's own convention" in item.explain) == unusual(item.prompt), item.prompt
        assert item.difficulty == 3 or not unusual(item.prompt)
        assert "course" in item.sources


def test_a_pattern_that_the_guideline_leaves_open_says_so_and_is_more_than_a_trace(
    questions: list[Single],
) -> None:
    said = (
        "What is the IHC score? The course sends every pattern outside the definitions to 2+; "
        "a pathologist may decide otherwise."
    )
    open_to_argument = 0
    for item in questions:
        intense, ring, gaps, faint, _ = shares(item.prompt)
        left_open = not intense and ring <= 10 and gaps <= 10 and faint <= 10 and ring + gaps > 0
        assert item.prompt.endswith(said if left_open else "What is the IHC score?"), item.prompt
        assert not left_open or ring + gaps >= 5, item.prompt
        open_to_argument += left_open
    assert open_to_argument >= 50


def test_that_the_score_is_no_average_is_said_only_where_nothing_nearer_can_be(
    questions: list[Single],
) -> None:
    named = Counter[str | None]()
    for item in questions:
        intense, ring, gaps, _, _ = shares(item.prompt)
        for option in checks.wrong(item):
            named[option.misconception] += 1
            if option.misconception == "the score is an average over all cells":
                assert intense > 10, item.prompt
            if option.misconception == "incomplete staining is always 1+":
                said = f"1+ is faint and incomplete. In {gaps} % it is incomplete, but moderate to intense."
                assert option.because.startswith(said)
            if option.misconception == "any staining in 10 % or fewer is 0+":
                assert max(shares(item.prompt)[:4]) <= 10
                assert f"In {intense + ring + gaps} % of the cells it is complete, or str" in option.because
    assert named["the score is an average over all cells"] <= 0.04 * named.total()
    assert named["incomplete staining is always 1+"] >= 50
    assert named["any staining in 10 % or fewer is 0+"] >= 50


def test_what_is_not_invasive_membrane_is_refuted_and_never_scored(questions: list[Single]) -> None:
    for words, name, text in (
        ("In-situ cancer", "in-situ cells count", "3+"),
        ("haze in the cytoplasm", "staining of the cytoplasm counts", "1+"),
    ):
        distracted = [item for item in questions if words in item.prompt]
        assert len(distracted) >= 150
        for item in distracted:
            assert item.explain.startswith("1. Only the membrane of invasive cells is read.")
            found = [option for option in checks.wrong(item) if option.misconception == name]
            assert [option.text for option in found] == ([text] if text != expected(item.prompt) else [])


def test_what_holds_for_every_family_holds_here(questions: list[Single]) -> None:
    checks.assert_reasons_are_full(questions)
    checks.assert_length_tells_nothing(questions)
    checks.assert_levels_all_occur(questions)
    checks.assert_sources_are_known(questions)
    checks.assert_every_seed_is_its_own(ihc_score.make, questions, prompts=900)
