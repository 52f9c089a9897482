"""How a result with its steps shows itself: a headline, and one numbered line a step."""

from abc import abstractmethod
from typing import Any

from her2lessons.guidelines.steps import Step


class Walked:
    """A result that can be read as its headline and the steps that led there."""

    steps: tuple[Step, ...]

    @property
    @abstractmethod
    def headline(self) -> str:
        """The result in one line."""

    def __str__(self) -> str:
        """Give the result and every step on the way, one numbered line each, with its source."""
        steps = (f"{n}. {s.finding} {s.rule} [{s.source}]" for n, s in enumerate(self.steps, start=1))
        return "\n".join([self.headline, *steps])

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        # In a notebook's text form the walk reads better than the fields of a dataclass.
        printer.text(str(self))

    def _repr_markdown_(self) -> str:
        steps = (
            f"{n}. **{s.finding}** {s.rule} ({_linked(s.source)})" for n, s in enumerate(self.steps, start=1)
        )
        return "\n".join([f"**{self.headline}**", "", *steps])


def _linked(key: str) -> str:
    """Name a source as a link to its own page."""
    # Imported here: a rule needs its sources' keys, and only a reader needs the sources.
    from her2lessons.evidence import reference

    source = reference(key)
    return f"[{source.short}]({source.link})" if source.link.startswith("https://") else source.short
