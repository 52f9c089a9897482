"""What moves a stage beside T, N and M: grade, HER2, ER, PR and the 21-gene recurrence score."""

from collections.abc import Sequence
from numbers import Integral
from typing import Literal

from her2lessons.guidelines import given
from her2lessons.guidelines.result import Interpretation

NAMES = {"grade": "grade", "her2": "HER2", "er": "ER", "pr": "PR"}
"""The four factors, by the name of their parameter, as sentences write them."""

GRADES = (1, 2, 3)
"""Nottingham grades."""

LARGEST_SCORE = 100
"""The largest 21-gene recurrence score."""

Her2 = Literal["positive", "negative", "undecided"]
"""HER2 as staging and subtypes see it; undecided is a result that still has to become one of the two."""

_HER2: dict[str, Her2] = {
    "positive": "positive",
    "her2-positive": "positive",
    "negative": "negative",
    "her2-low": "negative",
    "her2-ultralow": "negative",
    "her2-null": "negative",
    "her2-0 (not further stated)": "negative",
    "equivocal": "undecided",
    "pending": "undecided",
    "indeterminate": "undecided",
    "undetermined": "undecided",
}
"""Every status and category that a HER2 result can carry; low, ultralow and null are all negative here."""


class MissingFactor(ValueError):  # noqa: N818 - the name that lessons use
    """What is missing before there can be an answer, all of it at once."""

    def __init__(self, missing: Sequence[str], what: str) -> None:
        self.missing = tuple(missing)
        """The parameters that are missing, in the order grade, her2, er, pr."""
        names = [NAMES[name] for name in self.missing]
        listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
        super().__init__(
            f"There is no {what} without {listed}. Give what is missing; where it is not known, the answer "
            f"stays open."
        )


def truth(value: object) -> bool | None:
    """Return a truth value, Python's own or numpy's, as Python's own; None for anything else."""
    if isinstance(value, bool):
        return value
    # numpy's boolean, seen without importing numpy: a thing without dimensions that turns into Python's.
    item = getattr(value, "item", None)
    if getattr(value, "shape", None) != () or not callable(item):
        return None
    inside = item()
    return inside if isinstance(inside, bool) else None


def grade(value: object) -> int:
    """Return a grade as 1, 2 or 3.

    Raises
    ------
    ValueError
        If it is neither one of these whole numbers nor ``"G1"``, ``"G2"`` or ``"G3"``.
    """
    if isinstance(value, Integral) and not isinstance(value, bool) and int(value) in GRADES:
        return int(value)
    if isinstance(value, str) and value.strip().upper() in ("G1", "G2", "G3"):
        return int(value.strip()[1])
    raise ValueError(
        f'grade must be 1, 2 or 3, or "G1", "G2" or "G3", not {given.named(value)}. Where it could not be '
        f"assessed, leave it out."
    )


def receptor(value: object, name: str) -> bool:
    """Return whether ER or PR is positive.

    Parameters
    ----------
    value : bool or {"positive", "low positive", "negative"}
        Low positive (1 to 10 % of the cells for ER) counts as positive.
    name : str
        "er" or "pr".

    Raises
    ------
    ValueError
        If it is anything else.
    """
    flag = truth(value)
    if flag is not None:
        return flag
    word = " ".join(value.lower().replace("-", " ").split()) if isinstance(value, str) else None
    if word in ("positive", "low positive", "negative"):
        return word != "negative"
    raise ValueError(
        f'{name} must be "positive", "low positive" or "negative", or True or False, not '
        f"{given.named(value)}. Where it is not known, leave it out."
    )


def her2(value: object) -> Her2:
    """Return HER2 as positive, negative or undecided.

    Parameters
    ----------
    value : bool, str or Interpretation
        A status, a category, or what `her2.interpret` gave back.

    Raises
    ------
    ValueError
        If it is anything else.
    """
    if isinstance(value, Interpretation):
        return value.status if value.status in ("positive", "negative") else "undecided"
    flag = truth(value)
    if flag is not None:
        return "positive" if flag else "negative"
    found = _HER2.get(" ".join(value.lower().split())) if isinstance(value, str) else None
    if found is None:
        raise ValueError(
            f'her2 must be "positive" or "negative", a category such as "HER2-low", True or False, or what '
            f"her2.interpret gave back, not {given.named(value)}. Where it is not known, leave it out."
        )
    return found


def resolved(value: object, what: str) -> bool:
    """Return whether HER2 is positive, or raise ValueError where that is still undecided."""
    found = her2(value)
    if found == "undecided":
        shown = value.status if isinstance(value, Interpretation) else value
        raise ValueError(
            f"HER2 {given.named(shown)} is no input of {what}: it needs positive or negative. Resolve it "
            f"first, by the step that her2.interpret names, or leave it out until then."
        )
    return found == "positive"


def oncotype(value: object) -> int:
    """Return a 21-gene recurrence score, a whole number from 0 to 100, or raise ValueError."""
    score = int(value) if isinstance(value, Integral) and not isinstance(value, bool) else None
    if score is not None and 0 <= score <= LARGEST_SCORE:
        return score
    raise ValueError(
        f"oncotype must be a recurrence score, a whole number from 0 to {LARGEST_SCORE}, not "
        f"{given.named(value)}. Where the test was not done, leave it out."
    )
