"""The prognostic tables can be taken away: what needs them says so, and all else still works."""

import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import her2lessons
from her2lessons.guidelines import prognostic_stage, prognostic_table, staging

SENTENCE = (
    "The prognostic tables are absent: tables/ajcc8_prognostic.csv has been taken out of "
    "her2lessons/guidelines. Anatomic stage and all else still work; put the file back for the prognostic "
    "stage."
)


@pytest.fixture
def absent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Point at a folder in which the file does not lie."""
    monkeypatch.setattr(prognostic_stage, "FILE", tmp_path / "tables" / "ajcc8_prognostic.csv")


@pytest.mark.usefixtures("absent")
def test_without_the_file_the_prognostic_functions_say_what_is_absent() -> None:
    known = {"grade": 2, "her2": True, "er": True, "pr": True}
    frame = pd.DataFrame({"t": ["T2"], "n": ["N0"]} | {name: [value] for name, value in known.items()})
    for table in staging.TABLES:
        for call in (staging.prognostic, staging.walk):
            for case in (known, {}):
                with pytest.raises(staging.TableAbsent) as caught:
                    call("T2", "N0", **case, table=table)  # type: ignore[arg-type]
                assert str(caught.value) == SENTENCE
        with pytest.raises(staging.TableAbsent) as caught:
            staging.stage_frame(frame, table)
        assert str(caught.value) == SENTENCE
    assert issubclass(staging.TableAbsent, ValueError)
    assert not issubclass(staging.TableAbsent, staging.MissingFactor)


@pytest.mark.usefixtures("absent")
def test_without_the_file_everything_else_still_works() -> None:
    assert staging.anatomic("cT2", "cN1mi") == "IIB"
    assert staging.t_from_size(1.5) == "T1a"
    assert staging.pn_from_nodes(2, largest_mm=1) == "N1mi"
    assert staging.parse("pT4b", "T").counts_as == "T4"


WHOLE = prognostic_stage.FILE.read_text(encoding="utf-8")
LINES = WHOLE.splitlines(keepends=True)

DAMAGED = [
    (b"", "the first line does not name the columns"),
    ("".join(LINES[1:]).encode(), "the first line does not name the columns"),
    (WHOLE.replace(",", ";").encode(), "the first line does not name the columns"),
    (WHOLE.replace("HER2-_ER-_PR-", "HER2-").encode(), "the first line does not name the columns"),
    (LINES[0].encode(), "there are 0 of 30 lines"),
    ("".join(LINES[:16]).encode(), "there are 15 of 30 lines"),
    ("".join(LINES[:30]).encode(), "there are 29 of 30 lines"),
    (WHOLE[: len(WHOLE) // 2].encode(), "is cut, unknown or there twice"),
    ("".join([*LINES, LINES[7]]).encode(), f"{LINES[7].strip()[:40]}"),
    (WHOLE.replace("clinical,2,", "clinical,6,").encode(), "the line 'clinical,6,"),
    (WHOLE.replace(",G2,", ",G4,").encode(), "is cut, unknown or there twice"),
    (WHOLE.replace("\nclinical", "\nclinic").encode(), "the line 'clinic,1,"),
    (WHOLE.replace("IIIC", "IIID", 1).encode(), "'IIID' is no stage that the tables can give"),
    (WHOLE.replace("IIIC", "IV", 1).encode(), "'IV' is no stage that the tables can give"),
    (WHOLE.replace("IIIC", "", 1).encode(), "'' is no stage that the tables can give"),
    (b"\x89PNG\r\n\x1a\n" + b"\xff" * 100, "there is something other than a table"),
    (b"a" * 200_000, "there is something other than a table"),
]


@pytest.mark.parametrize(("content", "what"), DAMAGED, ids=range(len(DAMAGED)))
def test_a_damaged_file_is_refused_and_never_read_as_a_stage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, what: str
) -> None:
    damaged = tmp_path / "tables" / "ajcc8_prognostic.csv"
    damaged.parent.mkdir()
    damaged.write_bytes(content)
    monkeypatch.setattr(prognostic_stage, "FILE", damaged)
    known = {"grade": 2, "her2": True, "er": True, "pr": True}
    frame = pd.DataFrame({"t": ["T2"], "n": ["N0"]} | {name: [value] for name, value in known.items()})
    for table in staging.TABLES:
        for call in (
            lambda table=table: staging.prognostic("T2", "N0", **known, table=table),  # type: ignore[arg-type]
            lambda table=table: staging.walk("T2", "N0", **known, table=table),  # type: ignore[arg-type]
            lambda table=table: staging.stage_frame(frame, table),
        ):
            with pytest.raises(ValueError) as caught:
                call()
            message = str(caught.value)
            assert not isinstance(caught.value, staging.TableAbsent | UnicodeDecodeError)
            assert message.startswith(
                "The prognostic tables are damaged: in tables/ajcc8_prognostic.csv of "
                "her2lessons/guidelines, "
            )
            assert what in message
            assert message.endswith(
                ". Anatomic stage and all else still work; get the file anew for the prognostic stage."
            )
    assert staging.anatomic("cT2", "cN1mi") == "IIB"


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + WHOLE.encode(),
        WHOLE.replace("\n", "\r\n").encode(),
        f"{WHOLE}\n\n".encode(),
        f"{LINES[0]}{''.join(reversed(LINES[1:]))}".encode(),
    ],
    ids=["a byte order mark", "line ends of Windows", "empty lines", "another order"],
)
def test_what_an_editor_may_change_about_the_file_does_no_harm(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    whole = prognostic_table.read(prognostic_stage.FILE, staging.TABLES)
    saved = tmp_path / "ajcc8_prognostic.csv"
    saved.write_bytes(content)
    assert prognostic_table.read(saved, staging.TABLES) == whole
    assert len(whole) == 2 * 5 * 3 * 8
    monkeypatch.setattr(prognostic_stage, "FILE", saved)
    assert staging.prognostic("T2", "N0", grade=3, her2=False, er=False, pr=False) == "IIB"


def test_the_file_has_the_line_ends_of_the_other_tables() -> None:
    assert b"\r" not in prognostic_stage.FILE.read_bytes()


USED = """
import her2lessons, pathlib, sys
from her2lessons.guidelines import her2, staging, subtype
print(pathlib.Path(her2lessons.__file__).parent.parent == pathlib.Path(sys.argv[1]))
print(staging.anatomic("T3", "N1"), staging.t_from_size(21), staging.pn_from_nodes(4))
print(subtype.surrogate(True, False, True).name, "/", her2.interpret(ihc="1+").category)
try:
    staging.prognostic("T3", "N1", grade=2, her2=True, er=True, pr=True)
except staging.TableAbsent as error:
    print(error)
"""


def test_a_copy_of_the_course_without_the_file_works_but_for_the_prognostic_stage(tmp_path: Path) -> None:
    source = Path(her2lessons.__file__).parent
    shutil.copytree(source, tmp_path / "her2lessons", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "her2lessons" / "guidelines" / "tables" / "ajcc8_prognostic.csv").unlink()
    done = subprocess.run(
        [sys.executable, "-c", USED, str(tmp_path)],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path), "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == [
        "True",
        "IIIA T2 N2",
        "luminal B-like (HER2-positive) / HER2-low",
        SENTENCE,
    ]
