"""The right option of a case, and wrong ones that its plan does not hold in any form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from random import Random
from typing import NamedTuple

from her2lessons.guidelines import treatment
from her2lessons.guidelines.treatment import Option, Plan, Recommendation, Rule
from her2lessons.quiz.families.treatment_plan.misreading import Misreading
from her2lessons.quiz.families.treatment_plan.misreadings import double_misreadings, misreadings
from her2lessons.quiz.families.treatment_plan.person import Person
from her2lessons.quiz.families.treatment_plan.reasons import against
from her2lessons.quiz.families.treatment_plan.rules import ORDER, offered
from her2lessons.quiz.making import Mistake

# The reason of this rule argues against the drug in one of its options, so that one is not asked for.
_ARGUED_AGAINST = {"endocrine_post": "tamoxifen"}


class Choice(NamedTuple):
    """What the question is about: a recommendation, and the option of it that is offered."""

    item: Recommendation
    text: str

    @property
    def is_order(self) -> bool:
        """Whether it says what comes first, and names no drug."""
        return self.item.modality == ORDER


def right_choice(plan: Plan, about: Iterable[str], chance: Random) -> Choice | None:
    """Draw the right option among the recommendations the question is about; None if the plan has none."""
    wanted = tuple(about)
    items = [item for item in plan if item.id in wanted and not item.needs]
    if not items:
        return None
    item = chance.choice(items)
    option = chance.choice(item.options)
    against_it = _ARGUED_AGAINST.get(item.id)
    if against_it in option.drugs:
        option = next(other for other in item.options if against_it not in other.drugs)
    # A piece of advice without a drug is offered by its title; in full it would be the longest by far.
    named = option.name if item.drugs or item.modality == ORDER else _headline(item.title)
    return Choice(item, named)


def wrong_choices(person: Person, plan: Plan, right: Choice, chance: Random) -> list[Mistake]:
    """Draw up to three wrong options, each from another mistake, balanced in length against the right one."""
    held = Held.of(plan)
    found: dict[str, Mistake] = {}
    taken: set[frozenset[str]] = set()
    led_to: set[frozenset[str]] = set()
    more_than_needed = 3 + chance.randrange(2)
    for mistakes, enough in ((misreadings, more_than_needed), (double_misreadings, 3)):
        if len(found) >= 3:
            break
        for mistake in _shuffled(mistakes(person), chance):
            if len(found) == enough:
                break
            led = [pair for pair in _led_to(mistake, right) if held.lacks(pair[1])]
            new = [pair for pair in led if _content(pair[1]) not in taken]
            if new and mistake.misconception not in found:
                rule, option = chance.choice(new)
                said = against(mistake, person, rule, option)
                if said is not None:
                    taken.add(_content(option))
                    because = f"{said.reason} The rule behind it is called “{said.title}”."
                    found[mistake.misconception] = Mistake(option.name, because, mistake.misconception)
            led_to.update(_content(option) for _, option in led)
        # What one mistake leads to is never told as the fruit of two.
        taken |= led_to
    return _of_fair_length(list(found.values()), right.text, chance)


class Held(NamedTuple):
    """What a plan holds in any form: as a recommendation, or as something to avoid."""

    names: frozenset[str]
    drugs: frozenset[str]

    @classmethod
    def of(cls, plan: Plan) -> Held:
        """Take names and drugs, and the groups of these drugs, from a plan."""
        options = [option for item in plan for option in item.options]
        drugs = {drug for option in options for drug in (*option.drugs, *option.without)}
        return cls(frozenset(option.name for option in options), frozenset(drugs))

    def lacks(self, option: Option) -> bool:
        """Whether the plan holds neither the option nor one of its drugs, nor a group or a member of one."""
        return option.name not in self.names and not any(
            treatment.is_one_of(one, other) or treatment.is_one_of(other, one)
            for one in option.drugs
            for other in self.drugs
        )


def _shuffled(mistakes: Iterable[Misreading], chance: Random) -> list[Misreading]:
    drawn = list(mistakes)
    chance.shuffle(drawn)
    return drawn


def _led_to(mistake: Misreading, right: Choice) -> Iterator[tuple[Rule, Option]]:
    """Give what the rules would recommend to the person whom the mistake sees."""
    for rule in offered(mistake.seen):
        if rule.modality == ORDER and not right.is_order and not any(one.drugs for one in rule.options):
            continue
        for option in rule.options:
            if not option.without and (not mistake.only or mistake.only & set(option.drugs)):
                yield rule, option


def _content(option: Option) -> frozenset[str]:
    """Return what an option is, whatever its wording: two that differ in words alone are one."""
    return frozenset(option.drugs) or frozenset({option.name})


def _of_fair_length(wrong: list[Mistake], right: str, chance: Random) -> list[Mistake]:
    """Choose three so that the right option is not the longest by habit."""
    longer = [mistake for mistake in wrong if len(mistake.text) >= len(right)]
    first = [chance.choice(longer)] if longer else []
    return [*first, *(mistake for mistake in wrong if mistake not in first)][:3]


def _headline(title: str) -> str:
    """Give what a title says behind its colon, where the part before it would give the answer away."""
    said = title.partition(": ")[2] or title
    return said[:1].upper() + said[1:]
