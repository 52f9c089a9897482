"""Anki decks, read back from the database inside: what a card shows, and what a new export keeps."""

from __future__ import annotations

import io
import json
import sqlite3
import warnings
import zipfile
from contextlib import closing
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Any

import pytest
from export_bank import ITEMS, NASTY, PICTURE, asked, expected, harm, plain, seen, words, write_bank

from her2lessons import evidence
from her2lessons.classroom.export import export
from her2lessons.quiz import Bank, bank_names, load_bank
from her2lessons.quiz.kinds.order import Order

BANKS = [pytest.param(None, id="test bank"), *bank_names()]
FIELDS = ["Id", "Prompt", "Picture", "Choices", "Answer", "Explanation"]


def read(path: Path) -> dict[str, Any]:
    """Give what Anki finds in a package: notes by item id, cards, deck, model and pictures."""
    archive = zipfile.ZipFile(path)
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(archive.read("collection.anki2"))
        notes = database.execute(
            "SELECT n.id, guid, mid, n.mod, tags, flds FROM notes n JOIN cards c ON nid = n.id ORDER BY due"
        ).fetchall()
        cards = database.execute("SELECT id, nid, did, due FROM cards ORDER BY due").fetchall()
        [[models, decks]] = database.execute("SELECT models, decks FROM col").fetchall()
    [model] = json.loads(models).values()
    [deck] = [deck for deck in json.loads(decks).values() if deck["name"] != "Default"]
    names = [field["name"] for field in model["flds"]]
    found = {}
    for note_id, guid, model_id, changed, tags, fields in notes:
        said = dict(zip(names, fields.split("\x1f"), strict=True))
        found[said["Id"]] = {
            **said,
            "id": note_id,
            "guid": guid,
            "model": model_id,
            "mod": changed,
            "tags": tags.split(),
        }
    media = {name: archive.read(number) for number, name in json.loads(archive.read("media")).items()}
    return {"notes": found, "cards": cards, "deck": deck, "model": model, "media": media}


def exported(bank: Bank, folder: Path, name: str = "out.apkg") -> dict[str, Any]:
    with warnings.catch_warnings():
        # genanki warns of tags that are none; our fields have no such thing.
        warnings.simplefilter("error")
        return read(export(bank, "anki", folder / name, replace=True).path)


@pytest.mark.parametrize("name", BANKS)
def test_every_bank_becomes_one_safe_card_a_question_with_prompt_choices_and_answer(name, tmp_path):
    bank = load_bank(name) if name else write_bank(tmp_path)
    found = exported(bank, tmp_path)
    items = asked(bank)
    assert list(found["notes"]) == list(items)
    assert [card[1] for card in found["cards"]] == [note["id"] for note in found["notes"].values()]
    assert [card[3] for card in found["cards"]] == list(range(len(items)))
    assert {card[2] for card in found["cards"]} == {found["deck"]["id"]}
    for key, item in items.items():
        note, wanted = found["notes"][key], expected(item)
        html = "".join(note[field] for field in FIELDS)
        assert harm(html, tuple(found["media"])) == []
        assert seen(note["Prompt"]) == wanted["prompt"]
        front, back = seen(note["Choices"]), seen(note["Answer"] + note["Explanation"])
        for source in map(evidence.reference, item.sources):
            assert f'href="{escape(source.link)}"' in note["Explanation"] or source.short in back
        for text, right, because in wanted.get("options", []):
            assert text in front
            assert because not in front or because in text
            assert f"{text} ({'✓ right' if right else '✗ not right'}) {because}" in back
        for text in wanted.get("order", []):
            assert text in front
            assert text in back
        for left, right in wanted.get("pairs", []):
            assert left in front
            assert right in front
            assert f"{left}: {right}" in back
        if "answer" in wanted:
            assert item.answer in back
            assert item.answer not in front
            assert front == f"Answer with a number{f' in {plain(item.unit)}' if item.unit else ''}."


def test_the_front_of_an_order_does_not_show_the_right_one(tmp_path):
    bank = write_bank(tmp_path)
    notes = exported(bank, tmp_path)["notes"]
    for key, item in asked(bank).items():
        if isinstance(item, Order):
            shown = seen(notes[key]["Choices"])
            places = [shown.index(words(part.text)) for part in item.order]
            assert places != sorted(places)


