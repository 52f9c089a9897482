"""What a relative effect means for people: absolute benefit and the number needed to treat."""

from __future__ import annotations

from dataclasses import dataclass

from her2lessons.models import given
from her2lessons.models.proportion import LEVEL


@dataclass(frozen=True, slots=True)
class AbsoluteBenefit:
    """How many events a treatment prevents, with its interval."""

    control_risk: float
    """Share with the event without the treatment, 0 to 1."""
    treated_risk: float
    """Share with the event with it, 0 to 1."""
    difference: float
    """Share spared the event by the treatment; below 0 where it does harm."""
    low: float | None = None
    """Lower end of the interval of ``difference``; None where none was given."""
    high: float | None = None
    """Upper end of it."""
    level: float = LEVEL
    """Confidence of the interval."""

    @property
    def nnt(self) -> float | None:
        """People to treat for one event fewer; below 0, for one event more; None where nothing changes."""
        return 1 / self.difference if self.difference else None

    @property
    def includes_no_effect(self) -> bool | None:
        """Whether the interval includes no effect at all; None where there is no interval."""
        return None if self.low is None or self.high is None else self.low <= 0 <= self.high

    def words(self, event: str, years: float) -> str:
        """Return the number needed to treat in a sentence, with its interval.

        Where the interval includes no effect, it runs from benefit through infinity to harm; a plain "from A
        to B" would say the opposite of what it means (altman1998).

        Parameters
        ----------
        event : str
            What is counted, in the singular, such as "death" or "return of the cancer or death". A number
            needed to treat means nothing without it.
        years : float
            Years after which the risks were read, above 0; it means nothing without them either.

        Raises
        ------
        ValueError
            If `event` is no text or empty, or if `years` is no number above 0.
        """
        if not isinstance(event, str) or not event.strip():
            raise ValueError(f"event must say what is counted, such as 'death', not {given.named(event)}.")
        span = given.positive(years, "years")
        within = "1 year" if span == 1 else f"{span:g} years"
        if self.nnt is None:
            said = f"Treating more people changes nothing within {within}."
        else:
            outcome = "fewer" if self.difference > 0 else "more"
            said = (
                f"Treating {_people(self.difference)} people means one {event.strip()} {outcome} "
                f"within {within}."
            )
        if self.low is None or self.high is None:
            return said
        confidence = f"{self.level * 100:g} % CI"
        if not self.includes_no_effect:
            ends = sorted((self.low, self.high), key=abs, reverse=True)
            return f"{said[:-1]} ({confidence} {_people(ends[0])} to {_people(ends[1])})."
        best = f"one fewer for {_people(self.high)} people" if self.high > 0 else "no effect"
        worst = f"one more for {_people(self.low)} people" if self.low < 0 else "no effect"
        middle = ", through no effect at all," if self.high > 0 > self.low else ""
        return f"{said[:-1]} ({confidence} from {best}{middle} to {worst})."


def with_hazard_ratio(
    baseline_survival: float,
    hazard_ratio: float,
    low: float | None = None,
    high: float | None = None,
    level: float = LEVEL,
) -> AbsoluteBenefit:
    """Turn a hazard ratio into events spared among people with a known outlook without the treatment.

    Survival with the treatment is the survival without it, to the power of the hazard ratio: the ratio is
    taken to be the same all the time.

    Parameters
    ----------
    baseline_survival : float
        Share without the event at some time, untreated; between 0 and 1, neither included.
    hazard_ratio : float
        Of the treatment against none; above 0, below 1 for a benefit.
    low, high : float, optional
        Its interval, both or neither.
    level : float
        Confidence of that interval, strictly between 0 and 1; it is only passed on.

    Returns
    -------
    AbsoluteBenefit
        Risks and difference. The interval holds the doubt about the ratio only: the outlook without treatment
        is taken as known.

    Raises
    ------
    ValueError
        If a figure is out of range, or if the interval has one end or does not hold the ratio.

    Notes
    -----
    Source: altman1999.
    """
    survival = given.inside(baseline_survival, "baseline_survival")
    ratio = given.positive(hazard_ratio, "hazard_ratio")
    level = given.inside(level, "level")
    treated = survival**ratio
    ends: tuple[float | None, float | None] = (None, None)
    if (low is None) != (high is None):
        raise ValueError("The interval of the hazard ratio has two ends. Give both low and high, or neither.")
    if low is not None:
        ends = given.positive(low, "low"), given.positive(high, "high")
        if not ends[0] <= ratio <= ends[1]:
            raise ValueError(
                f"The hazard ratio {ratio:g} does not lie in its interval from {ends[0]:g} to {ends[1]:g}. "
                "Give the lower end as low and the upper one as high."
            )
        # A low ratio is a large benefit.
        ends = survival ** ends[1] - survival, survival ** ends[0] - survival
    return AbsoluteBenefit(1 - survival, 1 - treated, treated - survival, *ends, level=level)


def from_survival(control_survival: float, treated_survival: float) -> AbsoluteBenefit:
    """Compare two shares without the event, such as two curves read at five years.

    Parameters
    ----------
    control_survival, treated_survival : float
        Share without the event, without and with the treatment; 0 to 1.

    Returns
    -------
    AbsoluteBenefit
        Risks and difference, without an interval.

    Raises
    ------
    ValueError
        If a share is no number from 0 to 1.
    """
    control = given.between(control_survival, "control_survival", 0, 1)
    treated = given.between(treated_survival, "treated_survival", 0, 1)
    return AbsoluteBenefit(1 - control, 1 - treated, treated - control)


def _people(difference: float) -> str:
    """Write how many people stand for one event: rounded, and with a decimal where there are few."""
    people = 1 / abs(difference)
    return f"{people:,.0f}" if people >= 10 else f"{people:.1f}"
