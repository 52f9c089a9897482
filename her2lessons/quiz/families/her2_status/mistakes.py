"""Named mistakes: what each makes of a report, and why that is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from her2lessons.guidelines.ish import DualProbe, SingleProbe
from her2lessons.quiz.families.her2_status import outcomes
from her2lessons.quiz.families.her2_status.claim import BELOW_EQUIVOCAL, Claim
from her2lessons.quiz.families.her2_status.labels import about_labels
from her2lessons.quiz.families.her2_status.outcomes import Outcome
from her2lessons.quiz.families.her2_status.reports import Report


def claims(report: Report) -> tuple[list[Claim], list[Claim]]:
    """Give the mistakes that this report invites, and those that any report allows."""
    special = [
        *_about_two_plus(report),
        *_about_one_figure_alone(report),
        *_about_recounts(report),
        *_about_single_probes(report),
        *_about_one_test_alone(report),
        *_about_contradictions(report),
        *about_labels(report),
        *_about_rejected_tests(report),
    ]
    return special, list(_about_any_report(report))


def _about_two_plus(report: Report) -> Iterator[Claim]:
    if report.ihc != "2+":
        return
    weak_positive = Claim(
        "2+ is a positive result",
        outcomes.POSITIVE,
        "IHC 2+ is equivocal, not a weak positive. Only ISH, read to its end, can make it positive.",
    )
    # Whoever calls this positive has more likely looked at a figure of the ISH that is high by itself.
    figures = [claim for claim in _about_one_figure_alone(report) if claim.outcome == outcomes.POSITIVE]
    yield figures[0] if figures else weak_positive
    yield Claim(
        "2+ is HER2-low already",
        outcomes.LOW,
        "IHC 2+ is HER2-low only once ISH has shown that the gene is not amplified.",
    )


def _about_one_figure_alone(report: Report) -> Iterator[Claim]:
    if not isinstance(report.ish, DualProbe):
        return
    if report.ihc == "3+" and report.ish.alone != "undecided":
        # Ratio and copies agree here: the mistake would be to put ISH above IHC 3+, and that is named below.
        return
    negative = BELOW_EQUIVOCAL.get(report.ihc or "", outcomes.NEGATIVE_WITHOUT_IHC)
    if report.ihc in ("2+", "3+"):
        negative = outcomes.LOW
    by_ratio = outcomes.POSITIVE if report.group in (1, 2) else negative
    yield Claim(
        "the ratio decides alone",
        by_ratio,
        f"That looks at the ratio alone. Ratio and copies together {_group_counts(report)}",
    )
    alone = SingleProbe(her2_copies=report.ish.her2_copies).result
    if alone != "needs work-up":
        yield Claim(
            "the HER2 copies decide alone",
            outcomes.POSITIVE if alone == "positive" else negative,
            f"That looks at the copies alone. Copies and ratio together {_group_counts(report)}",
        )


def _group_counts(report: Report) -> str:
    """Say what the group leads to, so that the reason never argues for the option that it refutes."""
    if report.ihc == "3+":
        return f"give group {report.group}; and IHC 3+ is positive beside any group."
    if report.recount is not None and report.recount.group != report.group:
        return f"gave group {report.group} first, and the recount gave another, so neither stands."
    if report.group in (2, 3, 4):
        return f"give group {report.group}, which is read together with IHC."
    return f"give group {report.group}, and the group counts."


def _about_recounts(report: Report) -> Iterator[Claim]:
    first = report.ish
    if not isinstance(first, DualProbe) or first.alone != "undecided":
        return
    if report.ihc != "2+":
        yield Claim(
            "groups 2 to 4 are always counted again",
            outcomes.RECOUNT_NEXT,
            "A recount is asked for only where groups 2 to 4 stand beside IHC 2+.",
        )
    elif report.recount is None:
        yield Claim(
            "the first count is enough",
            Outcome.of(replace(report, recount=first).interpret()),
            f"Group {report.group} with IHC 2+ waits for a second count, by an observer who does not know "
            "the earlier one.",
        )
    elif report.recount.group == first.group:
        yield Claim(
            "one recount is not enough",
            outcomes.RECOUNT_NEXT,
            f"The recount has been made and it confirmed group {first.group}. The rule has no third count.",
        )
        yield Claim(
            "every recount goes to the laboratory to settle",
            outcomes.ADJUDICATE_NEXT,
            f"The laboratory adjudicates where the counts disagree. Here both are in group {first.group}.",
        )
    else:
        second = report.recount if report.recount.alone == "undecided" else None
        yield Claim(
            "the second count replaces the first",
            Outcome.of(Report(report.ihc, report.recount, second).interpret()),
            "A recount in another group does not simply win. The two counts disagree, and the laboratory "
            "settles that by its own procedure.",
        )
        yield Claim(
            "the first count stands",
            Outcome.of(replace(report, recount=first).interpret()),
            "The first group has not been confirmed: the recount gave another one.",
        )
        yield Claim(
            "count until two counts agree",
            outcomes.RECOUNT_NEXT,
            "There is one recount, and it has been made. The rule has no third count.",
        )


def _about_single_probes(report: Report) -> Iterator[Claim]:
    if not isinstance(report.ish, SingleProbe):
        return
    yield Claim(
        "every single-probe result needs a dual probe",
        outcomes.DUAL_PROBE_NEXT,
        "Here the copies are clear, or IHC decides beside them. Only copies between the two lines beside "
        "IHC 2+ or no IHC go on to a dual-probe test in this course.",
    )
    if report.ish.result == "needs work-up":
        yield Claim(
            "copies between the lines are positive",
            outcomes.POSITIVE,
            "Copies between the two lines are neither positive nor negative by themselves.",
        )
        yield Claim(
            "a single-probe result can be counted again",
            outcomes.RECOUNT_NEXT,
            "A single-probe result has no recount; the recount belongs to dual-probe groups 2 to 4.",
        )


def _about_one_test_alone(report: Report) -> Iterator[Claim]:
    if report.ish is None and report.ihc not in (None, "2+") and "ish" not in report.rejected:
        yield Claim(
            "no IHC score counts without ISH",
            outcomes.ISH_NEXT,
            f"ISH is asked for where IHC is 2+. IHC {report.ihc} is decided by itself.",
        )
    if report.ihc is None and "ihc" not in report.rejected and report.group in (1, 5):
        yield Claim(
            "no ISH result counts without IHC",
            outcomes.IHC_NEXT,
            f"Group {report.group} is decided by itself; groups 2 to 4 are the ones that wait for IHC.",
        )
    if report.ish is not None and report.ihc in BELOW_EQUIVOCAL:
        yield Claim(
            "a low IHC score outvotes ISH",
            BELOW_EQUIVOCAL[report.ihc],
            "IHC 0 or 1+ does not undo an ISH result that is positive by itself; the pair is reviewed.",
        )
    if report.ish is not None and report.ihc == "3+":
        yield Claim(
            "ISH outvotes IHC 3+",
            outcomes.LOW,
            "IHC 3+ is positive with any ISH result; where the two contradict each other, both are reviewed.",
        )


def _about_contradictions(report: Report) -> Iterator[Claim]:
    if report.ish is None:
        return
    if report.ihc == "2+" and report.ish.alone == "negative":
        yield Claim(
            "a negative ISH contradicts IHC 2+",
            outcomes.DISCORDANT,
            "IHC 2+ is equivocal and claims nothing, so a negative ISH settles it and contradicts nothing.",
        )
    if report.ihc in BELOW_EQUIVOCAL and report.ish.alone == "undecided":
        yield Claim(
            "an undecided ISH contradicts a low IHC score",
            outcomes.DISCORDANT,
            f"This ISH is undecided by itself, so it contradicts nothing; beside IHC {report.ihc} the result "
            "is negative.",
        )


def _about_rejected_tests(report: Report) -> Iterator[Claim]:
    if "ihc" in report.rejected:
        yield Claim(
            "a stain that failed is no staining",
            outcomes.NULL,
            "A rejected IHC shows nothing, neither staining nor its absence.",
        )
    if "ihc" in report.rejected and report.ish is None:
        yield Claim(
            "a stain that failed is equivocal",
            outcomes.ISH_NEXT,
            "Equivocal is the word for IHC 2+, a test that was read. This one could not be read.",
        )
    if "ish" in report.rejected and report.ihc in BELOW_EQUIVOCAL:
        yield Claim(
            "a rejected ISH leaves every score open",
            outcomes.ISH_NEXT,
            f"IHC {report.ihc} is decided by itself, so nothing hangs on the ISH that failed.",
        )


def _about_any_report(report: Report) -> Iterator[Claim]:
    """Give the mistakes that fit where too few others do."""
    yield Claim(
        "whatever is in doubt is indeterminate",
        outcomes.REPEAT_NEXT,
        "Other tests decide here, so nothing hangs on the one that failed."
        if report.rejected
        else "Indeterminate means that a test could not be read. Here every test that was done can be read.",
    )
    yield Claim(
        "every result is counted again",
        outcomes.RECOUNT_NEXT,
        "A blinded recount is asked for in one place only: ISH groups 2 to 4 with IHC 2+.",
    )
    yield Claim(
        "every pair of tests is for the laboratory to settle",
        outcomes.ADJUDICATE_NEXT,
        "The laboratory adjudicates in one place only: when a recount gives another group.",
    )
