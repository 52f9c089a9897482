"""Named mistakes: what each would do with a report, and why that is wrong.

Two options must never mean the same. Where IHC was rejected, doing it is repeating it; where ISH was rejected
or is to be done, a dual-probe ISH is one; so no mistake offers these there.
"""

from __future__ import annotations

from collections.abc import Iterator

from her2lessons.guidelines.her2 import NextStep
from her2lessons.guidelines.ish import COPIES_HIGH, COPIES_LOW, DualProbe, SingleProbe
from her2lessons.quiz.families.her2_status.reports import Report
from her2lessons.quiz.families.next_test.choosing import TEXTS, undecided_group
from her2lessons.quiz.making import Mistake

_ONLY_RECOUNT = "A recount is asked for in one place only: ISH groups 2 to 4 beside IHC 2+."


def misread(report: Report) -> tuple[list[Mistake], list[Mistake]]:
    """Give the mistakes that this report invites, and those that many reports allow."""
    special = [
        *_about_ihc_alone(report),
        *_about_ish_alone(report),
        *_about_undecided_groups(report),
        *_about_recounts(report),
        *_about_single_probes(report),
        *_about_failed_tests(report),
    ]
    return special, list(_about_any_report(report))


def _mistake(name: str, step: NextStep | None, because: str) -> Mistake:
    return Mistake(TEXTS[step], because, name)


def _about_ihc_alone(report: Report) -> Iterator[Mistake]:
    if report.ish is not None or report.ihc is None:
        return
    if report.ihc != "2+" and not report.rejected:
        yield _mistake(
            "no IHC score counts without ISH",
            "ish",
            f"ISH is asked for where IHC is 2+. IHC {report.ihc} is decided by itself.",
        )
    if report.ihc == "2+":
        yield _mistake(
            "2+ is a positive result",
            None,
            "IHC 2+ is equivocal, not a weak positive. Only an ISH that can be read settles it.",
        )
        yield _mistake(
            "2+ is HER2-low already",
            None,
            "IHC 2+ is HER2-low only once ISH has shown that the gene is not amplified, and it has not yet.",
        )


def _about_ish_alone(report: Report) -> Iterator[Mistake]:
    if report.group == 1 and report.ihc is None and not report.rejected:
        yield _mistake(
            "no ISH result counts without IHC",
            "ihc",
            "ISH group 1 is positive with any IHC score or none; only groups 2 to 4 wait for IHC.",
        )


def _about_undecided_groups(report: Report) -> Iterator[Mistake]:
    group = undecided_group(report)
    if group is None or report.recount is not None:
        return
    if report.ihc is None:
        yield _mistake(
            "the figures of ISH are always enough",
            None,
            f"Group {group} is not decided by ratio and copies alone. It is read together with IHC.",
        )
    if report.ihc != "2+":
        beside = f"Here it is IHC {report.ihc}." if report.ihc else "Here no IHC score is known."
        yield _mistake(
            "groups 2 to 4 are always counted again",
            "recount",
            f"A recount is asked for only where groups 2 to 4 stand beside IHC 2+. {beside}",
        )
        return
    yield _mistake(
        "the first count is enough",
        None,
        f"Group {group} beside IHC 2+ waits for a second count, by an observer who does not know the first.",
    )
    yield _mistake(
        "the laboratory settles every undecided group",
        "adjudicate",
        "The laboratory settles it only where a recount gives another group. No recount has been made yet.",
    )


def _about_recounts(report: Report) -> Iterator[Mistake]:
    if report.recount is None:
        return
    if report.recount.group == report.group:
        yield _mistake(
            "one recount is not enough",
            "recount",
            f"The recount has been made, and it confirmed group {report.group}. There is no third count.",
        )
        yield _mistake(
            "every recount goes to the laboratory to settle",
            "adjudicate",
            f"The laboratory steps in where two counts disagree. Here both are in group {report.group}.",
        )
    else:
        found = f"groups {report.group} and {report.recount.group}"
        yield _mistake(
            "the second count replaces the first",
            None,
            f"The counts gave {found}. A recount in another group does not simply win over the first.",
        )
        yield _mistake(
            "count until two counts agree",
            "recount",
            f"The one recount of the rule has been made. The counts gave {found}, and no third one follows.",
        )


def _about_single_probes(report: Report) -> Iterator[Mistake]:
    if not isinstance(report.ish, SingleProbe):
        return
    waits = report.ish.alone == "undecided" and report.ihc in (None, "2+")
    if not waits:
        yield _mistake(
            "every single-probe result needs a dual probe",
            "dual-probe ish",
            f"{report.ish.her2_copies} copies are clear beside IHC {report.ihc}. Only copies between the two "
            "lines that IHC does not settle go on to a dual probe.",
        )
        return
    yield _mistake(
        "copies between the lines are a result",
        None,
        f"{report.ish.her2_copies} copies are from {COPIES_LOW} to below {COPIES_HIGH}: neither positive nor "
        "negative.",
    )
    yield _mistake(
        "a single-probe result can be counted again",
        "recount",
        "A single-probe result has no recount; the recount belongs to dual-probe groups 2 to 4.",
    )


def _about_failed_tests(report: Report) -> Iterator[Mistake]:
    if not report.rejected:
        return
    if "ihc" in report.rejected and report.ish is None:
        yield _mistake(
            "a stain that failed is no staining",
            None,
            "A rejected IHC shows nothing, neither staining nor its absence, so there is no result to give.",
        )
    if report.interpret().next_step is None:
        decides = f"IHC {report.ihc}" if "ish" in report.rejected else f"ISH group {report.group}"
        yield _mistake(
            "a rejected test is always repeated",
            "repeat",
            f"{decides} decides here by itself, so nothing hangs on the test that failed.",
        )
    if report.ish is None:
        yield _mistake(
            "another observer can read a test that failed",
            "recount",
            f"{_ONLY_RECOUNT} A test that failed is not read again by somebody else.",
        )


def _about_any_report(report: Report) -> Iterator[Mistake]:
    """Give the mistakes that fit where too few others do."""
    if not report.rejected:
        yield _mistake(
            "whatever is in doubt is repeated",
            "repeat",
            "A test is repeated where it could not be read. Here every test that was done could be read.",
        )
    if report.recount is None:
        yield _mistake(
            "every case with two sides is for the laboratory to settle",
            "adjudicate",
            "The laboratory settles a case in one place only: where a recount gives another group. Here no "
            "recount was made.",
        )
    if isinstance(report.ish, DualProbe) and report.group in (1, 5):
        yield _mistake(
            "every count is checked by a second one",
            "recount",
            f"{_ONLY_RECOUNT} Group {report.group} is decided by itself.",
        )
    if isinstance(report.ish, SingleProbe):
        yield _mistake(
            "every count is checked by a second one",
            "recount",
            f"{_ONLY_RECOUNT} A single probe gives no group at all.",
        )
