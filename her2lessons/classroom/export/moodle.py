"""A bank as Moodle XML, which Moodle imports under Question bank > Import.

| here | in Moodle | marked as here? |
|---|---|---|
| single, classify | multichoice with one answer: 100 % or 0 % | yes |
| multiple | multichoice with several answers, shares below | yes |
| numeric | numerical, the tolerance as a distance | yes, but the number is typed without its unit |
| match | matching; matches that fit nothing are answers without a question | no: the share of pairs found |
| order | matching with places 1, 2, 3 ..., or Moodle's own ordering | no: see `build` |

Shares. Moodle takes only percentages from a fixed list: among them one divided by each whole number up to
ten, and 5 %, all of either sign. A right option is worth one divided by the number of right ones; a wrong one
takes away one divided by the number of wrong ones. So up to ten of each keep our marks to Moodle's seven
decimals: everything ticked gives 0, and Moodle too stops at 0 from below. Between eleven and twenty of a
sort, some get 10 % and the rest 5 %, which still add up to 100 %; beyond twenty there is no way, and the
question is left out.

Checked against the source of Moodle's importer (question/format/xml, question/engine/bank.php,
question/type/match, numerical and ordering), not by an import into a running Moodle.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from fractions import Fraction
from typing import Literal
from xml.etree import ElementTree as ET

from her2lessons.classroom.export import content
from her2lessons.classroom.export.content import ExportError, Packed, Question
from her2lessons.quiz.item import Option
from her2lessons.quiz.kinds.match import Matching
from her2lessons.quiz.kinds.multiple import Multiple
from her2lessons.quiz.kinds.numeric import Numeric
from her2lessons.quiz.kinds.order import Order
from her2lessons.quiz.result import NOT_YET, PARTLY, RIGHT

Ordering = Literal["matching", "ordering"]

_MOST_EQUAL, _MOST = 10, 20
_FEWEST_ANSWERS = 3
_NO_UNIT_FIELD = "3"
_MATCH_NOTE = "Pairs: Moodle gives the share of pairs found; here, what guessing brings is taken off."
_UNIT_NOTE = "Numbers with a unit: the question names the unit, and Moodle takes the number alone."
_ORDER_NOTES = {
    "matching": "Orders became matching with the places 1, 2, 3 ...; Moodle gives the share of parts in "
    "their place, here every pair in the right order counts.",
    "ordering": "Orders need Moodle 4.4, or its plugin Ordering; Moodle gives the share of pairs in the "
    "right order, here the pairs in the wrong one are taken off.",
}


def build(name: str, questions: Sequence[Question], *, ordering: Ordering = "matching") -> Packed:
    """Give the text of the file, and what is not as it was.

    Parameters
    ----------
    name
        Of the bank; it names the category in Moodle.
    questions
        What `content.questions` made.
    ordering
        How to put an order: ``"matching"`` imports everywhere, as parts to be matched with their places;
        ``"ordering"`` is the question type of that name, part of Moodle since 4.4 and a plugin before.
    """
    quiz = ET.Element("quiz")
    _category(quiz, name)
    notes: list[str] = []
    for question in questions:
        item = question.item
        if isinstance(item, Multiple) and _largest_sort(item.options) > _MOST:
            notes.append(
                f"{question.id} was left out: Moodle cannot share a mark among over {_MOST} options."
            )
            continue
        match item:
            case Numeric():
                _numerical(_question(quiz, "numerical", question), item)
                notes += [_UNIT_NOTE] if item.unit else []
            case Matching():
                _matching(_question(quiz, "matching", question), item)
                notes.append(_MATCH_NOTE)
            case Order() if ordering == "ordering":
                _ordering(_question(quiz, "ordering", question), item)
                notes.append(_ORDER_NOTES[ordering])
            case Order():
                _places(_question(quiz, "matching", question), item)
                notes.append(_ORDER_NOTES[ordering])
            case _:
                notes += _multichoice(_question(quiz, "multichoice", question), question)
    ET.indent(quiz)
    count = len(quiz.findall("question")) - 1
    if not count:
        raise ExportError("No question of this bank can be put into Moodle XML.")
    data: bytes = ET.tostring(quiz, encoding="utf-8", xml_declaration=True)
    return Packed(data + b"\n", count, list(dict.fromkeys(notes)))


def _category(quiz: ET.Element, name: str) -> None:
    made = ET.SubElement(quiz, "question", type="category")
    # A slash would part a category from a category within it; Moodle reads two as one that does not.
    path = content.clean(name).replace("/", "//")
    _text(ET.SubElement(made, "category"), f"$course$/top/{path}")


def _question(quiz: ET.Element, kind: str, question: Question) -> ET.Element:
    """Start a question with what all types have; Moodle reads the fields in any order."""
    made = ET.SubElement(quiz, "question", type=kind)
    item, picture = question.item, question.picture
    _text(ET.SubElement(made, "name"), question.title)
    unit = item.unit if isinstance(item, Numeric) else ""
    asked = content.block(item.prompt)
    if unit:
        asked += f"<p>Give the number in {content.plain(unit)}, without the unit.</p>"
    if picture:
        address = f"@@PLUGINFILE@@/{content.file_name(picture)}"
        asked += f'<p><img src="{address}" alt="{content.plain(picture.alt)}"></p>'
    shown = _html(made, "questiontext", asked)
    if picture:
        file = ET.SubElement(shown, "file", name=content.file_name(picture), path="/", encoding="base64")
        file.text = base64.b64encode(picture.data).decode("ascii")
    _html(made, "generalfeedback", content.explanation(item))
    ET.SubElement(made, "defaultgrade").text = "1"
    ET.SubElement(made, "penalty").text = "0.3333333"
    ET.SubElement(made, "hidden").text = "0"
    ET.SubElement(made, "idnumber").text = question.id
    tags = ET.SubElement(made, "tags")
    for sort, found in question.tags.items():
        for tag in found:
            _text(ET.SubElement(tags, "tag"), f"{sort} {tag}")
    return made


def _multichoice(made: ET.Element, question: Question) -> list[str]:
    several = isinstance(question.item, Multiple)
    ET.SubElement(made, "single").text = "false" if several else "true"
    ET.SubElement(made, "shuffleanswers").text = "false"
    ET.SubElement(made, "answernumbering").text = "none"
    ET.SubElement(made, "showstandardinstruction").text = "1"
    _verdicts(made)
    options = content.options(question.item)
    for option, share in zip(options, _shares(options, several), strict=True):
        answer = ET.SubElement(made, "answer", fraction=_percent(share), format="html")
        _text(answer, content.inline(option.text))
        _html(answer, "feedback", content.block(option.because))
    if several and _largest_sort(options) > _MOST_EQUAL:
        return [f"{question.id} has more than {_MOST_EQUAL} options of a sort; in Moodle some count double."]
    return []


def _largest_sort(options: Sequence[Option]) -> int:
    right = sum(option.correct for option in options)
    return max(right, len(options) - right)


def _shares(options: Sequence[Option], several: bool) -> list[Fraction]:
    """Give what ticking each option is worth; see the top of this module."""
    if not several:
        return [Fraction(int(option.correct)) for option in options]
    right = iter(_equal_shares(sum(option.correct for option in options)))
    wrong = iter(_equal_shares(sum(not option.correct for option in options)))
    return [next(right) if option.correct else -next(wrong) for option in options]


def _equal_shares(count: int) -> list[Fraction]:
    if count <= _MOST_EQUAL:
        return [Fraction(1, count)] * count
    double = _MOST - count
    return [Fraction(1, 10)] * double + [Fraction(1, 20)] * (count - double)


def _percent(share: Fraction) -> str:
    """Write a share as a percentage with five decimals, as near to Moodle's list as it asks for."""
    return f"{float(share * 100):.5f}".rstrip("0").rstrip(".")


