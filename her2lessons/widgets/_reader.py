"""The reader's report, and training that goes where a reader is least sure."""

from __future__ import annotations

from ipywidgets import HTML

from her2lessons.progress import AnswerLog, reader_report, reading, training
from her2lessons.progress.reading import Readings
from her2lessons.quiz import Item, Sitting
from her2lessons.quiz.kinds.case import Case
from her2lessons.widgets import _html
from her2lessons.widgets._frame import Frame
from her2lessons.widgets._quiz import Quiz

_REPORT = "Reader's report: your scores beside the truth"
_TRAIN = "IHC fields to score, where you are least sure"


class Report(Frame):
    """How the fields scored so far were read, as it stands when the cell is run."""

    def __init__(self) -> None:
        readings = _readings()
        self.report = reader_report.report(readings.first)
        shown = _html.fill(
            "reader_report.html",
            sentences=self.report.sentences,
            left_out=readings.notes,
            table=None if self.report.missing else self.report.table,
        )
        saved = _html.fill("quiz.html", title=_REPORT, views=[])
        super().__init__(HTML(shown), label=_REPORT, plain=_REPORT, html=saved)


class Training(Sitting):
    """A sitting whose next field lies at the boundary that the reader confuses most, and was not met yet."""

    def __init__(self, item: Case) -> None:
        found = _readings()
        self._met = set(found.seen)
        super().__init__(item, training.training_seed(found.first, self._met))

    def another(self) -> Item:
        """Move on to the next such field."""
        found = _readings()
        self._met |= {self.seed, *found.seen}
        return self.move_to(training.training_seed(found.first, self._met))


def _readings() -> Readings:
    return reading.read(AnswerLog().read())


def report() -> Report:
    """Show how well fields were scored, and where too high or too low."""
    return Report()


def train() -> Quiz:
    """Ask for the score of one field after another, each where this reader is least sure so far."""
    item = reading.score_fields()[0]
    quiz = Quiz([(item.objective[:2], item)], title=_TRAIN, preview=[], afresh=True)
    quiz.cards[0].begin(Training(item))
    return quiz
