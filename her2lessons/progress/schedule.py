"""When a question is due again: the FSRS scheduler (after ye2022), one card an item, no randomness."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from fsrs import Scheduler

#: Answers to one question within this time are one sitting: its reasons have just been read.
SITTING = timedelta(hours=8)
#: A last answer further ahead than this was given under a wrong clock.
_CLOCK_DOUBT = timedelta(days=1)
#: Short of a calendar's end, so that adding an interval cannot leave it.
_LATEST = datetime(9000, 1, 1, tzinfo=UTC)


class Card(NamedTuple):
    """What is kept of an FSRS card."""

    stability: float | None
    difficulty: float | None
    state: int
    last_review: datetime
    due: datetime


def to_list(card: Card) -> list[Any]:
    """Give a card as plain JSON values."""
    return [*card[:3], card.last_review.isoformat(), card.due.isoformat()]


def from_list(values: list[Any]) -> Card:
    """Build a card from what `to_list` gave."""
    stability, difficulty, state, last, due = values
    return Card(stability, difficulty, state, datetime.fromisoformat(last), datetime.fromisoformat(due))


@cache
def _scheduler() -> Scheduler:
    # Imported here: opening a lesson whose answers are all in the snapshot does not need it.
    from fsrs import Scheduler

    # No steps of minutes: a question comes back on another day, when remembering it is work.
    return Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)


def review(card: Card | None, points: float, confidence: str | None, at: datetime) -> Card:
    """Give the card after one answer.

    Parameters
    ----------
    card
        The card before it; None for the first answer.
    points
        The mark, 0 to 1; less than 1 is "again".
    confidence
        A right answer called ``"guess"`` is "hard", any other right answer "good".
    at
        When it was given, in UTC. A moment up to a day before the card's last review is taken as that
        review's: clocks go back, and memory does not. If it lies further back, the last review was given
        under a clock far ahead, and the card goes on from ``at``.
    """
    from fsrs import Card as Fsrs
    from fsrs import Rating, State

    at = min(at, _LATEST)
    if card is None:
        before = Fsrs(card_id=1, due=at)
    else:
        ahead = card.last_review - at > _CLOCK_DOUBT
        last_review = at if ahead else card.last_review
        at = max(at, last_review)
        before = Fsrs(
            card_id=1,
            state=State(card.state),
            stability=card.stability,
            difficulty=card.difficulty,
            due=card.due,
            last_review=last_review,
        )
    rating = Rating.Again if points < 1 else Rating.Hard if confidence == "guess" else Rating.Good
    after, _ = _scheduler().review_card(before, rating, at)
    return Card(after.stability, after.difficulty, int(after.state), at, after.due)


def same_sitting(card: Card, at: datetime) -> bool:
    """Say whether ``at`` belongs to the sitting of the last review; trying again there is no review."""
    return -_CLOCK_DOUBT <= at - card.last_review < SITTING


def due(card: Card, now: datetime) -> datetime:
    """Give the moment from which the question is due; one answered "in the future" is due now."""
    return now if card.last_review > now + _CLOCK_DOUBT else card.due
