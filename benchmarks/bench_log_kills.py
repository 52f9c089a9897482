"""Eight programs append at once and are killed at random, a thousand times: nothing acknowledged is lost.

Beside them a ninth program opens the log again and again, writing a snapshot each time, and is killed too.
"""

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
OPENER = """
import sys
from her2lessons.progress import AnswerLog, snapshot
snapshot.WORTH_WRITING = 1
print("begun", flush=True)
while True:
    AnswerLog(sys.argv[1]).memory()
"""


def start(*program: str) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, *program], stdout=subprocess.PIPE, text=True)


def everything(memory: Memory) -> tuple[object, ...]:
    items = {name: item.to_dict() for name, item in memory.items.items()}
    return items, memory.objectives, memory.days, memory.answers, memory.seen.as_bytes()


def main(kills: int) -> None:
    chance = random.Random(20)
    acknowledged: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answers.jsonl"
        for turn in range(kills // WRITERS):
            opener = start("-c", OPENER, str(path))
            writers = [start(str(APPENDER), str(path), f"w{turn}-{number}") for number in range(WRITERS)]
            # Each has written at least once, so that every kill falls among writes and not into starting up.
            firsts = [writer.stdout.readline() for writer in (opener, *writers) if writer.stdout]
            for writer in (*writers, opener):
                time.sleep(chance.uniform(0, 0.02))
                writer.kill()
            for writer, first in zip(writers, firsts[1:], strict=True):
                said = first + writer.communicate()[0]
                acknowledged += [
                    line.strip() for line in said.splitlines(keepends=True) if line.endswith("\n")
                ]
            opener.communicate()
        log = AnswerLog(path)
        answers = log.read()
        found = {answer.id for answer in answers}
        whole = Counter(line for line in path.read_bytes().splitlines() if line.endswith(b"}"))
        lost = len(set(acknowledged) - found)
        doubled = sum(count - 1 for count in whole.values())
        same = everything(Memory.of(answers)) == everything(log.memory())
    print(
        f"{kills} kills among {WRITERS} writers, {kills // WRITERS} of one that opens the log: "
        f"{len(acknowledged)} answers acknowledged, {lost} of them lost, {doubled} doubled, "
        f"{len(found - set(acknowledged))} on disk without having been acknowledged; "
        f"log and snapshot add up to the same: {same}; aim 0 lost, 0 doubled, True"
    )
    if lost or doubled or not same:
        raise SystemExit(1)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
