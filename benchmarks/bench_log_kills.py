"""Eight programs append at once and are killed at random, a thousand times: nothing acknowledged is lost."""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from her2lessons.progress import AnswerLog, Memory

APPENDER = Path(__file__).resolve().parents[1] / "tests" / "unit" / "progress" / "appender.py"
WRITERS = 8


def start(path: Path, name: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(APPENDER), str(path), name], stdout=subprocess.PIPE, text=True
    )


def main(kills: int) -> None:
    chance = random.Random(20)
    acknowledged: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answers.jsonl"
        for turn in range(kills // WRITERS):
            writers = [start(path, f"w{turn}-{number}") for number in range(WRITERS)]
            # Each has written at least once, so that every kill falls among writes and not into starting up.
            firsts = [writer.stdout.readline() for writer in writers if writer.stdout]
            for writer in writers:
                time.sleep(chance.uniform(0, 0.02))
                writer.kill()
            for writer, first in zip(writers, firsts, strict=True):
                said = first + writer.communicate()[0]
                acknowledged += [
                    line.strip() for line in said.splitlines(keepends=True) if line.endswith("\n")
                ]
            if turn % 7 == 0:
                AnswerLog(path).memory()  # a learner opens a quiz in the meantime; the snapshot is written
        log = AnswerLog(path)
        answers = log.read()
        found = {answer.id for answer in answers}
        whole = Counter(line for line in path.read_bytes().splitlines() if line.endswith(b"}"))
        same = {name: item.to_dict() for name, item in Memory.of(answers).items.items()} == {
            name: item.to_dict() for name, item in log.memory().items.items()
        }
        print(
            f"{kills // WRITERS * WRITERS} kills among {WRITERS} writers: {len(acknowledged)} acknowledged, "
            f"{len(set(acknowledged) - found)} of them lost, {sum(n - 1 for n in whole.values())} doubled, "
            f"{len(found - set(acknowledged))} on disk without having been acknowledged; "
            f"the snapshot adds up to the same: {same}; aim 0 lost, 0 doubled"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
