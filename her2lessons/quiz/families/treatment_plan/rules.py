"""What the rules say, asked once for all persons who are told alike; and which rules give a treatment."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from her2lessons.guidelines import treatment
from her2lessons.guidelines.pathway.conditions import All, Condition
from her2lessons.guidelines.pathway.plan import decide
from her2lessons.guidelines.pathway.reading import read
from her2lessons.guidelines.treatment import Case, Option, Recommendation, Rule
from her2lessons.quiz.families.treatment_plan.person import Person

_KIND = frozenset({"setting", "hr", "er", "pr", "her2", "her2_status"})
# Fields that answer the question of their own name and no other; where no rule asks it, it changes nothing.
_PLAIN = frozenset(
    {
        "grade",
        "ki67",
        "recurrence_score",
        "high_risk",
        "lvef_ok",
        "gbrca",
        "pik3ca",
        "esr1",
        "akt_pten",
        "pdl1_cps",
        "brain_metastases",
    }
)
ORDER = "order of treatment"
_GIVEN = ("standard", "option")
_PARTNER = "endocrine_therapy"


def said(person: Person) -> dict[str, Recommendation]:
    """Give all that the rules say to a person, by the ids of the rules; of age they say nothing on drugs."""
    return _said(*_key(person))


def offered(person: Person) -> tuple[Rule, ...]:
    """Give the rules that recommend a drug, or an order of treatment, to a person; in the order of a plan."""
    return _offered(*_key(person))


def _key(person: Person) -> tuple[str, tuple[tuple[str, Any], ...]]:
    """Leave out what no rule for this kind of cancer asks: without it many persons are one."""
    told, category = person.told, person.her2.result.category
    asked = _asked(told["setting"], told["er"], told["pr"], category)
    kept = ((name, value) for name, value in told.items() if name in asked or name not in _PLAIN)
    return category, tuple(sorted(pair for pair in kept if pair[0] != "age"))


@lru_cache(maxsize=8192)
def _said(category: str, told: tuple[tuple[str, Any], ...]) -> dict[str, Recommendation]:
    return {item.id: item for item in treatment.plan(Case(her2=category, **dict(told)))}


@lru_cache(maxsize=8192)
def _offered(category: str, told: tuple[tuple[str, Any], ...]) -> tuple[Rule, ...]:
    """Ask the rules once; many mistakes end at the same person."""
    case = Case(her2=category, **dict(told))
    findings = read(case)
    rules = _offering(case.setting, case.er, case.pr, category)
    return tuple(rule for rule in rules if decide(rule, findings)[0])


@cache
def _for_kind(setting: Any, er: Any, pr: Any, category: Any) -> tuple[Rule, ...]:
    """Give the rules that may apply to one kind of cancer, early or not."""
    findings = read(Case(setting=setting, er=er, pr=pr, her2=category))
    return tuple(
        rule
        for rule in treatment.rules()
        if not any(part.questions() <= _KIND and part.met(findings) is False for part in parts_of(rule.when))
    )


@cache
def _asked(setting: Any, er: Any, pr: Any, category: Any) -> frozenset[str]:
    return frozenset[str]().union(*(rule.questions() for rule in _for_kind(setting, er, pr, category)))


@cache
def _offering(setting: Any, er: Any, pr: Any, category: Any) -> tuple[Rule, ...]:
    """Give those of the rules for one kind that offer something to choose; ranked as a plan ranks them."""
    offering = [
        rule
        for rule in _for_kind(setting, er, pr, category)
        if rule.strength in _GIVEN
        and rule.modality != "support"
        and (rule.modality == ORDER or any(option.drugs for option in rule.options))
    ]
    ranks = (treatment.MODALITIES.index, treatment.STRENGTHS.index)
    return tuple(sorted(offering, key=lambda rule: (ranks[0](rule.modality), ranks[1](rule.strength))))


@cache
def giving(drugs: frozenset[str]) -> tuple[Rule, ...]:
    """Give the rules of which one option holds these drugs and no others but endocrine therapy beside them.

    What chemotherapy is called differs from room to room, and in one it is written with what follows it.
    """
    return tuple(
        rule
        for rule in treatment.rules()
        if rule.strength != "not recommended" and any(_same(option, drugs) for option in rule.options)
    )


def _same(option: Option, drugs: frozenset[str]) -> bool:
    own = frozenset(option.drugs)
    if own == drugs or not drugs - {_PARTNER}:
        return bool(drugs) and own == drugs
    return not option.without and own - {_PARTNER} == drugs - {_PARTNER}


def parts_of(condition: Condition) -> Iterator[Condition]:
    """Give what a condition asks, part by part; all parts have to be met."""
    if isinstance(condition, All):
        for part in condition.parts:
            yield from parts_of(part)
    else:
        yield condition
