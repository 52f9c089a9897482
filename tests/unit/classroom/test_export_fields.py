"""Questions about simulated fields, exported: pictures go along, and what needs the microscope stays."""

from __future__ import annotations

import base64
import io
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from export_bank import _item, _options, write_bank
from PIL import Image

from her2lessons.classroom.export import export
from her2lessons.quiz import Bank

IHC = {"kind": "ihc", "seed": "3", "percents": {"intense_complete": "60"}}
FISH = {"kind": "fish", "seed": "3", "ratio": "1.5", "her2_copies": "3"}
ALT = "Cells with lines round them."


def bank(folder: Path) -> Bank:
    return write_bank(
        folder,
        [
            _item("one", "classify", image={"fields": [IHC], "alt": ALT}, categories=_options(1, 2)),
            _item("two", "classify", image={"fields": [IHC, FISH], "alt": ALT}, categories=_options(1, 3)),
            _item("three", "count", field=FISH, alt=ALT),
            _item("four", "estimate", field=IHC, alt=ALT),
            _item("five", "pick", field=FISH, alt=ALT),
            _item("six", "case", family="count_signals", seed="3"),
            _item("seven", "case", family="score_field", seed="3"),
        ],
    )


def pictures(path: Path, form: str) -> list[bytes]:
    """Give the pictures in an export."""
    if form == "moodle":
        return [base64.b64decode(file.text or "") for file in ET.parse(path).iter("file")]
    archive = zipfile.ZipFile(path)
    return [archive.read(name) for name in archive.namelist() if "images/" in name or name.isdigit()]


@pytest.mark.usefixtures("really_drawn")
@pytest.mark.parametrize("form", ["moodle", "qti", "anki"])
def test_a_drawn_field_goes_along_as_a_picture(form: str, tmp_path: Path) -> None:
    found = export(bank(tmp_path), form, tmp_path / "out", cases=1)
    shown = [Image.open(io.BytesIO(data)) for data in pictures(found.path, form)]
    assert found.questions == 3
    assert [picture.size for picture in shown] == [(512, 512), (776, 384), (512, 512)]
    assert all(len(data) < 120_000 for data in pictures(found.path, form))


@pytest.mark.parametrize("form", ["moodle", "qti", "anki"])
def test_what_is_answered_on_a_field_is_left_out_and_named_once(form: str, tmp_path: Path) -> None:
    found = export(bank(tmp_path), form, tmp_path / "out", cases=5)
    assert found.questions == 2 + 5
    assert [note for note in found.notes if "left out" in note] == [
        f"{name} was left out: a {kind} question is answered on a simulated field, which no other system "
        "can show."
        for name, kind in (("three", "count"), ("four", "estimate"), ("five", "pick"), ("six", "count"))
    ]
    assert any(note.startswith("seven makes a new case each time; it became 5") for note in found.notes)
    assert not any(note.startswith("six makes") for note in found.notes)


@pytest.mark.parametrize("form", ["moodle", "qti", "anki"])
def test_a_picture_keeps_its_text_and_its_name_tells_nothing(form: str, tmp_path: Path) -> None:
    path = export(bank(tmp_path), form, tmp_path / "out", cases=1).path
    everything: Any = path.read_bytes() if form == "moodle" else _unzipped(path)
    assert ALT.encode() in everything
    for word in (b"intense_complete", b"percents"):
        assert word not in everything


def _unzipped(path: Path) -> bytes:
    archive = zipfile.ZipFile(path)
    return b"".join(archive.read(name) + name.encode() for name in archive.namelist())
