"""Numbers are read as people type them; what cannot be read is not marked."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from her2lessons.quiz import Item, ResponseError, public_view, score
from her2lessons.quiz.kinds.numeric import Numeric
from her2lessons.quiz.numbers import read_number


def question(answer: str = "2.4", unit: str = "", tolerance: str = "0") -> Numeric:
    return Numeric.model_validate(
        {
            "id": "05.1-01",
            "section": "s",
            "kind": "numeric",
            "objective": "05.1",
            "concepts": [],
            "difficulty": 1,
            "prompt": "p",
            "explain": "e",
            "sources": ["course"],
            "reviewed": "2026-11-20",
            "answer": answer,
            "unit": unit,
            "tolerance": tolerance,
        }
    )


def typed(value: object, unit: object = "") -> dict[str, object]:
    return {"value": value, "unit": unit}


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("2.4", "2.4", ""),
        (" 2.40 ", "2.4", ""),
        ("2,4", "2.4", ""),
        ("+2.4", "2.4", ""),
        (".5", "0.5", ""),
        ("2.", "2", ""),
        ("1e0", "1", ""),
        ("24E-1", "2.4", ""),
        ("-3", "-3", ""),
        ("\u22123", "-3", ""),
        ("5 %", "5", "%"),
        ("5%", "5", "%"),
        ("5\u00a0%", "5", "%"),
        ("0,125", "0.125", ""),
        ("12,5", "12.5", ""),
        ("1234,567", "1234.567", ""),
        ("３", "3", ""),
        ("20 mm", "20", "mm"),
        ("3 mm\u00b2", "3", "mm2"),
        ("4.5 copies per nucleus", "4.5", "copies per nucleus"),
        ("007", "7", ""),
        ("1e15", "1000000000000000", ""),
    ],
)
def test_numbers_are_read_as_people_type_them(text: str, value: str, unit: str) -> None:
    read = read_number(text)
    assert (read.value, read.unit) == (Fraction(value), unit)


def test_a_decimal_comma_is_read_and_said_so() -> None:
    result = score(question(), typed("2,4"))
    assert result.correct
    assert result.feedback.note == "The comma was read as a decimal point: 2.4."
    assert "The comma was read as a decimal point: 2.4." in str(result.feedback)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Type a number first, such as 2.4."),
        ("   ", "Type a number first, such as 2.4."),
        ("five", "“five” cannot be read as a number; type it in digits, such as 2.4."),
        ("nan", "“nan” cannot be read as a number"),
        ("inf", "“inf” cannot be read as a number"),
        ("-inf", "“-inf” cannot be read as a number"),
        ("%", "“%” cannot be read as a number"),
        ("-", "“-” cannot be read as a number"),
        (".", "“.” cannot be read as a number"),
        (",", "“,” cannot be read as a number"),
        ("<b>5</b>", "cannot be read as a number"),
        (
            "1,234,5",
            "“1,234,5” cannot be read as one number; type digits and one decimal point, such as 2.4.",
        ),
        ("1.234,5", "cannot be read as one number"),
        ("2.4.1", "cannot be read as one number"),
        ("1 000", "cannot be read as one number"),
        ("2-3", "cannot be read as one number"),
        ("48/20", "cannot be read as one number"),
        ("0x10", "cannot be read as one number"),
        ("1_000", "cannot be read as one number"),
        ("1,234", "“1,234” could mean 1234 or 1.234; type the one you mean, without a comma."),
        ("1e400", "“1e400” is too large or too small to be an answer here; type an ordinary number."),
        ("1e-400", "is too large or too small"),
        ("1e99999999999999999999", "is too large or too small"),
        ("9" * 41, "… is too long to be read as a number".replace("…", "...”")),
        ("x" * 100_000, "is too long to be read as a number; type it in digits, such as 2.4."),
    ],
)
def test_what_cannot_be_read_as_one_number_is_not_marked(text: str, said: str) -> None:
    with pytest.raises(ResponseError) as error:
        score(question(), typed(text))
    assert said in str(error.value)
    assert len(str(error.value)) < 200


@pytest.mark.parametrize(
    "response", [None, "2.4", 2.4, ["2.4"], {}, {"unit": ""}, {"value": "2", "other": "x"}]
)
def test_a_response_of_another_shape_is_not_marked(response: object) -> None:
    with pytest.raises(ResponseError, match="takes a typed number and its unit"):
        score(question(), response)


@pytest.mark.parametrize(
    "response", [typed(2.4), typed(True), typed(None), typed("2.4", None), typed("2.4", 5)]
)
def test_a_response_that_is_not_text_is_not_marked(response: object) -> None:
    with pytest.raises(ResponseError, match="Give the number and the unit as text, as they were typed"):
        score(question(), response)


@pytest.mark.parametrize(
    ("answer", "tolerance", "value", "correct"),
    [
        ("2.4", "0.05", "2.35", True),
        ("2.4", "0.05", "2.45", True),
        ("2.4", "0.05", "2.3499999999999999", False),
        ("2.4", "0.05", "2.4500000000000000000000001", False),
        ("0.3", "0.1", "0.4", True),
        ("0.3", "0.1", "0.2", True),
        ("2.4", "0", "2.40", True),
        ("2.4", "0", "2.4000001", False),
        ("50", "5 %", "52.5", True),
        ("50", "5 %", "52.51", False),
        ("-50", "5%", "-47.5", True),
        ("1.0", "0.1", "1e-1", False),
    ],
)
def test_the_tolerance_is_exact_and_includes_its_ends(
    answer: str, tolerance: str, value: str, correct: bool
) -> None:
    result = score(question(answer, tolerance=tolerance), typed(value))
    assert (result.correct, result.points) == (correct, float(correct))


decimals = st.decimals(min_value=-1000, max_value=1000, places=3)


@settings(deadline=None)
@given(decimals, st.decimals(min_value=0, max_value=10, places=3), decimals)
def test_a_number_is_right_exactly_when_it_is_within_the_tolerance(
    answer: Decimal, tolerance: Decimal, value: Decimal
) -> None:
    result = score(question(f"{answer:f}", tolerance=f"{tolerance:f}"), typed(f"{value:f}"))
    assert result.correct is (abs(answer - value) <= tolerance)


@pytest.mark.parametrize(
    ("asked", "value", "unit", "correct"),
    [
        ("%", "5", "", True),
        ("%", "5 %", "", True),
        ("%", "5%", "%", True),
        ("%", "5 percent", "", True),
        ("%", "5", "per cent", True),
        ("mm", "5", "MM", True),
        ("mm", "5 mm", "", True),
        ("µm", "5 μm", "", True),
        ("mm", "5 cm", "mm", False),
        ("mm", "5", "cm", False),
        ("%", "5 mm", "%", False),
    ],
)
def test_units_count_however_they_are_typed(asked: str, value: str, unit: str, correct: bool) -> None:
    assert score(question("5", asked), typed(value, unit)).correct is correct


def test_a_wrong_unit_is_said_so() -> None:
    feedback = score(question("5", "mm"), typed("5 cm")).feedback
    assert feedback.note == "The answer is asked for in mm; you gave cm."
    assert feedback.verdict == "Not yet"
    assert feedback.missed == (("5 mm", ""),)
    without = score(question("5"), typed("5 %")).feedback
    assert without.note == "The answer is asked for as a number without a unit; you gave %."


def test_the_feedback_shows_what_was_typed_and_what_was_accepted(numeric: Item) -> None:
    feedback = score(numeric, typed(" 3 ")).feedback
    assert feedback.chosen == (("3", "", False),)
    assert feedback.missed == feedback.right == (("2.4", "Up to 0.05 more or less was accepted."),)
    assert score(numeric, typed("2.4")).feedback.missed == ()
    assert score(question("50", "%", "5 %"), typed("1")).feedback.right == (
        ("50 %", "Up to 5 % more or less was accepted."),
    )


def test_the_public_view_shows_the_unit_and_not_the_answer() -> None:
    view = public_view(question("17.3", "mm", "0.25"))
    assert view.extra == {"unit": "mm"}
    assert view.options == ()
    assert "17.3" not in repr(view)
    assert "0.25" not in repr(view)
