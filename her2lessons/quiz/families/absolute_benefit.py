"""Family ``absolute_benefit``: from a relative effect to how many people in 100 are spared an event.

The answers are those of `models.benefit`. Easy questions give both outcomes, harder ones a hazard ratio and
the outlook without the treatment; the hardest ask for people to treat, or compare two outlooks.
"""

from __future__ import annotations

from random import Random

from her2lessons.models import benefit
from her2lessons.quiz import making
from her2lessons.quiz.item import Item
from her2lessons.quiz.making import Made, Slip, Sum

_INVENTED = "The treatment, the trial and all figures are invented."
_EVENTS = (
    ("return of the cancer", "the cancer has not come back"),
    ("return of the cancer or death", "people are alive and the cancer has not come back"),
    ("return of the cancer in another organ", "the cancer has not come back in another organ"),
)
_YEARS, _LONG = (5, 8, 10), (8, 10)
_SAME = "the ratio is the same all the time"
_NEEDS = (
    "Such a figure means nothing without its event and its years, and it needs the outlook without treatment."
)


def make(seed: int) -> Item:
    """Make the question of ``seed``.

    Parameters
    ----------
    seed
        A whole number from 0; the same seed gives the same question, word for word.

    Returns
    -------
    Item
        A question of the kind ``numeric``, answered in people.

    Raises
    ------
    ValueError
        If the seed is not a whole number from 0.

    Notes
    -----
    Source: altman1999.
    """
    chance = making.chance("absolute_benefit", seed)
    drawn = making.clear_sum(chance.choice(_VARIANTS), chance)
    made = Made(
        family="absolute_benefit",
        seed=seed,
        objective="12.2",
        concepts=["A08"],
        difficulty=drawn.difficulty,
        prompt=f"{drawn.prompt}\n\n{_INVENTED}",
        explain=f"{drawn.explanation}\n\n{_NEEDS}",
        sources=["altman1999"],
        reviewed="2026-11-26",
    )
    return making.numeric(made, drawn.answer, unit=drawn.unit, tolerance=drawn.tolerance)


def spared_from_two_shares(chance: Random) -> Sum:
    """Both outcomes are given, in people per 100."""
    free, gained = chance.randint(55, 88), chance.randint(2, 10)
    event, well = chance.choice(_EVENTS)
    years = chance.choice(_YEARS)
    found = benefit.from_survival(free / 100, (free + gained) / 100)
    return Sum(
        difficulty=1,
        prompt=(
            f"After {years} years {well} in **{free} of 100** people without a treatment, and in "
            f"**{free + gained} of 100** with it. How many people in 100 does the treatment spare this event "
            f"({event}) within {years} years?"
        ),
        answer=_number(100 * found.difference),
        unit="people",
        tolerance="0.4",
        working=[
            f"Without the treatment {100 - free} of 100 have the event.",
            f"With it {100 - free - gained} of 100 do.",
            f"{100 - free} − {100 - free - gained} = {_number(100 * found.difference)} people in 100.",
        ],
        slips=_other_than(
            _number(100 * found.difference),
            Slip(
                "Giving the relative reduction of the risk",
                _number(100 * found.difference / found.control_risk),
                f"That is the share of the {100 - free} with the event, not of all 100 people.",
            ),
            Slip(
                "Giving all who stay well with the treatment",
                str(free + gained),
                f"{free} of them would have stayed well without it.",
            ),
            Slip(
                "Giving all who still have the event",
                str(100 - free - gained),
                "Those are the people whom the treatment does not spare it.",
            ),
        ),
    )


def people_from_two_shares(chance: Random) -> Sum:
    """Both outcomes are given; how many people are treated for one event fewer?"""
    free, gained = chance.randint(55, 88), chance.randint(3, 8)
    event, well = chance.choice(_EVENTS)
    years = chance.choice(_YEARS)
    found = benefit.from_survival(free / 100, (free + gained) / 100)
    treat = found.nnt or 0.0
    answer = _number(treat)
    return Sum(
        difficulty=2,
        prompt=(
            f"After {years} years {well} in **{free} of 100** people without a treatment, and in "
            f"**{free + gained} of 100** with it. How many people are treated for one event fewer ({event}) "
            f"within {years} years? Round to whole people."
        ),
        answer=answer,
        unit="people",
        tolerance="1",
        working=[
            f"{free + gained} − {free} = {gained} people in 100 are spared the event.",
            f"100 / {gained} = {treat:.1f}, so about {answer}. {found.words(event, years)}",
        ],
        slips=_other_than(
            answer,
            Slip(
                "Stopping at the people spared in 100",
                str(gained),
                f"That is how many of 100 gain. One person gains among {answer} who are treated.",
            ),
            Slip(
                "Dividing 100 by all who still have the event",
                _number(100 / (100 - free - gained)),
                "What counts is the difference the treatment makes, not what is left.",
            ),
            Slip(
                "Dividing by the relative reduction",
                _number(found.control_risk / found.difference, 1),
                f"Only {100 - free} of 100 have the event without the treatment; the others cannot gain.",
            ),
        ),
    )


def spared_by_a_ratio(chance: Random) -> Sum:
    """A hazard ratio and the outlook without the treatment, given as well or as not well."""
    free, ratio = _outlook_and_ratio(chance)
    event, well = chance.choice(_EVENTS)
    years = chance.choice(_LONG)
    found = benefit.with_hazard_ratio(free / 100, ratio)
    as_risk = chance.randrange(2) == 0
    outlook = (
        f"**{100 - free} of 100** have the event within {years} years"
        if as_risk
        else f"{well} after {years} years in **{free} of 100**"
    )
    return Sum(
        difficulty=2,
        prompt=(
            f"The hazard ratio of a treatment against none is **{ratio:.2f}** for {event}. Without the "
            f"treatment {outlook}. How many people in 100 does it spare the event within {years} years, "
            f"if {_SAME}? Give one decimal."
        ),
        answer=_number(100 * found.difference, 1),
        unit="people",
        tolerance="0.2",
        working=[
            f"Without the treatment {free} of 100 are free of the event: {free / 100:.2f}.",
            f"With it: {free / 100:.2f} to the power of {ratio:.2f} = {1 - found.treated_risk:.3f}.",
            f"The difference is {_number(100 * found.difference, 1)} people in 100.",
        ],
        slips=_slips_of_a_ratio(found, ratio),
    )


