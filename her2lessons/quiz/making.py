"""What every family of generated questions needs: a seeded chance, and questions built from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import Any, NamedTuple

from her2lessons.quiz.drawn import Drawn, Request
from her2lessons.quiz.item import Item
from her2lessons.quiz.kinds.classify import Classify
from her2lessons.quiz.kinds.count import Count
from her2lessons.quiz.kinds.estimate import Estimate
from her2lessons.quiz.kinds.match import Matching
from her2lessons.quiz.kinds.numeric import Numeric
from her2lessons.quiz.kinds.pick import Pick
from her2lessons.quiz.kinds.single import Single

_IDS = "abcdefgh"


class Right(NamedTuple):
    """The right option of a question and the reason it is right."""

    text: str
    because: str


class Mistake(NamedTuple):
    """A wrong option: what a named mistake makes of the case, and why that is wrong."""

    text: str
    because: str
    misconception: str


class Slip(NamedTuple):
    """A wrong number: what a named mistake makes of the figures, and why that is wrong."""

    name: str
    value: str
    """A plain decimal, rounded as the question asks."""
    because: str


@dataclass(frozen=True)
class Made:
    """What a generated question says of itself, whatever its kind; the fields are those of `quiz.Item`."""

    family: str
    seed: int
    objective: str
    concepts: Sequence[str]
    difficulty: int
    prompt: str
    explain: str
    sources: Iterable[str]
    reviewed: str

    def fields(self, kind: str) -> dict[str, Any]:
        """Give the fields that every kind has; a case puts its own id, section and objective over them."""
        return {
            "id": f"{self.family}-{self.seed}",
            "section": "generated",
            "kind": kind,
            "objective": self.objective,
            "concepts": list(self.concepts),
            "difficulty": self.difficulty,
            "prompt": self.prompt,
            "explain": self.explain,
            "sources": list(dict.fromkeys(self.sources)),
            "reviewed": self.reviewed,
        }


def chance(family: str, seed: int) -> Random:
    """Give the random numbers of one question: the same for the same family and seed.

    Raises
    ------
    ValueError
        If the seed is not a whole number from 0.
    """
    if isinstance(seed, bool) or not isinstance(seed, int) or seed < 0:
        raise ValueError(f"A seed is a whole number from 0, such as 7; this is {seed!r}.")
    # Seeded with text, so that the cases of one family have nothing in common with those of another.
    return Random(f"{family} {seed}")


def single(made: Made, right: Right, wrong: Iterable[Mistake], dice: Random, *, most: int = 3) -> Item:
    """Build a question with one right option and up to ``most`` different mistakes, in a shuffled order.

    A mistake whose text is that of the right option, or of a mistake before it, is left out: it is none here.

    Raises
    ------
    ValueError
        If no mistake is left; then there is nothing to choose between.
    """
    different: dict[str, Mistake] = {}
    for mistake in wrong:
        if mistake.text != right.text:
            different.setdefault(mistake.text, mistake)
    options: list[dict[str, Any]] = [{"text": right.text, "correct": True, "because": right.because}]
    options += [{**mistake._asdict(), "correct": False} for mistake in list(different.values())[:most]]
    dice.shuffle(options)
    options = [{"id": key, **option} for key, option in zip(_IDS, options, strict=False)]
    return Single.model_validate({**made.fields("single"), "options": options})


def ordered(made: Made, right: Right, wrong: Iterable[Mistake], order: Sequence[str]) -> Item:
    """Build a question whose options stand in their natural ``order`` of texts, such as scores or groups."""
    return Single.model_validate({**made.fields("single"), "options": _in_order(right, wrong, order)})


def classify(made: Made, image: Drawn, right: Right, wrong: Iterable[Mistake], order: Sequence[str]) -> Item:
    """Build a question that shows drawn fields; its categories stand in the ``order`` of their texts."""
    return Classify.model_validate(
        {**made.fields("classify"), "image": image, "categories": _in_order(right, wrong, order)}
    )


def count(made: Made, field: Request, alt: str) -> Item:
    """Build a question answered by counting signals on a FISH field."""
    return Count.model_validate({**made.fields("count"), "field": field, "alt": alt})


def estimate(made: Made, field: Request, alt: str) -> Item:
    """Build a question answered with shares of cells and a score of an IHC field."""
    return Estimate.model_validate({**made.fields("estimate"), "field": field, "alt": alt})


def pick(made: Made, field: Request, alt: str) -> Item:
    """Build a question answered by picking nuclei of a FISH field."""
    return Pick.model_validate({**made.fields("pick"), "field": field, "alt": alt})


def numeric(made: Made, answer: str, *, unit: str = "", tolerance: str) -> Item:
    """Build a question answered with a number; ``answer`` is a plain decimal, ``tolerance`` as in a bank."""
    return Numeric.model_validate(
        {**made.fields("numeric"), "answer": answer, "unit": unit, "tolerance": tolerance}
    )


def matching(made: Made, pairs: Sequence[dict[str, Any]], matches: Sequence[dict[str, Any]]) -> Item:
    """Build a question of pairs, given by the fields of `kinds.match.Pair` and `kinds.match.Match`."""
    return Matching.model_validate({**made.fields("match"), "pairs": list(pairs), "matches": list(matches)})


@dataclass(frozen=True)
class Sum:
    """A question with a number, as a family draws it: what is asked, the answer, the slips that miss it."""

    difficulty: int
    prompt: str
    answer: str
    """A plain decimal, rounded as the question asks."""
    unit: str
    tolerance: str
    """A plain distance from the answer."""
    working: Sequence[str]
    """The steps to the answer, each a sentence with the figures of this case."""
    slips: Sequence[Slip]
    """The typical mistakes; none may give a number that is accepted."""

    @property
    def is_clear(self) -> bool:
        """Whether every slip lies beyond the tolerance, also before it was rounded."""
        return all(
            abs(Fraction(slip.value) - Fraction(self.answer))
            > Fraction(self.tolerance) + _half_of_the_last_place(slip.value)
            for slip in self.slips
        )

    @property
    def explanation(self) -> str:
        """The working in numbered steps, then each slip with the number it would have given."""
        steps = [f"{number}. {step}" for number, step in enumerate(self.working, start=1)]
        slips = [
            f"- {slip.name}: **{f'{slip.value} {self.unit}'.rstrip()}**. {slip.because}"
            for slip in self.slips
        ]
        return "\n".join([*steps, "", "Typical mistakes, and what each would have given here:", "", *slips])


def clear_sum(draw: Callable[[Random], Sum], dice: Random) -> Sum:
    """Draw until no typical mistake gives a number that would be accepted."""
    while not (drawn := draw(dice)).is_clear:
        pass
    return drawn


def _half_of_the_last_place(number: str) -> Fraction:
    return Fraction(1, 2 * 10 ** len(number.partition(".")[2]))


def _in_order(right: Right, wrong: Iterable[Mistake], order: Sequence[str]) -> list[dict[str, Any]]:
    options: list[dict[str, Any]] = [{"text": right.text, "correct": True, "because": right.because}]
    options += [{**mistake._asdict(), "correct": False} for mistake in wrong if mistake.text != right.text]
    options.sort(key=lambda option: order.index(option["text"]))
    return [{"id": key, **option} for key, option in zip(_IDS, options, strict=False)]
