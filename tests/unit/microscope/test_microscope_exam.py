"""The examination set: the same fields from the same secret, files that keep the key apart, sheets marked."""

from __future__ import annotations

import csv
import hmac
import io
import subprocess
import sys
from collections import Counter
from decimal import Decimal
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from her2lessons.guidelines import ihc
from her2lessons.microscope import exam
from her2lessons.microscope.exam_files import KEY_COLUMNS, SHEET_COLUMNS

SECRET = "a class in spring"
SECRETS = st.text(st.characters(exclude_categories=["Cs"]), min_size=8, max_size=30).filter(
    lambda text: len(text.strip()) >= 10
)
SIZES = st.sampled_from(range(10, 101, 5))


def truth():
    """Give the right answer for every number of the usual set."""
    return {request.number: request.score for request in exam.fields(SECRET)}


def sheet(tmp_path, answers, *, parts=",", head="number,score,set", label=None, encoding="utf-8"):
    """Write a filled sheet; ``answers`` are pairs of number and score."""
    label = exam.name(SECRET) if label is None else label
    lines = [head, *(f"{number},{score},{label}" for number, score in answers)]
    path = tmp_path / "sheet.csv"
    path.write_bytes("\r\n".join(lines).replace(",", parts).encode(encoding))
    return path


@given(SECRETS, SIZES)
@settings(max_examples=40, deadline=None)
def test_a_set_is_balanced_and_no_tissue_comes_twice(secret, size):
    found = exam.fields(secret, size)
    assert [request.number for request in found] == list(range(1, size + 1))
    assert Counter(request.score for request in found) == dict.fromkeys(ihc.SCORES, size // 5)
    assert len({request.seed for request in found}) == size
    assert all(0 <= request.seed < 10**9 for request in found)
    assert exam.seeds(secret, size) == tuple(request.seed for request in found)
    assert exam.fields(secret, size) == found


@given(SECRETS, SECRETS)
@settings(max_examples=40, deadline=None)
def test_another_secret_gives_another_set(one, other):
    same = one.strip() == other.strip()
    assert not set(exam.seeds(one)) & set(exam.seeds(other)) or same


def test_the_order_of_the_scores_differs_from_secret_to_secret_and_shows_no_habit():
    orders = [tuple(request.score for request in exam.fields(f"secret number {n}")) for n in range(200)]
    assert len(set(orders)) == 200
    for place in range(20):
        # Each score is expected 40 times at each place; chance alone stays far from 15 and 70.
        counts = Counter(order[place] for order in orders)
        assert all(15 < counts[score] < 70 for score in ihc.SCORES)
    # Scores seldom lie side by side as they would in a sorted list, where 16 of 19 neighbours are alike.
    assert max(sum(one == other for one, other in pairwise(order)) for order in orders) < 12


def test_seeds_are_hmac_sha256_digests_under_the_secret():
    digest = hmac.new(SECRET.encode(), b"seed 20 0", "sha256").digest()
    assert exam.seeds(SECRET)[0] == int.from_bytes(digest[:16], "big") % 10**9


def test_another_process_derives_the_same_set():
    code = f"from her2lessons.microscope import exam; print(exam.fields({SECRET!r}), exam.name({SECRET!r}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == f"{exam.fields(SECRET)} {exam.name(SECRET)}"


def test_deriving_a_set_loads_no_numpy():
    use = "from her2lessons.microscope import exam; exam.fields('12345678')"
    code = f"import sys; {use}; print('numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_spaces_around_a_secret_and_the_spelling_of_an_accent_do_not_count():
    assert exam.fields(f"  {SECRET}\n") == exam.fields(SECRET)
    assert exam.fields("caf\u00e9 caf\u00e9") == exam.fields("cafe\u0301 cafe\u0301")


def test_a_name_is_four_letters_that_tell_sets_apart():
    names = {exam.name(f"secret number {n}") for n in range(100)}
    assert all(len(name) == 4 and name.isalpha() for name in names)
    assert len(names) > 95
    assert exam.name(SECRET, 20) != exam.name(SECRET, 25)


@pytest.mark.parametrize("secret", ["", "short", "1234567", " 1234567 ", 12345678, None, True, b"12345678"])
def test_a_secret_that_is_too_short_or_no_text_is_refused(secret, tmp_path):
    for use in (
        lambda: exam.fields(secret),
        lambda: exam.seeds(secret),
        lambda: exam.export(secret, tmp_path / "out"),
        lambda: exam.mark(secret, tmp_path / "sheet.csv"),
    ):
        with pytest.raises(ValueError, match=r"secret .*at least 8"):
            use()
    assert not (tmp_path / "out").exists()


def test_an_error_does_not_repeat_the_secret():
    with pytest.raises(ValueError) as caught:
        exam.fields("hunter2")
    assert "hunter2" not in str(caught.value)
    with pytest.raises(ValueError, match="half of a character"):
        exam.fields("12345678\ud800")


@pytest.mark.parametrize(
    "size", [0, 5, 12, 105, -20, 20.0, "20", True, None, float("nan"), Decimal("1e5000")]
)
def test_a_size_that_no_set_has_is_refused(size):
    with pytest.raises(ValueError, match="size must be a multiple of 5 from 10 to 100"):
        exam.fields(SECRET, size)


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """Export a small set once."""
    return exam.export(SECRET, tmp_path_factory.mktemp("exam") / "new" / "set", 10)


def test_students_get_pictures_and_an_empty_sheet_and_the_key_lies_elsewhere(written):
    names = sorted(path.name for path in written.students.iterdir())
    assert names == [*(f"{number:02d}.webp" for number in range(1, 11)), "answer-sheet.csv"]
    assert written.key.parent == written.students.parent
    assert sorted(path.name for path in written.key.parent.iterdir()) == ["answer-key.csv", "students"]
    rows = list(csv.DictReader(io.StringIO(written.sheet.read_text(encoding="utf-8"))))
    assert tuple(rows[0]) == SHEET_COLUMNS
    assert [row["number"] for row in rows] == [str(number) for number in range(1, 11)]
    assert {(row["score"], row["set"]) for row in rows} == {("", exam.name(SECRET, 10))}


def test_the_key_tells_scores_that_its_percentages_earn(written):
    rows = list(csv.DictReader(io.StringIO(written.key.read_text(encoding="utf-8"))))
    assert tuple(rows[0]) == KEY_COLUMNS
    for row, request in zip(rows, exam.fields(SECRET, 10), strict=True):
        percents = {name: float(row[name]) for name in ihc.Percents._fields}
        assert row["score"] == request.score == ihc.score(**percents).score
        assert int(row["number"]) == request.number


def test_a_picture_is_the_field_of_its_number_without_loss(written):
    for request in exam.fields(SECRET, 10)[:3]:
        field = request.field()
        assert field.truth.score == request.score
        picture = Image.open(written.students / f"{request.number:02d}.webp")
        assert picture.size == (field.size, field.size)
        assert np.array_equal(np.asarray(picture.convert("RGB")), field.image)


def test_the_secret_stands_in_no_file(written):
    for path in written.key.parent.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert SECRET.encode() not in content
            assert not any(str(seed).encode() in content for seed in exam.seeds(SECRET, 10)[:10])


@pytest.fixture
def quick(monkeypatch):
    """Put a small stand-in in the place of drawing: what the files do is not about pictures."""
    percents = ihc.Percents(0, 0, 0, 0)
    monkeypatch.setattr(exam, "_picture", lambda request: (percents, "webp", b"%d" % request.seed))


@pytest.mark.usefixtures("quick")
def test_nothing_is_written_over_unless_asked_for(tmp_path):
    first = exam.export(SECRET, tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    with pytest.raises(ValueError, match=r"01\.webp exists already and was left as it is"):
        exam.export("another secret", tmp_path)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
    again = exam.export("another secret", tmp_path, replace=True)
    assert again == first
    assert first.sheet.read_bytes() != before[first.sheet]
    assert not list(tmp_path.rglob("*.partial"))


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("name", ["answer-key.csv", "students/answer-sheet.csv", "students/17.webp"])
def test_each_file_that_is_there_is_enough_to_refuse(name, tmp_path):
    (tmp_path / "students").mkdir()
    (tmp_path / name).write_text("mine")
    with pytest.raises(ValueError, match="exists already"):
        exam.export(SECRET, tmp_path)
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [(tmp_path / name).name]


@pytest.mark.usefixtures("quick")
def test_pictures_left_from_a_larger_set_are_not_mixed_in(tmp_path):
    exam.export(SECRET, tmp_path, 25)
    with pytest.raises(ValueError, match=r"21\.webp is of a larger set"):
        exam.export(SECRET, tmp_path, 20, replace=True)


@pytest.mark.usefixtures("quick")
def test_other_files_in_the_folder_stay(tmp_path):
    (tmp_path / "students").mkdir()
    (tmp_path / "students" / "read me.txt").write_text("hello")
    exam.export(SECRET, tmp_path)
    assert (tmp_path / "students" / "read me.txt").read_text() == "hello"


@pytest.mark.usefixtures("quick")
def test_a_disk_that_refuses_leaves_no_half_file(tmp_path, monkeypatch):
    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(ValueError, match=r"01\.webp was not written: the disk is full"):
        exam.export(SECRET, tmp_path)
    assert [path.name for path in tmp_path.rglob("*")] == ["students"]


def test_a_folder_that_is_a_file_is_refused(tmp_path):
    (tmp_path / "file").write_text("mine")
    for folder in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(ValueError, match="file is a file, and a folder is needed: choose another"):
            exam.export(SECRET, folder)
    for folder in (None, 3, "", "  "):
        with pytest.raises(ValueError, match="folder must be the path of a folder"):
            exam.export(SECRET, folder)
    with pytest.raises(ValueError, match="replace must be True or False, not 1"):
        exam.export(SECRET, tmp_path, replace=1)


def test_a_sheet_filled_with_the_truth_has_no_miss(tmp_path):
    marked = exam.mark(SECRET, sheet(tmp_path, truth().items()))
    assert [one.number for one in marked] == list(range(1, 21))
    assert all(one.given == one.true for one in marked)
    assert tuple(one.seed for one in marked) == exam.seeds(SECRET)


@given(answers=st.lists(st.sampled_from(ihc.SCORES), min_size=20, max_size=20), dice=st.randoms())
@settings(max_examples=25, deadline=None)
def test_whatever_was_written_stands_beside_the_truth_in_any_order_of_lines(answers, dice, tmp_path_factory):
    lines = dice.sample(list(enumerate(answers, start=1)), 20)
    marked = exam.mark(SECRET, sheet(tmp_path_factory.mktemp("sheet"), lines))
    assert [one.given for one in marked] == answers
    assert {one.number: one.true for one in marked} == truth()


@pytest.mark.parametrize(
    "form",
    [
        {"parts": ";"},
        {"parts": "\t"},
        {"encoding": "utf-8-sig"},
        {"head": "Number, SCORE ,Set"},
        {"label": ""},
    ],
)
def test_what_a_spreadsheet_makes_of_a_sheet_is_read_too(form, tmp_path):
    assert len(exam.mark(SECRET, sheet(tmp_path, truth().items(), **form))) == 20


def test_numbers_may_have_zeros_scores_spaces_and_lines_may_be_empty(tmp_path):
    answers = [(f" {number:02d}", f" {score} ") for number, score in truth().items()]
    assert all(one.given == one.true for one in exam.mark(SECRET, sheet(tmp_path, answers)))
    path = tmp_path / "plain.csv"
    path.write_text("\n\nscore,number\n" + "\n\n,\n".join(f"{score},{n}.0" for n, score in truth().items()))
    assert all(one.given == one.true for one in exam.mark(SECRET, path))


def changed(**answers):
    """Give the right answers with some of them put otherwise: by number as ``n7``."""
    return [(number, answers.get(f"n{number}", score)) for number, score in truth().items()]


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (changed()[:-1], "has no line for number 20: the set has 20 fields"),
        (changed()[2:], "has no line for numbers 1 and 2: the set has 20 fields"),
        ([], "has no line for numbers 1, 2, 3"),
        ([*changed(), (3, "2+")], "has number 3 more than once: keep one line for each number"),
        ([*changed(), (21, "2+")], "has the number '21', and the set goes from 1 to 20"),
        ([*changed(), ("0", "2+")], "has the number '0', and the set goes"),
        ([*changed(), ("two", "2+")], "has the number 'two'"),
        ([*changed(), ("", "2+")], "has the number ''"),
        ([*changed(), ("1.5", "2+")], "has the number '1.5'"),
        (changed(n4="", n9=" "), "has no score for numbers 4 and 9: write one of 0 absent, 0\\+"),
        (changed(n4="2"), r"the score '2' for number 4, which is none \(perhaps 2\+\): write one of"),
        (changed(n4="0"), r"the score '0' for number 4, which is none \(perhaps 0 absent or 0\+\)"),
        (changed(n4="4+"), "the score '4\\+' for number 4, which is none: write one of"),
        (changed(n4="nan"), "the score 'nan' for number 4, which is none"),
        (changed(n4="positive"), "the score 'positive' for number 4"),
    ],
)
def test_a_damaged_sheet_is_refused_with_what_is_wrong(answers, said, tmp_path):
    with pytest.raises(ValueError, match=said) as caught:
        exam.mark(SECRET, sheet(tmp_path, answers))
    assert "sheet.csv" in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty: fill in the answer sheet"),
        (b"\r\n,,\r\n", "is empty: fill in the answer sheet"),
        (b"number,set\r\n1,abcd\r\n", "needs one column named score and has 0"),
        (b"score,score,number\r\n2+,2+,1\r\n", "needs one column named score and has 2"),
        (b"1,2+\r\n2,2+\r\n", "needs one column named number and has 0: keep the first line"),
        (b'number,score\r\n1,"2+\r\n', "is no readable CSV file"),
        (b"PK\x03\x04\x00\x00", "is not plain text in UTF-8: save the sheet as CSV"),
        (b"number,score\r\n1,\xff\r\n", "is not plain text in UTF-8"),
        (b"number,score\r\n" + b"1,2+\r\n" * 200_000, "is far too large for an answer sheet"),
    ],
)
def test_a_file_that_is_no_sheet_is_refused(content, said, tmp_path):
    path = tmp_path / "sheet.csv"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=said):
        exam.mark(SECRET, path)


def test_a_sheet_of_another_set_is_not_marked(tmp_path):
    path = sheet(tmp_path, truth().items())
    for secret, size in (("another secret", 20), (SECRET, 25)):
        with pytest.raises(ValueError, match=f"is a sheet of the set '{exam.name(SECRET)}', and this secret"):
            exam.mark(secret, path, size)


def test_a_sheet_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ValueError, match=r"absent\.csv cannot be read \(No such file"):
        exam.mark(SECRET, tmp_path / "absent.csv")
    with pytest.raises(ValueError, match="is a folder: give the path of one filled answer sheet"):
        exam.mark(SECRET, tmp_path)
    for path in (None, 3, ""):
        with pytest.raises(ValueError, match="sheet must be the path of a CSV file"):
            exam.mark(SECRET, path)
