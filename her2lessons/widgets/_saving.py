"""Keep an answer before it is drawn, and say honestly whether it was kept."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from her2lessons import progress


@dataclass(frozen=True)
class Mark:
    """What the card says about the last answer."""

    text: str
    kept: bool
    download: str | None = None
    """On a host that forgets its disk: the whole answer log as a link that can be saved."""


def when(moment: datetime) -> str:
    """Give a moment as a person reads it, in this computer's time zone."""
    try:
        local = moment.astimezone()
    except (OverflowError, OSError, ValueError):
        local = moment  # a moment at the edge of what a calendar holds, in a log that was edited by hand
    return f"{local.day} {local:%B %Y, %H:%M}"


def save(answer: progress.Answer) -> Mark:
    """Append ``answer`` to the log; the mark says "saved" only once the line is on disk."""
    try:
        progress.AnswerLog().append(answer)
    except progress.SaveError as error:
        return Mark(str(error), kept=False)
    if progress.durability() == "session":
        return Mark(
            "Saved for this session only: this host forgets its disk when it closes.",
            kept=True,
            download=_as_link(progress.default_path()),
        )
    return Mark(f"Saved on {when(answer.at)}.", kept=True)


def _as_link(path: Path) -> str:
    content = base64.b64encode(path.read_bytes()).decode("ascii")
    return f"data:application/jsonl;base64,{content}"


def earlier_answers() -> tuple[list[progress.Answer], str | None]:
    """Give every earlier answer, oldest first, and what to say if the log could not be read whole."""
    log = progress.AnswerLog()
    answers = log.read()
    return answers, log.damage
