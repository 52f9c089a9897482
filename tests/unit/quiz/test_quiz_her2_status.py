"""The family her2_status against a brute-force reading of the page a learner sees."""

import re
from collections import Counter
from decimal import Decimal

import pytest

from her2lessons.quiz.families import her2_status
from her2lessons.quiz.kinds.single import Single

SEEDS = range(2000)

POSITIVE = "HER2-positive, a final result"
LOW = "HER2-negative, and HER2-low"
ULTRALOW = "HER2-negative, and HER2-ultralow"
NULL = "HER2-negative, and HER2-null"
ZERO = "HER2-negative; ultralow or null stays open"
NO_CATEGORY = "HER2-negative, with no category yet"
ISH = "Equivocal; the next step is ISH"
IHC = "Pending; the next step is IHC on the same tissue"
DUAL = "Pending; the next step is a dual-probe ISH"
RECOUNT = "Pending; the next step is a blinded recount"
ADJUDICATE = "Pending; the laboratory adjudicates"
REPEAT = "Indeterminate; the next step is to repeat the test"
BY_IHC = {"1+": LOW, "2+": LOW, "0+": ULTRALOW, "0 absent": NULL, "0": ZERO, None: NO_CATEGORY}

DUAL_LINE = re.compile(r"ratio \*\*([\d.]+)\*\*, \*\*([\d.]+)\*\* HER2 copies")


def group(ratio: Decimal, copies: Decimal) -> int:
    """The five groups, written down a second time and in another way."""
    high_ratio = ratio >= Decimal("2.0")
    table = [(Decimal(0), 5, 2), (Decimal(4), 4, 1), (Decimal(6), 3, 1)]
    low_side, high_side = [(low, high) for start, low, high in table if copies >= start][-1]
    return high_side if high_ratio else low_side


def expected(page: str) -> str:
    """Read the page and apply the rule, figure by figure, with nothing from the package."""
    ihc = re.search(r"^- IHC score: \*\*(.+?)\*\*", page, re.MULTILINE)
    score = ihc[1] if ihc else None
    failed = "rejected" in page
    counts = [group(Decimal(ratio), Decimal(copies)) for ratio, copies in DUAL_LINE.findall(page)]
    single = re.search(r"^- Single-probe ISH: \*\*([\d.]+)\*\*", page, re.MULTILINE)
    copies = Decimal(single[1]) if single else None
    ish_positive = counts[:1] == [1] or (copies is not None and copies >= 6)
    ish_negative = counts[:1] == [5] or (copies is not None and copies < 4)
    if ish_positive or score == "3+":
        return POSITIVE
    if score in ("1+", "0+", "0 absent", "0") or ish_negative:
        return BY_IHC[score]
    if failed:
        return REPEAT
    if copies is not None:
        return DUAL
    if not counts:
        return ISH
    if score is None:
        return IHC
    if len(counts) == 1:
        return RECOUNT
    if counts[0] != counts[1]:
        return ADJUDICATE
    return POSITIVE if counts[0] == 3 else LOW


@pytest.fixture(scope="module")
def questions() -> list[Single]:
    made = [her2_status.make(seed) for seed in SEEDS]
    assert all(isinstance(item, Single) for item in made)
    return made  # type: ignore[return-value]


def test_the_right_option_is_what_a_second_reading_of_the_page_gives(questions: list[Single]) -> None:
    for item in questions:
        right = [option.text for option in item.options if option.correct]
        assert right == [expected(item.prompt)], item.prompt


def test_no_wrong_option_states_the_right_outcome_and_all_differ(questions: list[Single]) -> None:
    for item in questions:
        texts = [option.text for option in item.options]
        assert 3 <= len(texts) <= 4
        assert len(set(texts)) == len(texts)
        assert texts.count(expected(item.prompt)) == 1


def test_every_option_has_a_full_reason_and_every_wrong_one_names_its_mistake(
    questions: list[Single],
) -> None:
    for item in questions:
        for option in item.options:
            assert len(option.because) >= 40
            assert option.because.endswith((".", "?"))
            assert (option.misconception is None) is option.correct


def test_every_outcome_comes_up_as_the_right_answer(questions: list[Single]) -> None:
    seen = Counter(expected(item.prompt) for item in questions)
    outcomes = {POSITIVE, ISH, IHC, DUAL, RECOUNT, ADJUDICATE, REPEAT} | set(BY_IHC.values())
    assert set(seen) == outcomes
    assert min(seen.values()) >= 30


def test_every_outcome_but_a_bare_zero_also_comes_up_as_a_wrong_answer(questions: list[Single]) -> None:
    wrong = {option.text for item in questions for option in item.options if not option.correct}
    assert {POSITIVE, LOW, ULTRALOW, NULL, ISH, IHC, DUAL, RECOUNT, ADJUDICATE, REPEAT} <= wrong


def test_the_place_of_the_right_option_tells_nothing(questions: list[Single]) -> None:
    places = Counter(
        [option.correct for option in item.options].index(True)
        for item in questions
        if len(item.options) == 4
    )
    assert set(places) == {0, 1, 2, 3}
    assert min(places.values()) > 0.2 * sum(places.values())


def test_the_longest_option_is_not_the_right_one_more_often_than_others(questions: list[Single]) -> None:
    longest = sum(max(item.options, key=lambda option: len(option.text)).correct for item in questions)
    assert longest < 0.5 * len(questions)


def test_the_figures_shown_have_at_most_two_decimals_and_edges_are_met(questions: list[Single]) -> None:
    pages = "\n".join(item.prompt for item in questions)
    figures = re.findall(r"\*\*(\d+\.\d+)\*\*", pages)
    assert all(len(figure.partition(".")[2]) <= 2 for figure in figures)
    ratios, copies = zip(*DUAL_LINE.findall(pages), strict=True)
    assert {"2.0", "1.99"} <= set(ratios)
    assert {"4.0", "3.9", "6.0", "5.9"} <= set(copies)


def test_the_explanation_walks_through_the_rule_and_cites_its_sources(questions: list[Single]) -> None:
    for item in questions:
        lines = item.explain.splitlines()
        assert [line.partition(".")[0] for line in lines] == [str(n) for n in range(1, len(lines) + 1)]
        assert "Conclusion:" in lines[-1]
        assert "wolff2018" in item.sources


def test_the_same_seed_gives_the_same_question_and_another_seed_another(questions: list[Single]) -> None:
    assert [her2_status.make(seed) for seed in range(20)] == questions[:20]
    assert len({item.prompt for item in questions}) > 900
