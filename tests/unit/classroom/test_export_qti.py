"""QTI packages, read back by pyslet and by a checker of our own; pyslet's engine gives our marks."""

from __future__ import annotations

import io
import posixpath
import re
import warnings
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from html import escape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from export_bank import asked, expected, harm, holdable, plain, responses, seen, write_bank

from her2lessons.classroom.export import export
from her2lessons.classroom.export.qti_scoring import identifier, match_identifier, pair_identifier
from her2lessons.quiz import Bank, Item, bank_names, load_bank, score
from her2lessons.quiz.kinds.match import Matching
from her2lessons.quiz.kinds.numeric import Numeric

with warnings.catch_warnings():
    # pyslet is of 2017: on import it warns of its own old names and escapes. What it reads is not touched.
    warnings.simplefilter("ignore")
    import pyslet.imscpv1p2 as packages
    import pyslet.qtiv2.xml as qti
    from pyslet.qtiv2 import variables

NS = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"
CP = "{http://www.imsglobal.org/xsd/imscp_v1p1}"
BANKS = [pytest.param(None, id="test bank"), *bank_names()]
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9._-]*")
#: The parts of an item, in the one order that QTI allows.
ORDER = ["responseDeclaration", "outcomeDeclaration", "itemBody", "responseProcessing", "modalFeedback"]
#: The elements that our bodies may hold; all of them are in QTI's content model.
BODY = {"p", "em", "strong", "code", "pre", "ul", "ol", "li", "blockquote", "hr", "br", "a", "img"}
BODY |= {"h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"}
BODY |= {"choiceInteraction", "orderInteraction", "matchInteraction", "textEntryInteraction"}
BODY |= {"simpleChoice", "simpleMatchSet", "simpleAssociableChoice"}

# pyslet calls its own functions by names that it calls deprecated.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


# --- the checker -------------------------------------------------------------------------------------------


def faults(data: bytes) -> list[str]:
    """Say everything that is structurally wrong with a package; an empty list for a sound one."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    files = {name: archive.read(name) for name in archive.namelist()}
    if "imsmanifest.xml" not in files:
        return ["there is no imsmanifest.xml"]
    documents: dict[str, ET.Element] = {}
    found = [f"{name} is no safe name" for name in files if not re.fullmatch(r"[A-Za-z0-9._/-]+", name)]
    for name, text in files.items():
        if name.endswith(".xml"):
            try:
                documents[name] = ET.fromstring(text)
            except ET.ParseError as error:
                found.append(f"{name} is not well-formed: {error}")
    if "imsmanifest.xml" not in documents:
        return found
    found += _manifest_faults(documents["imsmanifest.xml"], files)
    found += _pictures_not_listed(documents)
    for name, root in documents.items():
        if root.tag == f"{NS}assessmentTest":
            found += [
                f"{name} asks {ref.get('href')}, which is absent"
                for ref in root.iter(f"{NS}assessmentItemRef")
                if posixpath.normpath(posixpath.join(posixpath.dirname(name), ref.get("href"))) not in files
            ]
        elif root.tag == f"{NS}assessmentItem":
            found += [f"{name}: {fault}" for fault in _item_faults(name, root, files)]
    return found


def _manifest_faults(manifest: ET.Element, files: dict[str, bytes]) -> Iterator[str]:
    resources = manifest.findall(f"{CP}resources/{CP}resource")
    names = [resource.get("identifier") for resource in resources]
    yield from (f"the resource {name} stands twice" for name in {n for n in names if names.count(n) > 1})
    listed = {"imsmanifest.xml"}
    for resource in resources:
        own = [file.get("href") for file in resource.findall(f"{CP}file")]
        listed |= set(own)
        if resource.get("href") not in own:
            yield f"{resource.get('identifier')} does not list its own file"
        yield from (f"the manifest lists {file}, which is absent" for file in own if file not in files)
        for dependency in resource.findall(f"{CP}dependency"):
            if dependency.get("identifierref") not in names:
                yield f"{dependency.get('identifierref')} is depended on and not there"
    yield from (f"{file} is not in the manifest" for file in files if file not in listed)


def _pictures_not_listed(documents: dict[str, ET.Element]) -> Iterator[str]:
    """Some readers follow no dependencies, so an item's resource must list its picture too."""
    for resource in documents["imsmanifest.xml"].iter(f"{CP}resource"):
        item = documents.get(resource.get("href"))
        own = [file.get("href") for file in resource.findall(f"{CP}file")]
        for image in item.iter(f"{NS}img") if item is not None else ():
            if posixpath.normpath(posixpath.join("items", image.get("src"))) not in own:
                yield f"{resource.get('identifier')} does not list its picture"


