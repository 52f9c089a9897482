"""`interpret_frame` on 100,000 rows, against a loop of `interpret`."""

from __future__ import annotations

import time

import numpy as np
import pandas as pd
from measuring import report

from her2lessons.guidelines import her2, ihc, ish

ROWS = 100_000


def made() -> pd.DataFrame:
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


def loop(frame: pd.DataFrame) -> list[str]:
    found = []
    for score, ratio, copies in frame.itertuples(index=False):
        probe = None if np.isnan(ratio) else ish.DualProbe(ratio=ratio, her2_copies=copies)
        found.append(her2.interpret(ihc=score, ish=probe).category)
    return found


def main() -> None:
    frame = made()
    her2.interpret_frame(frame.head(100))
    ours, theirs = [], []
    for _ in range(5):
        began = time.perf_counter()
        by_frame = her2.interpret_frame(frame)
        ours.append(time.perf_counter() - began)
        began = time.perf_counter()
        one_by_one = loop(frame)
        theirs.append(time.perf_counter() - began)
    assert by_frame["category"].tolist() == one_by_one
    report(f"interpret_frame, {ROWS:,} rows", ours, theirs, "0.01 or less (100 times faster)")


if __name__ == "__main__":
    main()
