"""The step-by-step explorer of the HER2 rule: choose tests, see the walk, ask what would change it."""

from __future__ import annotations

from typing import Any

from ipywidgets import HTML, Dropdown, Text, VBox, Widget

from her2lessons.figures import palette
from her2lessons.guidelines import her2, ihc, ish
from her2lessons.guidelines.steps import Step
from her2lessons.quiz import ResponseError
from her2lessons.quiz.numbers import read_number
from her2lessons.widgets import _html
from her2lessons.widgets._frame import Frame

NOT_DONE = "not done"
REJECTED = "rejected: could not be read"
DUAL, SINGLE = "dual probe (HER2 and CEP17)", "single probe (HER2 alone)"
NO_RECOUNT, RECOUNT = "not done", "done by another observer"
BARE_ZERO = "0, not further stated"

WARNING = "Invented cases only. Your own report needs your team."
_INTRO = "Try any pair of tests. The walk below starts anew with each change."
_TITLE = "Explorer: HER2 status, from tests to category"


class Her2StatusExplorer(Frame):
    """Controls for the tests of one invented specimen above the walk through the rule.

    Every control is a stock widget; setting its ``value`` from Python does what a learner's choice does.
    ``interpretation`` is the result on show, or None while the tests do not make one.
    """

    def __init__(self) -> None:
        self.ihc = Dropdown(
            description="IHC score",
            options=[NOT_DONE, *reversed(ihc.SCORES), BARE_ZERO, REJECTED],
            value="2+",
        )
        self.probe = Dropdown(description="ISH", options=[NOT_DONE, DUAL, SINGLE, REJECTED], value=NOT_DONE)
        self.ratio = _number("HER2/CEP17 ratio", "1.8")
        self.copies = _number("HER2 copies per nucleus", "4.6")
        self.recount = Dropdown(description="Recount", options=[NO_RECOUNT, RECOUNT], value=NO_RECOUNT)
        self.recount_ratio = _number("Recounted ratio", "1.8")
        self.recount_copies = _number("Recounted HER2 copies", "4.6")
        self.outcome = HTML()
        self.interpretation: her2.Interpretation | None = None
        controls = [self.ihc, self.probe, self.ratio, self.copies]
        controls += [self.recount, self.recount_ratio, self.recount_copies]
        heading = HTML(_html.fill("explorer_head.html", intro=_INTRO, warning=WARNING))
        box = VBox([heading, *controls, self.outcome])
        box.add_class("her2-explorer")
        super().__init__(
            box,
            label=_TITLE,
            plain=_TITLE,
            html=_html.fill("explorer.html", title=_TITLE, intro=_INTRO, warning=WARNING),
        )
        for control in controls:
            control.observe(self._changed, names="value")
        self._draw()

    def _changed(self, _change: dict[str, Any]) -> None:
        self._draw()
        self.announce(self._spoken)

    def _draw(self) -> None:
        """Show the controls that apply and the walk that the tests lead to."""
        dual, single = self.probe.value == DUAL, self.probe.value == SINGLE
        _show(dual, self.ratio)
        _show(dual or single, self.copies)
        _show(False, self.recount, self.recount_ratio, self.recount_copies)
        problem, self.interpretation = None, None
        changes: tuple[Any, ...] = ()
        try:
            first = self._probe()
            recountable = self._recountable(first)
            _show(recountable, self.recount)
            _show(recountable and self.recount.value == RECOUNT, self.recount_ratio, self.recount_copies)
            score, recount, rejected = self._score(), self._recounted(recountable), self._rejected()
            self.interpretation = her2.interpret(ihc=score, ish=first, recount=recount, rejected=rejected)
            if score is not None or first is not None:
                changes = tuple(her2.what_if(ihc=score, ish=first, recount=recount, rejected=rejected))
        except ValueError as error:
            problem = str(error)
            self.interpretation = None
        self.outcome.value = _html.fill("explorer_outcome.html", problem=problem, **self._shown(changes))
        self._spoken = problem or self._sentence()

    def _score(self) -> str | None:
        if self.ihc.value in (NOT_DONE, REJECTED):
            return None
        return "0" if self.ihc.value == BARE_ZERO else str(self.ihc.value)

    def _probe(self) -> ish.DualProbe | ish.SingleProbe | None:
        if self.probe.value == DUAL:
            return ish.DualProbe(ratio=_read(self.ratio), her2_copies=_read(self.copies))
        return ish.SingleProbe(her2_copies=_read(self.copies)) if self.probe.value == SINGLE else None

    def _recountable(self, first: ish.DualProbe | ish.SingleProbe | None) -> bool:
        """Say whether the rule asks for a recount here: IHC 2+ with ISH group 2, 3 or 4."""
        return self.ihc.value == "2+" and isinstance(first, ish.DualProbe) and first.alone == "undecided"

    def _recounted(self, recountable: bool) -> ish.DualProbe | None:
        if not recountable or self.recount.value == NO_RECOUNT:
            return None
        return ish.DualProbe(ratio=_read(self.recount_ratio), her2_copies=_read(self.recount_copies))

    def _rejected(self) -> dict[str, str]:
        tests = {"ihc": self.ihc, "ish": self.probe}
        return {name: "it could not be read" for name, control in tests.items() if control.value == REJECTED}

    def _sentence(self) -> str:
        found = self.interpretation
        return "" if found is None else f"Category: {found.category}. Status: {found.status}. {_next(found)}"

    def _shown(self, changes: tuple[Any, ...]) -> dict[str, Any]:
        found = self.interpretation
        if found is None:
            return {"found": None}
        return {
            "found": found,
            "look": palette.look(found.category),
            "next": _next(found),
            "steps": [
                (step, _branches(step, found, self.ihc.value), _html.source(step.source))
                for step in found.steps
            ],
            "changes": [change.sentence for change in changes],
        }


def _number(description: str, value: str) -> Text:
    return Text(description=description, value=value, continuous_update=False)


def _read(field: Text) -> float:
    """Read what was typed; the rule itself refuses what is not a possible figure."""
    try:
        typed = read_number(field.value)
    except ResponseError as error:
        raise ValueError(f"{field.description}: {error}") from None
    if typed.unit:
        raise ValueError(f"{field.description}: {field.value!r} is not a number alone. Write it like 1.8.")
    return float(typed.value)


def _show(visible: bool, *widgets: Widget) -> None:
    for widget in widgets:
        widget.layout.display = None if visible else "none"


def _next(found: her2.Interpretation) -> str:
    return "No further test is asked for." if found.next_step is None else f"Next step: {found.next_step}."


def _branches(step: Step, found: her2.Interpretation, score: str) -> list[tuple[str, bool]]:
    """Give the ways a step could have gone, each with whether it was the one taken."""
    if step.slug == "ihc" and score != NOT_DONE:
        ladder = list(ihc.SCORES) if score != BARE_ZERO else [*ihc.SCORES, BARE_ZERO]
        return [(name, name == score) for name in ladder]
    if step.slug == "ish-group":
        return [(f"group {number}", number == found.ish_group) for number in range(1, 6)]
    if step.slug == "conclusion":
        return [(status, status == found.status) for status in her2.STATUSES]
    return []
