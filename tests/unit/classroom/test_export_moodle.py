"""Moodle XML, read back by a small reader of its own: the same questions, and the same marks."""

from __future__ import annotations

import base64
from fractions import Fraction
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from export_bank import (
    CASES,
    ITEMS,
    NASTY,
    PICTURE,
    Page,
    _item,
    _options,
    asked,
    expected,
    harm,
    responses,
    seen,
    words,
    write_bank,
)
from hypothesis import given
from hypothesis import strategies as st

from her2lessons.classroom.export import ExportError, content, export
from her2lessons.quiz import Bank, Item, bank_names, load_bank, score

#: The percentages that Moodle's question bank takes (question/engine/bank.php), but for their signs.
SHARES = (0, 5, 10, 100 / 9, 12.5, 100 / 7, 100 / 6, 20, 25, 30, 100 / 3, 40, 50)
SHARES += (60, 200 / 3, 70, 75, 80, 250 / 3, 90, 100)

BANKS = [pytest.param(None, id="test bank"), *bank_names()]


def text(element: ET.Element, path: str = "") -> str:
    return element.findtext(f"{path}/text" if path else "text") or ""


def read(question: ET.Element) -> dict[str, Any]:
    """Read one question as Moodle's importer does, into what `expected` says of the item."""
    html = text(question, "questiontext")
    kind = question.get("type")
    said: dict[str, Any] = {}
    answers = question.findall("answer")
    if kind == "numerical":
        # The line that names the unit stands last.
        unit = question.find("units/unit/unit_name")
        html = html if unit is None else html[: html.rindex("<p>Give the number in ")]
        said = {"answer": Fraction(text(answers[0])), "margin": Fraction(answers[0].findtext("tolerance"))}
        assert question.findtext("showunits") == "3"
    elif kind == "ordering":
        said["order"] = [seen(text(answer)) for answer in answers]
    elif kind == "matching":
        rows = [(seen(text(row)), seen(text(row, "answer"))) for row in question.findall("subquestion")]
        assert len(rows) >= 3, "Moodle asks for three answers"
        said["pairs"] = [row for row in rows if row[0]]
        said["choices"] = sorted({answer for _, answer in rows})
    else:
        said["several"] = question.findtext("single") == "false"
        said["options"] = [
            (seen(text(a)), float(a.get("fraction")) > 0, seen(text(a, "feedback"))) for a in answers
        ]
    file = question.find("questiontext/file")
    if file is not None:
        src = f"@@PLUGINFILE@@{file.get('path')}{file.get('name')}"
        picture = Page(html).attributes[-2:]
        assert picture[0] == ("src", src)
        said["picture"] = (base64.b64decode(file.text), " ".join(picture[1][1].split()))
    assert harm(html, (src,) if file is not None else ()) == []
    return {"prompt": seen(html), **said}


def exported(bank: Bank, folder: Path, **settings: Any) -> dict[str, ET.Element]:
    path = export(bank, "moodle", folder / "out.xml", **settings).path
    found = ET.parse(path).getroot().findall("question")
    assert [q.get("type") for q in found].count("category") == 1
    return {q.findtext("idnumber"): q for q in found if q.get("type") != "category"}


def loaded(name: str | None, folder: Path) -> Bank:
    return load_bank(name) if name else write_bank(folder)


@pytest.mark.parametrize("name", BANKS)
@pytest.mark.parametrize("ordering", ["matching", "ordering"])
def test_every_bank_reads_back_as_the_same_questions(name, ordering, tmp_path):
    bank = loaded(name, tmp_path)
    found = exported(bank, tmp_path, ordering=ordering)
    wanted = {key: expected(item) for key, item in asked(bank).items()}
    assert list(found) == list(wanted)
    for key, question in found.items():
        got = read(question)
        if "order" in wanted[key] and "pairs" in got:
            placed = {place: part for part, place in got.pop("pairs")}
            choices = got.pop("choices")
            got["order"] = [placed[str(place)] for place in range(1, len(choices) + 1)]
        assert got == wanted[key]


