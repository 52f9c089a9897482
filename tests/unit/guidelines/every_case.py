"""Every combination of answers, cut down exactly: what a rule cannot tell apart is walked once.

A rule sees a case only through its own questions, and of each answer only on which side of its conditions it
falls. So a rule is walked over the classes of answers that it can tell apart; every combination of all fields
of a case falls into one of them. Two rules meet in a case when one of the classes in which the first applies
and one in which the second does have an answer in common to every question that both ask.
"""

import itertools
import math
from collections.abc import Iterable, Iterator
from functools import cache

from her2lessons.guidelines import ish
from her2lessons.guidelines.her2 import interpret
from her2lessons.guidelines.pathway.case import Case
from her2lessons.guidelines.pathway.conditions import Condition, Had, Lies, Unknown, leaves
from her2lessons.guidelines.pathway.findings import NO, QUESTIONS, YES, Answer, Findings
from her2lessons.guidelines.pathway.plan import decide
from her2lessons.guidelines.pathway.reading import read
from her2lessons.guidelines.treatment import Rule, rules, treatments

Answers = dict[str, Answer]
Group = tuple[str, ...]
"""Questions whose answers hang together, or one question that stands for itself."""
Side = tuple[object, ...]
"""On which side of each condition the answers to a group fall."""

_POINT: Group = ("setting", "moment", "line", "chemo_lines")
_RECEPTORS: Group = ("er", "pr", "hr")
_HER2: Group = ("her2", "her2_status", "her2_discordant")
_PERSON: Group = ("menopausal", "pregnant", "could_become_pregnant", "age")
_JOINT = (_POINT, _RECEPTORS, _HER2, _PERSON)

BASE = read(Case(setting="early"))

HER2_WORDS = (
    "HER2-positive",
    "HER2-low",
    "HER2-ultralow",
    "HER2-null",
    "HER2-0 (not further stated)",
    "negative",
    "undetermined",
)


def possible(**given: object) -> Findings | None:
    """Read a case, or nothing where it is refused."""
    try:
        return read(Case(**given))  # type: ignore[arg-type]
    except ValueError:
        return None


def _joint(names: Group, cases: Iterable[dict[str, object]]) -> list[Answers]:
    found: list[Answers] = []
    for given in cases:
        findings = possible(**given)
        answers = {name: findings.answers[name] for name in names} if findings else None
        if answers is not None and answers not in found:
            found.append(answers)
    return found


def _product(**choices: Iterable[object]) -> Iterator[dict[str, object]]:
    for values in itertools.product(*choices.values()):
        yield dict(zip(choices, values, strict=True))


@cache
def _joint_domains() -> dict[Group, list[Answers]]:
    """Return the answers that hang together, as real cases give them."""
    point = [
        *_product(setting=["early"], t=["cT2", "pT2"], pcr=[None, True], her2_finished=[False, True]),
        *_product(setting=["residual"], her2_finished=[False, True]),
        *_product(
            setting=["metastatic"],
            line=(None, 1, 2, 3, 4),
            chemo_lines=(None, 0, 1, 2, 3),
            maintenance=[False, True],
        ),
    ]
    words = ("positive", "low positive", "negative", None)
    person = _product(
        setting=["early"],
        menopausal=("pre", "post", "male", None),
        pregnant=(True, False, None),
        could_become_pregnant=(True, False, None),
        age=(None, 18, 39, 59, 60, 64, 65, 80),
    )
    domains = {
        _POINT: _joint(_POINT, point),
        _RECEPTORS: _joint(_RECEPTORS, _product(setting=["early"], er=words, pr=words)),
        _HER2: _joint(_HER2, _product(setting=["early"], her2=[*HER2_WORDS, None])),
        _PERSON: _joint(_PERSON, person),
    }
    positive = next(item for item in domains[_HER2] if item["her2"] == {"positive"})
    domains[_HER2].append({**positive, "her2_discordant": frozenset({YES})})
    return domains


