"""How hard a bank is to read: the formula, the counting, and the limit."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections.abc import Callable
from importlib.resources import files

import pytest

from her2lessons.quiz import Bank, Item
from her2lessons.quiz.authoring import reading_level
from her2lessons.quiz.authoring.reading_level import Level, measure, syllables_in

#: Syllables as people say them.
SPOKEN = {
    "about": 2, "again": 2, "area": 3, "asked": 1, "because": 2, "before": 2, "breast": 1, "cells": 1,
    "changes": 2, "copies": 2, "counted": 2, "different": 3, "ended": 2, "evidence": 3, "eye": 1, "gene": 1,
    "hospital": 3, "known": 1, "laboratory": 5, "little": 2, "many": 2, "named": 1, "number": 2,
    "observer": 3, "often": 2, "one": 1, "only": 2, "over": 2, "people": 2, "ratio": 3, "reason": 2,
    "result": 2, "rings": 1, "score": 1, "single": 2, "somebody": 3, "stained": 1, "status": 2, "table": 2,
    "tested": 2, "there": 1, "times": 1, "treatment": 2, "tried": 1, "two": 1, "unusual": 4,
    "women": 2, "year": 1,
}  # fmt: skip


def test_the_syllables_of_common_words_are_nearly_right() -> None:
    wrong = {word for word, said in SPOKEN.items() if syllables_in(word) != said}
    # Vowels that are spoken apart, and a vowel that is swallowed, are beyond counting by letters.
    assert wrong <= {"area", "ratio", "somebody", "unusual"}
    assert abs(sum(map(syllables_in, SPOKEN)) - sum(SPOKEN.values())) <= 3


@pytest.mark.parametrize("word", ["immunoglobulin", "trastuzumab", "Chromosomes", "HER2", "equivocal", "IHC"])
def test_a_word_of_the_glossary_counts_as_two_syllables_and_another_as_it_is_said(word: str) -> None:
    known = {row.casefold() for row in reading_level.glossary()}
    listed = word.casefold() in known or word.casefold().removesuffix("s") in known
    assert (syllables_in(word) == 2) == listed
    assert listed == (word != "immunoglobulin")


def test_the_glossary_is_a_table_without_repeats_whose_lessons_exist() -> None:
    text = files("her2lessons.quiz").joinpath("tables", "glossary.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    words = [row["word"] for row in rows]
    assert len(words) == len(set(words)) >= 40
    assert words == sorted(words, key=str.casefold)
    assert {row["lesson"] for row in rows} <= {f"{number:02d}" for number in range(15)}


@pytest.mark.parametrize(
    ("text", "words", "sentences"),
    [
        ("The ring is closed. It is dark!", 7, 2),
        ("The ratio is 2.0 with 4.0 copies.", 5, 1),
        ("D. K. was tested. Why?", 5, 2),
        ("One line\nand the next", 5, 2),
        ("He asked: 'Is it so?' Nobody knew.", 7, 2),
        ("2+ 3.0 10 %", 0, 0),
        ("", 0, 0),
    ],
)
def test_words_and_sentences_are_counted_as_a_reader_sees_them(text: str, words: int, sentences: int) -> None:
    found = measure(text)
    assert (found.words, found.sentences) == (words, sentences)


@pytest.mark.parametrize(
    ("counted", "grade"),
    [
        # By hand: 0.39 x 10 + 11.8 x 1.5 - 15.59 and 0.39 x 20 + 11.8 x 1.6 - 15.59.
        (Level(words=100, sentences=10, syllables=150), 6.01),
        (Level(words=100, sentences=5, syllables=160), 11.09),
        (Level(words=0, sentences=0, syllables=0), 0.0),
    ],
)
def test_the_grade_is_the_formula_of_1975(counted: Level, grade: float) -> None:
    assert counted.grade == pytest.approx(grade, abs=0.005)


HARD = (
    "Considerable methodological heterogeneity notwithstanding, interpretative disagreement characterises it."
)


def test_a_bank_above_the_ninth_grade_is_an_error_that_says_how_far(
    ask: Callable[..., Item], gather: Callable[..., Bank]
) -> None:
    easy = gather(ask())
    assert list(reading_level.findings(easy)) == []
    [found] = reading_level.findings(gather(ask(explain=" ".join([HARD] * 20))))
    assert str(found).startswith("00_mine: error: reads like grade ")
    assert str(found).endswith(
        ", and 9 is the highest. A sentence has 9 words on average: shorten the longest, and say long words "
        "in short ones."
    )


@pytest.mark.parametrize(("grade", "count"), [(9.0, 0), (9.01, 1)])
def test_the_ninth_grade_itself_is_allowed(
    grade: float,
    count: int,
    ask: Callable[..., Item],
    gather: Callable[..., Bank],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Fixed(Level):
        grade = 0.0

    Fixed.grade = grade
    monkeypatch.setattr(reading_level, "level", lambda bank: Fixed(words=10, sentences=1, syllables=15))
    assert len(list(reading_level.findings(gather(ask())))) == count


def test_options_do_not_make_a_bank_look_easier(
    ask: Callable[..., Item], gather: Callable[..., Bank]
) -> None:
    short, other = gather(ask()), gather(ask(texts=("Yes", "No")))
    assert reading_level.level(short).sentences == reading_level.level(other).sentences + 2


def test_a_lesson_loads_neither_the_rules_nor_the_hyphens() -> None:
    code = (
        "import sys; from her2lessons import quiz; quiz.load_bank('05_her2_status');"
        "print([name for name in sys.modules if 'pyphen' in name or 'authoring' in name])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