def _item_faults(name: str, root: ET.Element, files: dict[str, bytes]) -> Iterator[str]:
    parts = [child.tag.removeprefix(NS) for child in root]
    if parts != sorted(parts, key=ORDER.index) or parts.count("itemBody") != 1:
        yield f"its parts stand in a wrong order: {parts}"
    body = root.find(f"{NS}itemBody")
    yield from (f"{tag} is no element of a body" for tag in _tags(body) - BODY - {"itemBody"})
    if "".join([body.text or "", *(child.tail or "" for child in body)]).strip():
        yield "text stands in the body outside of any element"
    for element in (each for part in root if part.tag in SHOWN for each in list(part.iter())[1:]):
        wrong = set(element.attrib) - HTML if element.tag not in INTERACTING else set()
        yield from (f"{element.tag.removeprefix(NS)} has no attribute {name}" for name in wrong)
    for element in root.iter():
        if "identifier" in element.attrib and not NAME.fullmatch(element.get("identifier")):
            yield f"{element.get('identifier')!r} is no identifier"
    for image in root.iter(f"{NS}img"):
        address = posixpath.normpath(posixpath.join(posixpath.dirname(name), image.get("src")))
        if address not in files:
            yield f"its picture {address} is absent"
    choices = {e.get("identifier") for e in body.iter() if e.tag in CHOICES}
    for response in root.findall(f"{NS}responseDeclaration"):
        values = [value.text for value in response.iter(f"{NS}value")]
        if not values:
            yield "it declares nothing right"
        if response.get("baseType") in ("identifier", "directedPair"):
            wrong = [part for value in values for part in value.split() if part not in choices]
            yield from (f"the right answer {part} is no choice" for part in wrong)
    declared = {e.get("identifier") for e in root if e.tag.endswith("Declaration")}
    for element in root.iter():
        for key in ("responseIdentifier", "outcomeIdentifier"):
            if key in element.attrib and element.get(key) not in declared:
                yield f"{element.get(key)} is not declared"
    for element in root.find(f"{NS}responseProcessing").iter():
        if "identifier" in element.attrib and element.get("identifier") not in declared:
            yield f"{element.get('identifier')} is used and not declared"


CHOICES = (f"{NS}simpleChoice", f"{NS}simpleAssociableChoice")
SHOWN = (f"{NS}itemBody", f"{NS}modalFeedback")
INTERACTING = {f"{NS}{tag}" for tag in BODY if tag.startswith("simple") or tag.endswith("Interaction")}
#: The attributes that our safe HTML needs; QTI knows neither target nor style.
HTML = {"href", "src", "alt"}


def _tags(element: ET.Element) -> set[str]:
    return {each.tag.removeprefix(NS) for each in element.iter()}


# --- pyslet ------------------------------------------------------------------------------------------------


@contextmanager
def opened(path: Path) -> Iterator[Any]:
    """Open a package with pyslet, which unpacks it into a folder of its own and must be told to leave."""
    package = packages.ContentPackage(str(path))
    try:
        yield package
    finally:
        package.close()


def items_of(package: Any) -> Iterator[tuple[str, Any, ET.Element, Path]]:
    """Give each item of a package: its name in the manifest, pyslet's object, its tree and its file."""
    folder = Path(str(package.dPath))
    for resource in package.manifest.root.Resources.Resource:
        if resource.type == "imsqti_item_xmlv2p1":
            file = folder / str(resource.href)
            document = qti.QTIDocument()
            with file.open("rb") as stream:
                document.read(src=stream)
            yield resource.id.removeprefix("item-"), document.root, ET.parse(file).getroot(), file


def inner(element: ET.Element) -> str:
    """Give what is in an element of the body as HTML, without QTI's namespace."""
    copy = ET.fromstring(ET.tostring(element))
    for each in copy.iter():
        each.tag = each.tag.removeprefix(NS)
    return "".join(
        [escape(copy.text or ""), *(ET.tostring(child, encoding="unicode", method="html") for child in copy)]
    )


