"""One simulated field of 512 x 512 pixels, against an empty chart of that size; and its bytes."""

from __future__ import annotations

import io
import json
import os
import tempfile
import time
from itertools import count

import matplotlib as mpl
from measuring import compare, report

from her2lessons import microscope
from her2lessons.quiz import load_bank
from her2lessons.widgets._quiz import Quiz

mpl.use("Agg")
from matplotlib.figure import Figure

SEEDS = count(100)


def seconds(work: object) -> float:
    began = time.perf_counter()
    work()  # type: ignore[operator]
    return time.perf_counter() - began


def ihc() -> None:
    microscope.ihc_field("2+", seed=next(SEEDS)).encoded()


def fish() -> None:
    microscope.fish_field(ratio=2.4, her2_copies=5.2, seed=next(SEEDS), distractors=True).encoded()


def empty_chart() -> None:
    figure = Figure(figsize=(5.12, 5.12), dpi=100)
    figure.subplots()
    figure.savefig(io.BytesIO(), format="png")


def main() -> None:
    for name, draw in (("IHC", ihc), ("FISH", fish)):
        ours, theirs = compare(lambda draw=draw: seconds(draw), lambda: seconds(empty_chart), runs=15)
        report(f"one {name} field of 512 x 512, drawn and encoded", ours, theirs, "3 or less")
    with tempfile.TemporaryDirectory() as home:
        os.environ["HER2LESSONS_HOME"] = home
        items = [*load_bank("03_reading_ihc").section("microscope")]
        ten = [items[number % len(items)] for number in range(10)]
        shown = Quiz([("03", item) for item in ten], title="ten fields", preview=ten)
        bundle, _ = shown._repr_mimebundle_()
        saved = {name: text for name, text in bundle.items() if not name.endswith("widget-view+json")}
        size = len(json.dumps(saved).encode())
        print(f"a task of ten fields adds {size:,} bytes to a notebook; aim under 1,000,000")


if __name__ == "__main__":
    main()
