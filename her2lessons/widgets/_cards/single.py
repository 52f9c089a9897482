"""One answer out of several: a column of radio buttons."""

from __future__ import annotations

from her2lessons.quiz.kinds.single import Single
from her2lessons.widgets._choosing import Radio


class AnswerPart(Radio):
    """Radio buttons whose ``response`` is the id of the chosen option, or None."""

    def __init__(self, item: Single) -> None:
        super().__init__(item.options)
