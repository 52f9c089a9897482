"""Family ``find_three_plus``: four drawn IHC fields side by side; which one is 3+?"""

from __future__ import annotations

from random import Random

from her2lessons.guidelines.ihc import TEN_PERCENT, Percents, Score
from her2lessons.guidelines.steps import ASCO_CAP_2018
from her2lessons.quiz import making
from her2lessons.quiz.drawn import Drawn, Request
from her2lessons.quiz.fields import shares as ihc
from her2lessons.quiz.fields import words
from her2lessons.quiz.item import Item
from her2lessons.quiz.making import Made, Mistake, Right

_SOUGHT: Score = "3+"
_LETTERS = "ABCD"
_TEXTS = tuple(f"Field {letter}" for letter in _LETTERS)
#: Percent of intense complete cells up to which a 3+ hides among cells that are not.
_FEW = 20


def make(seed: int) -> Item:
    """Make the question of ``seed``.

    Parameters
    ----------
    seed
        A whole number from 0; the same seed gives the same question, fields and all.

    Returns
    -------
    Item
        A question of the kind ``classify`` with the fields A to D to choose from.

    Raises
    ------
    ValueError
        If the seed is not a whole number from 0.
    """
    dice = making.chance("find_three_plus", seed)
    found, others = _drawn(dice)
    cases = [found, *others]
    dice.shuffle(cases)
    fields = tuple(ihc.request(case, ihc.seed(dice)) for case in cases)
    lines = [f"{text}: {ihc.listed(case)}. {_score(case)}" for text, case in zip(_TEXTS, cases, strict=True)]
    made = Made(
        family="find_three_plus",
        seed=seed,
        objective="03.2",
        concepts=["B04"],
        difficulty=_difficulty(found, others),
        prompt=(
            "Four fields of HER2 stains (IHC), drawn, not photographed, from four tumours. In-situ cancer "
            f"may lie beside the invasive cells.\n\nWhich of the four fields is {_SOUGHT}?"
        ),
        explain="\n".join(f"{number}. {line}" for number, line in enumerate(lines, start=1)),
        sources=[ASCO_CAP_2018],
        reviewed="2026-11-26",
    )
    right = Right(_TEXTS[cases.index(found)], ihc.right(found).because)
    wrong = [_against(text, case) for text, case in zip(_TEXTS, cases, strict=True) if case != found]
    return making.classify(made, Drawn(fields=fields, alt=_alt(fields, cases)), right, wrong, _TEXTS)


def _drawn(dice: Random) -> tuple[Percents, list[Percents]]:
    """Draw the field that is 3+ and three that are not, for each level about as often as for the next."""
    level = dice.randrange(3)
    if level == 0:
        others = [ihc.clear(score, dice) for score in ("1+", "0+", "0 absent")]
        return ihc.clear("3+", dice), others
    if level == 1:
        low: Score = dice.choice(["1+", "0+"])
        found = ihc.mixed("3+", dice)._replace(intense_complete=dice.randint(_FEW + 5, 45))
        return found, [ihc.clear("2+", dice), ihc.mixed("2+", dice), ihc.clear(low, dice)]
    few = Percents(dice.randint(6, int(TEN_PERCENT)), dice.randint(30, 60), 0, 0)
    found = Percents(dice.randint(int(TEN_PERCENT) + 2, _FEW), dice.randint(30, 60), 0, 0)
    return found, [dice.choice([few, ihc.odd(dice)]), ihc.clear("2+", dice), ihc.mixed("1+", dice)]


def _difficulty(found: Percents, others: list[Percents]) -> int:
    """Give 3 where dark cells in the others or few in the right one mislead, 2 beside a 2+, else 1."""
    dark = any(case.intense_complete or case.moderate_intense_incomplete for case in others)
    if dark or found.intense_complete <= _FEW:
        return 3
    return 2 if any(case.weak_moderate_complete for case in others) else 1


def _score(case: Percents) -> str:
    return f"That is {ihc.reading(case).score}."


def _against(text: str, case: Percents) -> Mistake:
    because, mistake = ihc.against(_SOUGHT, case)[1:]
    return Mistake(text, f"{because} {_score(case)}", mistake)


def _alt(fields: tuple[Request, ...], cases: list[Percents]) -> str:
    """Describe what differs: the nests of the four fields, and the islands that lie beside them."""
    said = [
        "Four simulated IHC fields with blue nuclei, lettered A to D: nests of large cells among pale fibres."
    ]
    for letter, field, case in zip(_LETTERS, fields, cases, strict=True):
        island = words.ducts(int(field.seed)).get("in situ")
        beside = f" A round island packed with dark-ringed cells lies {island.place}." if island else ""
        said.append(f"{letter}: {words.tumour(case)}{beside}")
    return " ".join(said)
