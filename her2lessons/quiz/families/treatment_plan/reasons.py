"""What speaks against a wrong option: held against every rule that gives it, not only the one behind it."""

from __future__ import annotations

from typing import NamedTuple

from her2lessons.guidelines.pathway.conditions import Condition
from her2lessons.guidelines.treatment import Option, Rule
from her2lessons.quiz.families.treatment_plan.in_words import in_words, listed
from her2lessons.quiz.families.treatment_plan.misreading import (
    HER2,
    LINE,
    LINES,
    MOMENT,
    RECEPTORS,
    SETTING,
    Misreading,
    in_line,
)
from her2lessons.quiz.families.treatment_plan.person import Person
from her2lessons.quiz.families.treatment_plan.rules import giving, offered, parts_of


class Against(NamedTuple):
    """What speaks against an option, and the title of the rule that it speaks of."""

    reason: str
    title: str


def against(mistake: Misreading, person: Person, item: Rule, option: Option) -> Against | None:
    """Say why an option is wrong; None where a mistake is not the reason, so that it is not offered."""
    mistakes = (*mistake.before, mistake)
    if len(mistakes) > 1 and all(one.about == LINE for one in mistakes):
        return None
    found = Against("", item.title)
    for one in mistakes:
        others = frozenset[str]().union(*(other.about for other in mistakes if other is not one))
        more = _against_one(one, mistake.seen, person, item, option, others)
        if more is None:
            return None
        # The rule for this person's own kind of cancer says more than the one that the mistake met.
        title = found.title if more.title == item.title else more.title
        found = Against(f"{found.reason} {more.reason}".strip(), title)
    return found


def _against_one(
    one: Misreading,
    seen: Person,
    person: Person,
    item: Rule,
    option: Option,
    others: frozenset[str],
) -> Against | None:
    """Say what speaks against one mistake, with the questions that ``others`` made with it are about."""
    if one.about == LINE:
        begins = _begins(person, seen, item)
        return None if begins is None else Against(f"{begins} {one.reason}", item.title)
    if one.about == MOMENT and not _fails_everywhere(person, option):
        return None
    if one.about in (HER2, RECEPTORS):
        rules = [rule for rule in giving(frozenset(option.drugs)) if _is_for(rule, person, one.about)]
        own = [rule for rule in rules if _is_for(rule, person, HER2 | RECEPTORS)]
        if rules:
            return _asks_for_more(person, option, own, others)
    return Against(one.reason, item.title)


def _begins(person: Person, seen: Person, item: Rule) -> str | None:
    """Say with which line a rule begins; None where it is for the line that is chosen here, too."""
    lines = [line for line in LINES if item in offered(in_line(seen, line))]
    if lines and person.told.get("maintenance"):
        return "The rule that gives this is for a new line of treatment."
    if not lines or person.told["line"] in lines:
        return None
    if lines[-1] == LINES[-1]:
        return f"The rule that gives this begins with line {lines[0]}."
    return f"The rule that gives this is for line {lines[0]}." if len(lines) == 1 else None


def _fails_everywhere(person: Person, option: Option) -> bool:
    """Whether every rule that gives an option is for another moment of early disease than this person's."""
    return all(
        any(part.questions() & MOMENT for part in _failing(rule, person))
        for rule in giving(frozenset(option.drugs))
    )


def _is_for(rule: Rule, person: Person, kind: frozenset[str]) -> bool:
    """Whether a rule is for cancers of this person's kind, as far as these questions go."""
    return not any(part.questions() <= kind for part in _failing(rule, person))


def _asks_for_more(
    person: Person, option: Option, rules: list[Rule], others: frozenset[str]
) -> Against | None:
    """Say what the rule for this person's own kind of cancer asks for; None if it has no words."""
    said: list[tuple[bool, bool, int, int, str, str]] = []
    for rule in rules:
        parts = [part for part in _failing(rule, person) if not part.questions() & others]
        known = [word for word in map(in_words, parts) if word is not None]
        barred = rule.unless is not None and rule.unless.met(person.findings)
        if known and len(known) == len(parts) and not barred:
            named_else = option.name not in [other.name for other in rule.options]
            # The nearest rule is for this setting, has the option by this name, and misses least.
            elsewhere = any(part.questions() == SETTING for part in parts)
            most_met = -len(list(parts_of(rule.when)))
            said.append((elsewhere, named_else, len(known), most_met, listed(known), rule.title))
    if not said:
        return None
    *_, words, title = min(said)
    er = "positive" if person.hormone_receptors else "negative"
    reason = (
        f"Here ER is {er} and the report says {person.her2.words}. For such a cancer the rule that gives "
        f"this asks for {words}. That is not so here."
    )
    return Against(reason, title)


def _failing(rule: Rule, person: Person) -> list[Condition]:
    """Give the parts of a rule's condition that this person does not meet."""
    return [part for part in parts_of(rule.when) if part.met(person.findings) is False]
