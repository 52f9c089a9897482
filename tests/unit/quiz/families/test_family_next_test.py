"""The family next_test against a brute-force reading of the page a learner sees."""

import re
from collections import Counter
from decimal import Decimal

import checks_of_guidelines as checks
import pytest

from her2lessons.quiz.families import next_test
from her2lessons.quiz.kinds.single import Single

NOTHING = "No further test: the result can be given"
ISH = "An ISH test"
IHC = "IHC on the same tissue"
DUAL = "A dual-probe ISH test"
RECOUNT = "A blinded recount by another observer"
ADJUDICATE = "The laboratory settles it by its own rules"
REPEAT = "The test is repeated, because it failed"
ALL = {NOTHING, ISH, IHC, DUAL, RECOUNT, ADJUDICATE, REPEAT}

PAIR = re.compile(r"ratio \*\*([\d.]+)\*\*, \*\*([\d.]+)\*\* HER2 copies")


class Page:
    """What the page says, read with regular expressions and nothing from the package."""

    def __init__(self, text: str) -> None:
        score = re.search(r"^- IHC score: \*\*(.+?)\*\*", text, re.MULTILINE)
        single = re.search(r"^- Single-probe ISH: \*\*([\d.]+)\*\*", text, re.MULTILINE)
        self.score = score[1] if score else None
        self.low = self.score in ("0 absent", "0+", "1+", "0")
        self.ihc_failed = "- IHC: rejected" in text
        self.ish_failed = "- ISH: rejected" in text
        self.groups = [self._group(Decimal(ratio), Decimal(copies)) for ratio, copies in PAIR.findall(text)]
        self.copies = Decimal(single[1]) if single else None

    @staticmethod
    def _group(ratio: Decimal, copies: Decimal) -> int:
        """Count how many of the lines are passed; ratio and copies each have their own table."""
        passed = (copies >= 4) + (copies >= 6)
        return (2, 1, 1)[passed] if ratio >= 2 else (5, 4, 3)[passed]

    @property
    def ish_decides(self) -> str | None:
        """What ISH says by itself, if it says anything."""
        if self.copies is not None:
            return "positive" if self.copies >= 6 else "negative" if self.copies < 4 else None
        return {1: "positive", 5: "negative"}.get(self.groups[0]) if self.groups else None

    @property
    def expected(self) -> str:
        """Go through what can be waited for; where nothing is, the result can be given."""
        if self.score == "3+" or self.low or self.ish_decides:
            return NOTHING
        if self.ihc_failed or self.ish_failed:
            return REPEAT
        if self.copies is not None:
            return DUAL
        if self.score is None:
            return IHC
        return {0: ISH, 1: RECOUNT}.get(len(self.groups)) or (
            NOTHING if self.groups[0] == self.groups[1] else ADJUDICATE
        )

    @property
    def discordant(self) -> bool:
        """Whether the two tests contradict each other."""
        against = {"positive": self.low, "negative": self.score == "3+"}
        return self.ish_decides is not None and against[self.ish_decides]


@pytest.fixture(scope="module")
def questions() -> list[Single]:
    return checks.made(next_test.make)


def test_the_right_step_is_what_a_second_reading_of_the_page_gives(questions: list[Single]) -> None:
    for item in questions:
        assert checks.right(item).text == Page(item.prompt).expected, item.prompt
        assert Page(item.prompt).expected not in [option.text for option in checks.wrong(item)]


def test_every_step_is_right_often_enough_and_none_is_the_answer_to_guess(questions: list[Single]) -> None:
    seen = Counter(checks.right(item).text for item in questions)
    assert set(seen) == ALL
    assert min(seen.values()) >= 0.08 * len(questions)
    assert max(seen.values()) <= 0.35 * len(questions)
    assert {option.text for item in questions for option in checks.wrong(item)} == ALL


def test_no_wrong_step_means_the_same_as_the_right_one(questions: list[Single]) -> None:
    for item in questions:
        page = Page(item.prompt)
        texts = {option.text for option in item.options}
        assert not {ISH, DUAL} <= texts, item.prompt
        assert not (page.ihc_failed and IHC in texts), item.prompt
        assert not (page.ish_failed and texts & {ISH, DUAL}), item.prompt
        assert not (page.copies is not None and page.score is None and IHC in texts), item.prompt


def test_no_report_is_asked_about_that_people_could_argue_over(questions: list[Single]) -> None:
    for item in questions:
        page = Page(item.prompt)
        assert not page.discordant, item.prompt
        if page.expected == NOTHING and page.score is None:
            assert page.ish_decides == "positive", item.prompt
            assert page.copies is None, item.prompt


def test_reasons_name_the_group_and_the_score_that_are_on_the_page(questions: list[Single]) -> None:
    named = 0
    for item in questions:
        page = Page(item.prompt)
        for option in checks.wrong(item):
            for group in re.findall(r"[Gg]roup (\d)", option.because):
                assert int(group) in page.groups, option
                named += 1
            for score in re.findall(r"Here it is IHC (.+?)\.$|^IHC (.+?) decides", option.because):
                assert (score[0] or score[1]) == page.score, option
                named += 1
            if "could be read. Here every test" in option.because:
                assert not page.ihc_failed
                assert not page.ish_failed
    assert named >= 300


def test_recounts_and_failures_are_hardest_and_one_test_alone_is_easiest(questions: list[Single]) -> None:
    for item in questions:
        page = Page(item.prompt)
        failed = page.ihc_failed or page.ish_failed
        undecided = bool(page.groups) and page.ish_decides is None
        hardest = failed or len(page.groups) == 2 or (undecided and page.score is not None)
        both = page.score is not None and (bool(page.groups) or page.copies is not None)
        waits = (bool(page.groups) or page.copies is not None) and page.ish_decides is None
        assert item.difficulty == (3 if hardest else 2 if both or waits else 1), item.prompt


def test_the_specimen_is_never_a_reason_to_reject_a_test(questions: list[Single]) -> None:
    hours = {
        int(re.search(r"^- Specimen: .+, (\d+) hours in fixative$", item.prompt, re.MULTILINE)[1])  # type: ignore[index]
        for item in questions
    }
    assert min(hours) >= 6
    assert max(hours) <= 72
    assert len(hours) >= 20


def test_what_holds_for_every_family_holds_here(questions: list[Single]) -> None:
    checks.assert_reasons_are_full(questions)
    checks.assert_places_tell_nothing(questions)
    checks.assert_length_tells_nothing(questions)
    checks.assert_levels_all_occur(questions)
    checks.assert_sources_are_known(questions)
    checks.assert_every_seed_is_its_own(next_test.make, questions, prompts=1500)
