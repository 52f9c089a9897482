"""How many years of school a bank's texts ask for."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from her2lessons.quiz.authoring.finding import Finding, Where, error
from her2lessons.quiz.authoring.pieces import pieces, plain
from her2lessons.quiz.bank import Bank

#: Years of school. The course is written for the ninth.
HIGHEST = 9.0
#: A medical word that the course explains is no harder than this for who has met it.
EXPLAINED = 2

_INITIAL = re.compile(r"\b([A-Z])\.(?=\s)")
_END = re.compile(r"[.!?][\"'”’)]*(?=\s|$)|\n+")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?")
_LETTER = re.compile(r"[^\W\d_]")
_VOWELS = re.compile(r"[aeiouy]+")
#: Endings whose e is silent: named, stone, times; but not counted, table, houses.
_SILENT = re.compile(r"[^aeiouytd]ed$|[^aeiouy]e$|[^aeiouyszxcgh]es$")
_SPOKEN = re.compile(r"[^aeiouylr]les?$")


@dataclass(frozen=True)
class Level:
    """What was counted, and the grade that follows from it."""

    words: int
    sentences: int
    syllables: int

    @property
    def grade(self) -> float:
        """Flesch-Kincaid grade: years of US school that a text asks for.

        0.39 x words per sentence + 11.8 x syllables per word - 15.59, as fitted by Kincaid, Fishburne,
        Rogers and Chissom (1975), Derivation of New Readability Formulas for Navy Enlisted Personnel,
        Research Branch Report 8-75, Naval Technical Training Command. It knows nothing of meaning.
        """
        if not self.words:
            return 0.0
        return 0.39 * self.words / self.sentences + 11.8 * self.syllables / self.words - 15.59


def findings(bank: Bank) -> Iterator[Finding]:
    """Say so where a bank asks for more than the ninth grade."""
    found = level(bank)
    if found.grade > HIGHEST:
        yield error(
            Where(bank.name),
            f"reads like grade {found.grade:.1f}, and {HIGHEST:g} is the highest. A sentence has "
            f"{found.words / found.sentences:.0f} words on average: shorten the longest, and say long words "
            "in short ones.",
        )


def level(bank: Bank) -> Level:
    """Measure what a bank says in sentences: prompts, reasons and explanations.

    Options are left out: many are no sentences, and their few words would make a bank look easier than it is.
    """
    return measure(
        "\n".join(plain(piece.text) for item in bank for piece in pieces(item) if piece.role != "choice")
    )


def measure(text: str) -> Level:
    """Count sentences, words with a letter in them, and syllables, in text without Markdown."""
    sentences = words = syllables = 0
    # "D. K." and "2.0" end no sentence.
    for sentence in _END.split(_INITIAL.sub(r"\1", text)):
        found = [word for word in _WORD.findall(sentence) if _LETTER.search(word)]
        sentences += bool(found)
        words += len(found)
        syllables += sum(map(syllables_in, found))
    return Level(words, sentences, syllables)


@cache
def syllables_in(word: str) -> int:
    """Count the syllables of one word.

    pyphen knows where a word may be divided, which misses what is never divided off, such as the a of
    "about"; groups of vowels miss others. The higher count is right more often than either.
    """
    lower = word.casefold().removesuffix("'s").removesuffix("’s")
    if lower in glossary() or lower.removesuffix("s") in glossary():
        return EXPLAINED
    silent = _SILENT.search(lower) is not None and _SPOKEN.search(lower) is None
    spoken = len(_VOWELS.findall(lower)) - silent
    return max(spoken, len(_hyphens().positions(lower)) + 1, 1)


@cache
def glossary() -> frozenset[str]:
    """Give the medical words that the course explains where they first appear, in lower case."""
    table = files("her2lessons.quiz").joinpath("tables", "glossary.csv").read_text(encoding="utf-8")
    return frozenset(row["word"].casefold() for row in csv.DictReader(table.splitlines()))


@cache
def _hyphens() -> Any:
    # Loaded when a level is first asked for: a lesson never does.
    import pyphen  # type: ignore[import-untyped]

    return pyphen.Pyphen(lang="en_US")