@pytest.mark.parametrize("name", BANKS)
def test_moodle_gives_our_points_for_every_answer_to_a_choice(name, tmp_path):
    bank = loaded(name, tmp_path)
    items = asked(bank)
    for key, question in exported(bank, tmp_path).items():
        if question.get("type") != "multichoice":
            continue
        shares = [float(a.get("fraction")) for a in question.findall("answer")]
        assert all(min(abs(abs(share) - one) for one in SHARES) < 0.001 for share in shares)
        positive = sum(share for share in shares if share > 0)
        assert positive == pytest.approx(100, abs=0.0001), "Moodle wants 100 % in all"
        options = content.options(items[key])
        for response in responses(items[key]):
            ticked = [s for s, o in zip(shares, options, strict=True) if o.id in response or o.id == response]
            given = min(max(sum(ticked) / 100, 0), 1)
            assert given == pytest.approx(score(items[key], response).points, abs=1e-6)


@pytest.mark.parametrize(
    ("right", "wrong", "note"),
    [(10, 10, ""), (11, 2, "count double"), (2, 20, "count double"), (20, 1, "count double")],
)
def test_many_options_still_share_out_the_whole_mark_and_what_is_uneven_is_said(right, wrong, note, tmp_path):
    bank = write_bank(tmp_path, [_item("x", "multiple", options=_options(right, wrong))])
    done = export(bank, "moodle", tmp_path / "out.xml")
    shares = [float(a.get("fraction")) for a in ET.parse(done.path).iter("answer")]
    assert sum(share for share in shares if share > 0) == pytest.approx(100)
    assert sum(shares) == pytest.approx(0), "everything ticked gives nothing"
    assert all(min(abs(abs(share) - one) for one in SHARES) < 0.001 for share in shares)
    assert note in " ".join(done.notes)
    assert ("count double" in " ".join(done.notes)) == bool(note)


def test_a_question_that_moodle_cannot_mark_is_left_out_by_name(tmp_path):
    items = [_item("x", "multiple", options=_options(1, 21)), ITEMS[0]]
    done = export(write_bank(tmp_path, items), "moodle", tmp_path / "out.xml")
    assert done.questions == 1
    assert any("x was left out" in note for note in done.notes)
    with pytest.raises(ExportError, match="No question of this bank"):
        export(write_bank(tmp_path, items[:1], "one"), "moodle", tmp_path / "none.xml")
    assert not (tmp_path / "none.xml").exists()


def test_feedback_explains_cites_and_gives_reasons_for_orders_and_pairs(tmp_path):
    found = exported(write_bank(tmp_path), tmp_path)
    for key, question in found.items():
        html = text(question, "generalfeedback")
        assert harm(html) == []
        assert "10.1200/JCO.2018.77.8738" in html, key
    said = {key: seen(text(question, "generalfeedback")) for key, question in found.items()}
    assert "Part 1: It is number 1." in said["07"]
    assert "Left 4: At least 6.0. Fits 4." in said["08"]
    assert "Neither fits nothing here. Nothing here is neither." in said["08"]
    assert "Right: -120 % of cells. Up to 6 more or less is right." in said["05"]
    assert "this course's own convention" in said["05"]


def test_names_tags_category_and_units_are_set(tmp_path):
    found = exported(write_bank(tmp_path), tmp_path)
    quiz = ET.parse(tmp_path / "out.xml").getroot()
    assert text(quiz[0], "category") == "$course$/top/test bank_.."
    first = found["t.1..b-01"]
    assert text(first, "name") == "t.1..b-01: t.1..b-01: what now?"
    assert [text(tag) for tag in first.find("tags")] == [
        "objective 05.2",
        "concept B04",
        "concept B05",
        "difficulty 2",
    ]
    assert found["05"].findtext("units/unit/unit_name") == "% of cells"
    assert "Give the number in % of cells, without the unit." in seen(text(found["05"], "questiontext"))
    assert found["04"].find("units") is None
    assert len(text(found["h-2"], "questiontext")) > 5000
    assert len(text(found["h-2"], "name")) < 100


