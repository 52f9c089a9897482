"""The field that both instruments hand over: what it refuses to be, and how it becomes a file."""

import subprocess
import sys
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from her2lessons import microscope
from her2lessons.guidelines import ihc
from her2lessons.microscope import FLAWS, Field, field, ihc_field
from her2lessons.microscope.field import CELL_COLUMNS, checked_seed, checked_size


def blank(**changes):
    given = {
        "kind": "ihc",
        "image": np.zeros((256, 256, 3), np.uint8),
        "size": 256,
        "seed": 0,
        "micrometres_per_pixel": 0.5,
        "truth": ihc.score(),
        "description": "nothing",
    }
    return Field(**(given | changes))


def test_the_room_loads_nothing_heavy_until_a_field_is_asked_for():
    code = (
        "import sys, her2lessons.microscope\n"
        "print([name for name in ('numpy', 'pandas', 'PIL') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_room_names_what_it_has():
    assert set(dir(microscope)) >= {"FLAWS", "Field", "fish_field", "ihc_field"}
    with pytest.raises(AttributeError, match=r"her2lessons\.microscope has no 'lens'; it has "):
        _ = microscope.lens


def test_an_image_cannot_be_written_to():
    with pytest.raises(ValueError, match="read-only"):
        blank().image[0, 0, 0] = 1


def test_a_field_shown_as_text_keeps_its_truth_and_flaw_to_itself():
    text = repr(blank()) + repr(blank(truth=None, flaw="controls"))
    assert "0 absent" not in text
    assert "controls" not in text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"image": np.zeros((256, 255, 3), np.uint8)}, r"not uint8 in the shape \(256, 255, 3\)"),
        ({"image": np.zeros((256, 256, 3), np.float32)}, "not float32 in the shape"),
        (
            {"flaw": "poor resolution", "truth": None},
            '"poor resolution" is no flaw of an ihc field',
        ),
        ({"flaw": "controls"}, "either a truth or a flaw"),
        ({"truth": None}, "either a truth or a flaw"),
    ],
)
def test_a_field_that_contradicts_itself_is_refused(changes, sentence):
    with pytest.raises(ValueError, match=sentence):
        blank(**changes)


def test_a_field_without_a_truth_must_be_rejected():
    assert blank(truth=None, flaw="controls").must_be_rejected
    assert not blank().must_be_rejected


def test_every_flaw_has_a_sentence():
    assert {kind: len(known) for kind, known in FLAWS.items()} == {"ihc": 3, "fish": 5}
    for known in FLAWS.values():
        for name, why in known.items():
            assert name == name.strip()
            assert why[0].isupper()
            assert why.endswith(".")


def test_an_encoded_field_is_small_and_looks_the_same():
    shown = ihc_field("3+", seed=1)
    media, data = shown.encoded()
    back = np.asarray(Image.open(BytesIO(data)).convert("RGB"), dtype=float)
    assert media == "image/webp"
    assert len(data) < 90_000
    assert np.abs(back - shown.image).mean() < 6


def test_quality_100_loses_nothing_and_higher_quality_takes_more_room():
    shown = ihc_field("1+", seed=1, size=256)
    assert np.array_equal(np.asarray(Image.open(BytesIO(shown.encoded(100)[1])).convert("RGB")), shown.image)
    assert len(shown.encoded(20)[1]) < len(shown.encoded(90)[1])


def test_without_webp_a_field_becomes_a_png(monkeypatch):
    monkeypatch.setattr(field, "_webp", lambda: False)
    media, data = blank().encoded()
    assert media == "image/png"
    assert data.startswith(b"\x89PNG")


@pytest.mark.parametrize("quality", [0, 101, 50.0, True, "80", None, float("nan")])
def test_a_quality_that_is_none_is_refused(quality):
    with pytest.raises(ValueError, match=r"^quality must be a whole number from 1 to 100, not .*: 80"):
        blank().encoded(quality)


@pytest.mark.parametrize(
    "size", [20, 255, 2049, 20_000, 512.0, True, np.bool_(True), "512", None, float("nan")]
)
def test_a_size_that_no_field_has_is_refused(size):
    with pytest.raises(ValueError, match=r"^size must be a whole number from 256 to 2,048, not .*: use 512"):
        checked_size(size)


@pytest.mark.parametrize("seed", [-1, 1.5, True, "1", None, 2**63])
def test_a_seed_that_is_none_is_refused(seed):
    with pytest.raises(ValueError, match=r"^seed must be a whole number from 0 to .*, not .*: any such"):
        checked_seed(seed)


def test_a_seed_too_long_to_write_is_refused_too():
    with pytest.raises(ValueError, match="not a number with too many digits to write: any such"):
        checked_seed(10**9000)


@pytest.mark.parametrize("number", [512, np.int64(512), np.uint16(512)])
def test_whole_numbers_of_numpy_are_taken(number):
    assert checked_size(number) == 512
    assert type(checked_seed(number)) is int


def test_a_field_without_cells_still_has_their_columns():
    assert tuple(blank().cells.columns) == CELL_COLUMNS
    assert len(blank().cells) == 0
