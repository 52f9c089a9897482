"""The rules as a picture: Mermaid text of the way from the first question to the rules that apply.

A notebook, GitHub and the course's site draw Mermaid. The path of a case is marked by a sign and a word in
the text of each box and by thick lines, never by colour.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from her2lessons.guidelines import given
from her2lessons.guidelines.pathway import condition_data, library
from her2lessons.guidelines.pathway.case import Case
from her2lessons.guidelines.pathway.conditions import Truth
from her2lessons.guidelines.pathway.findings import Findings
from her2lessons.guidelines.pathway.plan import NOT_RECOMMENDED, decide
from her2lessons.guidelines.pathway.reading import read

_EARLY = ["early", "residual"]

_QUESTIONS = {
    "setting": "How far has it spread?",
    "her2_early": "HER2?",
    "her2_metastatic": "HER2?",
    "hr_early": "ER or PR?",
    "hr_metastatic": "ER or PR?",
}

_BOXES = {
    "testing": "testing",
    "everyone": "everyone",
    "early_her2_positive": "early_her2_positive",
    "early_her2_low": "her2_low",
    "early_hr_positive": "early_hr_positive",
    "early_triple_negative": "early_triple_negative",
    "metastatic_her2_positive": "metastatic_her2_positive",
    "metastatic_her2_low": "her2_low",
    "metastatic_hr_positive": "metastatic_hr_positive",
    "metastatic_triple_negative": "metastatic_triple_negative",
}
"""The boxes that stand for a file of rules; HER2-low stands on both sides."""

_ARROWS: tuple[tuple[str, str, str, dict[str, Any]], ...] = (
    ("start", "", "testing", {}),
    ("testing", "", "everyone", {}),
    ("everyone", "", "setting", {}),
    ("setting", "early or residual", "her2_early", {"setting": _EARLY}),
    ("setting", "metastatic", "her2_metastatic", {"setting": "metastatic"}),
    ("her2_early", "positive", "early_her2_positive", {"her2_status": "positive"}),
    ("her2_early", "negative", "early_her2_low", {"her2_status": "negative"}),
    ("early_her2_positive", "", "hr_early", {}),
    ("early_her2_low", "", "hr_early", {}),
    ("hr_early", "positive", "early_hr_positive", {"hr": "positive"}),
    (
        "hr_early",
        "negative, HER2 too",
        "early_triple_negative",
        {"hr": "negative", "her2_status": "negative"},
    ),
    ("her2_metastatic", "positive", "metastatic_her2_positive", {"her2_status": "positive"}),
    ("her2_metastatic", "negative", "metastatic_her2_low", {"her2_status": "negative"}),
    ("metastatic_her2_low", "", "hr_metastatic", {}),
    ("hr_metastatic", "positive", "metastatic_hr_positive", {"hr": "positive"}),
    ("hr_metastatic", "negative", "metastatic_triple_negative", {"hr": "negative"}),
)
"""From where, the answer, to where, and what a case must answer to go that way."""

_TAKEN, _OPEN = "✓ taken", "? open"


@dataclass(frozen=True)
class _Way:
    """What a case reaches: True, None where that is open, False."""

    boxes: dict[str, Truth]
    arrows: tuple[Truth, ...]


def diagram(case: Case | None = None) -> str:
    """Return the way through the rules as Mermaid text.

    Parameters
    ----------
    case : Case, optional
        With a case the path it takes is marked ``✓ taken``, what is open ``? open``, and the rules that apply
        or may apply hang from their boxes. Without one the whole map is drawn, with the number of rules in
        each box.

    Raises
    ------
    ValueError
        If it is no `Case`.
    """
    if case is not None and not isinstance(case, Case):
        raise ValueError(f"diagram needs a Case or nothing, not {given.named(case)}.")
    findings = None if case is None else read(case)
    way = None if findings is None else _walk(findings)
    lines = ["flowchart TD", *_boxes(way), *_lines(way)]
    if findings is not None and way is not None:
        lines += _rules(findings, way)
        lines += ["  classDef taken stroke-width:4px", "  classDef open stroke-dasharray:6 4"]
        lines += _classes(way)
    return "\n".join(lines) + "\n"


def _walk(findings: Findings) -> _Way:
    """Follow the arrows in order; each starts at a box that an earlier one has reached."""
    boxes: dict[str, Truth] = {"start": True}
    arrows: list[Truth] = []
    for source, _, target, answer in _ARROWS:
        met = condition_data.parse(answer, target).met(findings) if answer else True
        reached = boxes.get(source, False)
        truth = False if met is False or reached is False else None if None in (met, reached) else True
        arrows.append(truth)
        before = boxes.get(target, False)
        boxes[target] = True if True in (truth, before) else None if None in (truth, before) else False
    return _Way(boxes, tuple(arrows))


def _boxes(way: _Way | None) -> Iterator[str]:
    titles = {room.name: room for room in library.rooms()}
    yield f'  start(["{_marked("A person with breast cancer", "start", way)}"])'
    for name, question in _QUESTIONS.items():
        yield f'  {name}{{"{_marked(question, name, way)}"}}'
    for name, room in _BOXES.items():
        found = titles[room]
        text = found.title if way else f"{found.title}: {len(found.rules)} rules"
        yield f'  {name}["{_marked(text, name, way)}"]'


def _marked(text: str, box: str, way: _Way | None) -> str:
    truth = False if way is None else way.boxes[box]
    mark = "" if truth is False else f"{_TAKEN if truth else _OPEN}: "
    return _safe(f"{mark}{text}")


def _lines(way: _Way | None) -> Iterator[str]:
    for place, (source, answer, target, _) in enumerate(_ARROWS):
        taken = way is not None and way.arrows[place] is True
        label = f'|"{_safe(f"✓ {answer}" if taken else answer)}"|' if answer else ""
        yield f"  {source} {'==>' if taken else '-->'}{label} {target}"


def _rules(findings: Findings, way: _Way) -> Iterator[str]:
    """Yield the rules that apply to the case, and those that may, each behind its box."""
    for box, name in _BOXES.items():
        if way.boxes[box] is False:
            continue
        room = next(room for room in library.rooms() if room.name == name)
        for rule in room.rules:
            verdict, still_open = decide(rule, findings)
            # Behind a box that is open itself, only what applies either way is worth showing.
            if verdict is False or (verdict is None and way.boxes[box] is None):
                continue
            mark = "✗ not recommended" if rule.strength == NOT_RECOMMENDED else f"✓ {rule.strength}"
            if verdict is None:
                asked = sorted({field for question in still_open for field in findings.asks[question]})
                mark = f"? open, needs {', '.join(asked)}"
            yield f'  rule_{rule.id}["{_safe(f"{mark}: {rule.title}")}"]'
            yield f"  {box} {'==>' if verdict else '-.->'} rule_{rule.id}"


def _classes(way: _Way) -> Iterator[str]:
    for name, wanted in (("taken", True), ("open", None)):
        found = [box for box, truth in way.boxes.items() if truth is wanted]
        if found:
            yield f"  class {','.join(found)} {name}"


def _safe(text: str) -> str:
    """Write a text so that it can stand between the quotes of a Mermaid box."""
    return text.replace('"', "#quot;").replace("<", "#lt;").replace(">", "#gt;")
