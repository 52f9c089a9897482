"""The HER2 rule: from the tests of one specimen to a status, a category and a next step."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from her2lessons.guidelines.conclusion import COMMENTS, category, conclude, conclude_both, score_itself
from her2lessons.guidelines.ihc import EQUIVOCAL, NEGATIVE, POSITIVE
from her2lessons.guidelines.ish import MIN_NUCLEI, DualProbe, Probe, Reported, Result
from her2lessons.guidelines.readings import counted, figures, readings, too_few
from her2lessons.guidelines.result import Interpretation, NextStep, Status
from her2lessons.guidelines.steps import ASCO_CAP_2018, COURSE, Step
from her2lessons.guidelines.workup import Workup, gather


@dataclass(frozen=True)
class _Decision:
    """Where the rule leads, and the steps from the single readings to there."""

    status: Status
    next_step: NextStep | None
    steps: tuple[Step, ...]
    discordant: bool = False
    comment: str | None = None


def interpret(
    ihc: str | None = None,
    ish: Result | None = None,
    recount: DualProbe | None = None,
    rejected: Mapping[str, str] | None = None,
    second_population: Probe | None = None,
) -> Interpretation:
    """Interpret the HER2 tests of one specimen, with every step on the way.

    Parameters
    ----------
    ihc : {"0 absent", "0+", "1+", "2+", "3+", "0"}, optional
        The IHC score; "0" where a report does not say whether there was any staining. None: not done.
    ish : DualProbe, SingleProbe or Reported, optional
        The ISH result. None: not done.
    recount : DualProbe, optional
        The count of another observer, who does not know the earlier count. It belongs to ISH groups 2, 3
        and 4 with IHC 2+ and nowhere else. Where the rule asks for no recount, giving one is an error: a
        result that stands is not counted again until it changes.
    rejected : mapping of {"ihc", "ish"} to str, optional
        The reason for each test that could not be read. A rejected test counts for nothing; a test cannot be
        both rejected and given.
    second_population : DualProbe or SingleProbe, optional
        The own count of a second population of cells. It is interpreted with the same IHC and stands beside
        the first result, never averaged with it. Status, category, next step and comment stay those of the
        first population; the conclusion names both.

    Returns
    -------
    Interpretation
        Status, category, next step, discordance, comment, ISH group and the steps, first to last.

    Raises
    ------
    ValueError
        If nothing is given, a score is unknown, a result has the wrong type, or the parts do not fit.

    Notes
    -----
    Sources: wolff2018, wolff2023; categories: modi2022, bardia2024; the US label: fda2025; what a reported
    word or a bare 0 means, the word "null", and that a discordant pair is reviewed: course. IHC rejected
    beside ISH group 5 is negative without a category, as if IHC had not been done.

    IHC 3+ beside a negative count is discordant, unless the other population is positive by ISH alone. One
    IHC score stands for all invasive cells, so that population explains it. IHC 0 or 1+ beside a positive
    count is discordant with or without a second population. Source: course.
    """
    tests = gather(ihc, ish, recount, rejected, second_population)
    nuclei = too_few(tests.ish, tests.recount, second_population)
    first = _walked(tests, second_population)
    if second_population is None:
        return _with(first, conclude(first, tests.rejected, nuclei))
    # Where there are two counts, ISH was not rejected, so what is rejected holds for both populations.
    second = _walked(Workup(tests.ihc, second_population, None, tests.rejected), tests.ish)
    second = _with(second, conclude(second, tests.rejected, too_few(second_population)))
    end = conclude_both(first, second, tests.rejected, nuclei)
    return replace(_with(first, _beside(second), end), second_population=second)


def _walked(tests: Workup, other: Result | None) -> Interpretation:
    """Interpret one population without its conclusion; `other` is the count of the other one."""
    decision = _decide(tests, other)
    return Interpretation(
        status=decision.status,
        category=category(decision.status, tests.ihc),
        next_step=decision.next_step,
        steps=(*readings(tests), *decision.steps, *score_itself(decision.status, tests.ihc)),
        discordant=decision.discordant,
        comment=decision.comment,
        ish_group=tests.group,
    )


def _with(result: Interpretation, *steps: Step) -> Interpretation:
    return replace(result, steps=(*result.steps, *steps))


def _decide(tests: Workup, other: Result | None) -> _Decision:
    """Ask in turn what can settle the matter; the order is the rule."""
    if tests.alone == "positive":
        rule = "A positive ISH result makes the tumour HER2-positive, with any IHC score or none."
        return _positive(rule, tests.ihc in NEGATIVE, tests)
    if tests.ihc == POSITIVE:
        rule = f"IHC {POSITIVE} makes the tumour HER2-positive, with any ISH result or none."
        if tests.alone == "negative" and other is not None and other.alone == "positive":
            return _explained(rule, other, tests)
        return _positive(rule, tests.alone == "negative", tests)
    if tests.ihc in NEGATIVE:
        return _negative_by_ihc(tests)
    if tests.alone == "negative":
        return _negative_by_ish(tests)
    # What is left has IHC 2+ or no IHC, and ISH that is undecided or not there.
    if tests.rejected:
        return _failed(tests)
    if tests.ish is None:
        return _wait("equivocal", "ish", f"IHC {EQUIVOCAL} is decided by ISH.", tests)
    if tests.group is None:
        return _to_dual_probe(tests)
    if tests.ihc is None:
        return _wait("pending", "ihc", "ISH groups 2, 3 and 4 are decided together with IHC.", tests)
    return _recounted(tests)


def _positive(rule: str, discordant: bool, tests: Workup) -> _Decision:
    settled = _settle(rule, f"{_pair(tests)}: positive.")
    if not discordant:
        return _Decision("positive", None, (settled,))
    question = Step(
        "A pair of tests that contradict each other is a result to question; that both are reviewed is this "
        "course's convention.",
        f"{_pair(tests)}: discordant.",
        COURSE,
        "discordant",
    )
    return _Decision("positive", None, (settled, question), discordant=True)


def _explained(rule: str, other: Result, tests: Workup) -> _Decision:
    """Decide IHC 3+ beside a negative count, where the other population accounts for the 3+."""
    why = Step(
        f"One IHC score stands for all the cells; a population that is positive by ISH explains {POSITIVE}.",
        f"{_pair(tests)}; the other population, {other.words}, explains the {POSITIVE}: not discordant.",
        COURSE,
        "explained",
    )
    return _Decision("positive", None, (_settle(rule, f"{_pair(tests)}: positive."), why))


def _negative_by_ihc(tests: Workup) -> _Decision:
    rule = "IHC 0 or 1+ is negative unless ISH is positive by itself."
    settled = _settle(rule, f"{_pair(tests)}: negative.")
    comment = None if tests.group is None else COMMENTS.get(tests.group)
    return _Decision("negative", None, (settled, *_commented(comment)), comment=comment)


def _negative_by_ish(tests: Workup) -> _Decision:
    rule = f"A negative ISH result settles IHC {EQUIVOCAL}, and stands alone where there is no IHC score."
    return _Decision("negative", None, (_settle(rule, f"{_pair(tests)}: negative."),))


def _failed(tests: Workup) -> _Decision:
    rule = "When a test was rejected and nothing else decides, the result is indeterminate."
    return _Decision("indeterminate", "repeat", (_settle(rule, f"{_pair(tests)}: nothing decides."),))


def _wait(
    status: Status, next_step: NextStep, rule: str, tests: Workup, source: str = ASCO_CAP_2018
) -> _Decision:
    return _Decision(status, next_step, (_settle(rule, f"{_pair(tests)}: not decided yet.", source),))


def _to_dual_probe(tests: Workup) -> _Decision:
    """Send on what has no group and stays undecided; the rule that sends it depends on what it is."""
    source = COURSE
    if isinstance(tests.ish, Reported):
        rule = "A reported equivocal is followed by a dual-probe test."
    elif tests.ihc is None:
        rule = "With no IHC, the guideline allows IHC or a dual-probe test; this course takes the dual probe."
    else:
        rule = f"A single probe that stays undecided beside IHC {EQUIVOCAL} is followed by a dual-probe test."
        source = ASCO_CAP_2018
    return _wait("pending", "dual-probe ish", rule, tests, source)


def _recounted(tests: Workup) -> _Decision:
    """Decide ISH groups 2 to 4 with IHC 2+, which need a second count."""
    asked = (
        f"IHC {EQUIVOCAL} with ISH group 2 to 4: another observer, who does not know the earlier count, "
        f"counts at least {MIN_NUCLEI} nuclei that include the invasive area with IHC {EQUIVOCAL}."
    )
    recount = tests.recount
    if recount is None:
        missing = Step(asked, "No recount was given.", ASCO_CAP_2018, "recount")
        return _Decision("pending", "recount", (missing,))
    again = Step(asked, f"Recount: {figures(recount)}, {recount.words}.", ASCO_CAP_2018, "recount")
    walked = (*counted(recount), again)
    if recount.group != tests.group:
        rule = "A recount that gives another group leaves the decision to the laboratory."
        found = f"First group {tests.group}, then group {recount.group}: not decided by the rule."
        return _Decision("pending", "adjudicate", (*walked, _settle(rule, found)))
    rule = "When the recount confirms the group, group 3 is positive and groups 2 and 4 are negative."
    if recount.group == 3:
        return _Decision("positive", None, (*walked, _settle(rule, "Group 3 confirmed: positive.")))
    comment = COMMENTS[recount.group]
    settled = _settle(rule, f"Group {recount.group} confirmed: negative.")
    return _Decision("negative", None, (*walked, settled, *_commented(comment)), comment=comment)


def _pair(tests: Workup) -> str:
    words = f"{tests.ihc_words}, {tests.ish_words}"
    return words[0].upper() + words[1:]


def _settle(rule: str, finding: str, source: str = ASCO_CAP_2018) -> Step:
    return Step(rule, finding, source, "decision")


def _commented(comment: str | None) -> tuple[Step, ...]:
    if comment is None:
        return ()
    rule = "A negative result in ISH groups 2, 3 and 4 carries a comment that says why."
    return (Step(rule, comment, ASCO_CAP_2018, "comment"),)


def _beside(second: Interpretation) -> Step:
    rule = "A second population of cells has a result of its own: two results, never an average."
    finding = (
        f"Second population: {second.status}; category {second.category}. It is reported beside this result."
    )
    return Step(rule, finding, ASCO_CAP_2018, "second-population")
