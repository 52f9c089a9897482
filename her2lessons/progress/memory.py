"""What the answers add up to: for each question its last answer, for each objective an estimate, the days.

`Memory` takes answers one by one in the order of the log and never needs an earlier one again, so that it can
be written down at any point and continued from there (`snapshot`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b
from typing import Any

from her2lessons.progress import looks, mastery, schedule
from her2lessons.progress.answer import Answer

#: On a line that came from another machine; it may be older than what stands before it.
MERGED = "merged"
_ID_BYTES = 8


@dataclass(slots=True)
class ItemMemory:
    """What is remembered of one question."""

    last: Answer | dict[str, Any]
    """The last answer; from a snapshot as its line in the log, until it is asked for."""
    answers: int = 0
    """How often it was answered."""
    misses: int = 0
    """How many answers in a row, up to the last, fell short of full points."""
    place: int = 0
    """The place of the last answer among all answers: a larger one is later, whatever the clocks said."""
    card: schedule.Card | None = None
    """Of the schedule."""
    weighed: datetime | None = None
    """When an answer last moved the estimate of its objective."""

    @property
    def answer(self) -> Answer:
        """The last answer."""
        if isinstance(self.last, dict):
            self.last = Answer.from_dict(self.last)
        return self.last

    @property
    def points(self) -> float:
        """The mark of the last answer, 0 to 1."""
        return float(self.last["points"]) if isinstance(self.last, dict) else self.last.points

    @property
    def sure_and_wrong(self) -> bool:
        """Whether the last answer was called sure and fell short: what to look at first."""
        return self.points < 1 and self.answer.confidence == "sure"

    def to_dict(self) -> dict[str, Any]:
        """Give it as plain JSON values, for the snapshot."""
        return {
            "last": self.last if isinstance(self.last, dict) else self.last.to_dict(),
            "answers": self.answers,
            "misses": self.misses,
            "place": self.place,
            "card": None if self.card is None else schedule.to_list(self.card),
            "weighed": None if self.weighed is None else self.weighed.isoformat(),
        }

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> ItemMemory:
        """Build it from what `to_dict` gave."""
        card, weighed = values.pop("card"), values.pop("weighed")
        return cls(
            **values,
            card=None if card is None else schedule.from_list(card),
            weighed=None if weighed is None else datetime.fromisoformat(weighed),
        )

    def due(self, now: datetime) -> datetime:
        """Give the moment from which the question is due again."""
        return now if self.card is None else schedule.due(self.card, now)


@dataclass(slots=True)
class ObjectiveMemory:
    """What is remembered of one objective."""

    known: float = mastery.START
    """The estimate after its last answer, 0 to 1; see `mastery.after`."""
    answers: int = 0
    """How many answers moved it."""


class Seen:
    """The ids met so far, eight bytes each: the same answer met twice counts once."""

    def __init__(self, old: bytes = b"") -> None:
        self._old = memoryview(old)
        self._new: set[bytes] = set()

    def add(self, answer_id: str) -> bool:
        """Note an id; False if it was met before."""
        key = blake2b(answer_id.encode("utf-8"), digest_size=_ID_BYTES).digest()
        if key in self._new or self._holds(key):
            return False
        self._new.add(key)
        return True

    def as_bytes(self) -> bytes:
        """Give all ids, sorted, for the snapshot."""
        old = {bytes(self._old[at : at + _ID_BYTES]) for at in range(0, len(self._old), _ID_BYTES)}
        return b"".join(sorted(old | self._new))

    def _holds(self, key: bytes) -> bool:
        rows = range(len(self._old) // _ID_BYTES)
        at = bisect_left(rows, key, key=lambda row: bytes(self._old[row * _ID_BYTES : (row + 1) * _ID_BYTES]))
        return at < len(rows) and bytes(self._old[at * _ID_BYTES : (at + 1) * _ID_BYTES]) == key


@dataclass
class Memory:
    """Everything that progress, recall and review need to know of the answers given so far.

    Attributes
    ----------
    items
        By item id; questions that a bank no longer holds stay.
    objectives
        By objective id, from the ids of the items.
    days
        For each day on which something was answered, as an ordinal of the calendar of the computer that read
        the answer first: how often.
    answers
        How many answers there are.
    """

    items: dict[str, ItemMemory] = field(default_factory=dict)
    objectives: dict[str, ObjectiveMemory] = field(default_factory=dict)
    days: dict[int, int] = field(default_factory=dict)
    answers: int = 0
    seen: Seen = field(default_factory=Seen, repr=False)

    @classmethod
    def of(cls, answers: Iterable[Answer]) -> Memory:
        """Build the memory of a whole log."""
        memory = cls()
        for answer in answers:
            memory.add(answer)
        return memory

    def add(self, answer: Answer) -> None:
        """Take in one more answer, the next in the order of the log; one met before changes nothing."""
        if not self.seen.add(answer.id):
            return
        self.answers += 1
        day = _local_day(answer.at)
        self.days[day] = self.days.get(day, 0) + 1
        item = self.items.get(answer.item)
        late = item is not None and MERGED in answer.extra and answer.at < item.answer.at
        if item is None:
            item = self.items[answer.item] = ItemMemory(last=answer)
        item.answers += 1
        self._weigh(item, answer, late=late)
        if late:
            return  # an older answer from another machine: it counts, and the later one stays the last
        item.last = answer
        item.place = self.answers
        item.misses = 0 if answer.points == 1 else item.misses + 1
        # The first answer of a sitting shows what was remembered; trying again until right does not.
        if item.card is None or not schedule.same_sitting(item.card, answer.at):
            item.card = schedule.review(item.card, answer.points, answer.confidence, answer.at)

    def last_answer(self, item_id: str) -> Answer | None:
        """Give the last answer to a question, or None if it was never answered."""
        found = self.items.get(item_id)
        return None if found is None else found.answer

    def misses(self, item_id: str) -> int:
        """Give how many answers in a row to a question fell short, up to now."""
        found = self.items.get(item_id)
        return 0 if found is None else found.misses

    def days_in_row(self, today: int) -> int:
        """Give how many days in a row, up to today or yesterday, something was answered."""
        day = today if today in self.days else today - 1
        count = 0
        while day - count in self.days:
            count += 1
        return count

    def _weigh(self, item: ItemMemory, answer: Answer, *, late: bool) -> None:
        """Move the estimate of the objective, unless the same question was just weighed.

        Another case of a generated family is another question. A look at oneself moves nothing: its marks
        stay hidden until its end, and it is no practice.
        """
        # Imported here: the banks come with it, and the log alone does not need them.
        from her2lessons.quiz.syllabus import objective_of

        objective = objective_of(answer.item)
        if objective is None or looks.asks(answer.item):
            return
        same = answer.seed is None or (item.answers > 1 and answer.seed == item.answer.seed)
        if same and item.weighed and abs(answer.at - item.weighed) < schedule.SITTING:
            return
        if not late:
            item.weighed = answer.at
        found = self.objectives.setdefault(objective, ObjectiveMemory())
        found.known = mastery.after(found.known, answer.points, answer.confidence)
        found.answers += 1


def _local_day(moment: datetime) -> int:
    try:
        return moment.astimezone().toordinal()
    except (OverflowError, OSError, ValueError):
        return moment.toordinal()  # at the edge of what a calendar holds, in a log that was edited by hand
