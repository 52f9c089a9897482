"""Marks on a field: kept from day to day, sound whatever the page or the file holds, and never another's."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from her2lessons.progress import marks

TOOLS = ("her2", "cep17")
GOOD = [{"x": 10.5, "y": 20.0, "tool": "her2"}, {"x": 0.0, "y": 512.0, "tool": "cep17"}]


def test_marks_come_back_as_they_were_kept() -> None:
    assert marks.save("count-1", GOOD) is None
    assert marks.load("count-1", 512, TOOLS) == GOOD
    assert marks.load("count-2", 512, TOOLS) == []


@pytest.mark.parametrize(
    "mark",
    [
        {"x": -1, "y": 5, "tool": "her2"},
        {"x": 513, "y": 5, "tool": "her2"},
        {"x": float("nan"), "y": 5, "tool": "her2"},
        {"x": float("inf"), "y": 5, "tool": "her2"},
        {"x": True, "y": 5, "tool": "her2"},
        {"x": "7", "y": 5, "tool": "her2"},
        {"x": 5, "tool": "her2"},
        {"x": 5, "y": 5, "tool": "scissors"},
        {"x": 5, "y": 5},
        "a mark",
        None,
        [1, 2],
    ],
)
def test_a_mark_outside_the_field_or_of_another_kind_is_left_out(mark: Any) -> None:
    assert marks.checked([GOOD[0], mark, GOOD[1]], 512, TOOLS) == GOOD


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=4),
        lambda s: (
            st.lists(s, max_size=3) | st.dictionaries(st.sampled_from(["x", "y", "tool", "z"]), s, max_size=4)
        ),
        max_leaves=8,
    )
)
def test_whatever_a_page_sends_sound_marks_or_none_come_of_it(sent: Any) -> None:
    for mark in marks.checked(sent, 512, TOOLS):
        assert 0 <= mark["x"] <= 512
        assert mark["tool"] in TOOLS


def test_a_page_gone_wrong_keeps_no_endless_list() -> None:
    assert len(marks.checked(GOOD[:1] * 5000, 512, TOOLS)) == marks.MOST


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"\xff\x00", b'{"field": "count-1"}', b'{"field": "count-1", "marks": 5}']
)
def test_a_damaged_file_holds_no_marks_and_can_be_written_over(home: Path, content: bytes) -> None:
    marks.save("count-1", GOOD)
    (home / "marks" / "count-1.json").write_bytes(content)
    assert marks.load("count-1", 512, TOOLS) == []
    assert marks.save("count-1", GOOD) is None
    assert marks.load("count-1", 512, TOOLS) == GOOD


def test_marks_of_another_field_are_not_taken_for_this_ones(home: Path) -> None:
    marks.save("count-1", GOOD)
    (home / "marks" / "count-1.json").rename(home / "marks" / "count-2.json")
    assert marks.load("count-2", 512, TOOLS) == []


def test_where_marks_cannot_be_kept_a_sentence_says_so_and_nothing_is_left_behind(home: Path) -> None:
    home.mkdir()
    (home / "marks").write_text("in the way")
    said = marks.save("count-1", GOOD)
    assert said is not None
    assert said.startswith("Your marks could not be kept (")
    assert said.endswith("and your saved answers are untouched.")
    assert sorted(path.name for path in home.iterdir()) == ["marks"]


@pytest.mark.parametrize("key", ["../up", "Count", "", "a/b", "x" * 61])
def test_a_key_that_is_no_plain_name_is_refused(key: str) -> None:
    with pytest.raises(
        ValueError, match="cannot name the marks of a field; use small letters, digits and hyphens"
    ):
        marks.save(key, GOOD)


def test_the_file_is_plain_json(home: Path) -> None:
    marks.save("count-1", GOOD)
    assert json.loads((home / "marks" / "count-1.json").read_text()) == {"field": "count-1", "marks": GOOD}
