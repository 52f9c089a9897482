"""Family ``predictive_value``: what a positive or a negative result of an invented test is worth.

The answers are those of `models.agreement`. Easy questions give a table of people, harder ones sensitivity,
specificity and how common the condition is; the hardest move a test to people in whom it is rare.
"""

from __future__ import annotations

from random import Random
from typing import NamedTuple

from her2lessons.models import agreement
from her2lessons.quiz import making
from her2lessons.quiz.item import Item
from her2lessons.quiz.making import Made, Slip, Sum

_TESTS = (
    ("a quick gene test", "an amplified gene by ISH"),
    ("a computer program that reads IHC", "IHC 3+ in a panel of pathologists"),
    ("a blood test", "HER2-positive disease in the tissue"),
    ("an RNA test", "HER2-positive disease by IHC and ISH"),
    ("a scan with a HER2 tracer", "HER2-positive disease in the tissue"),
)


class Study(NamedTuple):
    """Four counts of people: a test against a reference."""

    found: int
    missed: int
    alarmed: int
    cleared: int

    @property
    def accuracy(self) -> agreement.Accuracy:
        """Ask the model."""
        return agreement.from_counts(
            true_positive=self.found,
            false_negative=self.missed,
            false_positive=self.alarmed,
            true_negative=self.cleared,
        )


class Quality(NamedTuple):
    """Sensitivity, specificity and how common the condition is, in whole percent."""

    sensitivity: int
    specificity: int
    prevalence: int

    def value(self, positive: bool) -> float:
        """Ask the model for a predictive value, 0 to 100."""
        found = agreement.predictive_values(*(percent / 100 for percent in self))
        return 100 * float(found.positive if positive else found.negative)


def make(seed: int) -> Item:
    """Make the question of ``seed``.

    Parameters
    ----------
    seed
        A whole number from 0; the same seed gives the same question, word for word.

    Returns
    -------
    Item
        A question of the kind ``numeric``, in percent.

    Raises
    ------
    ValueError
        If the seed is not a whole number from 0.

    Notes
    -----
    Source: altman1994 (all figures are invented).
    """
    chance = making.chance("predictive_value", seed)
    drawn = making.clear_sum(chance.choice(_VARIANTS), chance)
    made = Made(
        family="predictive_value",
        seed=seed,
        objective="06.2",
        concepts=["A04"],
        difficulty=drawn.difficulty,
        prompt=drawn.prompt,
        explain=drawn.explanation,
        sources=["altman1994"],
        reviewed="2026-11-26",
    )
    return making.numeric(made, drawn.answer, unit=drawn.unit, tolerance=drawn.tolerance)


def from_a_table(chance: Random) -> Sum:
    """A table of people who are like those asked about."""
    study = _study(chance, chance.choice([20, 25, 30, 35, 40]))
    positive = chance.randrange(3) > 0
    right, wrong = (study.found, study.alarmed) if positive else (study.cleared, study.missed)
    accuracy = study.accuracy
    value = accuracy.positive_predictive_value if positive else accuracy.negative_predictive_value
    answer = 100 * (value.share if value is not None else 0.0)
    found, cleared = 100 * accuracy.sensitivity.share, 100 * accuracy.specificity.share
    return Sum(
        difficulty=1,
        prompt=f"{_table(study, chance)}\n\n{_asks(positive, 'among people like these')}",
        answer=f"{answer:.1f}",
        unit="%",
        tolerance="0.6",
        working=[
            f"{_result(positive).capitalize()} results: {right} right and {wrong} wrong.",
            f"{right} of {right + wrong} in all are right: {answer:.1f} %.",
        ],
        slips=_clear_slips(answer, _wrong_way(positive, found, cleared), _all_right(study)),
    )


def from_quality(chance: Random) -> Sum:
    """Sensitivity, specificity and a prevalence that is not small."""
    quality = Quality(chance.randint(75, 97), chance.randint(80, 97), chance.randint(12, 40))
    positive = chance.randrange(4) > 0
    test, reference = chance.choice(_TESTS)
    return Sum(
        difficulty=2,
        prompt=(
            f"Of {test}, invented for this question, the sensitivity is **{quality.sensitivity} %** and the "
            f"specificity **{quality.specificity} %** (reference: {reference}). Among those tested, "
            f"**{quality.prevalence} in 100** have what is looked for. {_asks(positive, 'here')}"
        ),
        answer=f"{quality.value(positive):.1f}",
        unit="%",
        tolerance="0.6",
        working=_in_people(quality, positive),
        slips=_slips_of_quality(quality, positive),
    )


