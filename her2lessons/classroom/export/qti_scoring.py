"""How a QTI item marks itself: declarations of what is right, and rules that give the marks of this course.

The standard templates of QTI give all or nothing, or a plain sum. Our marks take off what guessing brings,
so the rules are written out, with operators that are basic to QTI 2.1 alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations
from xml.etree import ElementTree as ET

from her2lessons.classroom.export import content
from her2lessons.quiz.item import Item, Option
from her2lessons.quiz.kinds.match import Matching
from her2lessons.quiz.kinds.multiple import Multiple
from her2lessons.quiz.kinds.numeric import Numeric
from her2lessons.quiz.kinds.order import Order

RESPONSE, SCORE, REASON, EXPLANATION = "RESPONSE", "SCORE", "REASON", "EXPLANATION"
SHOWN = "explanation"
_PAIRS = "PAIRS_IN_ORDER"


def identifier(text: str) -> str:
    """Give an id of ours as QTI takes it: one that starts with a digit gets an underscore before it."""
    return text if text[0].isalpha() else f"_{text}"


def pair_identifier(text: str) -> str:
    """Give a pair's id, which may be a match's too."""
    return f"pair-{text}"


def match_identifier(text: str) -> str:
    """Give a match's id, which may be a pair's too."""
    return f"match-{text}"


def declare(root: ET.Element, item: Item) -> None:
    """Write what is right, and the outcomes: the mark, the reasons to show, and the explanation."""
    match item:
        case Numeric():
            _response(root, "single", "float", [item.answer])
        case Order():
            _response(root, "ordered", "identifier", [identifier(part.id) for part in item.order])
        case Matching():
            right = {_directed(pair.id, pair.match): pair.match for pair in item.pairs}
            used = Counter(right.values())
            response = _response(root, "multiple", "directedPair", list(right))
            _mapping(response, {key: 1 / used[match] for key, match in right.items()})
        case Multiple():
            response = _response(root, "multiple", "identifier", _right(item.options))
            _mapping(response, _shares(item.options), lowerBound="0", upperBound="1")
        case _:
            _response(root, "single", "identifier", _right(content.options(item)))
    _outcome(root, SCORE, "float", "0", normalMaximum="1", normalMinimum="0")
    if content.options(item):
        _outcome(
            root, REASON, "identifier", cardinality="multiple" if isinstance(item, Multiple) else "single"
        )
    _outcome(root, EXPLANATION, "identifier")
    if isinstance(item, Order):
        for place in range(1, len(item.order) + 1):
            _outcome(root, _place(place), "integer", "0")
        _outcome(root, _PAIRS, "integer", "0")


def process(root: ET.Element, item: Item) -> None:
    """Write the rules that give the mark and choose what is shown after an answer."""
    rules = ET.SubElement(root, "responseProcessing")
    match item:
        case Numeric():
            _within(rules, item)
        case Order():
            _in_order(rules, item)
        case Matching():
            _matched(rules, item)
        case Multiple():
            ET.SubElement(_set(rules, SCORE), "mapResponse", identifier=RESPONSE)
        case _:
            condition = _when(rules, "match")
            _variable(condition, RESPONSE)
            ET.SubElement(condition, "correct", identifier=RESPONSE)
            _then_full_marks(rules)
    if content.options(item):
        _variable(_set(rules, REASON), RESPONSE)
    _value(_set(rules, EXPLANATION), "identifier", SHOWN)


def _response(root: ET.Element, cardinality: str, base: str, right: Sequence[str]) -> ET.Element:
    made = ET.SubElement(
        root, "responseDeclaration", identifier=RESPONSE, cardinality=cardinality, baseType=base
    )
    values = ET.SubElement(made, "correctResponse")
    for value in right:
        ET.SubElement(values, "value").text = value
    return made


def _mapping(response: ET.Element, values: dict[str, float], **bounds: str) -> None:
    mapping = ET.SubElement(response, "mapping", {**bounds, "defaultValue": "0"})
    for key, value in values.items():
        ET.SubElement(mapping, "mapEntry", mapKey=key, mappedValue=repr(value))


def _outcome(
    root: ET.Element, name: str, base: str, start: str = "", *, cardinality: str = "single", **more: str
) -> None:
    named = {"identifier": name, "cardinality": cardinality, "baseType": base}
    made = ET.SubElement(root, "outcomeDeclaration", {**named, **more})
    if start:
        ET.SubElement(ET.SubElement(made, "defaultValue"), "value").text = start


def _right(options: Sequence[Option]) -> list[str]:
    return [identifier(option.id) for option in options if option.correct]


def _shares(options: Sequence[Option]) -> dict[str, float]:
    """Give each right option its share of the mark, and each wrong one the share that it takes away."""
    right = sum(option.correct for option in options)
    worth = {True: 1 / right, False: -1 / (len(options) - right)}
    return {identifier(option.id): worth[option.correct] for option in options}


def _within(rules: ET.Element, item: Numeric) -> None:
    """Compare with both ends of the tolerance, worked out here exactly.

    QTI's own ``equal`` would add answer and tolerance in binary: with 2.4 and 0.05, it misses 2.45.
    """
    answer = Fraction(item.answer)
    both = _when(rules, "and")
    for operator, bound in (("gte", answer - item.margin), ("lte", answer + item.margin)):
        end = ET.SubElement(both, operator)
        _variable(end, RESPONSE)
        _value(end, "float", content.decimal(bound))
    _then_full_marks(rules)


def _in_order(rules: ET.Element, item: Order) -> None:
    """Find each part's place, count the pairs in the right order, and take off the pairs in the wrong one."""
    count = len(item.order)
    for number, part in enumerate(item.order, start=1):
        condition = ET.SubElement(rules, "responseCondition")
        for place in range(1, count + 1):
            branch = ET.SubElement(condition, "responseIf" if place == 1 else "responseElseIf")
            same = ET.SubElement(branch, "match")
            _variable(ET.SubElement(same, "index", n=str(place)), RESPONSE)
            _value(same, "identifier", identifier(part.id))
            _value(_set(branch, _place(number)), "integer", str(place))
    pairs = list(combinations(range(1, count + 1), 2))
    for first, second in pairs:
        before = _when(rules, "lt")
        _variable(before, _place(first))
        _variable(before, _place(second))
        counted = ET.SubElement(_set(_last_if(rules), _PAIRS), "sum")
        _variable(counted, _PAIRS)
        _value(counted, "integer", "1")
    more = _when(rules, "gt")
    _twice_the_pairs(more)
    _value(more, "integer", str(len(pairs)))
    share = ET.SubElement(_set(_last_if(rules), SCORE), "divide")
    left = ET.SubElement(share, "subtract")
    _twice_the_pairs(left)
    _value(left, "integer", str(len(pairs)))
    _value(share, "integer", str(len(pairs)))
    _else_nothing(rules)


