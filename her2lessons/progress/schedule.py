"""When a question is due again: the FSRS scheduler (after ye2022), one card an item, no randomness."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fsrs import Scheduler

#: A last answer further ahead than this was given under a wrong clock.
_CLOCK_DOUBT = timedelta(days=1)
#: Short of a calendar's end, so that adding an interval cannot leave it.
_LATEST = datetime(9000, 1, 1, tzinfo=UTC)

Card = list[Any]
"""What is kept of an FSRS card: ``[stability, difficulty, state, last review, due]``, moments as ISO text."""


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
        When it was given, in UTC. A moment before the card's last review is taken as that review's: clocks go
        back, and memory does not.
    """
    from fsrs import Card as Fsrs
    from fsrs import Rating, State

    at = min(at, _LATEST)
    if card is None:
        before = Fsrs(card_id=1, due=at)
    else:
        stability, difficulty, state, last, due = card
        last_review = datetime.fromisoformat(last)
        at = max(at, last_review)
        before = Fsrs(
            card_id=1,
            state=State(state),
            stability=stability,
            difficulty=difficulty,
            due=datetime.fromisoformat(due),
            last_review=last_review,
        )
    rating = Rating.Again if points < 1 else Rating.Hard if confidence == "guess" else Rating.Good
    after, _ = _scheduler().review_card(before, rating, at)
    return [after.stability, after.difficulty, int(after.state), at.isoformat(), after.due.isoformat()]


def due(card: Card, now: datetime) -> datetime:
    """Give the moment from which the question is due; one answered "in the future" is due now."""
    last, moment = datetime.fromisoformat(card[3]), datetime.fromisoformat(card[4])
    return now if last > now + _CLOCK_DOUBT else moment
