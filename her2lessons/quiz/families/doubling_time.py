"""Family ``doubling_time``: how fast an invented tumour grows, if it keeps doubling in the same time.

The answers are those of `models.growth`. Easy questions give volumes, harder ones diameters, and the hardest
ask for what a doubling time leads to.
"""

from __future__ import annotations

from random import Random

from her2lessons import evidence
from her2lessons.models import growth
from her2lessons.quiz import making
from her2lessons.quiz.item import Item
from her2lessons.quiz.making import Made, Slip, Sum

_INVENTED = (
    "The tumour is invented, and so is its steady pace: this is a model. We take it that the volume doubles "
    "again and again in the same time, and that the tumour is a ball."
)
_CUBE = (
    "A diameter grows by only a quarter while the volume doubles; twice as wide is eight times the volume."
)
_NO_CALENDAR = (
    "Real tumours differ widely and do not keep to one pace, so no such sum tells when one person's cancer "
    "began."
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
        A question of the kind ``numeric``; its unit is days, mm or doublings, as it asks.

    Raises
    ------
    ValueError
        If the seed is not a whole number from 0.

    Notes
    -----
    Sources: zhang2017 (how widely doubling times differ), benzekry2014 (the model), hart1998 (its limits).
    """
    chance = making.chance("doubling_time", seed)
    drawn = making.clear_sum(chance.choice(_VARIANTS), chance)
    made = Made(
        family="doubling_time",
        seed=seed,
        objective="02.3",
        concepts=["A01"],
        difficulty=drawn.difficulty,
        prompt=f"{drawn.prompt}\n\n{_INVENTED}",
        explain=f"{drawn.explanation}\n\n{_how_widely_they_differ()} {_NO_CALENDAR}",
        sources=["zhang2017", "benzekry2014", "hart1998"],
        reviewed="2026-11-26",
    )
    return making.numeric(made, drawn.answer, unit=drawn.unit, tolerance=drawn.tolerance)


def from_volumes(chance: Random) -> Sum:
    """Two volumes, the second 2, 4 or 8 times the first."""
    doublings = chance.choice([1, 2, 2, 3, 3])
    first, days = chance.randrange(50, 505, 5), doublings * _pace(chance)
    factor = 2**doublings
    second = first * factor
    answer = growth.doubling_time(days, volumes_mm3=(first, second))
    slips = [
        Slip(
            "Taking volumes for diameters",
            _number(growth.doubling_time(days, diameters_mm=(first, second))),
            "The figures are volumes already, so nothing is to be cubed.",
        ),
        Slip(
            "Dividing the days by how many times larger the tumour is",
            _number(days / factor),
            f"{factor} times larger is {_doublings(doublings)}, and it is the doublings that share the days.",
        ),
    ]
    if doublings > 1:
        slips.append(
            Slip(
                "Growing by the same amount every day",
                _number(days / (factor - 1)),
                "Then it would add the first volume again and again. Each doubling adds more than the last.",
            )
        )
    return Sum(
        difficulty=1,
        prompt=(
            f"An invented tumour measures **{first} mm³**, and **{days} days** later **{second} mm³**. In "
            "how many days did its volume double? Round to whole days."
        ),
        answer=_number(answer),
        unit="days",
        tolerance=_share(answer, 3),
        working=[
            f"{second} is {factor} times {first}.",
            f"{factor} times is {_doublings(doublings)}.",
            f"{days} days / {doublings} = {_number(answer)} days for one doubling.",
        ],
        slips=slips,
    )


def from_diameters(chance: Random) -> Sum:
    """Two diameters in whole mm; one time in four the second is twice the first."""
    first = chance.randint(6, 20)
    if chance.randrange(4) == 0:
        second, days = 2 * first, 3 * _pace(chance)
    else:
        # Whole mm are what is measured; the pace that they give is worked out from them again.
        days, pace = chance.randrange(60, 370, 10), _pace(chance)
        second = max(first + 1, round(float(growth.diameter_after(first, days, pace))))
    answer = growth.doubling_time(days, diameters_mm=(first, second))
    doublings = days / answer
    return Sum(
        difficulty=2,
        prompt=(
            f"An invented tumour is **{first} mm** wide, and **{days} days** later **{second} mm**. In how "
            "many days does its **volume** double? Round to whole days."
        ),
        answer=_number(answer),
        unit="days",
        tolerance=_share(answer, 3),
        working=[
            f"The diameter grew {second / first:.3g} times, so the volume grew {(second / first) ** 3:.3g} "
            "times (the cube of it).",
            f"That is {doublings:.3f} doublings: log2 of the growth in volume, or 3 times log2 of the growth "
            "in diameter.",
            f"{days} days / {doublings:.3f} = {_number(answer)} days for one doubling.",
        ],
        slips=[
            Slip(
                "Treating the diameter as the volume",
                _number(growth.doubling_time(days, volumes_mm3=(first, second))),
                _CUBE,
            ),
            Slip(
                "Growing by the same amount every day",
                _number(days * first / (second - first)),
                "This asks when as much is added again as there was, and takes the diameter for the size.",
            ),
        ],
    )


def doublings_between(chance: Random) -> Sum:
    """How many doublings lead from one diameter to another."""
    first, times = chance.randint(2, 12), chance.choice([1.5, 2, 2, 2.5, 3, 4, 4, 5])
    second = round(first * times)
    # With a doubling time of one day, the days passed are the doublings passed.
    counted = growth.Exponential(float(growth.volume(first)), 1.0)
    answer = float(counted.days_to(growth.volume(second)))
    return Sum(
        difficulty=2 if second == 2 * first else 3,
        prompt=(
            f"An invented tumour grows from **{first} mm** to **{second} mm** across. How many times does "
            "its **volume** double on the way? Round to one decimal."
        ),
        answer=_number(answer, 1),
        unit="doublings",
        tolerance="0.1",
        working=[
            f"{second} mm is {second / first:.3g} times {first} mm.",
            "Each time the diameter doubles the volume doubles three times: "
            f"3 × log2({second / first:.3g}) = {_number(answer, 1)}.",
        ],
        slips=[
            Slip("Treating the diameter as the volume", _number(answer / 3, 1), _CUBE),
            Slip(
                "Giving how many times larger the volume is",
                _number((second / first) ** 3, 1),
                "That is the growth itself. The question is how many doublings make it.",
            ),
        ],
    )


def diameter_later(chance: Random) -> Sum:
    """The diameter after some days at a given pace."""
    first, pace = chance.randint(6, 20), _pace(chance)
    doublings = chance.choice([1, 1.5, 2, 3, 4])
    days = round(pace * doublings)
    answer = float(growth.diameter_after(first, days, pace))
    passed = days / pace
    return Sum(
        difficulty=3,
        prompt=(
            f"The volume of an invented tumour doubles every **{pace} days**. It is **{first} mm** wide now. "
            f"How many mm across is it **{days} days** later? Round to one decimal."
        ),
        answer=_number(answer, 1),
        unit="mm",
        tolerance="0.4",
        working=[
            f"{days} days are {passed:.2f} doublings of the volume, so it grows {2**passed:.3g} times.",
            f"The diameter grows by the cube root of that: {2 ** (passed / 3):.3f} times.",
            f"{first} mm × {2 ** (passed / 3):.3f} = {_number(answer, 1)} mm.",
        ],
        slips=[
            Slip("Treating the diameter as the volume", _number(first * 2**passed, 1), _CUBE),
            Slip(
                "Taking the square root in place of the cube root",
                _number(first * 2 ** (passed / 2), 1),
                "That fits a flat disc. A ball grows in three directions.",
            ),
        ],
    )


def days_to_grow(chance: Random) -> Sum:
    """The days from one diameter to another at a given pace."""
    first, pace = chance.randint(5, 15), _pace(chance)
    second = first + chance.randint(3, 2 * first)
    tumour = growth.Exponential(float(growth.volume(first)), pace)
    answer = float(tumour.days_to(growth.volume(second)))
    return Sum(
        difficulty=3,
        prompt=(
            f"The volume of an invented tumour doubles every **{pace} days**. How many days does it take "
            f"from **{first} mm** to **{second} mm** across? Round to whole days."
        ),
        answer=_number(answer),
        unit="days",
        tolerance=_share(answer, 3),
        working=[
            f"The diameter grows {second / first:.3g} times, the volume {(second / first) ** 3:.3g} times.",
            f"That is {answer / pace:.3f} doublings.",
            f"{answer / pace:.3f} × {pace} days = {_number(answer)} days.",
        ],
        slips=[
            Slip("Treating the diameter as the volume", _number(answer / 3), _CUBE),
            Slip(
                "Counting how many times larger the volume is as doublings",
                _number(pace * (second / first) ** 3),
                "Doublings follow one another: eight times as large is three of them, not eight.",
            ),
        ],
    )


_VARIANTS = (
    from_volumes,
    from_volumes,
    from_diameters,
    from_diameters,
    diameter_later,
    days_to_grow,
    doublings_between,
)


def _pace(chance: Random) -> int:
    """Draw a doubling time within what was measured, so that no tumour here grows like none on earth."""
    fastest, slowest = _measured()
    return chance.randint(fastest, slowest)


def _measured() -> tuple[int, int]:
    known = _known()
    return round(known.low or 0), round(known.high or 0)


def _how_widely_they_differ() -> str:
    fastest, slowest = _measured()
    return (
        f"Measured doubling times ran from {fastest} to {slowest} days in one study ({_known().population})."
    )


def _known() -> evidence.Fact:
    return evidence.fact("doubling_time_median")


def _doublings(count: int) -> str:
    return "1 doubling" if count == 1 else f"{count} doublings"


def _number(value: float, decimals: int = 0) -> str:
    return f"{value:.{decimals}f}"


def _share(value: float, percent: int) -> str:
    """Give some percent of a number as a plain distance, never below one."""
    return f"{max(1.0, value * percent / 100):.1f}"
