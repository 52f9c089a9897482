"""Import plus first quiz, against importing ipywidgets and making a bare card of the same widgets."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time

from measuring import compare, report

OURS = """
from her2lessons.widgets import quiz
shown = quiz("05_her2_status", "status")
shown._repr_mimebundle_()
"""
# The same stock widgets, as many of each: per card a prompt, its choices, one or two buttons, a verdict.
COUNT = """
from collections import Counter
def inside(widget):
    yield widget
    for child in [*getattr(widget, "children", ()), *([widget.child] if hasattr(widget, "child") else ())]:
        yield from inside(child)
def stock(w):
    return next(c.__name__ for c in type(w).__mro__ if c.__module__.startswith(("ipywidgets", "anywidget")))
print(dict(Counter(stock(w) for w in inside(shown))))
"""
BARE = """
import anywidget, ipywidgets
made = []
for name, number in {counts}.items():
    for _ in range(number):
        choices = dict(options=["one", "two", "three", "four"], value=None)
        options = choices if name == "RadioButtons" else dict()
        made.append(getattr(anywidget if name == "AnyWidget" else ipywidgets, name)(**options))
card = ipywidgets.VBox(made)
card._repr_mimebundle_()
"""


def seconds(code: str) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
    return time.perf_counter() - began


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        os.environ["HER2LESSONS_HOME"] = home
        run = [sys.executable, "-c", OURS + COUNT]
        counts = subprocess.run(run, check=True, capture_output=True, text=True).stdout.strip()
        bare = BARE.format(counts=counts)
        ours, theirs = compare(lambda: seconds(OURS), lambda: seconds(bare), runs=15)
        report(f"first quiz, whole process ({counts})", ours, theirs, "2.5 or less")
        stock = bare.replace("anywidget, ", "").replace("'AnyWidget': 1, ", "")
        ours, theirs = compare(lambda: seconds(OURS), lambda: seconds(stock), runs=15)
        report("the same against stock widgets alone, without the frame's anywidget", ours, theirs, "none")
        check = OURS + "import sys; print(sorted({'pandas', 'matplotlib', 'numpy'} & set(sys.modules)))"
        loaded = subprocess.run(
            [sys.executable, "-c", check], check=True, capture_output=True, text=True
        ).stdout
        print(f"of pandas, matplotlib and numpy, loaded: {loaded.strip()}")


if __name__ == "__main__":
    main()
