"""The tests of one specimen, checked to belong together before any rule looks at them."""

from collections.abc import Mapping
from dataclasses import dataclass

from her2lessons.guidelines import given
from her2lessons.guidelines.ihc import EQUIVOCAL, Stated, stated
from her2lessons.guidelines.ish import DualProbe, Reported, Result, SingleProbe
from her2lessons.guidelines.reported import Alone

NAMES = {"ihc": "IHC", "ish": "ISH"}
"""The two tests, as they are named in `rejected` and in sentences."""


@dataclass(frozen=True)
class Workup:
    """What is known of one specimen; no test is both given and rejected, and at least one is either."""

    ihc: Stated | None
    ish: Result | None
    recount: DualProbe | None
    rejected: Mapping[str, str]
    """The reason for each test that could not be read."""

    @property
    def alone(self) -> Alone | None:
        """What ISH says by itself, or None without ISH."""
        return None if self.ish is None else self.ish.alone

    @property
    def group(self) -> int | None:
        """The ISH group, or None without a dual-probe result."""
        return self.ish.group if isinstance(self.ish, DualProbe) else None

    @property
    def asks_recount(self) -> bool:
        """Whether the rule asks another observer to count again."""
        return self.ihc == EQUIVOCAL and self.group is not None and self.alone == "undecided"

    @property
    def ihc_words(self) -> str:
        """The IHC side in a few words, for a sentence."""
        if self.ihc is not None:
            return f"IHC {self.ihc}"
        return "rejected IHC" if "ihc" in self.rejected else "no IHC score"

    @property
    def ish_words(self) -> str:
        """The ISH side in a few words, for a sentence."""
        if self.ish is not None:
            return self.ish.words
        return "rejected ISH" if "ish" in self.rejected else "no ISH result"


def gather(
    ihc_score: object, ish_result: object, recount: object, rejected: object, second_population: object
) -> Workup:
    """Check what was given, one by one and together.

    Raises
    ------
    ValueError
        With the sentence for the first thing that is impossible.
    """
    tests = Workup(
        ihc=None if ihc_score is None else stated(ihc_score),
        ish=None if ish_result is None else _ish(ish_result),
        recount=None,
        rejected=_reasons(rejected),
    )
    for test, result in (("ihc", tests.ihc), ("ish", tests.ish)):
        if test in tests.rejected and result is not None:
            raise ValueError(
                f"{NAMES[test]} is both given and rejected. Leave out the result if the test could not be "
                f"read, or leave it out of rejected if it could."
            )
    if tests.ihc is None and tests.ish is None and not tests.rejected:
        raise ValueError("There is nothing to interpret: give an IHC score, an ISH result, or both.")
    if second_population is not None:
        _check_second_population(tests, second_population)
    if recount is None:
        return tests
    return Workup(tests.ihc, tests.ish, _recount(tests, recount), tests.rejected)


def _ish(result: object) -> Result:
    if isinstance(result, DualProbe | SingleProbe | Reported):
        return result
    raise ValueError(
        f"ish must be an ISH result, not {given.named(result)}. Write ish.DualProbe(ratio=..., "
        f"her2_copies=...), ish.SingleProbe(her2_copies=...), or ish.Reported(...) for a word alone."
    )


def _reasons(rejected: object) -> dict[str, str]:
    """Return the reason for each rejected test."""
    if rejected is None:
        return {}
    if not isinstance(rejected, Mapping):
        raise ValueError(
            f"rejected must name each test with its reason, not {given.named(rejected)}. "
            f'Write it as {{"ish": "autofluorescence"}}.'
        )
    for test, reason in rejected.items():
        if test not in NAMES:
            raise ValueError(
                f'rejected names the test {given.named(test)}, and it can only be "ihc" or "ish".'
            )
        if not isinstance(reason, str) or not reason.strip(" ."):
            raise ValueError(
                f"rejected gives {given.named(reason)} as the reason for {NAMES[test]}. Say in words why it "
                f"could not be read."
            )
    return {test: str(rejected[test]).strip(" .") for test in NAMES if test in rejected}


def _recount(tests: Workup, recount: object) -> DualProbe:
    """Return the recount if the rule asks for one here; elsewhere it would be a second try at a result."""
    where = f"A recount is made only of ISH groups 2, 3 and 4 with IHC {EQUIVOCAL}"
    if isinstance(tests.ish, SingleProbe):
        raise ValueError(
            f"A single-probe result has no recount. {where}; "
            f"after a single probe the next test is a dual probe."
        )
    if not isinstance(recount, DualProbe):
        raise ValueError(
            f"recount must be a dual-probe result, not {given.named(recount)}. "
            f"Write ish.DualProbe(ratio=..., her2_copies=...)."
        )
    if tests.group is None or tests.alone != "undecided":
        raise ValueError(f"{where}, and here there is {tests.ish_words}. Leave recount out.")
    if tests.ihc != EQUIVOCAL:
        raise ValueError(f"{where}, and here there is {tests.ihc_words}. Leave recount out.")
    return recount


def _check_second_population(tests: Workup, second_population: object) -> None:
    if not isinstance(second_population, DualProbe | SingleProbe):
        raise ValueError(
            f"second_population must be a count of its own, not {given.named(second_population)}. "
            f"Write ish.DualProbe(ratio=..., her2_copies=...) or ish.SingleProbe(her2_copies=...)."
        )
    if tests.ish is None:
        raise ValueError(
            f"A second population stands beside a first count, and here there is {tests.ish_words}. "
            f"Give the first count as ish."
        )