def test_pictures_come_along_once_under_a_name_of_their_own(tmp_path):
    found = exported(write_bank(tmp_path), tmp_path)
    [(name, data)] = found["media"].items()
    assert data == PICTURE
    assert name.startswith("her2lessons-")
    assert name.endswith(".png")
    for key in ("10", "h-6"):
        assert f'src="{name}"' in found["notes"][key]["Picture"]
    assert found["notes"]["11"]["Picture"] == ""


def test_a_text_cannot_give_anki_a_command(tmp_path):
    for note in exported(write_bank(tmp_path), tmp_path)["notes"].values():
        assert "[" not in "".join(note[field] for field in FIELDS)
    note = exported(write_bank(tmp_path), tmp_path)["notes"]["h-1"]
    assert "[sound:a.mp3]" in seen(note["Prompt"]), "and yet it is shown as it was written"


def test_a_newer_export_keeps_ids_so_that_no_history_is_lost(tmp_path):
    before = exported(write_bank(tmp_path), tmp_path)
    changed = [
        {**item, "prompt": "Asked better.", "reviewed": "2026-11-25"} if item["id"] == "03" else item
        for item in reversed(ITEMS)
    ]
    after = exported(write_bank(tmp_path, changed), tmp_path)
    for part in ("deck", "model"):
        assert after[part]["id"] == before[part]["id"]
    assert set(after["notes"]) == set(before["notes"])
    for key, note in before["notes"].items():
        same = after["notes"][key]
        assert (same["guid"], same["id"], same["model"]) == (note["guid"], note["id"], note["model"])
        assert same["mod"] > note["mod"] if key == "03" else same["mod"] == note["mod"]
    assert seen(after["notes"]["03"]["Prompt"]) == "Asked better."
    assert len({note["guid"] for note in after["notes"].values()}) == len(after["notes"])


def test_words_changed_on_the_same_day_change_the_time_so_that_anki_can_take_them_over(tmp_path):
    before = exported(write_bank(tmp_path), tmp_path)["notes"]
    changed = [{**item, "explain": "Better."} if item["id"] == "04" else item for item in ITEMS]
    after = exported(write_bank(tmp_path, changed), tmp_path)["notes"]
    assert [key for key, note in before.items() if after[key]["mod"] != note["mod"]] == ["04"]


def test_notes_are_dated_by_their_review_and_tagged(tmp_path):
    found = exported(write_bank(tmp_path), tmp_path)
    note = found["notes"]["t.1..b-01"]
    assert datetime.fromtimestamp(note["mod"], UTC).date().isoformat() == "2026-11-20"
    assert note["tags"] == ["objective::05.2", "concept::B04", "concept::B05", "difficulty::2"]
    assert found["deck"]["name"] == "her2lessons::test bank_.."


def test_a_bank_of_another_name_gets_another_deck_and_the_same_kind_of_note(tmp_path):
    one = exported(write_bank(tmp_path, ITEMS[:2], "one"), tmp_path)
    two = exported(write_bank(tmp_path, ITEMS[:2], "two::sub"), tmp_path)
    assert one["deck"]["id"] != two["deck"]["id"]
    assert one["model"]["id"] == two["model"]["id"]
    assert two["deck"]["name"] == "her2lessons::two:sub", "a name makes no deck within a deck"


def test_cards_have_colours_for_light_and_dark_and_nothing_is_fetched(tmp_path):
    model = exported(write_bank(tmp_path, ITEMS[:1]), tmp_path)["model"]
    assert ".nightMode" in model["css"]
    everything = model["css"] + json.dumps(model["tmpls"])
    assert "http" not in everything
    assert "url(" not in everything
    [template] = model["tmpls"]
    assert "{{Answer}}" in template["afmt"]
    assert "{{Answer}}" not in template["qfmt"]


def test_two_exports_are_the_same_byte_for_byte_and_the_entries_carry_no_time(tmp_path):
    bank = write_bank(tmp_path)
    first = export(bank, "anki", tmp_path / "a.apkg").path.read_bytes()
    assert export(bank, "anki", tmp_path / "b.apkg").path.read_bytes() == first
    assert {e.date_time for e in zipfile.ZipFile(io.BytesIO(first)).infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_hostile_text_is_shown_as_it_was_written(tmp_path):
    note = exported(write_bank(tmp_path), tmp_path)["notes"]["h-1"]
    assert seen(note["Prompt"]) == words(NASTY)
    assert "\x07" not in note["Prompt"]
