"""Family ``drug_class``: some drugs, and what belongs to each of them.

Easy questions ask for the class, harder ones for the target, the hardest for what a conjugate carries or how
a drug works. Every right pair, and every distractor, stands in the table of drugs.
"""

from __future__ import annotations

from random import Random

from her2lessons.evidence import Drug
from her2lessons.quiz import making
from her2lessons.quiz.families.drug_class.asked import sources
from her2lessons.quiz.families.drug_class.aspects import CLASS, MECHANISM, PAYLOAD, TARGET, Aspect
from her2lessons.quiz.families.drug_class.distractors import Distractor, draw_distractor
from her2lessons.quiz.item import Item
from her2lessons.quiz.making import Made

_MATCH_IDS = "abcdefgh"
_CONCEPTS = {
    "HER2 antibody": "A11",
    "HER2 antibody-drug conjugate": "A12",
    "TROP2 antibody-drug conjugate": "A12",
    "HER2 kinase inhibitor": "A13",
}


def make(seed: int) -> Item:
    """Make the question of ``seed``.

    Parameters
    ----------
    seed
        A whole number from 0; the same seed gives the same question, word for word.

    Returns
    -------
    Item
        A question of the kind ``match`` with three to five drugs.

    Raises
    ------
    ValueError
        If the seed is not a whole number from 0.

    Notes
    -----
    Sources: those that say what class a drug has and how it works, by the table of drugs.
    """
    chance = making.chance("drug_class", seed)
    aspect = chance.choice((CLASS, TARGET, chance.choice((PAYLOAD, MECHANISM))))
    drugs = aspect.draw(chance)
    distractor = draw_distractor(aspect, drugs, chance) if chance.randrange(3) else None
    made = Made(
        family="drug_class",
        seed=seed,
        objective="09.1",
        concepts=sorted({_CONCEPTS[drug.drug_class] for drug in drugs if drug.drug_class in _CONCEPTS}),
        difficulty=aspect.difficulty,
        prompt=f"{aspect.asks}\n\n{', '.join(aspect.name(drug) for drug in drugs)}",
        explain=_explain(drugs, distractor),
        sources=[key for drug in drugs for key in sources(drug)],
        reviewed="2026-11-26",
    )
    matches = _matches(aspect, drugs, distractor, chance)
    ids = {match["text"]: match["id"] for match in matches}
    pairs = [
        {
            "id": f"p{number}",
            "text": aspect.name(drug),
            "match": ids[aspect.label(drug)],
            "because": _about(drug),
        }
        for number, drug in enumerate(drugs, start=1)
    ]
    return making.matching(made, pairs, matches)


def _matches(
    aspect: Aspect, drugs: list[Drug], distractor: Distractor | None, chance: Random
) -> list[dict[str, str]]:
    """Give what there is to choose from, in an order that tells nothing."""
    labels: dict[str, str] = {aspect.label(drug): "" for drug in drugs}
    if distractor is not None:
        labels[distractor.text] = distractor.because
    shuffled = sorted(labels)
    chance.shuffle(shuffled)
    return [
        {"id": key, "text": label} | ({"because": labels[label]} if labels[label] else {})
        for key, label in zip(_MATCH_IDS, shuffled, strict=False)
    ]


def _about(drug: Drug) -> str:
    """Say what the table knows of a drug, in a few short sentences."""
    brand = f" ({drug.brand})" if drug.brand else ""
    carries = f" It carries {drug.payload}." if drug.payload else ""
    return (
        f"{drug.name}{brand}: {drug.drug_class}. It acts on {drug.target}.{carries} "
        f"How it works: {drug.mechanism}"
    )


def _explain(drugs: list[Drug], distractor: Distractor | None) -> str:
    lines = [f"- {_about(drug)}" for drug in drugs]
    if distractor is not None:
        lines += ["", f"Left over: {distractor.text}. {distractor.because}"]
    if sum(drug.name.startswith("trastuzumab") for drug in drugs) > 1:
        lines += ["", "Names that begin alike are different drugs. One never replaces another."]
    return "\n".join(lines)
