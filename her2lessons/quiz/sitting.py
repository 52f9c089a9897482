"""Which case of a generated family comes next: never one seen in this sitting, harder after success."""

from __future__ import annotations

from her2lessons.quiz.item import Item
from her2lessons.quiz.kinds.case import Case, realise
from her2lessons.quiz.scoring import item_hash

EASIEST, HARDEST = 1, 3
#: How many seeds are looked through for one of the level wanted before another level is taken.
_PATIENCE = 60
#: How many are looked through for any case that is new.
_EXHAUSTED = 2000


class Sitting:
    """One learner and one family, from the first case to the last of today.

    Parameters
    ----------
    item
        The case of a bank.
    seed
        Of the first case shown; by default the bank's own.

    Attributes
    ----------
    seed
        Of the case now on the card.
    asked
        That case as a question.
    level
        How hard the next one should be, 1 to 3: that of the first case, one more after full points, one
        less after a miss.
    """

    def __init__(self, item: Case, seed: int | None = None) -> None:
        self._item = item
        self.seed = item.seed if seed is None else seed
        self.asked: Item = realise(item, self.seed)
        self.level = self.asked.difficulty
        self._seen = {item_hash(self.asked)}

    def note(self, points: float) -> None:
        """Take in the mark of the case on the card, 0 to 1."""
        step = 1 if points == 1 else -1
        self.level = min(max(self.asked.difficulty + step, EASIEST), HARDEST)

    def another(self) -> Item:
        """Move on to a case that was not seen in this sitting, as near to `level` as can be found soon.

        Only where a family has no more different cases one of them comes again.
        """
        nearest: tuple[int, int] | None = None
        for tried in range(1, _EXHAUSTED):
            made = realise(self._item, self.seed + tried)
            if item_hash(made) not in self._seen:
                distance = abs(made.difficulty - self.level)
                if nearest is None or distance < nearest[0]:
                    nearest = distance, self.seed + tried
            if nearest is not None and (nearest[0] == 0 or tried >= _PATIENCE):
                break
        return self.move_to(self.seed + 1 if nearest is None else nearest[1])

    def move_to(self, seed: int) -> Item:
        """Move on to the case of ``seed``."""
        self.seed, self.asked = seed, realise(self._item, seed)
        self._seen.add(item_hash(self.asked))
        return self.asked
