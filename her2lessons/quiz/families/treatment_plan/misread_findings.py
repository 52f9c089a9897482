"""Mistakes about what was found: receptors, tests, and the person's own situation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from her2lessons.quiz.families.treatment_plan.misreading import HER2, RECEPTORS, Misreading, as_if
from her2lessons.quiz.families.treatment_plan.person import Her2, Person


def about_receptors(person: Person) -> Iterator[Misreading]:
    """Give the mistakes about HER2, ER and PR."""
    category = person.her2.result.category
    report = f"Here the report says {person.her2.words}, which is {category}"
    if category == "HER2-positive":
        yield Misreading(
            "overlooks HER2",
            as_if(person, "her2_finished", "months_since_adjuvant", her2=Her2("0 absent")),
            f"{report}. The rule that gives this is for HER2-negative disease.",
            about=HER2,
        )
    else:
        yield Misreading(
            f"takes {category} for HER2-positive",
            as_if(person, her2=Her2("3+")),
            f"{report}: a negative result. The rule that gives this is for HER2-positive disease.",
            about=HER2,
        )
    if category in ("HER2-low", "HER2-ultralow"):
        yield Misreading(
            f"takes {category} for no HER2 at all",
            as_if(person, her2=Her2("0 absent")),
            f"{report}, and that changes the choice here.",
        )
    elif category == "HER2-null":
        yield Misreading(
            "takes HER2-null for HER2-low",
            as_if(person, her2=Her2("1+")),
            f"{report}: no staining was seen, so a label for little HER2 does not fit.",
        )
    if person.hormone_receptors:
        yield Misreading(
            "overlooks the hormone receptors",
            as_if(person, er="negative", pr="negative"),
            "The rule that gives this is for cancers without hormone receptors. Here ER is positive.",
            about=RECEPTORS,
        )
    else:
        yield Misreading(
            "takes every breast cancer for hormone-sensitive",
            as_if(person, er="positive", pr="positive"),
            "The rule that gives this asks for hormone receptors. Here ER and PR are both negative.",
            about=RECEPTORS,
        )


def about_tests(person: Person) -> Iterator[Misreading]:
    """Give the mistakes about inherited changes, mutations and PD-L1."""
    told = person.told
    if told.get("gbrca") is False:
        yield Misreading(
            "gives a PARP inhibitor to everyone",
            as_if(person, gbrca=True),
            "The rule that gives this asks for an inherited BRCA change, and here there is none.",
            only=frozenset({"olaparib", "talazoparib"}),
            about=frozenset({"gbrca"}),
        )
    elif told.get("gbrca"):
        yield Misreading(
            "overlooks the inherited BRCA change",
            as_if(person, gbrca=False),
            "Here there is an inherited BRCA change, and the rules look at it first.",
        )
    for name, words in (("pik3ca", "a PIK3CA"), ("esr1", "an ESR1"), ("akt_pten", "an AKT1 or PTEN")):
        if told.get(name) is False:
            changed: dict[str, Any] = {name: True}
            yield Misreading(
                f"acts on {words} change that is not there",
                as_if(person, **changed),
                f"The rule that gives this asks for {words} change in the cancer, and here there is none.",
            )
    if told.get("pik3ca"):
        yield Misreading(
            "overlooks the PIK3CA mutation",
            as_if(person, pik3ca=False),
            "Here the cancer has a PIK3CA mutation, and it came back soon after endocrine therapy.",
        )
    if "pdl1_cps" in told:
        # The ends of the scale lie on the two sides of any line; on the person's own side nothing changes.
        for misconception, score in (("takes PD-L1 for high", 100), ("takes PD-L1 for low", 0)):
            yield Misreading(
                misconception,
                as_if(person, pdl1_cps=score),
                f"The PD-L1 score here is {told['pdl1_cps']}, and with that the rules go the other way.",
            )


def about_the_person(person: Person) -> Iterator[Misreading]:
    """Give the mistakes about heart, pregnancy, frailty and the like."""
    told = person.told
    if told.get("lvef_ok") is False:
        yield Misreading(
            "overlooks the heart",
            as_if(person, lvef_ok=True),
            "The heart pumps too weakly here, so this is not begun.",
        )
    if told.get("pregnant"):
        yield Misreading(
            "overlooks the pregnancy",
            as_if(person, pregnant=False),
            "She is pregnant, and for a pregnancy this course gives no drug plan: a team decides.",
        )
    if told.get("frail"):
        yield Misreading(
            "overlooks the frailty",
            as_if(person, "frail"),
            "An assessment found this person too frail for chemotherapy, and then the rule withholds this.",
        )
    if told.get("immunotherapy_unsuitable"):
        yield Misreading(
            "overlooks that immunotherapy cannot be given",
            as_if(person, "immunotherapy_unsuitable"),
            "Immunotherapy cannot be given here, and this holds it.",
        )
    if told.get("visceral_crisis"):
        yield Misreading(
            "takes time that is not there",
            as_if(person, "visceral_crisis"),
            "An organ is failing here, and the fastest response counts.",
        )