@cache
def leaves_of(rule: Rule) -> tuple[Condition, ...]:
    """Return the single questions of a rule."""
    return tuple(leaf for part in (rule.when, rule.unless) if part is not None for leaf in leaves(part))


@cache
def _limits() -> dict[str, tuple[float, ...]]:
    """Return every limit that any rule sets to a number."""
    found: dict[str, set[float]] = {}
    for leaf in (leaf for rule in rules() for leaf in leaves_of(rule)):
        if isinstance(leaf, Lies):
            found.setdefault(leaf.name, set()).add(leaf.limit)
    return {name: tuple(sorted(values)) for name, values in found.items()}


@cache
def _drugs(name: str) -> tuple[str, ...]:
    """Return one drug for each treatment that a rule asks for: itself, or a member of its group."""
    asked = {
        drug
        for rule in rules()
        for leaf in leaves_of(rule)
        if isinstance(leaf, Had) and leaf.name == name
        for drug in leaf.treatments
    }
    return tuple(sorted({_member(drug) for drug in asked}))


def _member(asked: str) -> str:
    return next((id for id, one in treatments().items() if asked in one.groups and not one.is_group), asked)


def _alone(name: str, asked: tuple[str, ...]) -> list[Answer]:
    """Return the answers to a question that stands for itself, one for each class that any rule can see."""
    question = QUESTIONS[name]
    if question.kind == "number":
        step = 1 if name in _WHOLE else 0.5
        around = {value for limit in _limits().get(name, ()) for value in (limit - step, limit, limit + step)}
        endless = [math.inf] if name.startswith("months") else []
        return [*sorted(around), *endless, *([] if name == "ild_grade" else [None])]
    if question.kind == "treatments":
        drugs = tuple(dict.fromkeys(_member(drug) for drug in asked))
        sets = [
            frozenset(some) for size in range(len(drugs) + 1) for some in itertools.combinations(drugs, size)
        ]
        groups = [frozenset({drug}) for drug in asked if treatments()[drug].is_group]
        return [*dict.fromkeys([*sets, *groups]), *([None] if name == "prior" else [])]
    # Tis and T0 stand last: where a rule takes them together with T1, the case that stands for all is T1.
    ranked = sorted(question.words, key=("Tis", "T0").__contains__)
    known: list[Answer] = [frozenset({word}) for word in ranked]
    if name in ("region", "histology"):
        return known
    partly = {"t": {"T1mi", "T1a", "T1b", "T1c"}, "brain_metastases": {"stable", "active"}}.get(name)
    return [*known, *([frozenset(partly)] if partly else []), frozenset(question.words)]


def domain(group: Group, asking: Iterable[Condition]) -> list[Answers]:
    """Return all answers to a group that some conditions could tell apart."""
    if group in _JOINT:
        return _joint_domains()[group]
    asked = {
        drug for leaf in asking if isinstance(leaf, Had) and leaf.name == group[0] for drug in leaf.treatments
    }
    return [{group[0]: answer} for answer in _alone(group[0], tuple(sorted(asked)))]


def groups_of(asking: Iterable[Condition], also: Iterable[str] = ()) -> list[Group]:
    """Return the groups of questions that conditions ask."""
    names = {name for leaf in asking for name in leaf.questions()} | set(also)
    joint = [group for group in _JOINT if names & set(group)]
    return [*joint, *((name,) for name in sorted(names - {name for group in _JOINT for name in group}))]


def _side(group: Group, answers: Answers, asking: Iterable[Condition], also: Iterable[str]) -> Side:
    findings = Findings({**BASE.answers, **answers}, BASE.asks)
    seen: list[object] = [answers[name] for name in group if name in also]
    for leaf in asking:
        mine = [name for name in group if name in leaf.questions()]
        if isinstance(leaf, Unknown):
            seen += [findings.is_open(name) for name in mine]
        elif mine:
            seen.append(leaf.met(findings))
    return tuple(seen)


def _kept(rule: Rule) -> frozenset[str]:
    """Return what a rule asks outside its conditions."""
    return frozenset({"region"} if rule.region else ())


