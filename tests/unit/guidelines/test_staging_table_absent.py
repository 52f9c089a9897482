"""The prognostic tables can be taken away: what needs them says so, and all else still works."""

import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import her2lessons
from her2lessons.guidelines import prognostic_stage, staging

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


def test_a_damaged_file_is_refused_and_never_read_as_a_stage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    damaged = tmp_path / "ajcc8_prognostic.csv"
    damaged.write_text(
        prognostic_stage.FILE.read_text(encoding="utf-8").replace("IIIC", "IIID", 1), encoding="utf-8"
    )
    monkeypatch.setattr(prognostic_stage, "FILE", damaged)
    with pytest.raises(ValueError) as caught:
        staging.prognostic("T2", "N0", grade=2, her2=True, er=True, pr=True)
    assert str(caught.value) == (
        "ajcc8_prognostic.csv holds 'IIID', which is no stage group. Get the file anew."
    )


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