def read(item: Any, tree: ET.Element, file: Path) -> dict[str, Any]:
    """Read an item: declarations and choices from pyslet, words from the tree, into what `expected` says."""
    [declared] = item.ResponseDeclaration
    right = declared.get_correct_value().value
    body = tree.find(f"{NS}itemBody")
    interaction = next(e for e in body.iter() if e.tag.endswith("Interaction"))
    line = next(child for child in body if interaction in list(child.iter()))
    before = list(body)[: list(body).index(line)]
    said: dict[str, Any] = {}
    picture = body.find(f".//{NS}img")
    if picture is not None:
        before = before[:-1]
        said["picture"] = ((file.parent / picture.get("src")).read_bytes(), plain(picture.get("alt")))
    said["prompt"] = " ".join(seen(inner_with_tag(block)) for block in before)
    choices = {e.get("identifier"): seen(inner(e)) for e in interaction.iter() if e.tag in CHOICES}
    reasons = {
        m.get("identifier"): seen(inner(m))
        for m in tree.findall(f"{NS}modalFeedback")
        if m.get("outcomeIdentifier") == "REASON"
    }
    if declared.baseType == variables.BaseType.float:
        low, high = (Fraction(next(tree.iter(f"{NS}{op}"))[1].text) for op in ("gte", "lte"))
        assert right == pytest.approx(float((low + high) / 2))
        said |= {"answer": (low + high) / 2, "margin": (high - low) / 2}
    elif declared.cardinality == variables.Cardinality.ordered:
        said["order"] = [choices[name] for name in right]
    elif declared.baseType == variables.BaseType.directedPair:
        # pyslet holds several values as a count of each.
        chosen = dict(right.keys())
        said["pairs"] = [(choices[k], choices[chosen[k]]) for k in choices if k.startswith("pair-")]
        said["choices"] = sorted(text for name, text in choices.items() if name.startswith("match-"))
    else:
        said["several"] = declared.cardinality == variables.Cardinality.multiple
        known = set(right) if said["several"] else {right}
        said["options"] = [(text, name in known, reasons[name]) for name, text in choices.items()]
    return said


def inner_with_tag(element: ET.Element) -> str:
    holder = ET.Element("x")
    holder.append(element)
    return inner(holder)


def given(item: Item, response: Any) -> Any:
    """Write a response of ours as QTI has it."""
    if isinstance(item, Numeric):
        return float(response["value"])
    if isinstance(item, Matching):
        return [(pair_identifier(p), match_identifier(m)) for p, m in response.items()]
    return identifier(response) if isinstance(response, str) else [identifier(one) for one in response]


# --- the tests ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", BANKS)
def test_every_bank_reads_back_through_pyslet_as_the_same_questions(name, tmp_path):
    bank = load_bank(name) if name else write_bank(tmp_path)
    wanted = {key: expected(item) for key, item in asked(bank).items()}
    path = export(bank, "qti", tmp_path / "out.zip").path
    assert faults(path.read_bytes()) == []
    with opened(path) as package:
        found = {key: read(item, tree, file) for key, item, tree, file in items_of(package)}
        unlisted = [str(file) for file, owners in package.fileTable.items() if not owners]
    assert unlisted == []
    assert list(found) == list(wanted)
    for key, said in wanted.items():
        assert found[key] == said


@pytest.mark.parametrize("name", BANKS)
def test_pyslets_engine_gives_our_points_for_every_answer(name, tmp_path):
    bank = load_bank(name) if name else write_bank(tmp_path)
    items = asked(bank)
    path = export(bank, "qti", tmp_path / "out.zip").path
    with opened(path) as package:
        for key, item, _, _ in items_of(package):
            tried = responses(items[key])
            # pyslet is slow; of the largest sets every seventh is enough.
            for response in tried if len(tried) <= 600 else tried[::7] + tried[-1:]:
                state = variables.ItemSessionState(item)
                state.begin_session()
                state.set_outcome_defaults()
                state["RESPONSE"].set_value(given(items[key], response))
                item.ResponseProcessing.run(state)
                points = score(items[key], response).points
                assert state["SCORE"].value == pytest.approx(points, abs=1e-9), (key, response)
                assert state["EXPLANATION"].value == "explanation"


def test_an_empty_answer_scores_nothing(tmp_path):
    path = export(write_bank(tmp_path), "qti", tmp_path / "out.zip").path
    with opened(path) as package:
        for key, item, _, _ in items_of(package):
            state = variables.ItemSessionState(item)
            state.begin_session()
            state.set_outcome_defaults()
            item.ResponseProcessing.run(state)
            assert state["SCORE"].value == 0, key


def test_the_reason_of_what_was_chosen_is_shown_and_the_explanation_always(tmp_path):
    bank = write_bank(tmp_path)
    path = export(bank, "qti", tmp_path / "out.zip").path
    with opened(path) as package:
        trees = {key: tree for key, _, tree, _ in items_of(package)}
    said = {
        key: {
            (m.get("outcomeIdentifier"), m.get("identifier")): inner(m)
            for m in tree.iter(f"{NS}modalFeedback")
        }
        for key, tree in trees.items()
    }
    assert seen(said["t.1..b-01"]["REASON", "_2.o"]) == "Reason 2. Option"
    assert "10.1200/JCO.2018.77.8738" in said["07"]["EXPLANATION", "explanation"]
    assert "Part 1: It is number 1." in seen(said["07"]["EXPLANATION", "explanation"])
    assert "Neither fits nothing here." in seen(said["08"]["EXPLANATION", "explanation"])
    assert [harm(html) for feedback in said.values() for html in feedback.values() if harm(html)] == []


