"""ISH results of which only a word is known."""

from dataclasses import dataclass
from typing import Literal, get_args

from her2lessons.guidelines import given

Alone = Literal["positive", "negative", "undecided"]
"""What an ISH result says by itself; an undecided one needs IHC or a second test."""

Word = Literal["positive", "negative", "equivocal"]
"""What a report may say in place of figures."""

WORDS: tuple[Word, ...] = get_args(Word)


@dataclass(frozen=True)
class Reported:
    """An ISH result of which only the word is known, as in many registries.

    Parameters
    ----------
    result : {"positive", "negative", "equivocal"}
        The word. Equivocal is a word of earlier guidelines; here it is an undecided result, which IHC may
        decide and a dual-probe test otherwise has to.

    Raises
    ------
    ValueError
        If the word is another one.

    Notes
    -----
    Without figures there is no group. How the words are read is this course's convention. Source: course.
    """

    result: Word

    def __post_init__(self) -> None:
        if not isinstance(self.result, str) or self.result not in WORDS:
            raise ValueError(
                f"The reported ISH result {given.named(self.result)} is not known. "
                f"Write one of {', '.join(map(repr, WORDS))}; leave ISH out where it was not done."
            )
        object.__setattr__(self, "result", str(self.result))

    @property
    def alone(self) -> Alone:
        """What the word says by itself."""
        return "undecided" if self.result == "equivocal" else self.result

    @property
    def words(self) -> str:
        """The result in a few words, for a sentence."""
        return f"ISH reported as {self.result}"