def _numerical(made: ET.Element, item: Numeric) -> None:
    answer = ET.SubElement(made, "answer", fraction="100", format="plain_text")
    _text(answer, item.answer)
    ET.SubElement(answer, "tolerance").text = content.decimal(item.margin)
    # No field for a unit: an optional one would accept any unit, a graded one would refuse a bare number.
    ET.SubElement(made, "unitgradingtype").text = "0"
    ET.SubElement(made, "unitpenalty").text = "0"
    ET.SubElement(made, "showunits").text = _NO_UNIT_FIELD
    ET.SubElement(made, "unitsleft").text = "0"
    if item.unit:
        unit = ET.SubElement(ET.SubElement(made, "units"), "unit")
        ET.SubElement(unit, "multiplier").text = "1"
        ET.SubElement(unit, "unit_name").text = content.clean(item.unit)


def _matching(made: ET.Element, item: Matching) -> None:
    texts = {match.id: match.text for match in item.matches}
    rows = [(content.plain(pair.text), texts[pair.match]) for pair in item.pairs]
    rows += [("", match.text) for match in content.unused(item)]
    # Moodle asks for three answers; an answer that it has already is shown only once.
    rows += [("", rows[0][1])] * (_FEWEST_ANSWERS - len(rows))
    _subquestions(made, rows)


def _places(made: ET.Element, item: Order) -> None:
    places = {part.id: str(place) for place, part in enumerate(item.order, start=1)}
    _subquestions(made, [(content.inline(part.text), places[part.id]) for part in item.shown])


def _subquestions(made: ET.Element, rows: Sequence[tuple[str, str]]) -> None:
    """Write rows of a text in HTML and its answer, plain text that Moodle puts into a page as HTML."""
    ET.SubElement(made, "shuffleanswers").text = "false"
    _verdicts(made)
    for shown, answer in rows:
        row = _html(made, "subquestion", shown)
        _text(ET.SubElement(row, "answer"), content.plain(answer))


def _ordering(made: ET.Element, item: Order) -> None:
    settings = {
        "layouttype": "VERTICAL",
        "selecttype": "ALL",
        "selectcount": str(len(item.order)),
        "gradingtype": "RELATIVE_ALL_PREVIOUS_AND_NEXT",
        "showgrading": "HIDE",
        "numberingstyle": "none",
    }
    for tag, value in settings.items():
        ET.SubElement(made, tag).text = value
    _verdicts(made)
    for place, part in enumerate(item.order, start=1):
        answer = ET.SubElement(made, "answer", fraction=str(place), format="html")
        _text(answer, content.inline(part.text))


def _verdicts(made: ET.Element) -> None:
    for tag, verdict in (("correct", RIGHT), ("partiallycorrect", PARTLY), ("incorrect", NOT_YET)):
        _html(made, f"{tag}feedback", f"<p>{verdict}.</p>")


def _html(parent: ET.Element, tag: str, html: str) -> ET.Element:
    made = ET.SubElement(parent, tag, format="html")
    _text(made, html)
    return made


def _text(parent: ET.Element, text: str) -> None:
    ET.SubElement(parent, "text").text = text
