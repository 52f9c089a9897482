"""Mistakes about the labels within HER2-negative: low, ultralow, null."""

from __future__ import annotations

from collections.abc import Iterator

from her2lessons.quiz.families.her2_status import outcomes
from her2lessons.quiz.families.her2_status.claim import Claim
from her2lessons.quiz.families.her2_status.reports import Report


def about_labels(report: Report) -> Iterator[Claim]:
    """Give the mistakes about labels that this report invites."""
    if report.interpret().status == "positive":
        return
    low = "HER2-low is IHC 1+, or IHC 2+ with ISH not amplified."
    ultralow = "HER2-ultralow is IHC 0+: faint staining in some cells, at most 10 %."
    null = "HER2-null is IHC 0 absent: no membrane staining seen."
    bare = "A bare 0 does not say whether there was faint staining, so neither word can be given."
    if report.ihc == "1+":
        yield Claim("calls 1+ ultralow", outcomes.ULTRALOW, f"{ultralow} IHC 1+ is one step higher.")
        yield Claim(
            "HER2-low counts as positive", outcomes.POSITIVE, f"{low} It is a label within HER2-negative."
        )
    elif report.ihc == "0+":
        yield Claim("calls 0+ null", outcomes.NULL, f"{null} With 0+ there was some.")
        yield Claim("calls 0+ low", outcomes.LOW, f"{low} 0+ is a step below.")
    elif report.ihc == "0 absent":
        yield Claim("calls 0 absent ultralow", outcomes.ULTRALOW, f"{ultralow} Here none was seen.")
        yield Claim("calls every negative result low", outcomes.LOW, f"{low} Here no staining was seen.")
    elif report.ihc == "0":
        yield Claim("takes a bare 0 for null", outcomes.NULL, bare)
        yield Claim("takes a bare 0 for ultralow", outcomes.ULTRALOW, bare)
    elif report.ihc is None and report.ish is not None:
        yield Claim(
            "calls every negative result low", outcomes.LOW, f"{low} Without an IHC score it cannot be said."
        )
