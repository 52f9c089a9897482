"""What the lessons say keeps to the house rules, and every source they name is in the reference table."""

from __future__ import annotations

import re
from pathlib import Path

import jupytext
import pytest

from her2lessons import evidence
from her2lessons.quiz import bank_names, load_bank

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted(ROOT.glob("notebooks/source/*.md")) + sorted(ROOT.glob("exercises/source/*.md"))
LINK = re.compile(r"\]\((https?://[^)\s]+)\)")
NEVER = re.compile(
    r"\b(suffer(er|ers|ing from)|victims?|battl(e|ing)|terminal|the frail|silent ovar(y|ies)|bad cancer)\b"
    r"|patients? failed|aggressive by nature",
    re.IGNORECASE,
)
TEACHES = "This course teaches; it does not advise"

each = pytest.mark.parametrize("source", SOURCES, ids=lambda path: f"{path.parent.parent.name}-{path.stem}")


def prose(source: Path) -> list[str]:
    return [cell.source for cell in jupytext.read(source).cells if cell.cell_type == "markdown"]


def known_links() -> set[str]:
    return {evidence.reference(key).link for key in evidence.references()["key"]}


def test_there_are_lessons_and_exercises() -> None:
    assert len(SOURCES) >= 3


@each
def test_every_link_to_a_source_is_that_of_a_reference(source: Path) -> None:
    links = {
        link.replace("%28", "(").replace("%29", ")") for text in prose(source) for link in LINK.findall(text)
    }
    assert links - known_links() == set()


@each
def test_words_that_hurt_are_not_used(source: Path) -> None:
    for text in prose(source):
        found = NEVER.search(text)
        assert found is None, f"{found.group()!r} in: {text[:80]}"


@each
def test_it_has_one_title_and_says_that_it_teaches(source: Path) -> None:
    text = "\n".join(prose(source))
    assert len(re.findall(r"^# ", text, re.MULTILINE)) == 1
    assert TEACHES in text


@each
def test_sentences_are_short_on_average(source: Path) -> None:
    text = re.sub(
        r"\([^()]*\)|[|*`_#>-]", " ", " ".join(t for t in prose(source) if not t.startswith("## Sources"))
    )
    sentences = [s.split() for s in re.split(r"(?<=[.?!:])\s+", text) if len(s.split()) > 2]
    assert sum(map(len, sentences)) / len(sentences) < 25


def test_a_numbered_source_is_listed_and_every_listed_source_is_used() -> None:
    text = "\n".join(prose(ROOT / "notebooks" / "source" / "05_her2_status.md"))
    body, listing = text.split("## Sources")
    used = set(re.findall(r"\[(\d+)\]\((https?://[^)]+)\)", body))
    listed = dict(re.findall(r"^(\d+)\. .*\]\((https?://[^)\s]+)\)", listing, re.MULTILINE))
    assert {number for number, _ in used} == set(listed)
    assert all(listed[number] == link for number, link in used)


def test_survival_figures_are_folded_away() -> None:
    text = "\n".join(prose(ROOT / "notebooks" / "source" / "05_her2_status.md"))
    assert "<summary>Show survival numbers</summary>" in text
    shown = re.sub(r"<details>.*?</details>", "", text, flags=re.DOTALL)
    assert not re.search(r"\d+(\.\d)? months|alive after|hazard ratio \d", shown)


def test_every_objective_of_lesson_05_has_three_questions_and_every_concept_one() -> None:
    bank = load_bank("05_her2_status")
    authored = [item for item in bank if item.kind != "case"]
    assert len(authored) >= 12
    for objective in ("05.1", "05.2", "05.3", "05.4"):
        assert sum(item.objective == objective for item in authored) >= 3
    assert {"A04", "B01", "B04", "B05", "B08"} <= {concept for item in bank for concept in item.concepts}
    assert any(item.kind == "case" for item in bank)


def test_every_section_of_the_bank_is_asked_in_the_lesson() -> None:
    text = (ROOT / "notebooks" / "source" / "05_her2_status.md").read_text(encoding="utf-8")
    asked = set(re.findall(r'quiz\("05_her2_status", "(\w+)"\)', text))
    assert asked == set(load_bank("05_her2_status").sections)


@pytest.mark.parametrize("name", bank_names())
def test_the_right_option_is_not_given_away_by_length_or_place(name: str) -> None:
    singles = [item for item in load_bank(name) if item.kind == "single"]
    longest = sum(max(item.options, key=lambda o: len(o.text)).correct for item in singles)
    assert longest <= max(len(singles) / 2, 1)
    if len(singles) >= 8:
        places = [next(n for n, o in enumerate(item.options) if o.correct) for item in singles]
        assert max(places.count(n) for n in range(4)) <= len(singles) / 2


@pytest.mark.parametrize("name", bank_names())
def test_every_reason_is_worth_reading(name: str) -> None:
    for item in load_bank(name):
        for option in getattr(item, "options", ()):
            assert len(option.because) >= 40, (item.id, option.id)
