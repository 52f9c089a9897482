"""Conditions on a case: asked in three-valued logic, with nothing to execute.

A condition is met, is not met, or is open where the case does not tell. How they are written as data is in
`condition_data`.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

from her2lessons.guidelines.pathway import treatments
from her2lessons.guidelines.pathway.findings import Findings

Truth = bool | None


class Condition(Protocol):
    """Anything that a case can meet, fail, or leave open."""

    def met(self, findings: Findings) -> Truth:
        """Return True, False, or None where it is open."""
        ...

    def questions(self) -> frozenset[str]:
        """Return the names of all that it asks."""
        ...

    def open_questions(self, findings: Findings) -> frozenset[str]:
        """Return the names of what keeps it open; empty when it is not open."""
        ...


class _Asks(ABC):
    """One question, open when its answer is."""

    name: str

    @abstractmethod
    def met(self, findings: Findings) -> Truth:
        """Return True, False, or None where it is open."""

    def questions(self) -> frozenset[str]:
        return frozenset((self.name,))

    def open_questions(self, findings: Findings) -> frozenset[str]:
        return self.questions() if self.met(findings) is None else frozenset()


@dataclass(frozen=True)
class IsOneOf(_Asks):
    """The answer is one of these words."""

    name: str
    words: frozenset[str]

    def met(self, findings: Findings) -> Truth:
        """Return True when every word still possible is one of these, False when none is."""
        possible = findings.possible(self.name)
        if possible <= self.words:
            return True
        return False if possible.isdisjoint(self.words) else None


Bound = Literal["exactly", "at_least", "at_most", "below"]


@dataclass(frozen=True)
class Lies(_Asks):
    """A number is one given, or lies on one side of it."""

    name: str
    bound: Bound
    limit: float

    def met(self, findings: Findings) -> Truth:
        """Compare, or return None where the number is not known."""
        value = findings.answers[self.name]
        if not isinstance(value, float):
            return None
        if self.bound == "exactly":
            return value == self.limit
        if self.bound == "at_least":
            return value >= self.limit
        return value <= self.limit if self.bound == "at_most" else value < self.limit


@dataclass(frozen=True)
class Had(_Asks):
    """One of these treatments was given."""

    name: str
    treatments: frozenset[str]

    def met(self, findings: Findings) -> Truth:
        """Return True when one was given; None where a group was given that one of them belongs to."""
        given = findings.answers[self.name]
        if not isinstance(given, frozenset):
            return None
        pairs = [(one, wanted) for one in given for wanted in self.treatments]
        if any(treatments.is_one_of(one, wanted) for one, wanted in pairs):
            return True
        return None if any(treatments.is_one_of(wanted, one) for one, wanted in pairs) else False


@dataclass(frozen=True)
class Unknown:
    """At least one of these is not known yet; this itself is always known."""

    names: tuple[str, ...]

    def met(self, findings: Findings) -> Truth:
        """Return whether one is open."""
        return any(findings.is_open(name) for name in self.names)

    def questions(self) -> frozenset[str]:
        """Return what it looks at."""
        return frozenset(self.names)

    def open_questions(self, findings: Findings) -> frozenset[str]:
        """Return nothing: it is never open itself."""
        return frozenset()


@dataclass(frozen=True)
class _Parts(ABC):
    """Several conditions taken together."""

    parts: tuple[Condition, ...]

    @abstractmethod
    def met(self, findings: Findings) -> Truth:
        """Return True, False, or None where it is open."""

    def questions(self) -> frozenset[str]:
        return frozenset[str]().union(*(part.questions() for part in self.parts))

    def open_questions(self, findings: Findings) -> frozenset[str]:
        # A part that is settled in an open whole can no longer change it, so only open parts matter.
        if self.met(findings) is not None:
            return frozenset()
        return frozenset[str]().union(*(part.open_questions(findings) for part in self.parts))


@dataclass(frozen=True)
class All(_Parts):
    """Every part holds."""

    def met(self, findings: Findings) -> Truth:
        """Return False as soon as one part fails."""
        truth: Truth = True
        for part in self.parts:
            found = part.met(findings)
            if found is False:
                return False
            if found is None:
                truth = None
        return truth


@dataclass(frozen=True)
class AnyOf(_Parts):
    """At least one part holds."""

    def met(self, findings: Findings) -> Truth:
        """Return True as soon as one part holds."""
        truth: Truth = False
        for part in self.parts:
            found = part.met(findings)
            if found:
                return True
            if found is None:
                truth = None
        return truth


@dataclass(frozen=True)
class Not:
    """The part does not hold."""

    part: Condition

    def met(self, findings: Findings) -> Truth:
        """Turn True and False round, and leave open what is open."""
        found = self.part.met(findings)
        return None if found is None else not found

    def questions(self) -> frozenset[str]:
        """Return what the part asks."""
        return self.part.questions()

    def open_questions(self, findings: Findings) -> frozenset[str]:
        """Return what keeps the part open."""
        return self.part.open_questions(findings)


ALWAYS: Condition = All(())
"""Holds for every case."""


def leaves(condition: Condition) -> Iterator[Condition]:
    """Yield the single questions of a condition, for those who check the rules."""
    if isinstance(condition, All | AnyOf):
        for part in condition.parts:
            yield from leaves(part)
    elif isinstance(condition, Not):
        yield from leaves(condition.part)
    else:
        yield condition
