"""Which fields a learner scored, and what they were: read from the answer log, without drawing anything."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from her2lessons.guidelines import given as border
from her2lessons.guidelines import ihc
from her2lessons.progress.answer import Answer
from her2lessons.progress.overview import reviewable
from her2lessons.quiz import Item, item_hash
from her2lessons.quiz.item import Option
from her2lessons.quiz.kinds.case import Case, realise
from her2lessons.quiz.kinds.classify import Classify

FAMILY = "score_field"
"""The family of generated questions that shows one IHC field and asks for its score."""


class Scored(Protocol):
    """What a report needs of one reading; `Reading` has it, and so has `microscope.exam.Marked`."""

    @property
    def given(self) -> ihc.Score:
        """What the reader said."""

    @property
    def true(self) -> ihc.Score:
        """What was drawn."""


@dataclass(frozen=True)
class Reading:
    """One field that was scored.

    Raises
    ------
    ValueError
        If a score is none of the five, if the seed is no whole number of 0 or more, or if the moment has no
        time zone.
    """

    given: ihc.Score
    """What the reader said."""
    true: ihc.Score
    """What was drawn."""
    seed: int
    """Which case of the family it was."""
    at: datetime | None = None
    """When it was answered; None where nobody noted it."""

    def __post_init__(self) -> None:
        for name in ("given", "true"):
            object.__setattr__(self, name, checked_score(getattr(self, name), name))
        if isinstance(self.seed, bool) or not isinstance(self.seed, int) or self.seed < 0:
            raise ValueError(
                f"seed must be a whole number of 0 or more, not {border.named(self.seed)}: give the case's."
            )
        if self.at is not None and (not isinstance(self.at, datetime) or self.at.utcoffset() is None):
            raise ValueError(
                f"at must be a moment with a time zone or None, not {border.named(self.at)}: give such as "
                f"datetime.now(UTC)."
            )


@dataclass(frozen=True)
class Readings:
    """All that a log says about scoring fields."""

    all: tuple[Reading, ...]
    """Every answer that still fits its question, in the order of the log."""
    outdated: int = 0
    """How many answers were left out because their question has changed since."""
    unreadable: int = 0
    """How many were left out because they name none of the five scores."""

    @property
    def first(self) -> tuple[Reading, ...]:
        """The first answer to each field: what a report counts, because later ones have seen the truth."""
        found: dict[int, Reading] = {}
        for reading in self.all:
            found.setdefault(reading.seed, reading)
        return tuple(found.values())

    @property
    def seen(self) -> frozenset[int]:
        """The seeds of the fields that were answered."""
        return frozenset(reading.seed for reading in self.all)

    @property
    def notes(self) -> tuple[str, ...]:
        """What was left out, a sentence each."""
        again = len(self.all) - len(self.first)
        said = (
            (again, "to a field that had been answered before, whose truth was known by then"),
            (self.outdated, "to a question that has changed since"),
            (self.unreadable, "that name none of the five scores"),
        )
        return tuple(f"Left out: {_answers(count)} {why}." for count, why in said if count)


def read(answers: Iterable[Answer], items: Iterable[Item] | None = None) -> Readings:
    """Find the fields that were scored.

    Parameters
    ----------
    answers : iterable of Answer
        Of a log, such as ``AnswerLog().read()``; answers to other questions are passed over.
    items : iterable of Item, optional
        The questions to look for; by default those of the family `FAMILY` in the course's banks.

    Returns
    -------
    Readings
        What was given and what is true, by realising each question again from its seed.

    Raises
    ------
    ValueError
        If one of ``answers`` is not an `Answer`.
    """
    wanted = {item.id: item for item in (score_fields() if items is None else items)}
    made: dict[tuple[str, int | None], tuple[Item, str] | None] = {}
    found: list[Reading] = []
    outdated = unreadable = 0
    for answer in answers:
        if not isinstance(answer, Answer):
            raise ValueError(f"Readings come from Answers, not from a {type(answer).__name__}: give a log's.")
        item = wanted.get(answer.item)
        if item is None:
            continue
        case = (answer.item, answer.seed)
        if case not in made:
            made[case] = _made(item, answer.seed)
        question = made[case]
        if question is None or question[1] != answer.item_hash:
            outdated += 1
            continue
        scores = _scores(question[0], answer.response)
        if scores is None:
            unreadable += 1
            continue
        seed = item.seed if answer.seed is None and isinstance(item, Case) else answer.seed
        found.append(Reading(*scores, seed=seed or 0, at=answer.at))
    return Readings(tuple(found), outdated, unreadable)


def score_fields() -> tuple[Case, ...]:
    """Give the questions of the course's banks that show a field and ask for its score."""
    return tuple(item for item in reviewable() if isinstance(item, Case) and item.family == FAMILY)


def true_score(item: Item) -> ihc.Score | None:
    """Give the score that is right for a field, or None where the question asks for no score."""
    if not isinstance(item, Classify):
        return None
    return next((_named(option) for option in item.categories if option.correct), None)


def checked_score(value: object, name: str) -> ihc.Score:
    """Return one of the five scores, or raise ValueError with the scores there are."""
    found = next((score for score in ihc.SCORES if isinstance(value, str) and score == value), None)
    if found is None:
        words = ", ".join(f'"{score}"' for score in ihc.SCORES)
        raise ValueError(f"{name} must be one of {words}, not {border.named(value)}: write it as text.")
    return found


def places(readings: Iterable[Scored]) -> list[tuple[int, int]]:
    """Give, for each reading, the places on the ladder of what is true and of what was given.

    Raises
    ------
    ValueError
        If something given is no reading, or if a score is none of the five.
    """
    if isinstance(readings, (str, bytes)) or not isinstance(readings, Iterable):
        raise ValueError(
            f"readings must be a list of readings, not {border.named(readings)}: give such as Readings.first."
        )
    found: list[tuple[int, int]] = []
    for one in readings:
        if not hasattr(one, "given") or not hasattr(one, "true"):
            raise ValueError(
                f"A reading has a given and a true score, and {border.named(one)} has not: make a Reading."
            )
        true, said = checked_score(one.true, "true"), checked_score(one.given, "given")
        found.append((ihc.SCORES.index(true), ihc.SCORES.index(said)))
    return found


def _made(item: Item, seed: int | None) -> tuple[Item, str] | None:
    """Make a question again and fingerprint it; None where no question has this seed."""
    if seed is not None and seed < 0:
        return None
    made = realise(item, seed) if isinstance(item, Case) else item
    return made, item_hash(made)


def _scores(item: Item, response: object) -> tuple[ihc.Score, ihc.Score] | None:
    """Give what was said and what is true, or None where either is no score."""
    true = true_score(item)
    if true is None or not isinstance(item, Classify):
        return None
    said = next((_named(option) for option in item.categories if option.id == response), None)
    return None if said is None else (said, true)


def _named(option: Option) -> ihc.Score | None:
    """Give the score that a category stands for: its text is the score, or starts with it."""
    text = option.text.strip().removeprefix("IHC ")
    for score in ihc.SCORES:
        if text == score or (text.startswith(score) and text[len(score)] in " ,:;("):
            return score
    return None


def _answers(count: int) -> str:
    return "1 answer" if count == 1 else f"{count} answers"