def test_units_stand_behind_the_field_and_tolerances_hold_at_both_ends(tmp_path):
    path = export(write_bank(tmp_path), "qti", tmp_path / "out.zip").path
    with opened(path) as package:
        trees = {key: tree for key, _, tree, _ in items_of(package)}
    [field] = trees["05"].iter(f"{NS}textEntryInteraction")
    assert field.tail == " % of cells"
    [field] = trees["h-3"].iter(f"{NS}textEntryInteraction")
    assert "<script>" in holdable(field.tail)
    bounds = [value.text for value in trees["04"].iter(f"{NS}baseValue")][:2]
    assert bounds == ["2.35", "2.45"]


def test_the_test_holds_the_items_in_order_with_their_categories(tmp_path):
    bank = write_bank(tmp_path)
    archive = zipfile.ZipFile(export(bank, "qti", tmp_path / "out.zip").path)
    test = ET.fromstring(archive.read("test.xml"))
    refs = list(test.iter(f"{NS}assessmentItemRef"))
    held = [ET.fromstring(archive.read(ref.get("href"))).get("label") for ref in refs]
    assert held == list(asked(bank))
    assert refs[0].get("category") == "objective-05.2 concept-B04 concept-B05 difficulty-2"
    assert not [ref for ref in refs if "." in ref.get("identifier")]
    assert test.get("title") == "test bank_.."
    with zipfile.ZipFile(tmp_path / "out.zip") as again:
        document = qti.QTIDocument()
        document.read(src=io.BytesIO(again.read("test.xml")))
    assert type(document.root).__name__ == "AssessmentTest"


def test_two_exports_are_the_same_byte_for_byte_and_the_entries_carry_no_time(tmp_path):
    bank = write_bank(tmp_path)
    first = export(bank, "qti", tmp_path / "a.zip").path.read_bytes()
    assert export(bank, "qti", tmp_path / "b.zip").path.read_bytes() == first
    entries = zipfile.ZipFile(io.BytesIO(first)).infolist()
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}


Files = dict[str, bytes]


def _first(files: Files, holding: bytes) -> str:
    return next(name for name, text in files.items() if name.startswith("items/") and holding in text)


def _without_manifest(files: Files) -> None:
    del files["imsmanifest.xml"]


def _without_an_item(files: Files) -> None:
    del files[_first(files, b"choiceInteraction")]


def _right_answer_that_is_no_option(files: Files) -> None:
    name = _first(files, b"<correctResponse><value>_1.o<")
    files[name] = files[name].replace(b"<value>_1.o<", b"<value>_9.o<", 1)


def _without_a_picture(files: Files) -> None:
    del files[next(name for name in files if name.startswith("images/"))]


def _ill_formed(files: Files) -> None:
    name = _first(files, b"</itemBody>")
    files[name] = files[name].replace(b"</itemBody>", b"", 1)


def _a_file_that_is_not_listed(files: Files) -> None:
    files["items/extra.txt"] = b"?"


def _an_outcome_that_is_not_declared(files: Files) -> None:
    name = _first(files, b'identifier="SCORE"')
    files[name] = files[name].replace(
        b'<setOutcomeValue identifier="SCORE"', b'<setOutcomeValue identifier="S"'
    )


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (_without_manifest, "there is no imsmanifest.xml"),
        (_without_an_item, "which is absent"),
        (_right_answer_that_is_no_option, "the right answer _9.o is no choice"),
        (_without_a_picture, "its picture images/"),
        (_ill_formed, "is not well-formed"),
        (_a_file_that_is_not_listed, "items/extra.txt is not in the manifest"),
        (_an_outcome_that_is_not_declared, "S is used and not declared"),
    ],
)
def test_the_checker_finds_each_damage(damage: Callable[[Files], None], said: str, tmp_path):
    bank: Bank = write_bank(tmp_path)
    archive = zipfile.ZipFile(export(bank, "qti", tmp_path / "out.zip").path)
    files = {name: archive.read(name) for name in archive.namelist()}
    damage(files)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as spoiled:
        for name, text in files.items():
            spoiled.writestr(name, text)
    found = faults(held.getvalue())
    assert any(said in fault for fault in found), found
