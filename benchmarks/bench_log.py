"""What a long log costs: a quiz and the map with 200,000 answers, against an empty log; and how it grows."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from measuring import compare, report

from her2lessons.progress import Answer, AnswerLog, snapshot
from her2lessons.quiz import bank_names, load_bank

LINES = 200_000
GROWTH = (1_000, 10_000, 100_000)
OPENED = {
    "a quiz": "from her2lessons.widgets import quiz\nshown = quiz('05_her2_status', 'status')",
    "progress()": "from her2lessons.widgets import progress\nshown = progress()",
}
#: Time from the call on, imports done, and the whole process's peak of memory.
TIMED = """
import time
{code}
began = time.perf_counter()
{again}
seconds = time.perf_counter() - began
peak = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(seconds, int(peak) / 1024)
"""


def write_log(path: Path, lines: int) -> None:
    """Write answers to the course's own questions, about 30 a day, as `append` would write them."""
    chance = random.Random(4)
    items = [item.id for name in bank_names() for item in load_bank(name)]
    at = datetime(2007, 1, 1, tzinfo=UTC)
    with path.open("w", encoding="utf-8") as file:
        for _ in range(lines):
            at += timedelta(minutes=chance.randint(5, 90))
            answer = Answer(
                item=chance.choice(items),
                response=chance.choice("abcd"),
                points=chance.choice((0, 0.5, 1, 1)),
                lesson="05",
                at=at,
                item_hash="0123456789ab",
                confidence=chance.choice((None, "sure", "think so", "guess")),
            )
            file.write(answer.to_line() + "\n")


def opened(home: Path, code: str) -> tuple[float, float]:
    """Open it in a new process; give the seconds of the call and the MB at its peak."""
    program = TIMED.format(code=code.splitlines()[0], again=code.splitlines()[1])
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "HER2LESSONS_HOME": str(home)},
        check=True,
        capture_output=True,
        text=True,
    )
    seconds, memory = done.stdout.split()
    return float(seconds), float(memory)


def main() -> None:
    with tempfile.TemporaryDirectory() as place:
        full, empty = Path(place) / "full", Path(place) / "empty"
        full.mkdir()
        empty.mkdir()
        log = AnswerLog(full / "answers.jsonl")
        write_log(log.path, LINES)
        size = log.path.stat().st_size / 1e6
        began = time.perf_counter()
        log.memory()
        rebuilt = time.perf_counter() - began
        kept = snapshot.path_of(log.path).stat().st_size / 1e6
        print(f"{LINES:,} lines, {size:.1f} MB: the snapshot ({kept:.1f} MB) is made anew in {rebuilt:.1f} s")
        for name, code in OPENED.items():
            memory: dict[Path, list[float]] = {full: [], empty: []}

            def once(home: Path, code: str = code, memory: dict[Path, list[float]] = memory) -> float:
                seconds, peak = opened(home, code)
                memory[home].append(peak)
                return seconds

            ours, theirs = compare(lambda once=once: once(full), lambda once=once: once(empty), runs=9)
            report(f"opening {name} with {LINES:,} answers", ours, theirs, "1.5 times or less")
            more = sorted(memory[full])[4] - sorted(memory[empty])[4]
            print(f"  memory at its peak: {more:+.0f} MB against an empty log; aim 50 MB more or less")
        print("opening after n lines, without a snapshot and with one:")
        for lines in GROWTH:
            path = Path(place) / f"{lines}.jsonl"
            write_log(path, lines)
            times = []
            for _ in range(2):
                began = time.perf_counter()
                AnswerLog(path).memory()
                times.append(time.perf_counter() - began)
            print(f"  {lines:>7,} lines: {times[0] * 1e3:8.1f} ms, then {times[1] * 1e3:6.1f} ms")


if __name__ == "__main__":
    main()
