"""The family her2_status against a brute-force reading of the page a learner sees."""

import re
from collections import Counter
from decimal import Decimal

import pytest

from her2lessons.quiz.families import her2_status
from her2lessons.quiz.kinds.single import Single

SEEDS = range(2000)

POSITIVE = "HER2-positive"
DISCORDANT = "HER2-positive, and both tests are reviewed"
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
    if (ish_positive and score in ("1+", "0+", "0 absent", "0")) or (ish_negative and score == "3+"):
        return DISCORDANT
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
    outcomes = {POSITIVE, DISCORDANT, ISH, IHC, DUAL, RECOUNT, ADJUDICATE, REPEAT} | set(BY_IHC.values())
    assert set(seen) == outcomes
    assert min(seen.values()) >= 30


def test_every_outcome_but_a_bare_zero_also_comes_up_as_a_wrong_answer(questions: list[Single]) -> None:
    wrong = {option.text for item in questions for option in item.options if not option.correct}
    assert {POSITIVE, DISCORDANT, LOW, ULTRALOW, NULL, ISH, IHC, DUAL, RECOUNT, ADJUDICATE, REPEAT} <= wrong


def test_no_question_offers_positive_both_with_and_without_a_review(questions: list[Single]) -> None:
    for item in questions:
        assert not {POSITIVE, DISCORDANT} <= {option.text for option in item.options}


def test_the_reason_of_a_discordant_answer_says_that_the_tests_contradict_each_other(
    questions: list[Single],
) -> None:
    right = [option for item in questions for option in item.options if option.correct]
    for option in right:
        assert option.because.endswith(": discordant.") == (option.text == DISCORDANT)


def test_the_reason_against_one_figure_alone_never_argues_for_it(questions: list[Single]) -> None:
    endings = Counter()  # type: Counter[str]
    for item in questions:
        counts = [group(Decimal(ratio), Decimal(copies)) for ratio, copies in DUAL_LINE.findall(item.prompt)]
        for option in item.options:
            if option.misconception not in ("the ratio decides alone", "the HER2 copies decide alone"):
                continue
            if "IHC score: **3+**" in item.prompt:
                ending = f"give group {counts[0]}; and IHC 3+ is positive beside any group."
            elif len(set(counts)) == 2:
                ending = f"gave group {counts[0]} first, and the recount gave another, so neither stands."
            else:  # a figure of group 1 or 5 points where its group does, so it makes no wrong option
                assert counts[0] in (2, 3, 4)
                ending = f"give group {counts[0]}, which is read together with IHC."
            assert option.because.endswith(ending), item.prompt
            endings[ending.translate({ord(digit): None for digit in "12345"})] += 1
    assert len(endings) == 3


ONE_FIGURE = ("the ratio decides alone", "the HER2 copies decide alone")


def test_where_ratio_and_copies_agree_the_mistake_against_three_plus_is_that_ish_outvotes_it(
    questions: list[Single],
) -> None:
    against = Counter()  # type: Counter[str | None]
    for item in questions:
        counts = [group(Decimal(ratio), Decimal(copies)) for ratio, copies in DUAL_LINE.findall(item.prompt)]
        if "IHC score: **3+**" in item.prompt and counts == [5]:
            against.update(option.misconception for option in item.options if option.text == LOW)
            assert not {option.misconception for option in item.options} & set(ONE_FIGURE), item.prompt
    assert set(against) == {"ISH outvotes IHC 3+"}
    assert against.total() >= 30


def test_two_plus_is_not_blamed_where_a_figure_of_the_ish_is_high_by_itself(questions: list[Single]) -> None:
    met = Counter()  # type: Counter[str | None]
    for item in questions:
        counts = [group(Decimal(ratio), Decimal(copies)) for ratio, copies in DUAL_LINE.findall(item.prompt)]
        if "IHC score: **2+**" in item.prompt and counts[:1] in ([2], [3]):
            wrong = [option for option in item.options if option.text == POSITIVE and not option.correct]
            met.update(option.misconception for option in wrong)
    assert "2+ is a positive result" not in met
    assert min(met[name] for name in ONE_FIGURE) >= 20


def test_a_single_probe_without_ihc_offers_no_ihc_because_the_guideline_allows_it(
    questions: list[Single],
) -> None:
    undecided = [
        item for item in questions if "Single-probe" in item.prompt and expected(item.prompt) == DUAL
    ]
    assert len(undecided) >= 20
    for item in undecided:
        assert IHC not in [option.text for option in item.options]
        right = next(option for option in item.options if option.correct)
        assert ("this course takes the dual probe" in right.because) == ("IHC: not done" in item.prompt)


def test_a_recount_lies_near_the_first_count_and_is_not_a_copy_of_it(questions: list[Single]) -> None:
    pairs = [found for item in questions if len(found := DUAL_LINE.findall(item.prompt)) == 2]
    assert len(pairs) >= 100
    for first, second in pairs:
        ratio, copies = (abs(Decimal(one) - Decimal(other)) for one, other in zip(first, second, strict=True))
        assert ratio <= Decimal("0.4")
        assert copies <= Decimal("1.0")
        assert ratio + copies > 0


def test_nothing_says_that_the_second_observer_knows_no_earlier_results(questions: list[Single]) -> None:
    for item in questions:
        reasons = " ".join(option.because for option in item.options)
        assert "earlier results" not in f"{item.prompt} {item.explain} {reasons}"


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
