"""An answer is checked when it is made, so that every answer can be written and read back."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from her2lessons.progress import Answer

Make = Callable[..., Answer]


def test_an_answer_fills_in_what_is_not_given(make: Make) -> None:
    before = datetime.now(UTC)
    one, other = make(), make()
    assert one.id != other.id
    assert len(one.id) == 32
    assert before <= one.at <= other.at <= datetime.now(UTC)
    assert one.at.tzinfo is UTC
    assert (one.seed, one.item_hash, one.confidence, one.version, one.extra) == (None, None, None, 1, {})


def test_a_moment_is_kept_in_utc(make: Make) -> None:
    noon = datetime(2026, 11, 20, 12, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    answer = make(at=noon)
    assert answer.at == noon
    assert answer.at.isoformat() == "2026-11-20T06:30:00+00:00"


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**17), 10**17)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
fields = {"version", "id", "at", "item", "lesson", "response", "points", "seed", "item_hash", "confidence"}


@settings(deadline=None)
@given(
    response=json_values,
    points=st.floats(0, 1),
    at=st.datetimes(timezones=st.timezones()),
    seed=st.none() | st.integers(0, 10**9),
    confidence=st.none() | st.just("sure"),
    extra=st.dictionaries(st.text().filter(lambda key: key not in fields), json_values, max_size=3),
)
def test_every_answer_comes_back_from_its_line_as_it_was(**given: Any) -> None:
    answer = Answer(item="05.1-01", lesson="05", **given)
    line = answer.to_line()
    assert "\n" not in line
    assert Answer.from_line(line) == answer
    assert Answer.from_line(line.encode()) == answer
    assert Answer.from_dict(answer.to_dict()) == answer
    assert Answer.from_line(line).to_line() == line


def test_an_answer_does_not_change_when_the_list_it_was_made_from_does(make: Make) -> None:
    ticked = ["a", "b"]
    answer = make(response=ticked)
    ticked.append("c")
    assert answer.response == ["a", "b"]


def test_answers_can_be_gathered_in_a_set(make: Make) -> None:
    answer = make(response=["a"])
    assert len({answer, Answer.from_line(answer.to_line()), make(response=["a"])}) == 2


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"item": ""}, "item must be text that is not blank; it is ''."),
        ({"item": None}, "item must be text that is not blank; it is None."),
        ({"lesson": 5}, "lesson must be text that is not blank; it is 5."),
        ({"id": " "}, "id must be text that is not blank; it is ' '."),
        ({"item_hash": 7}, "item_hash must be text that is not blank; it is 7."),
        ({"confidence": ""}, "confidence must be text that is not blank; it is ''."),
        ({"points": float("nan")}, "points must be a number from 0 to 1; it is nan."),
        ({"points": float("inf")}, "points must be a number from 0 to 1; it is inf."),
        ({"points": -0.1}, "points must be a number from 0 to 1; it is -0.1."),
        ({"points": 1.01}, "points must be a number from 0 to 1; it is 1.01."),
        ({"points": True}, "points must be a number from 0 to 1; it is True."),
        ({"points": "1"}, "points must be a number from 0 to 1; it is '1'."),
        ({"seed": 1.5}, "seed must be a whole number or None; it is 1.5."),
        ({"seed": True}, "seed must be a whole number or None; it is True."),
        ({"version": 0}, "version must be a whole number from 1; it is 0."),
        ({"version": "1"}, "version must be a whole number from 1; it is '1'."),
        ({"at": datetime(2026, 11, 20)}, "at must be a moment with a time zone"),
        ({"at": "2026-11-20"}, "at must be a moment with a time zone"),
        ({"response": {"a"}}, "response must be made of text, ordinary numbers"),
        ({"response": b"a"}, "it holds a bytes that cannot be saved."),
        ({"response": float("nan")}, "it holds a float that cannot be saved."),
        ({"response": [float("-inf")]}, "it holds a float that cannot be saved."),
        ({"response": {1: "a"}}, "mappings with text as keys; it holds a dict that cannot be saved."),
        ({"response": object()}, "it holds a object that cannot be saved."),
        ({"response": 10**5000}, "it holds a int that cannot be saved."),
        ({"response": "\ud800"}, "response holds half of a character, which cannot be saved as text."),
        ({"item": "\ud800"}, "item holds half of a character"),
        ({"extra": {"note": "\udfff"}}, "extra holds half of a character"),
        ({"extra": ["note"]}, "extra must be a mapping of further fields; it is ['note']."),
        ({"extra": {"points": 1}}, "extra may not hold 'points', which is a field of its own."),
    ],
)
def test_what_could_not_stand_in_the_log_is_refused(make: Make, given: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError) as error:
        make(**given)
    assert said in str(error.value)


def test_an_endlessly_nested_response_is_refused(make: Make) -> None:
    loop: list[Any] = []
    loop.append(loop)
    with pytest.raises(ValueError, match="response is nested more than 20 deep, which no answer is"):
        make(response=loop)


def test_fields_of_a_later_layout_are_kept_as_they_were(make: Make) -> None:
    later = make().to_dict() | {"version": 2, "device": {"name": "tablet"}, "confidence": 0.8, "seed": "x7"}
    answer = Answer.from_dict(later)
    assert (answer.version, answer.confidence, answer.seed) == (2, None, None)
    assert answer.extra == {"device": {"name": "tablet"}, "confidence": 0.8, "seed": "x7"}
    assert json.loads(answer.to_line()) == later


@pytest.mark.parametrize("name", ["version", "id", "at", "item", "lesson", "response", "points"])
def test_a_line_without_a_needed_field_is_refused_by_its_name(make: Make, name: str) -> None:
    values = make().to_dict()
    del values[name]
    with pytest.raises(ValueError, match=f"An answer needs the field '{name}', which is missing"):
        Answer.from_dict(values)


@pytest.mark.parametrize("name", ["seed", "item_hash", "confidence"])
def test_a_line_without_an_optional_field_is_read(make: Make, name: str) -> None:
    values = make().to_dict()
    del values[name]
    assert getattr(Answer.from_dict(values), name) is None


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"version": "1"}, "version must be a whole number from 1"),
        ({"version": None}, "version must be a whole number from 1"),
        ({"version": True}, "version must be a whole number from 1"),
        ({"at": "yesterday"}, "at must be a moment such as 2026-11-20T09:30:00+00:00; it is 'yesterday'."),
        ({"at": 1700000000}, "at must be a moment written as text"),
        ({"at": "2026-11-20T09:30:00"}, "at must be a moment with a time zone"),
        ({"points": None}, "points must be a number from 0 to 1"),
        ({"confidence": 0.8}, "confidence must be text that is not blank"),
    ],
)
def test_a_line_with_a_value_of_the_wrong_type_is_refused(
    make: Make, change: dict[str, Any], said: str
) -> None:
    with pytest.raises(ValueError) as error:
        Answer.from_dict(make().to_dict() | change)
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("", "The line is not readable JSON"),
        ("{", "The line is not readable JSON"),
        ("[1]", "The line is not a JSON object: it holds list."),
        ("null", "The line is not a JSON object: it holds NoneType."),
        ('{"points": NaN}', "NaN is not a number that an answer can hold"),
        (b"\xff\xfe", "The line is not readable JSON"),
        (b"\x00\x00", "The line is not readable JSON"),
        ("[" * 100_000, "The line is nested too deeply to be an answer."),
        ('{"points": ' + "9" * 5000 + "}", "The line is not readable JSON"),
    ],
)
def test_a_line_that_is_no_answer_is_refused(line: str | bytes, said: str) -> None:
    with pytest.raises(ValueError) as error:
        Answer.from_line(line)
    assert said in str(error.value)