def choices(rule: Rule) -> dict[Group, list[tuple[Side, Answers]]]:
    """Return for each group of questions one set of answers a class, as a rule can tell them apart."""
    every, kept = leaves_of(rule), _kept(rule)
    found: dict[Group, list[tuple[Side, Answers]]] = {}
    for group in groups_of(every, kept):
        sides: dict[Side, Answers] = {}
        for answers in domain(group, every):
            sides.setdefault(_side(group, answers, every, kept), answers)
        found[group] = list(sides.items())
    return found


def together(parts: Iterable[Answers]) -> Findings:
    """Return the findings of one combination; what it leaves out is as in a case that tells nothing."""
    answers = dict(BASE.answers)
    for part in parts:
        answers.update(part)
    return Findings(answers, BASE.asks)


def applies(rule: Rule, findings: Findings) -> bool:
    """Return whether a rule is given in the plan of a case."""
    return decide(rule, findings)[0] is True


@cache
def where_it_applies(rule: Rule) -> tuple[tuple[Group, ...], dict[tuple[Side, ...], tuple[Answers, ...]]]:
    """Return the groups a rule asks, and every combination in which it applies: its sides and its answers."""
    found = choices(rule)
    applied: dict[tuple[Side, ...], tuple[Answers, ...]] = {}
    for parts in itertools.product(*found.values()):
        answers = tuple(answers for _, answers in parts)
        if applies(rule, together(answers)):
            applied[tuple(side for side, _ in parts)] = answers
    return tuple(found), applied


def applied(rule: Rule, also: Iterable[str] = ()) -> Iterator[Findings]:
    """Yield every case in which a rule applies: one a class of its answers, and one an answer to `also`."""
    groups, found = where_it_applies(rule)
    looked_at = groups_of((), also)
    by_side = {
        group: _by_side(rule, group, frozenset(also), told_apart=group in groups) for group in looked_at
    }
    for sides, answers in found.items():
        side = dict(zip(groups, sides, strict=True))
        for parts in itertools.product(*(by_side[group][side.get(group)] for group in looked_at)):
            yield together((*answers, *parts))


def _by_side(
    rule: Rule, group: Group, also: frozenset[str], told_apart: bool
) -> dict[Side | None, list[Answers]]:
    """Sort the answers to a group by the side of a rule they fall on; one for each answer to `also`."""
    found: dict[Side | None, dict[Side, Answers]] = {}
    for answers in domain(group, leaves_of(rule)):
        side = _side(group, answers, leaves_of(rule), _kept(rule)) if told_apart else None
        found.setdefault(side, {}).setdefault(_side(group, answers, (), also), answers)
    return {side: list(classes.values()) for side, classes in found.items()}


def meet(one: Rule, other: Rule) -> bool:
    """Return whether there is any combination of answers in which both rules apply."""
    (groups, applied), (other_groups, other_applied) = where_it_applies(one), where_it_applies(other)
    shared = [group for group in groups if group in other_groups]
    both = [_pairs(group, one, other) for group in shared]

    def seen(groups: tuple[Group, ...], applied: Iterable[tuple[Side, ...]]) -> set[tuple[Side, ...]]:
        places = [groups.index(group) for group in shared]
        return {tuple(sides[place] for place in places) for sides in applied}

    return any(
        all(pair in found for pair, found in zip(zip(mine, its, strict=True), both, strict=True))
        for mine, its in itertools.product(seen(groups, applied), seen(other_groups, other_applied))
    )


def _pairs(group: Group, one: Rule, other: Rule) -> set[tuple[Side, Side]]:
    """Return which sides of one rule and of another some answer to a group falls on."""
    asking = (*leaves_of(one), *leaves_of(other))
    return {
        (
            _side(group, answers, leaves_of(one), _kept(one)),
            _side(group, answers, leaves_of(other), _kept(other)),
        )
        for answers in domain(group, asking)
    }


def count_classes() -> int:
    """Return how many combinations are walked when every rule is walked once."""
    return sum(math.prod(len(classes) for classes in choices(rule).values()) for rule in rules())