def test_answers_of_a_matching_question_are_escaped_because_moodle_puts_them_into_a_page_as_they_are(
    tmp_path,
):
    rows = exported(write_bank(tmp_path), tmp_path)["h-5"].findall("subquestion")
    answers = [text(row, "answer") for row in rows]
    assert all("<" not in answer for answer in answers)
    assert "(<6.0) & more <script>alert(1)</script>" in unescape(answers[0])


def test_a_case_becomes_as_many_questions_as_asked_for(tmp_path):
    bank = write_bank(tmp_path, [item for item in ITEMS if item["id"] == "12"])
    assert list(exported(bank, tmp_path)) == [f"12-s{seed}" for seed in range(7, 7 + CASES)]
    assert list(exported(bank, tmp_path, cases=1, replace=True)) == ["12-s7"]


def test_ids_that_would_clash_are_refused(tmp_path):
    clash = [{**ITEMS[0], "id": "12-s7"}, *(item for item in ITEMS if item["id"] == "12")]
    with pytest.raises(ExportError, match="Two questions would be called 12-s7"):
        export(write_bank(tmp_path, clash), "moodle", tmp_path / "out.xml")


def test_two_exports_are_the_same_byte_for_byte(tmp_path):
    bank = write_bank(tmp_path)
    first = export(bank, "moodle", tmp_path / "a.xml").path.read_bytes()
    assert export(bank, "moodle", tmp_path / "b.xml").path.read_bytes() == first


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("a\x00b\x1fc\x7f", "a\ufffdb\ufffdc\x7f"),
        ("\ud800 and \udfff", "\ufffd and \ufffd"),
        ("\ufffe\uffff", "\ufffd\ufffd"),
        ("one\r\ntwo\rthree\tfour", "one\ntwo\nthree\tfour"),
        ("𝄞 שלום 🧬", "𝄞 שלום 🧬"),
    ],
)
def test_what_xml_cannot_hold_is_replaced_and_the_rest_is_kept(given, kept):
    assert content.clean(given) == kept
    assert ET.fromstring(ET.tostring(_holding(content.clean(given)))).text == kept
    assert ET.fromstring(f"<div>{content.block(given)}</div>") is not None
    assert content.words(given)


@given(st.text(st.one_of(st.characters(), st.sampled_from("*_`[]()<>!&;#|-:\n\t\\\"'\r\ud800\x07"))))
def test_any_text_becomes_harmless_well_formed_html(markdown):
    for html in (content.block(markdown), content.inline(markdown), content.plain(markdown)):
        ET.fromstring(f"<div>{html}</div>".encode())
        unsafe = [found for found in harm(html) if not found.startswith("href")]
        assert unsafe == []
    assert content.clean(content.words(markdown)) == content.words(markdown)


def _holding(held: str) -> ET.Element:
    element = ET.Element("x")
    element.text = held
    return element


@pytest.mark.parametrize(
    ("number", "written"),
    [
        ("2.40", "2.4"),
        ("-0.05", "-0.05"),
        ("120", "120"),
        ("1/8", "0.125"),
        ("0", "0"),
        ("-1/1000", "-0.001"),
    ],
)
def test_decimals_are_written_exactly(number, written):
    assert content.decimal(Fraction(number)) == written


def test_a_number_without_an_end_is_refused():
    with pytest.raises(ValueError, match="1/3 has no end"):
        content.decimal(Fraction(1, 3))


def test_the_test_bank_holds_every_kind_and_its_picture(tmp_path):
    bank = write_bank(tmp_path)
    assert {item.kind for item in bank} >= {
        "single",
        "multiple",
        "numeric",
        "order",
        "match",
        "classify",
        "case",
    }
    assert [q.image.data for q in asked(bank).values() if getattr(q, "image", None)] == [PICTURE] * 2
    assert "<script>" in words(NASTY)
    assert isinstance(bank[0], Item)
