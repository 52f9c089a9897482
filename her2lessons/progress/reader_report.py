"""How well somebody scores fields: agreement with the truth, where it fails, and published figures."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from her2lessons import evidence
from her2lessons.guidelines import ihc
from her2lessons.progress.reading import Scored, places

if TYPE_CHECKING:
    import pandas as pd

    from her2lessons.models.agreement import Agreement, Proportion

LEAST = 10
"""How many readings a report needs; fewer give figures that say nothing. Source: course."""

FEW = 3
"""Below so many readings of one score, nothing is said about how it is read. Source: course."""

PUBLISHED = (
    ("readers_all_agree_4_classes", "readers_all_agree_1"),
    ("training_score_0_before", "training_score_0_after"),
    ("training_not_low_before", "training_not_low_after"),
)
"""The facts of `evidence` that a report stands beside, those of one source and thing together."""

NOT_THE_SAME = (
    "That was another task: here a field is drawn and its truth is exact, one field is the whole case, and "
    "it is read at leisure, while there many readers scored real biopsies, whose truth nobody knows except "
    "through other readers."
)
"""Why nobody should measure themselves against the published figures."""

CSV_COLUMNS = ("figure", "true", "given", "value", "low", "high", "n")


@dataclass(frozen=True)
class ByScore:
    """How the fields of one score were read."""

    true: ihc.Score
    """What was drawn."""
    n: int
    """How many of them were read."""
    too_high: int
    """How many were given a higher score."""
    too_low: int
    """How many were given a lower one."""
    mean_step: float | None
    """Steps on the ladder from the truth to the answer, on average: above 0 too high. None without fields."""

    @property
    def words(self) -> str:
        """Say it in a sentence."""
        if self.n < FEW or self.mean_step is None:
            fields = {0: "no field", 1: "1 field"}.get(self.n, f"{self.n} fields")
            return f"{self.true}: {fields} read, too few to say."
        if not self.too_high + self.too_low:
            return f"{self.true}: all {self.n} read as drawn."
        wrong = [
            f"{count} of {self.n} {way}"
            for count, way in ((self.too_high, "too high"), (self.too_low, "too low"))
            if count
        ]
        steps = abs(self.mean_step)
        way = "too high" if self.mean_step > 0 else "too low"
        mean = f"on average {steps:.1f} steps {way}" if steps >= 0.05 else "on average neither"
        return f"{self.true}: {' and '.join(wrong)}, {mean}."


@dataclass(frozen=True)
class Report:
    """A reader's report over a set of readings."""

    matrix: tuple[tuple[int, ...], ...]
    """How often what was said: a row for each true score, a column for each given one, lowest first."""
    exact: Proportion | None
    """The share read as drawn, with Wilson's interval; None below `LEAST` readings, like what follows."""
    within_one: Proportion | None
    """The share read as drawn or one step beside it."""
    kappa: Agreement | None
    """Linearly weighted; also None where it has no value."""
    by_score: tuple[ByScore, ...]
    """Over- and under-calls, for each true score."""

    @property
    def n(self) -> int:
        """How many readings there are."""
        return sum(map(sum, self.matrix))

    @property
    def missing(self) -> str | None:
        """What is missing before there are figures; None where nothing is."""
        more = LEAST - self.n
        if more <= 0:
            return None
        fields = "1 more field" if more == 1 else f"{more} more fields"
        return f"{_fields(self.n)} read so far: score {fields}, and the report has something to say."

    @property
    def table(self) -> pd.DataFrame:
        """The confusion matrix: true scores in the rows, given ones in the columns."""
        import pandas as pd

        rows, columns = (pd.Index(ihc.SCORES, name=name, dtype=object) for name in ("true", "given"))
        return pd.DataFrame([list(row) for row in self.matrix], index=rows, columns=columns)

    @property
    def sentences(self) -> tuple[str, ...]:
        """The report in plain words."""
        if self.missing is not None or self.exact is None or self.within_one is None:
            return (self.missing or "",)
        return (
            f"{_fields(self.n)} read, {self.exact.count} of them as drawn: {_share(self.exact)}.",
            f"At most one step off: {self.within_one.count} of {self.n}, {_share(self.within_one)}.",
            self._about_kappa(),
            *(one.words for one in self.by_score),
            "The ends have one side: 0 absent can only be read too high, and 3+ only too low.",
            *(_cited(names) for names in PUBLISHED),
            NOT_THE_SAME,
        )

    def __str__(self) -> str:
        return "\n".join(self.sentences)

    def to_dict(self) -> dict[str, Any]:
        """Give it as plain JSON values; figures are None below `LEAST` readings."""
        return {
            "n": self.n,
            "missing": self.missing,
            "scores": list(ihc.SCORES),
            "matrix": [list(row) for row in self.matrix],
            "exact": _as_dict(self.exact),
            "within_one": _as_dict(self.within_one),
            "kappa": _kappa_as_dict(self.kappa),
            "by_score": None if self.missing else [asdict(one) for one in self.by_score],
            "sentences": list(self.sentences),
        }

    def to_csv(self) -> str:
        """Give it as CSV, a figure a row, with the columns `CSV_COLUMNS`; shares are from 0 to 1."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(CSV_COLUMNS)
        for true, row in zip(ihc.SCORES, self.matrix, strict=True):
            writer.writerows(
                ("readings", true, given, count, "", "", "")
                for given, count in zip(ihc.SCORES, row, strict=True)
            )
        for name, share in (("exact", self.exact), ("within one", self.within_one)):
            if share is not None:
                writer.writerow((name, "", "", *map(_shown, (share.share, share.low, share.high)), share.n))
        if self.kappa is not None:
            ends = (self.kappa.kappa, self.kappa.low, self.kappa.high)
            writer.writerow(("linearly weighted kappa", "", "", *map(_shown, ends), self.kappa.n))
        for one in self.by_score if self.missing is None else ():
            step = "" if one.mean_step is None else _shown(one.mean_step)
            writer.writerow(("mean step", one.true, "", step, "", "", one.n))
        return text.getvalue()

    def _about_kappa(self) -> str:
        if self.kappa is None:
            return (
                "Weighted kappa has no value: only one score was drawn and only that one was given, so "
                "agreement by chance is certain. Read fields of other scores too."
            )
        found = self.kappa
        value = f"Agreement beyond chance, a near miss counting in part (weighted kappa): {found.kappa:.2f}"
        if found.kappa == 1:
            return f"{value}, without an interval, because none of these fields was misread."
        return f"{value} (95 % interval, approximate, {found.low:.2f} to {found.high:.2f})."


def report(readings: Iterable[Scored]) -> Report:
    """Make the report of a set of readings.

    Parameters
    ----------
    readings : iterable
        Anything with a ``given`` and a ``true`` score: `reading.Readings.first`, or what
        `microscope.exam.mark` gave. Each counts once, so give no field twice.

    Returns
    -------
    Report
        With figures where there are at least 10 readings, else with the sentence that says what is missing.

    Raises
    ------
    ValueError
        If something given is no reading, or if a score is none of the five.

    Notes
    -----
    Sources: wilson1927; cohen1968 for weighted kappa; the least number of readings: course.
    """
    # Imported here: the progress page opens without numpy.
    from her2lessons.models import agreement

    pairs = places(readings)
    size = range(len(ihc.SCORES))
    matrix = tuple(tuple(pairs.count((true, given)) for given in size) for true in size)
    by_score = tuple(_by_score(true, row) for true, row in enumerate(matrix))
    if len(pairs) < LEAST:
        return Report(matrix, None, None, None, by_score)
    exact = agreement.wilson(sum(true == given for true, given in pairs), len(pairs))
    within_one = agreement.wilson(sum(abs(true - given) <= 1 for true, given in pairs), len(pairs))
    try:
        # Without names, so that nothing is taken for totals of its neighbours.
        kappa = agreement.kappa([list(row) for row in matrix], weights="linear")
    except ValueError:
        kappa = None  # counts from a checked table: it can only be that kappa has no value
    return Report(matrix, exact, within_one, kappa, by_score)


def _by_score(true: int, row: tuple[int, ...]) -> ByScore:
    n = sum(row)
    steps = sum(count * (given - true) for given, count in enumerate(row))
    return ByScore(ihc.SCORES[true], n, sum(row[true + 1 :]), sum(row[:true]), steps / n if n else None)


def _cited(names: tuple[str, ...]) -> str:
    """Give published figures with their source, which must be one."""
    facts = [evidence.fact(name) for name in names]
    return f"Published ({facts[0].reference.short}): {' '.join(fact.statement for fact in facts)}"


def _fields(count: int) -> str:
    return "1 field was" if count == 1 else f"{count or 'No'} fields were"


def _share(share: Proportion) -> str:
    return f"{100 * share.share:.0f} % (95 % interval {100 * share.low:.0f} to {100 * share.high:.0f} %)"


def _as_dict(share: Proportion | None) -> dict[str, Any] | None:
    if share is None:
        return None
    return {"share": share.share, "low": share.low, "high": share.high, "count": share.count, "n": share.n}


def _kappa_as_dict(found: Agreement | None) -> dict[str, float] | None:
    return None if found is None else {"value": found.kappa, "low": found.low, "high": found.high}


def _shown(value: float) -> str:
    return f"{value:.4f}"
