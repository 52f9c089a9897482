"""One question as a QTI 2.1 assessmentItem."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from her2lessons import __version__
from her2lessons.classroom.export import content, qti_scoring
from her2lessons.classroom.export.content import Question
from her2lessons.classroom.export.qti_scoring import RESPONSE, identifier
from her2lessons.quiz.kinds.match import Matching
from her2lessons.quiz.kinds.multiple import Multiple
from her2lessons.quiz.kinds.numeric import Numeric
from her2lessons.quiz.kinds.order import Order

NAMESPACE = "http://www.imsglobal.org/xsd/imsqti_v2p1"
_SCHEMA = "http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd"
#: Of the attributes that safe HTML has, QTI knows these; where a link opens and how a column is set go.
_KEPT = frozenset({"href", "src", "alt"})


def root_element(tag: str, **attributes: str) -> ET.Element:
    """Start a document in the namespace of QTI 2.1."""
    # Written as plain attributes: ElementTree offers no default namespace for documents with attributes.
    return ET.Element(
        tag,
        {
            "xmlns": NAMESPACE,
            "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
            "xsi:schemaLocation": f"{NAMESPACE} {_SCHEMA}",
            **attributes,
        },
    )


def document(question: Question, picture_address: str = "") -> ET.Element:
    """Give the item, with its picture, if it has one, at ``picture_address``."""
    root = root_element(
        "assessmentItem",
        identifier=identifier(question.id),
        title=question.title,
        label=question.id,
        adaptive="false",
        timeDependent="false",
        toolName="her2lessons",
        toolVersion=__version__,
    )
    root.set("xml:lang", "en")
    qti_scoring.declare(root, question.item)
    _body(root, question, picture_address)
    qti_scoring.process(root, question.item)
    for option in content.options(question.item):
        _feedback(root, qti_scoring.REASON, identifier(option.id), content.block(option.because))
    _feedback(root, qti_scoring.EXPLANATION, qti_scoring.SHOWN, content.explanation(question.item))
    return root


def _body(root: ET.Element, question: Question, picture_address: str) -> None:
    body = ET.SubElement(root, "itemBody")
    _blocks(body, content.block(question.item.prompt))
    if question.picture:
        shown = ET.SubElement(body, "p")
        ET.SubElement(shown, "img", src=picture_address, alt=content.clean(question.picture.alt))
    match question.item:
        case Numeric() as item:
            line = ET.SubElement(body, "p")
            field = ET.SubElement(
                line, "textEntryInteraction", responseIdentifier=RESPONSE, expectedLength="12"
            )
            field.tail = f" {content.clean(item.unit)}" if item.unit else None
        case Order() as item:
            order = ET.SubElement(body, "orderInteraction", responseIdentifier=RESPONSE, shuffle="false")
            for part in item.shown:
                _inline(ET.SubElement(order, "simpleChoice", identifier=identifier(part.id)), part.text)
        case Matching() as item:
            _match_interaction(body, item)
        case item:
            several = isinstance(item, Multiple)
            most = "0" if several else "1"
            choice = ET.SubElement(
                body, "choiceInteraction", responseIdentifier=RESPONSE, shuffle="false", maxChoices=most
            )
            for option in content.options(item):
                _inline(ET.SubElement(choice, "simpleChoice", identifier=identifier(option.id)), option.text)


def _match_interaction(body: ET.Element, item: Matching) -> None:
    """Write both lists; a pair takes one match, a match any number of pairs."""
    made = ET.SubElement(
        body,
        "matchInteraction",
        responseIdentifier=RESPONSE,
        shuffle="false",
        maxAssociations=str(len(item.pairs)),
    )
    left = [(qti_scoring.pair_identifier(pair.id), pair.text) for pair in item.pairs]
    right = [(qti_scoring.match_identifier(match.id), match.text) for match in item.matches]
    _match_set(made, left, "1")
    _match_set(made, right, "0")


def _match_set(parent: ET.Element, choices: Sequence[tuple[str, str]], most: str) -> None:
    made = ET.SubElement(parent, "simpleMatchSet")
    for name, text in choices:
        choice = ET.SubElement(made, "simpleAssociableChoice", identifier=name, matchMax=most)
        choice.text = content.clean(text).strip()


def _feedback(root: ET.Element, outcome: str, name: str, html: str) -> None:
    made = ET.SubElement(root, "modalFeedback", outcomeIdentifier=outcome, identifier=name, showHide="show")
    _blocks(made, html)


def _blocks(parent: ET.Element, html: str) -> None:
    """Put safe HTML made of blocks into ``parent``."""
    parent.extend([_copied(child) for child in _parsed(html)])


def _inline(parent: ET.Element, text: str) -> None:
    """Put one line of Markdown into ``parent``."""
    parsed = _parsed(content.inline(text))
    parent.text = parsed.text
    parent.extend([_copied(child) for child in parsed])


def _parsed(html: str) -> ET.Element:
    # Our reader writes XHTML with no entities but XML's own, so that any text of a bank can be parsed.
    return ET.fromstring(f"<div>{html}</div>")  # noqa: S314 - made here, never read from outside


def _copied(element: ET.Element) -> ET.Element:
    kept = {key: value for key, value in element.attrib.items() if key in _KEPT}
    made = ET.Element(element.tag, kept)
    made.text, made.tail = element.text, element.tail
    made.extend([_copied(child) for child in element])
    return made
