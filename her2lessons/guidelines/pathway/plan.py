"""From a case to a plan: the rules that apply, in order, and what is still needed to decide."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, overload

from her2lessons.guidelines import given
from her2lessons.guidelines.pathway import library, presented, treatments
from her2lessons.guidelines.pathway.case import Case
from her2lessons.guidelines.pathway.findings import Findings
from her2lessons.guidelines.pathway.reading import read
from her2lessons.guidelines.pathway.rows import (
    MODALITIES,
    STRENGTHS,
    SUMMARY,
    Modality,
    Option,
    Read,
    Rule,
    Strength,
    drugs_of,
)

NOT_RECOMMENDED: Strength = "not recommended"


@dataclass(frozen=True)
class Recommendation:
    """One thing the rules say about a case."""

    id: str
    """Id of the rule."""
    title: str
    modality: Modality
    options: tuple[Option, ...]
    """The ways to do it, or, where it is not recommended, what is better left."""
    strength: Strength
    """This course's own scale: standard, option, consider, not recommended."""
    why: str
    evidence: tuple[str, ...]
    """Ids of trial results and of facts."""
    cautions: tuple[str, ...]
    needs: tuple[str, ...]
    """Fields of the case that have to be known before this is carried out, and are not yet."""
    source: tuple[str, ...]
    """Keys of the references."""
    region: str | None
    """Where alone it holds; None for the US and the EU."""
    since: str
    """The day or month from which it holds in the US; empty where nothing changed since 2021."""
    read: Read
    as_of: date
    """The day on which it was last checked."""

    @property
    def drugs(self) -> tuple[str, ...]:
        """Ids of all drugs in its options, each once."""
        return drugs_of(self.options)


@dataclass(frozen=True)
class Plan(Sequence[Recommendation]):
    """What the rules say about a case: its recommendations in order, and what is missing to decide more."""

    case: Case
    recommendations: tuple[Recommendation, ...]
    missing: tuple[str, ...]
    """Fields of the case that are needed to decide what is recommended, in the order of `Case`; nothing is
    asked only to learn whether something is not recommended."""
    undecided: tuple[str, ...]
    """Ids of the rules that may or may not apply as long as not all is known."""
    as_of: date
    """The day on which the rules were last checked."""

    @overload
    def __getitem__(self, index: int) -> Recommendation: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Recommendation, ...]: ...
    def __getitem__(self, index: int | slice) -> Recommendation | tuple[Recommendation, ...]:
        return self.recommendations[index]

    def __len__(self) -> int:
        return len(self.recommendations)

    def __iter__(self) -> Iterator[Recommendation]:
        return iter(self.recommendations)

    @property
    def questions(self) -> tuple[str, ...]:
        """What is missing, each as a question in plain words."""
        return tuple(presented.IN_WORDS[name] for name in self.missing)

    def __str__(self) -> str:
        return presented.as_text(self)

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(str(self))

    def _repr_markdown_(self) -> str:
        return presented.as_markdown(self)


def plan(case: Case) -> Plan:
    """Return what the rules say about a case. This teaches; it does not advise.

    Parameters
    ----------
    case : Case
        One invented person's situation, as far as it is known.

    Returns
    -------
    Plan
        A sequence of recommendations: tests first, then what to talk about, then treatments, and last what
        is not recommended. ``.missing`` names the fields of the case that are needed to decide what is
        recommended.

    Raises
    ------
    ValueError
        If it is no `Case`.

    Notes
    -----
    The rules are rows of YAML in ``her2lessons/guidelines/rules``; each names its own sources. The strength
    is this course's own scale.
    """
    if not isinstance(case, Case):
        raise ValueError(f"plan needs a Case, not {given.named(case)}. Write treatment.Case(setting=...).")
    findings = read(case)
    applied: list[tuple[Rule, frozenset[str]]] = []
    undecided: list[Rule] = []
    missing: set[str] = set()
    # A room that is about other people is left as a whole, which saves asking its rules one by one.
    rooms = [room for room in library.rooms() if room.when is None or room.when.met(findings) is not False]
    for rule in (rule for room in rooms for rule in room.rules):
        verdict, still_open = decide(rule, findings)
        if verdict is False:
            continue
        # What only a warning waits for would send people for tests that open no treatment to them.
        if rule.strength != NOT_RECOMMENDED:
            missing |= still_open
        if verdict is None:
            undecided.append(rule)
        else:
            applied.append((rule, still_open))
    return Plan(
        case=case,
        recommendations=tuple(
            _recommendation(rule, _fields(needs, findings)) for rule, needs in sorted(applied, key=_place)
        ),
        missing=_fields(missing, findings),
        undecided=tuple(rule.id for rule in undecided),
        as_of=library.as_of(),
    )


def decide(rule: Rule, findings: Findings) -> tuple[bool | None, frozenset[str]]:
    """Return whether a rule applies, and the questions that are open about it.

    A rule whose condition is open is undecided (None), and what keeps it open is to be found out. A rule that
    applies stands while what would bar it is open, and what is open then has to be known first.
    """
    if rule.region is not None and rule.region not in findings.possible("region"):
        return False, frozenset()
    bar = None if rule.unless is None else rule.unless.met(findings)
    met = rule.when.met(findings)
    if met is False or bar is True:
        return False, frozenset()
    if met is None:
        return None, rule.when.open_questions(findings)
    still_open = frozenset(name for name in rule.needs if findings.is_open(name))
    if rule.unless is not None:
        still_open |= rule.unless.open_questions(findings)
    return True, still_open


def _place(item: tuple[Rule, frozenset[str]]) -> tuple[bool, int, int]:
    """Say where a rule stands in a plan; within one place the order of the files is kept."""
    rule = item[0]
    strength = STRENGTHS.index(rule.strength)
    return rule.strength == NOT_RECOMMENDED, MODALITIES.index(rule.modality), strength


def _fields(questions: Iterable[str], findings: Findings) -> tuple[str, ...]:
    """Return the fields of a case that settle some questions, in the order of `Case`."""
    asked = {field for question in questions for field in findings.asks[question]}
    return tuple(field.name for field in fields(Case) if field.name in asked)


def _recommendation(rule: Rule, needs: tuple[str, ...]) -> Recommendation:
    cautions = rule.cautions
    if rule.strength != NOT_RECOMMENDED:
        cautions += treatments.drug_cautions(drugs_of(rule.options))
    if rule.read == "summary":
        cautions += (SUMMARY,)
    return Recommendation(
        id=rule.id,
        title=rule.title,
        modality=rule.modality,
        options=rule.options,
        strength=rule.strength,
        why=rule.why,
        evidence=rule.evidence,
        cautions=cautions,
        needs=needs,
        source=rule.source,
        region=rule.region,
        since=rule.since,
        read=rule.read,
        as_of=rule.checked,
    )
