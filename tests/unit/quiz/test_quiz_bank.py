"""A bank is a frozen sequence of questions that can be found by section and by id."""

import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from pydantic import ValidationError

from her2lessons import quiz
from her2lessons.quiz import Bank, BankError


def test_a_bank_is_a_sequence_of_its_questions_in_file_order(bank: Bank) -> None:
    assert isinstance(bank, Sequence)
    assert len(bank) == 4
    assert [item.id for item in bank] == ["05.3-01", "05.2-02", "05.2-03", "05.2-04"]
    assert bank[0] is bank.items[0]
    assert bank[1:3] == bank.items[1:3]
    assert bank.lesson == "05"
    assert bank.name == "small_bank"


def test_sections_come_in_the_order_of_their_first_question(bank: Bank) -> None:
    assert bank.sections == ("words", "status", "practice")
    assert [item.id for item in bank.section("status")] == ["05.2-02", "05.2-03"]


def test_an_unknown_section_is_met_with_the_sections_there_are(bank: Bank) -> None:
    with pytest.raises(ValueError, match=r"no section 'sttus'; its sections are words, status, practice\."):
        bank.section("sttus")


def test_a_question_is_found_by_its_id_and_a_near_miss_is_suggested(bank: Bank) -> None:
    assert bank.item("05.2-03").kind == "numeric"
    with pytest.raises(ValueError, match=r"has no question '05\.2-3'\. Did you mean '05\.2-03'\?"):
        bank.item("05.2-3")


def test_questions_and_banks_cannot_be_changed(bank: Bank) -> None:
    with pytest.raises(ValidationError, match="frozen"):
        bank[0].prompt = "another"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        bank.lesson = "06"  # type: ignore[misc]


def test_an_unknown_bank_is_met_with_the_names_there_are() -> None:
    assert "05_her2_status" in quiz.bank_names()
    with pytest.raises(
        BankError, match=r"no question bank '05_her2_statu'; .* Did you mean '05_her2_status'\?"
    ):
        quiz.load_bank("05_her2_statu")
    with pytest.raises(BankError, match="no question bank"):
        quiz.load_bank("../banks/05_her2_status")


def test_a_bank_is_read_again_only_when_its_file_changed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, bank: Bank
) -> None:
    source = Path(__file__).with_name("small_bank.yaml").read_text(encoding="utf-8")
    (tmp_path / "09_changing.yaml").write_text(source, encoding="utf-8")
    monkeypatch.setattr("her2lessons.quiz.bank._BANKS", tmp_path)
    first = quiz.load_bank("09_changing")
    assert quiz.load_bank("09_changing") is first
    (tmp_path / "09_changing.yaml").write_text(
        source.replace("HER2-null", "no HER2 at all"), encoding="utf-8"
    )
    assert quiz.load_bank("09_changing")[0] != first[0]
    assert quiz.load_bank("09_changing")[1:] == first[1:]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("lesson: '05'\n".encode("utf-16"), "spoiled.yaml: is not UTF-8 text (byte 0); save it as UTF-8."),
        ("", "spoiled.yaml: is empty; a bank has a lesson and items."),
        ("# only a remark\n", "spoiled.yaml: is empty"),
        ("- a\n- b\n", "spoiled.yaml: must hold the fields lesson and items, and holds neither."),
        ("only words\n", "spoiled.yaml: must hold the fields lesson and items"),
    ],
)
def test_a_file_that_is_no_bank_is_refused(
    content: str | bytes, said: str, written: Callable[[str | bytes], Path]
) -> None:
    with pytest.raises(BankError) as error:
        quiz.load_bank_file(written(content))
    assert said in str(error.value)


def test_a_file_that_cannot_be_opened_is_named_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(BankError, match=r"absent\.yaml: cannot be read \(No such file"):
        quiz.load_bank_file(tmp_path / "absent.yaml")
    with pytest.raises(BankError, match="cannot be read"):
        quiz.load_bank_file(tmp_path)


def test_a_byte_order_mark_does_no_harm(written: Callable[[str | bytes], Path], bank: Bank) -> None:
    source = Path(__file__).with_name("small_bank.yaml").read_bytes()
    assert quiz.load_bank_file(written(b"\xef\xbb\xbf" + source)).items == bank.items


def test_loading_a_bank_loads_neither_pandas_nor_numpy_nor_widgets() -> None:
    code = (
        "import sys; from her2lessons import quiz; bank = quiz.load_bank('05_her2_status');"
        "[quiz.public_view(item) for item in bank];"
        "sys.exit(','.join({'pandas', 'numpy', 'matplotlib', 'ipywidgets'} & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
