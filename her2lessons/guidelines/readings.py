"""The first part of the walk: what each test shows by itself."""

from her2lessons.guidelines import given
from her2lessons.guidelines.ihc import EQUIVOCAL, NOT_FURTHER_STATED, POSITIVE, TEN_PERCENT, Stated
from her2lessons.guidelines.ish import (
    COPIES_HIGH,
    COPIES_LOW,
    MIN_NUCLEI,
    RATIO_POSITIVE,
    Alone,
    DualProbe,
    Reported,
    Result,
    SingleProbe,
)
from her2lessons.guidelines.steps import ASCO_CAP_2018, COURSE, DESTINY_BREAST06, Step
from her2lessons.guidelines.workup import NAMES, Workup

_TEN = f"{TEN_PERCENT:g} %"

# For each score: what it means on the slide, which way it goes, and who says so.
_IHC: dict[Stated, tuple[str, str, str]] = {
    POSITIVE: (
        f"IHC 3+ is complete and intense membrane staining in more than {_TEN} of the invasive tumour cells.",
        "positive by itself",
        ASCO_CAP_2018,
    ),
    EQUIVOCAL: (
        f"IHC 2+ is complete, weak to moderate membrane staining in more than {_TEN}, or an unusual pattern.",
        "equivocal, so ISH is needed",
        ASCO_CAP_2018,
    ),
    "1+": (
        f"IHC 1+ is incomplete, faint membrane staining in more than {_TEN} of the invasive tumour cells.",
        "negative by itself",
        ASCO_CAP_2018,
    ),
    "0+": (
        f"IHC 0+ is incomplete, faint membrane staining in some invasive tumour cells, at most {_TEN}.",
        "negative by itself",
        DESTINY_BREAST06,
    ),
    "0 absent": (
        "IHC 0 absent is no membrane staining seen with this test, not proof that there is no protein.",
        "negative by itself",
        DESTINY_BREAST06,
    ),
    NOT_FURTHER_STATED: (
        "A report of IHC 0 and no more leaves open whether there was any staining.",
        "negative by itself",
        COURSE,
    ),
}


_GROUP: dict[Alone, str] = {
    "positive": "positive by itself",
    "negative": "negative by itself",
    "undecided": "needs IHC on the same tissue",
}


def readings(tests: Workup) -> tuple[Step, ...]:
    """Return the steps that read each test alone: rejected tests first, then IHC, then ISH."""
    return (*_rejected(tests), *_ihc(tests), *_ish(tests))


def figures(probe: DualProbe) -> str:
    """Return the ratio and the copies, for a sentence."""
    return f"ratio {_ratio(probe.ratio)}, {_copies(probe.her2_copies)}"


def _rejected(tests: Workup) -> tuple[Step, ...]:
    return tuple(
        Step(
            "A test that cannot be read is rejected, whatever it seems to show.",
            f"{NAMES[test]} was rejected: {reason}. It counts for nothing here.",
            ASCO_CAP_2018,
            f"{test}-rejected",
        )
        for test, reason in tests.rejected.items()
    )


def _ihc(tests: Workup) -> tuple[Step, ...]:
    if tests.ihc is not None:
        rule, direction, source = _IHC[tests.ihc]
        return (Step(rule, f"IHC {tests.ihc}: {direction}.", source, "ihc"),)
    if "ihc" in tests.rejected:
        return ()
    rule = "IHC shows how much HER2 protein is on the membrane of invasive tumour cells."
    return (Step(rule, "No IHC score was given.", ASCO_CAP_2018, "ihc"),)


def _ish(tests: Workup) -> tuple[Step, ...]:
    if tests.ish is None:
        if "ish" in tests.rejected:
            return ()
        rule = "ISH shows how many copies of the HER2 gene a nucleus has."
        return (Step(rule, "No ISH result was given.", ASCO_CAP_2018, "ish"),)
    if isinstance(tests.ish, Reported):
        return (_reported(tests.ish),)
    return _dual(tests.ish) if isinstance(tests.ish, DualProbe) else _single(tests.ish, tests)


def _reported(word: Reported) -> Step:
    rule = "A report without figures is taken at its word; equivocal leaves ISH undecided."
    return Step(rule, f"ISH reported as {word.result}: {word.alone}.", COURSE, "ish-reported")


def _dual(probe: DualProbe) -> tuple[Step, ...]:
    return (
        *counted(probe),
        Step(
            f"The ratio is HER2 signals divided by CEP17 signals; the line is {RATIO_POSITIVE}.",
            f"Ratio {_ratio(probe.ratio)}: {_against(probe.ratio, RATIO_POSITIVE)}.",
            ASCO_CAP_2018,
            "ish-ratio",
        ),
        Step(
            f"Copies are HER2 signals per nucleus; the lines are {COPIES_LOW} and {COPIES_HIGH}.",
            f"{_copies(probe.her2_copies)}: {_band(probe.her2_copies)}.",
            ASCO_CAP_2018,
            "ish-copies",
        ),
        Step(
            "Ratio and copies together give one of five groups.",
            f"ISH group {probe.group}: {_GROUP[probe.alone]}.",
            ASCO_CAP_2018,
            "ish-group",
        ),
    )


def counted(probe: DualProbe) -> tuple[Step, ...]:
    """Return the step that names the counts, where they are known."""
    if probe.counts is None:
        return ()
    her2, cep17, nuclei = probe.counts
    few = "" if nuclei >= MIN_NUCLEI else ", too few for a report: this is practice"
    found = f"{her2} HER2 and {cep17} CEP17 signals in {nuclei} nuclei{few}."
    return (Step(f"At least {MIN_NUCLEI} nuclei are counted.", found, ASCO_CAP_2018, "ish-counts"),)


def too_few(*results: Result | None) -> int | None:
    """Return the fewest nuclei behind a count that has too few of them, or None where there is none."""
    nuclei = [result.counts.nuclei for result in results if isinstance(result, DualProbe) and result.counts]
    return min((count for count in nuclei if count < MIN_NUCLEI), default=None)


def _single(probe: SingleProbe, tests: Workup) -> tuple[Step, ...]:
    return (
        Step(
            f"A single probe gives copies alone; the lines are {COPIES_LOW} and {COPIES_HIGH}.",
            f"{_copies(probe.her2_copies)}: {_band(probe.her2_copies)}, {probe.result}.",
            ASCO_CAP_2018,
            "ish-single",
        ),
        Step(
            "IHC on the same specimen is recommended for every single-probe result.",
            f"Beside the single probe: {tests.ihc_words}.",
            ASCO_CAP_2018,
            "ihc-beside-single",
        ),
    )


def _ratio(ratio: float) -> str:
    return given.shown(ratio, RATIO_POSITIVE)


def _copies(copies: float) -> str:
    return f"{given.shown(copies, COPIES_LOW, COPIES_HIGH)} HER2 copies per nucleus"


def _against(value: float, line: float) -> str:
    return f"{'at or above' if value >= line else 'below'} {line}"


def _band(copies: float) -> str:
    """Say where the copies lie between the two lines."""
    if COPIES_LOW <= copies < COPIES_HIGH:
        return f"{_against(copies, COPIES_LOW)} and {_against(copies, COPIES_HIGH)}"
    return _against(copies, COPIES_HIGH if copies >= COPIES_HIGH else COPIES_LOW)