def people_by_a_ratio(chance: Random) -> Sum:
    """A hazard ratio and the outlook; how many people are treated for one event fewer?"""
    free, ratio = _outlook_and_ratio(chance)
    event, well = chance.choice(_EVENTS)
    years = chance.choice(_LONG)
    found = benefit.with_hazard_ratio(free / 100, ratio)
    treat = found.nnt or 0.0
    risk = 1 - free / 100
    return Sum(
        difficulty=3,
        prompt=(
            f"The hazard ratio of a treatment against none is **{ratio:.2f}** for {event}. Without the "
            f"treatment {well} after {years} years in **{free} of 100**. How many people are treated for one "
            f"event fewer within {years} years, if {_SAME}? Give one decimal."
        ),
        answer=_number(treat, 1),
        unit="people",
        # Wide enough for who rounds to whole people at the end.
        tolerance="0.5",
        working=[
            f"Free of the event with the treatment: {free / 100:.2f} to the power of {ratio:.2f} = "
            f"{1 - found.treated_risk:.3f}.",
            f"Spared: {100 * found.difference:.2f} people in 100.",
            f"100 / {100 * found.difference:.2f} = {_number(treat, 1)}. {found.words(event, years)}",
        ],
        slips=[
            Slip(
                "Reading the hazard ratio as a share of all people",
                _number(1 / (1 - ratio), 1),
                _not_of_all(ratio, free),
            ),
            Slip(
                "Applying the hazard ratio to the risk itself",
                _number(1 / (risk * (1 - ratio)), 1),
                _RATE,
            ),
        ],
    )


def two_outlooks(chance: Random) -> Sum:
    """The same ratio for two outlooks: how many more in 100 gain where the risk is higher?"""
    ratio = chance.randint(50, 80) / 100
    low_risk, high_risk = chance.randint(6, 15), chance.randint(30, 50)
    event, _ = chance.choice(_EVENTS)
    years = chance.choice(_LONG)
    few, many = (benefit.with_hazard_ratio(1 - risk / 100, ratio) for risk in (low_risk, high_risk))
    more = 100 * (many.difference - few.difference)
    direct = (1 - ratio) * (high_risk - low_risk)
    return Sum(
        difficulty=3,
        prompt=(
            f"The hazard ratio of a treatment against none is **{ratio:.2f}** for {event}, in everyone. "
            f"Within {years} years, without the treatment, the event happens to **{low_risk} of 100** people "
            f"in one group and to **{high_risk} of 100** in another. How many **more** people in 100 are "
            f"spared it in the second group than in the first, if {_SAME}? Give one decimal."
        ),
        answer=_number(more, 1),
        unit="people",
        tolerance="0.2",
        working=[
            f"First group: {1 - low_risk / 100:.2f} to the power of {ratio:.2f} = "
            f"{1 - few.treated_risk:.3f}, so {100 * few.difference:.2f} in 100 are spared it.",
            f"Second group: {1 - high_risk / 100:.2f} to the power of {ratio:.2f} = "
            f"{1 - many.treated_risk:.3f}, so {100 * many.difference:.2f} in 100.",
            f"The difference is {_number(more, 1)} people in 100.",
        ],
        slips=[
            Slip(
                "Taking the same ratio for the same gain",
                "0.0",
                "The ratio is the same, but there is more to be spared where the risk is higher.",
            ),
            Slip("Applying the hazard ratio to the risk itself", _number(direct, 1), _RATE),
        ],
    )


_VARIANTS = (
    spared_from_two_shares,
    spared_from_two_shares,
    people_from_two_shares,
    spared_by_a_ratio,
    people_by_a_ratio,
    two_outlooks,
)

_RATE = (
    "The ratio compares rates from day to day, among those still free of the event. The risks after years "
    "differ by less."
)


def _slips_of_a_ratio(found: benefit.AbsoluteBenefit, ratio: float) -> list[Slip]:
    free = round(100 * (1 - found.control_risk))
    return [
        Slip(
            "Reading the hazard ratio as a share of all people",
            _number(100 * (1 - ratio), 1),
            _not_of_all(ratio, free),
        ),
        Slip(
            "Applying the hazard ratio to the risk itself",
            _number(100 * found.control_risk * (1 - ratio), 1),
            _RATE,
        ),
    ]


def _not_of_all(ratio: float, free: int) -> str:
    return (
        f"A hazard ratio of {ratio:.2f} does not mean that {100 * (1 - ratio):.0f} in 100 people are saved: "
        f"{free} in 100 stay free of the event without the treatment, and it spares them nothing."
    )


def _outlook_and_ratio(chance: Random) -> tuple[int, float]:
    """Draw a serious outlook and a clear effect; in a mild one risks and rates are nearly the same."""
    return chance.randint(45, 72), chance.randint(50, 80) / 100


def _other_than(answer: str, *slips: Slip) -> list[Slip]:
    """Leave out a mistake that happens to give the right number here: nobody could see that it was made."""
    return [slip for slip in slips if abs(float(slip.value) - float(answer)) > 2]


def _number(value: float, decimals: int = 0) -> str:
    return f"{value:.{decimals}f}"