def _twice_the_pairs(parent: ET.Element) -> None:
    product = ET.SubElement(parent, "product")
    _value(product, "integer", "2")
    _variable(product, _PAIRS)


def _matched(rules: ET.Element, item: Matching) -> None:
    """Take 1 from the sum of the shares and divide by one less than the matches in use, but not below 0."""
    used = len({pair.match for pair in item.pairs})
    more = _when(rules, "gt")
    ET.SubElement(more, "mapResponse", identifier=RESPONSE)
    _value(more, "float", "1")
    share = ET.SubElement(_set(_last_if(rules), SCORE), "divide")
    left = ET.SubElement(share, "subtract")
    ET.SubElement(left, "mapResponse", identifier=RESPONSE)
    _value(left, "float", "1")
    _value(share, "float", str(used - 1))
    _else_nothing(rules)


def _when(rules: ET.Element, operator: str) -> ET.Element:
    """Begin a condition and give the operator that decides it."""
    branch = ET.SubElement(ET.SubElement(rules, "responseCondition"), "responseIf")
    return ET.SubElement(branch, operator)


def _last_if(rules: ET.Element) -> ET.Element:
    return rules[-1][0]


def _then_full_marks(rules: ET.Element) -> None:
    _value(_set(_last_if(rules), SCORE), "float", "1")
    _else_nothing(rules)


def _else_nothing(rules: ET.Element) -> None:
    _value(_set(ET.SubElement(rules[-1], "responseElse"), SCORE), "float", "0")


def _set(parent: ET.Element, name: str) -> ET.Element:
    return ET.SubElement(parent, "setOutcomeValue", identifier=name)


def _variable(parent: ET.Element, name: str) -> None:
    ET.SubElement(parent, "variable", identifier=name)


def _value(parent: ET.Element, base: str, value: str) -> None:
    ET.SubElement(parent, "baseValue", baseType=base).text = value


def _place(number: int) -> str:
    return f"PLACE_{number}"


def _directed(pair: str, match: str) -> str:
    return f"{pair_identifier(pair)} {match_identifier(match)}"