def moved_to_where_it_is_rare(chance: Random) -> Sum:
    """A study of as many with as without the condition; then people in whom it is rare."""
    sensitivity, specificity = chance.randint(80, 98), chance.randint(85, 97)
    rare = chance.randint(2, 8)
    study = Study(sensitivity, 100 - sensitivity, 100 - specificity, specificity)
    quality = Quality(sensitivity, specificity, rare)
    return Sum(
        difficulty=3,
        prompt=(
            f"{_table(study, chance)}\n\nNow the test is used where only **{rare} in 100** have what is "
            f"looked for, and its sensitivity and specificity stay the same. {_asks(True, 'there')}"
        ),
        answer=f"{quality.value(True):.1f}",
        unit="%",
        tolerance="0.6",
        working=[
            f"Sensitivity {study.found} / {study.found + study.missed} = {sensitivity} %, specificity "
            f"{study.cleared} / {study.cleared + study.alarmed} = {specificity} %.",
            *_in_people(quality, True),
        ],
        slips=_slips_of_quality(quality, True),
    )


_VARIANTS = (from_a_table, from_quality, moved_to_where_it_is_rare)


def _study(chance: Random, percent: int) -> Study:
    ill = chance.choice([100, 200, 300, 400]) * percent // 100
    well = ill * (100 - percent) // percent
    found = round(ill * chance.uniform(0.75, 0.97))
    cleared = round(well * chance.uniform(0.80, 0.97))
    return Study(found, ill - found, well - cleared, cleared)


def _table(study: Study, chance: Random) -> str:
    test, reference = chance.choice(_TESTS)
    return "\n".join(
        [
            f"In an invented study of {sum(study)} people, {test} is held against a reference: {reference}.",
            "",
            "| | reference positive | reference negative |",
            "|---|---:|---:|",
            f"| **test positive** | {study.found} | {study.alarmed} |",
            f"| **test negative** | {study.missed} | {study.cleared} |",
        ]
    )


def _asks(positive: bool, where: str) -> str:
    return (
        f"How many percent of the **{_result(positive)}** results are right {where} (the {_result(positive)} "
        "predictive value)? Give one decimal."
    )


def _result(positive: bool) -> str:
    return "positive" if positive else "negative"


def _in_people(quality: Quality, positive: bool) -> list[str]:
    """Work it out in people, which is easier to follow than a formula; no person is cut in parts."""
    parts = quality.prevalence * quality.sensitivity, (100 - quality.prevalence) * quality.specificity
    people = 1_000 if all(part % 10 == 0 for part in parts) else 10_000
    ill = people * quality.prevalence // 100
    well = people - ill
    found, cleared = (people * part // 10_000 for part in parts)
    right, wrong = (found, well - cleared) if positive else (cleared, ill - found)
    of_whom, others = (ill, "of the others") if positive else (well, "of those who have it")
    return [
        f"Of {people:,} people {ill:,} have it and {well:,} do not.",
        f"The test is {_result(positive)} in {right:,} of these {of_whom:,}, and by mistake in {wrong:,} "
        f"{others}.",
        f"{right:,} / ({right:,} + {wrong:,}) = {quality.value(positive):.1f} %.",
    ]


def _slips_of_quality(quality: Quality, positive: bool) -> list[Slip]:
    even = quality._replace(prevalence=50)
    return _clear_slips(
        quality.value(positive),
        _wrong_way(positive, quality.sensitivity, quality.specificity),
        Slip(
            "Leaving out how common it is",
            f"{even.value(positive):.1f}",
            f"This would hold if 50 in 100 had it. Here it is {quality.prevalence} in 100.",
        ),
    )


def _wrong_way(positive: bool, found: float, cleared: float) -> Slip:
    if positive:
        return Slip(
            "Giving the sensitivity",
            f"{found:.1f}",
            "It asks how many of those with the condition test positive, which is the other way round.",
        )
    return Slip(
        "Giving the specificity",
        f"{cleared:.1f}",
        "It asks how many of those without the condition test negative, which is the other way round.",
    )


def _all_right(study: Study) -> Slip:
    return Slip(
        "Giving the share of all results that are right",
        f"{100 * (study.found + study.cleared) / sum(study):.1f}",
        "That mixes positive and negative results; the question is about one of them.",
    )


def _clear_slips(answer: float, main: Slip, other: Slip) -> list[Slip]:
    """Keep the main mistake, and the other unless it happens to come near the answer here."""
    return [main, other] if abs(float(other.value) - answer) > 1 else [main]
