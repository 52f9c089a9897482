"""A match that fits no drug of the question, and the mistake that would choose it."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import NamedTuple

from her2lessons.evidence import Drug
from her2lessons.quiz.families.drug_class.aspects import CLASS, Aspect


class Distractor(NamedTuple):
    """A match that fits nothing here, and why."""

    text: str
    because: str


def draw_distractor(aspect: Aspect, drugs: list[Drug], chance: Random) -> Distractor | None:
    """Draw a match that a known mistake would choose, or else one of another drug; None if none fits."""
    used = {aspect.label(drug) for drug in drugs}
    free = [drug for drug in aspect.drugs if aspect.label(drug) not in used and aspect.fits(drug, drugs)]
    if aspect is CLASS:
        tempting = [found for found in _tempting(drugs) if found.text in {drug.drug_class for drug in free}]
        if tempting:
            return chance.choice(tempting)
    return _of_another(aspect, drugs, chance.choice(free)) if free else None


def _of_another(aspect: Aspect, drugs: list[Drug], owner: Drug) -> Distractor:
    """Say whose label it is, and what a drug of the question has in its place."""
    first = drugs[0]
    return Distractor(
        aspect.label(owner),
        f"This belongs to {owner.name}, which is not asked here, and to none of the {len(drugs)} drugs. "
        f"{_as_a_sentence(first.name)}, for one, goes with another: {aspect.label(first).rstrip('.')}.",
    )


# What is easily taken for the class in front: the class that the mistake gives, and what speaks against it.
_TAKEN_FOR: dict[str, tuple[str, Callable[[Drug], str]]] = {
    "HER2 antibody-drug conjugate": (
        "HER2 antibody",
        lambda drug: f"{drug.name} carries a payload ({drug.payload}): more than its antibody alone.",
    ),
    "HER2 antibody": (
        "HER2 antibody-drug conjugate",
        lambda drug: f"{drug.name} carries no payload; it is the plain antibody.",
    ),
    "TROP2 antibody-drug conjugate": (
        "HER2 antibody-drug conjugate",
        lambda drug: f"The antibody of {drug.name} binds {drug.target}, and not HER2.",
    ),
    "HER2 kinase inhibitor": (
        "HER2 antibody",
        lambda drug: f"{drug.name} is no antibody. It works like this: {drug.mechanism}",
    ),
    "CDK4/6 inhibitor": (
        "HER2 kinase inhibitor",
        lambda drug: f"{drug.name} blocks {drug.target}, and not HER2.",
    ),
    "aromatase inhibitor": (
        "estrogen receptor degrader",
        lambda drug: f"{drug.name} does not touch the receptor. It works like this: {drug.mechanism}",
    ),
    "selective estrogen receptor modulator": (
        "aromatase inhibitor",
        lambda drug: f"{drug.name} leaves the making of estrogen alone. It works like this: {drug.mechanism}",
    ),
    "estrogen receptor degrader": (
        "selective estrogen receptor modulator",
        lambda drug: f"{drug.name} does not only block the receptor. It works like this: {drug.mechanism}",
    ),
    "gonadal suppression": (
        "aromatase inhibitor",
        lambda drug: f"{drug.name} acts on the ovaries or testes. It works like this: {drug.mechanism}",
    ),
    "immune checkpoint inhibitor": (
        "HER2 antibody",
        lambda drug: f"{drug.name} binds {drug.target}, and not HER2. It works like this: {drug.mechanism}",
    ),
}


def _tempting(drugs: list[Drug]) -> list[Distractor]:
    """Give, for each class here that is easily taken for another, that other class."""
    return [Distractor(*_against(drug, drugs)) for drug in drugs if drug.drug_class in _TAKEN_FOR]


def _against(drug: Drug, drugs: list[Drug]) -> tuple[str, str]:
    text, reason = _TAKEN_FOR[drug.drug_class]
    return text, f"{_as_a_sentence(reason(drug))} Not one of the {len(drugs)} drugs here is of this class."


def _as_a_sentence(text: str) -> str:
    """Begin with a capital letter, as a drug's name in the table does not."""
    return text[:1].upper() + text[1:]