def count_combinations() -> int:
    """Return how many combinations of answers these stand for, each question at each of its classes."""
    alone = [name for name in QUESTIONS if not any(name in group for group in _JOINT)]
    sizes = [
        2 ** len(_drugs(name)) if QUESTIONS[name].kind == "treatments" else max(1, len(_alone(name, ())))
        for name in alone
    ]
    return math.prod(len(domain(group, ())) for group in _JOINT) * math.prod(sizes)


_HER2_NAMES: dict[frozenset[str], str] = {
    frozenset({"positive"}): "HER2-positive",
    frozenset({"low"}): "HER2-low",
    frozenset({"ultralow"}): "HER2-ultralow",
    frozenset({"null"}): "HER2-null",
    frozenset({"ultralow", "null"}): "HER2-0 (not further stated)",
    frozenset({"low", "ultralow", "null"}): "negative",
}
_DERIVED = ("setting", "moment", "t", "her2", "her2_status", "her2_discordant", "hr", "prior", "stopped")
_WHOLE = ("line", "chemo_lines", "age", "recurrence_score", "ild_grade", "grade")


def as_case(parts: Iterable[Answers]) -> Case | None:
    """Write one combination of answers as a case, or nothing where no case gives just these answers."""
    answers = {name: answer for part in parts for name, answer in part.items()}
    setting, moment = (_word(answers.get(name)) for name in ("setting", "moment"))
    given: dict[str, object] = {"setting": setting or "early"}
    given |= {"completed": {"her2_finished": True}, "pcr": {"pcr": True}}.get(moment or "", {})
    given |= {"maintenance": True} if moment == "maintenance" else {}
    t = answers.get("t")
    if isinstance(t, frozenset) and len(t) < len(QUESTIONS["t"].words):
        stage = "T1" if len(t) > 1 else _word(t)
        given["t"] = f"{'yp' if setting == 'residual' else 'p' if moment == 'operated' else 'c'}{stage}"
    elif moment == "operated":
        given["prior"] = ("surgery",)
    her2 = answers.get("her2")
    if isinstance(her2, frozenset) and her2 in _HER2_NAMES:
        given["her2"] = _HER2_NAMES[her2]
    if answers.get("her2_discordant") == {YES}:
        given["her2"] = interpret(ihc="3+", ish=ish.DualProbe(ratio=1.2, her2_copies=2.5))
    drugs = [
        drug for name in ("prior", "stopped") for drug in sorted(answers.get(name) or ()) if name in answers
    ]
    if not drugs and answers.get("prior") == frozenset():
        # What residual disease was left by is no drug that a rule asks for.
        given["prior"] = ("surgery",) if setting == "residual" else given.get("prior", ())
    elif drugs:
        given["prior"] = tuple(dict.fromkeys([*given.get("prior", ()), *drugs]))  # type: ignore[misc]
    given["stopped"] = tuple(sorted(answers.get("stopped") or ()))
    for name, answer in answers.items():
        if name in _DERIVED:
            continue
        field = "months_since_adjuvant" if name.startswith("months") else name
        value: object = answer
        if isinstance(answer, frozenset):
            word = _word(answer)
            value = None if word is None else word == YES if word in (YES, NO) else word
            if answer == {"stable", "active"}:
                value = True
        elif name in _WHOLE and answer is not None and answer == int(answer):
            value = int(answer)
        elif answer == math.inf:
            value = None
        if value is not None:
            given[field] = value
    try:
        return Case(**given)  # type: ignore[arg-type]
    except ValueError:
        return None


def _word(answer: Answer) -> str | None:
    return next(iter(answer)) if isinstance(answer, frozenset) and len(answer) == 1 else None


def cases_of(rule: Rule) -> Iterator[Case]:
    """Yield a case for every class of answers in which a rule applies, where there is such a case."""
    for answers in where_it_applies(rule)[1].values():
        case = as_case(answers)
        if case is not None and applies(rule, read(case)):
            yield case
