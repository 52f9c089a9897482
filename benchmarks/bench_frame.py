"""`interpret_frame` and `stage_frame` on a million rows, against a loop that asks about one row at a time.

The loop goes over the first rows only, and its time is scaled up; both do the same for every row.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median
from typing import Any

import numpy as np
import pandas as pd
from measuring import report

from her2lessons.guidelines import her2, ihc, ish, staging

ROWS = 1_000_000
LOOPED = 20_000
AIM = "0.01 or less (100 times faster)"


def specimens() -> pd.DataFrame:
    chance = np.random.default_rng(5)
    frame = pd.DataFrame(
        {
            "ihc": chance.choice([*ihc.SCORES, "0"], ROWS),
            "ratio": chance.uniform(0.5, 6, ROWS).round(2),
            "her2_copies": chance.uniform(1, 12, ROWS).round(2),
        }
    )
    without = chance.random(ROWS) < 0.5
    frame.loc[without, ["ratio", "her2_copies"]] = np.nan
    return frame


def cancers() -> pd.DataFrame:
    chance = np.random.default_rng(8)
    frame = pd.DataFrame(
        {
            "t": chance.choice(["T1mi", "T1a", "T1b", "T1c", "T2", "T3", "T4b"], ROWS),
            "n": chance.choice(["N0", "N0(i+)", "N1mi", "N1", "N2", "N3"], ROWS),
            "m": chance.choice(["M0", "M1"], ROWS, p=[0.94, 0.06]),
            "grade": chance.integers(1, 4, ROWS).astype(float),
            "her2": chance.choice(["positive", "negative", "HER2-low"], ROWS),
            "er": chance.choice(["positive", "low positive", "negative"], ROWS),
            "pr": chance.choice(["positive", "negative"], ROWS),
        }
    )
    frame.loc[chance.random(ROWS) < 0.05, "grade"] = np.nan
    return frame


def interpreted(frame: pd.DataFrame) -> list[Any]:
    found = []
    for score, ratio, copies in frame.itertuples(index=False):
        probe = None if np.isnan(ratio) else ish.DualProbe(ratio=ratio, her2_copies=copies)
        found.append(her2.interpret(ihc=score, ish=probe).category)
    return found


def staged(frame: pd.DataFrame) -> list[Any]:
    found: list[Any] = []
    for t, n, m, grade, her2_, er, pr in frame.itertuples(index=False):
        anatomic = staging.anatomic(t, n, m)
        known = None if np.isnan(grade) else int(grade)
        try:
            found.append((anatomic, staging.prognostic(t, n, m, known, her2_, er, pr)))
        except staging.MissingFactor:
            found.append((anatomic, None))
    return found


def compare(
    name: str,
    frame: pd.DataFrame,
    whole: Callable[[pd.DataFrame], pd.DataFrame],
    loop: Callable[[pd.DataFrame], list[Any]],
    columns: list[str],
) -> None:
    whole(frame.head(100))
    ours, theirs = [], []
    for _ in range(5):
        began = time.perf_counter()
        by_frame = whole(frame)
        ours.append(time.perf_counter() - began)
        began = time.perf_counter()
        one_by_one = loop(frame.head(LOOPED))
        theirs.append((time.perf_counter() - began) * ROWS / LOOPED)
    answers = by_frame[columns].head(LOOPED).astype(object)
    answers = answers.where(answers.notna(), None)
    alone = len(columns) == 1
    assert one_by_one == (answers[columns[0]].tolist() if alone else list(map(tuple, answers.to_numpy())))
    report(f"{name}, {ROWS:,} rows", ours, theirs, AIM)
    print(
        f"  {ROWS / median(ours):,.0f} rows a second against {ROWS / median(theirs):,.0f}, "
        f"{median(theirs) / median(ours):.0f} times faster"
    )


def main() -> None:
    compare("interpret_frame", specimens(), her2.interpret_frame, interpreted, ["category"])
    compare("stage_frame", cancers(), staging.stage_frame, staged, ["anatomic", "prognostic"])


if __name__ == "__main__":
    main()
