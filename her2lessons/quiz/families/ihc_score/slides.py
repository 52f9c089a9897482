"""Invented slides for the family: drawn so that every score and every line of the rule comes up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from random import Random

from her2lessons.guidelines import ihc
from her2lessons.guidelines.ihc import TEN_PERCENT, Percents, Reading
from her2lessons.guidelines.steps import COURSE

WORDS = {
    "intense_complete": "complete and intense",
    "weak_moderate_complete": "complete, weak to moderate",
    "moderate_intense_incomplete": "incomplete, moderate to intense",
    "faint_incomplete": "incomplete and faint",
}
"""Each kind of staining as the page names it, strongest first."""

#: For each line of the rule that is drawn at ten percent: the kinds of staining it adds up.
_AT_TEN = {
    "intense-complete": ("intense_complete",),
    "complete": ("intense_complete", "weak_moderate_complete"),
    "strong-incomplete": ("moderate_intense_incomplete",),
    "faint-incomplete": ("faint_incomplete",),
}

# How much of each kind, strongest first: 0 none, f few (at most ten percent), m many. Each row of layouts is
# as likely as the next, and so is each layout of a row; a row leads to one score. Much faint staining beside
# a few stronger cells is left out: it is 1+ by the order of this course alone, and others would say 2+.
_LAYOUTS = (
    ("m000", "m000", "mf00", "mm00", "mf0m", "m0ff"),
    ("0m00", "0m00", "0m0m", "fm0f", "0mf0"),
    ("f000", "f00m", "00m0", "00mm", "ff00", "0f00", "0f0f", "00ff"),
    ("000m",),
    ("000f",),
    ("0000",),
)
#: Percent of the cells in all that may be stained, so that a misreading never makes more than a hundred.
_MOST = 90
#: Percent of the cells that show a pattern outside the definitions, at least: of a trace of it, readers who
#: know the guideline would give different scores. Source: course.
_LEAST_LEFT_OPEN = 5


@dataclass(frozen=True)
class Slide:
    """What a reader sees on one slide."""

    percents: Percents
    in_situ: int = 0
    """Percent of the in-situ cells, not of the invasive ones, that stain completely and intensely."""
    cytoplasm: int = 0
    """Percent of the invasive cells with a haze in the cytoplasm and not at the membrane."""

    @cached_property
    def reading(self) -> Reading:
        """Ask the rule."""
        return ihc.score(**self.percents._asdict())

    @property
    def present(self) -> dict[str, int]:
        """The kinds of staining there are, with their percentages."""
        return {kind: int(share) for kind, share in self.percents._asdict().items() if share}

    @property
    def unstained(self) -> int:
        """Percent of the invasive cells without any staining of the membrane."""
        return 100 - int(sum(self.percents))

    @property
    def left_open(self) -> bool:
        """Whether the pattern lies outside the guideline's definitions, so that the course's line decides."""
        return self.reading.steps[-2].source == COURSE

    @property
    def is_arguable(self) -> bool:
        """Whether so little of such a pattern is seen that no score is sure."""
        stronger = self.percents.weak_moderate_complete + self.percents.moderate_intense_incomplete
        return self.left_open and stronger < _LEAST_LEFT_OPEN

    @property
    def on_the_line(self) -> bool:
        """Whether an amount that the rule compared with ten percent lies on it or one percent off."""
        shares = self.percents._asdict()
        amounts = [
            sum(shares[kind] for kind in _AT_TEN[step.slug])
            for step in self.reading.steps
            if step.slug in _AT_TEN
        ]
        return any(abs(amount - TEN_PERCENT) <= 1 for amount in amounts)

    @property
    def remark(self) -> str:
        """What else is on the slide and does not count, or nothing."""
        if self.in_situ:
            return f"In-situ cancer beside it: complete and intense in **{self.in_situ} %** of its cells"
        if self.cytoplasm:
            return f"A brown haze in the cytoplasm of **{self.cytoplasm} %** of the invasive cells"
        return ""

    @property
    def why_it_does_not_count(self) -> str:
        """Say why the remark changes nothing."""
        if self.in_situ:
            return "In-situ cancer often stains strongly, and it is left out of the score."
        return "A haze in the cytoplasm is not at the membrane, and it is left out of the score."

    def as_markdown(self) -> str:
        """Write the slide as a list. The figures shown are the very figures the rule is given."""
        shares = self.percents._asdict()
        lines = [f"- {words}: **{shares[kind]} %**" for kind, words in WORDS.items()]
        lines.append(f"- no staining of the membrane: **{self.unstained} %**")
        if self.remark:
            lines.append(f"- {self.remark}")
        return "A reader gives these shares of the invasive cells:\n\n" + "\n".join(lines)


def draw(chance: Random) -> Slide:
    """Draw one slide."""
    layout = chance.choice(chance.choice(_LAYOUTS))
    while True:
        percents = Percents(*(_share(letter, chance) for letter in layout))
        if sum(percents) <= _MOST and not Slide(percents).is_arguable:
            break
    # A slide with little or nothing to see has little to ask, so it mostly carries something to be ignored.
    bare = layout in ("0000", "000f")
    if chance.randrange(10) >= (9 if layout == "0000" else 5 if bare else 2):
        return Slide(percents)
    if bare and chance.randrange(2):
        return Slide(percents, cytoplasm=chance.randint(11, 90))
    return Slide(percents, in_situ=chance.randint(20, 95))


def _share(letter: str, chance: Random) -> int:
    """Draw a percentage, one time in four on the line or one percent off it."""
    edge = chance.randrange(4) == 0
    if letter == "f":
        return chance.choice([9, 10, 10]) if edge else chance.randint(1, 8)
    if letter == "m":
        return 11 if edge else chance.randint(12, 80)
    return 0
