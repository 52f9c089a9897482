"""What can be asked about a drug, and which drugs can stand in one question without two right answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from random import Random

from her2lessons import evidence
from her2lessons.evidence import Drug
from her2lessons.quiz.families.drug_class.asked import (
    ALL,
    CLEAR_MECHANISM,
    HER2,
    SAID_BY_NONE,
    TARGET_TOO_WIDE,
    TROP2,
)

LONGEST_LABEL = 60
"""What still fits into a list to choose from, in characters. Source: course."""

# Classes of which one could be said to hold drugs of the other.
_CLASSES_ALIKE = (
    {"taxane", "microtubule inhibitor"},
    {"HER2 antibody-drug conjugate", "microtubule inhibitor"},
    {"HER2 antibody-drug conjugate", "taxane"},
    {"platinum", "alkylating agent"},
    {"HER2 antibody-drug conjugate", "alkylating agent"},
)
# What drugs act on, as it is spelt in the table. Two drugs that share one of these never get different
# targets or mechanisms in one question, because each might then be true of both.
_TERMS = (
    "HER2",
    "EGFR",
    "HER4",
    "TROP2",
    "estrogen receptor",
    "aromatase",
    "gonadotropin",
    "CDK",
    "PI3K",
    "AKT",
    "mTOR",
    "PARP",
    "PD-1",
    "PD-L1",
    "microtubules",
    "spindle",
    "DNA",
    "topoisomerase",
    "thymidylate",
    "RANKL",
    "bone",
)
_SAME_THING = {"spindle": "microtubules"}


@dataclass(frozen=True)
class Aspect:
    """One thing that can be asked about drugs."""

    difficulty: int
    asks: str
    ids: tuple[str, ...]
    """The drugs of which it can be asked."""
    label: Callable[[Drug], str]
    """What belongs to a drug, as a learner chooses it."""
    apart: Callable[[Drug, Drug], bool]
    """Whether the label of each of two drugs is surely wrong for the other."""
    most_labels: int
    name: Callable[[Drug], str] = attrgetter("name")
    """What a drug is called in the question."""

    @property
    def drugs(self) -> list[Drug]:
        """The drugs of which it can be asked, from the table."""
        return [evidence.drug(id) for id in self.ids]

    def fits(self, drug: Drug, others: list[Drug]) -> bool:
        """Return whether a drug can stand beside others: with the same label, or surely another one.

        A drug whose sources do not say how it works stands nowhere.
        """
        if drug.id in SAID_BY_NONE:
            return False
        return all(self.label(drug) == self.label(other) or self.apart(drug, other) for other in others)

    def draw(self, chance: Random) -> list[Drug]:
        """Draw three to five drugs with two labels at least, most often with a HER2 drug among them."""
        wanted = chance.randint(3, 5)
        while True:
            chosen: list[Drug] = []
            for drug in self._in_some_order(chance):
                labels = {self.label(other) for other in (*chosen, drug)}
                if len(chosen) < wanted and len(labels) <= self.most_labels and self.fits(drug, chosen):
                    chosen.append(drug)
            if len(chosen) == wanted and len({self.label(drug) for drug in chosen}) > 1:
                chance.shuffle(chosen)
                return chosen

    def _in_some_order(self, chance: Random) -> list[Drug]:
        order = self.drugs
        chance.shuffle(order)
        if chance.randrange(4):
            # The sort is stable: behind the first HER2 drug the order stays as drawn.
            first = next((drug for drug in order if drug.id in HER2), None)
            order.sort(key=lambda drug: drug is not first)
        return order


def _class(drug: Drug) -> str:
    return drug.drug_class


def _target(drug: Drug) -> str:
    return drug.target


def _payload(drug: Drug) -> str:
    """Say what a payload is, without the name before it: letters of that stand in the drug's own name."""
    return drug.payload.partition(", ")[2] or drug.payload


def _without_short_form(drug: Drug) -> str:
    return drug.name.partition(" (")[0]


def _mechanism(drug: Drug) -> str:
    return drug.mechanism


def _classes_apart(one: Drug, other: Drug) -> bool:
    return {one.drug_class, other.drug_class} not in _CLASSES_ALIKE


def _share_no_term(one: Drug, other: Drug) -> bool:
    return not _terms(one) & _terms(other)


def _payloads_differ(one: Drug, other: Drug) -> bool:
    return one.payload != other.payload


def _terms(drug: Drug) -> set[str]:
    """Return all that a drug acts on, with its antibody and with its payload."""
    said = " ".join((drug.drug_class, drug.target, drug.payload, drug.mechanism))
    return {_SAME_THING.get(term, term) for term in _TERMS if term in said}


CLASS = Aspect(
    1,
    "Match each drug with its class. An antibody that carries a payload counts as a conjugate.",
    ALL,
    _class,
    _classes_apart,
    most_labels=3,
)
TARGET = Aspect(
    2,
    "Match each drug with its target: what it binds or blocks. Of a conjugate: what its antibody binds.",
    tuple(id for id in ALL if id not in TARGET_TOO_WIDE),
    _target,
    _share_no_term,
    most_labels=4,
)
PAYLOAD = Aspect(
    3,
    "Match each antibody-drug conjugate with what it carries (its payload).",
    tuple(id for id in (*HER2, *TROP2) if evidence.drug(id).payload),
    _payload,
    _payloads_differ,
    most_labels=4,
    name=_without_short_form,
)
MECHANISM = Aspect(
    3,
    "Match each drug with how it works.",
    CLEAR_MECHANISM,
    _mechanism,
    _share_no_term,
    most_labels=4,
)
