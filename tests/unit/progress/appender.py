"""A program that appends answers until it is killed, and names each one that it was told is saved."""

import sys
from pathlib import Path

from her2lessons.progress import Answer, AnswerLog


def main(path: Path, name: str) -> None:
    log = AnswerLog(path)
    count = 0
    while True:
        answer = Answer(item=name, response="x" * (count % 5000), points=1, lesson="05", id=f"{name}-{count}")
        log.append(answer)
        sys.stdout.write(f"{answer.id}\n")
        sys.stdout.flush()
        count += 1


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
