"""A bank as a QTI 2.1 content package: a zip with a manifest, a test, an item a question, and pictures.

| here | in QTI | marked as here? |
|---|---|---|
| single, classify | choiceInteraction with one choice | yes |
| multiple | choiceInteraction, a mapping with a floor at 0 | yes |
| numeric | textEntryInteraction, both ends of the tolerance counted in | yes, but without units |
| order | orderInteraction, rules that count pairs | yes |
| match | matchInteraction, a mapping and rules | yes |

Reasons are modal feedback, one for each option, and one with the explanation and the sources. Objectives,
concepts and difficulties are categories in the test.

No XML schema of QTI was at hand when this was written. The packages were checked by a round trip through
pyslet, which reads them and works out their marks, and by a structural check of our own; both are in the
tests. They were not validated against the schema, nor imported into a running system.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from her2lessons.classroom.export import content, qti_item
from her2lessons.classroom.export.content import Packed, Question
from her2lessons.classroom.export.files import zipped
from her2lessons.quiz.kinds.numeric import Numeric
from her2lessons.quiz.kinds.order import Order

_PACKAGING = "http://www.imsglobal.org/xsd/imscp_v1p1"
_TEST_FILE = "test.xml"
_UNIT_NOTE = "Numbers: the unit stands behind the field, and only a number with a decimal point is read."
_ORDER_NOTE = (
    "Orders: every pair in the right order counts, as here; some readers score orders by rules of their own."
)


def build(name: str, questions: Sequence[Question]) -> Packed:
    """Give the package, and what is not as it was.

    Parameters
    ----------
    name
        Of the bank; it becomes the title of the test.
    questions
        What `content.questions` made, in the order of the test.
    """
    files = [
        (f"items/{number:03d}-{question.id}.xml", question) for number, question in enumerate(questions, 1)
    ]
    pictures = {
        f"images/{content.file_name(question.picture)}": question.picture.data
        for question in questions
        if question.picture
    }
    entries = [
        ("imsmanifest.xml", _text(_manifest(files, list(pictures)))),
        (_TEST_FILE, _text(_test(name, files))),
    ]
    for file, question in files:
        address = f"../images/{content.file_name(question.picture)}" if question.picture else ""
        entries.append((file, _text(qti_item.document(question, address))))
    entries += pictures.items()
    notes = [_UNIT_NOTE] if any(isinstance(question.item, Numeric) for question in questions) else []
    notes += [_ORDER_NOTE] if any(isinstance(question.item, Order) for question in questions) else []
    return Packed(zipped(entries), len(questions), notes)


def _text(root: ET.Element) -> bytes:
    data: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def _manifest(files: Sequence[tuple[str, Question]], pictures: Sequence[str]) -> ET.Element:
    """List every file, and for each what it depends on."""
    root = ET.Element("manifest", {"xmlns": _PACKAGING, "identifier": "her2lessons"})
    metadata = ET.SubElement(root, "metadata")
    ET.SubElement(metadata, "schema").text = "QTIv2.1 Package"
    ET.SubElement(metadata, "schemaversion").text = "1.0.0"
    ET.SubElement(root, "organizations")
    resources = ET.SubElement(root, "resources")
    test = _resource(resources, "test", "imsqti_test_xmlv2p1", _TEST_FILE)
    for file, question in files:
        ET.SubElement(test, "dependency", identifierref=f"item-{question.id}")
        item = _resource(resources, f"item-{question.id}", "imsqti_item_xmlv2p1", file)
        if question.picture:
            # Named as a file of the item as well: some readers follow no dependencies.
            picture = f"images/{content.file_name(question.picture)}"
            ET.SubElement(item, "file", href=picture)
            ET.SubElement(item, "dependency", identifierref=_picture_identifier(picture))
    for picture in pictures:
        _resource(resources, _picture_identifier(picture), "webcontent", picture)
    ET.indent(root)
    return root


def _picture_identifier(file: str) -> str:
    return file.replace("/", "-")


def _resource(resources: ET.Element, name: str, kind: str, file: str) -> ET.Element:
    made = ET.SubElement(resources, "resource", identifier=name, type=kind, href=file)
    ET.SubElement(made, "file", href=file)
    return made


def _test(name: str, files: Sequence[tuple[str, Question]]) -> ET.Element:
    """Give a test that asks the questions in their order and adds up their marks."""
    title = content.clean(name)
    root = qti_item.root_element("assessmentTest", identifier="test", title=title, toolName="her2lessons")
    total = ET.SubElement(
        root, "outcomeDeclaration", identifier="SCORE", cardinality="single", baseType="float"
    )
    ET.SubElement(ET.SubElement(total, "defaultValue"), "value").text = "0"
    part = ET.SubElement(
        root, "testPart", identifier="part", navigationMode="nonlinear", submissionMode="individual"
    )
    ET.SubElement(part, "itemSessionControl", maxAttempts="0", showFeedback="true")
    section = ET.SubElement(part, "assessmentSection", identifier="section", title=title, visible="true")
    for number, (file, question) in enumerate(files, start=1):
        # The full stop parts an item from its variables in the rules of a test, so these names have none.
        filed = [f"{sort}-{tag}" for sort, tags in question.tags.items() for tag in tags]
        ET.SubElement(
            section, "assessmentItemRef", identifier=f"Q{number:03d}", href=file, category=" ".join(filed)
        )
    rules = ET.SubElement(root, "outcomeProcessing")
    added = ET.SubElement(ET.SubElement(rules, "setOutcomeValue", identifier="SCORE"), "sum")
    ET.SubElement(added, "testVariables", variableIdentifier="SCORE")
    ET.indent(root)
    return root
