"""Family ``read_or_reject``: a drawn IHC or FISH field; can it be read, or what speaks against it?

The flaws are those of `microscope.FLAWS`; a field has one of them or none.
"""

from __future__ import annotations

from random import Random

from her2lessons.guidelines.ihc import SCORES
from her2lessons.guidelines.steps import ASCO_CAP_2018
from her2lessons.quiz import making
from her2lessons.quiz.drawn import Drawn, Request
from her2lessons.quiz.families.read_or_reject import fish, ihc
from her2lessons.quiz.fields import counts, shares, words
from her2lessons.quiz.item import Item
from her2lessons.quiz.making import Made, Mistake, Right

READ = "It can be read"
_CATEGORIES = 4
_ASKED = "Can this field be read, or what speaks against it?"
_STAINS = {"ihc": "A field of a HER2 stain (IHC)", "fish": "A dual-probe FISH field"}
_FIRST = {
    "ihc": "Before a score: are the controls right, is the normal duct free of lines, is the tissue whole?",
    "fish": "Before a count: are the controls right, is the ground dark, can each dot be given to a nucleus?",
}


def make(seed: int) -> Item:
    """Make the question of ``seed``.

    Parameters
    ----------
    seed
        A whole number from 0; the same seed gives the same question, field and all.

    Returns
    -------
    Item
        A question of the kind ``classify``: reading it, and three reasons to reject it.

    Raises
    ------
    ValueError
        If the seed is not a whole number from 0.
    """
    dice = making.chance("read_or_reject", seed)
    field = _ihc(dice) if dice.randrange(2) else _fish(dice)
    about = ihc if field.kind == "ihc" else fish
    right, wrong = _options(field, dice)
    made = Made(
        family="read_or_reject",
        seed=seed,
        objective="03.5",
        concepts=["A04", "B04" if field.kind == "ihc" else "B05"],
        difficulty=about.difficulty(field),
        prompt=f"{_STAINS[field.kind]}, drawn, not photographed.\n\n{_ASKED}",
        explain=counts.numbered([_FIRST[field.kind], right.because, _what_follows(field)]),
        sources=[ASCO_CAP_2018],
        reviewed="2026-11-26",
    )
    alt = words.ihc_alt(field) if field.kind == "ihc" else words.fish_alt(field)
    order = (READ, *about.TEXTS.values())
    return making.classify(made, Drawn(fields=(field,), alt=alt), right, wrong, order)


def _ihc(dice: Random) -> Request:
    flaw = dice.choice([None, None, *ihc.TEXTS])
    return Request(kind="ihc", seed=str(shares.seed(dice)), score=dice.choice(SCORES), flaw=flaw)


def _fish(dice: Random) -> Request:
    flaw = dice.choice([None, None, None, *fish.TEXTS])
    totals = counts.draw(dice, range(1, 6))
    # Control cells are shown where there are distractors; shown only where they have failed, they would tell.
    distractors = flaw == "controls" or dice.randrange(2) == 0
    return counts.request(totals, dice, distractors=distractors, flaw=flaw)


def _options(field: Request, dice: Random) -> tuple[Right, list[Mistake]]:
    about = ihc if field.kind == "ihc" else fish
    offered = [name for name in about.TEXTS if name not in about.UNSURE.get(field.flaw, ())]
    if field.flaw is None:
        chosen = dice.sample(offered, _CATEGORIES - 1)
        wrong = [Mistake(about.TEXTS[name], *about.absent(name, field)) for name in chosen]
        return Right(READ, about.readable(field)), wrong
    others = dice.sample([name for name in offered if name != field.flaw], _CATEGORIES - 2)
    wrong = [Mistake(about.TEXTS[name], *about.absent(name, field)) for name in others]
    why = about.present(field.flaw)
    overlooked = Mistake(
        READ, f"Dots alone are not enough. {why}" if field.kind == "fish" else why, about.OVERLOOKED
    )
    return Right(about.TEXTS[field.flaw], why), [*wrong, overlooked]


def _what_follows(field: Request) -> str:
    if field.flaw is None:
        return "What can be read is read; an odd corner that is left out is no reason to reject a field."
    return "A rejected test is indeterminate: repeat it, on another section, block or specimen."
