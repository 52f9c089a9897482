"""Four programs write at once and are killed at random moments: nothing that was acknowledged is lost."""

import os
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from her2lessons.progress import AnswerLog

ROUNDS, WRITERS = 5, 4


def start(path: Path, name: str) -> subprocess.Popen[str]:
    program = [sys.executable, str(Path(__file__).with_name("appender.py")), str(path), name]
    return subprocess.Popen(program, stdout=subprocess.PIPE, text=True, env=os.environ.copy())


def acknowledged(writer: subprocess.Popen[str], first: str) -> list[str]:
    """Give the ids that the writer named in full before it died."""
    rest = writer.communicate()[0]
    return [line for line in (first + rest).splitlines(keepends=True) if line.endswith("\n")]


def test_twenty_kills_among_four_writers_lose_and_double_nothing(tmp_path: Path) -> None:
    path = tmp_path / "answers.jsonl"
    chance = random.Random(20)
    saved: list[str] = []
    for turn in range(ROUNDS):
        writers = [start(path, f"w{turn}{number}") for number in range(WRITERS)]
        # Each has written at least once, so every kill falls among writes and not into starting up.
        firsts = [writer.stdout.readline() for writer in writers if writer.stdout]
        for writer in writers:
            time.sleep(chance.uniform(0, 0.03))
            writer.kill()
        for writer, first in zip(writers, firsts, strict=True):
            saved += [line.strip() for line in acknowledged(writer, first)]
    log = AnswerLog(path)
    found = [answer.id for answer in log.read()]
    assert len(saved) >= ROUNDS * WRITERS
    assert set(saved) <= set(found)
    # Counted in the file itself, because reading drops doubles.
    lines = Counter(line for line in path.read_bytes().splitlines() if line.endswith(b"}"))
    assert max(lines.values()) == 1
    assert len(found) == len(set(found))
    # At most the one answer each killed program had on its way was not acknowledged.
    assert len(set(found) - set(saved)) <= ROUNDS * WRITERS
