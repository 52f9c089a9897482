"""Named mistakes: each reads the same person in another way, and the rules say what that would lead to."""

from __future__ import annotations

from collections.abc import Iterator

from her2lessons.quiz.families.treatment_plan import misread_early, misread_findings, misread_metastatic
from her2lessons.quiz.families.treatment_plan.misreading import Misreading
from her2lessons.quiz.families.treatment_plan.person import Person


def misreadings(person: Person) -> list[Misreading]:
    """Give every mistake that this person invites."""
    told = person.told
    found = [
        *misread_findings.about_receptors(person),
        *misread_findings.about_tests(person),
        *misread_findings.about_the_person(person),
    ]
    if told["setting"] == "metastatic":
        return [*found, *misread_metastatic.about_lines(person), *misread_metastatic.about_spread(person)]
    return [*found, *misread_early.about_moments(person), *misread_early.about_extent(person)]


def double_misreadings(person: Person) -> Iterator[Misreading]:
    """Give two mistakes at once, for a person whose plan leaves little that one mistake could add.

    What speaks against each is what speaks against it alone, so both must be mistakes about this person.
    """
    own = {one.misconception: one for one in misreadings(person)}
    for first in misreadings(person):
        for second in misreadings(first.seen):
            alone = own.get(second.misconception)
            if alone is not None and second.misconception != first.misconception:
                yield Misreading(
                    f"{first.misconception}, and {second.misconception}",
                    second.seen,
                    alone.reason,
                    first.only | second.only,
                    alone.about,
                    (first,),
                )
