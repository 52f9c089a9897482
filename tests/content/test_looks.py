"""The two looks at oneself: parallel forms, so that what changed between them is the learner."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import combinations

import pytest

from her2lessons import quiz
from her2lessons.quiz import Item
from her2lessons.quiz.syllabus import objective_of, objectives

FIRST, SECOND = quiz.load_bank("00_diagnostic"), quiz.load_bank("14_second_look")
LOOKS = (FIRST, SECOND)
PAIRS = [pytest.param(first, second, id=first.objective) for first, second in zip(FIRST, SECOND, strict=True)]
AREAS = {
    "the gene and the cell": ("01", "02"),
    "the tests": ("03", "04", "05"),
    "trust in a test": ("06",),
    "who gets it": ("07",),
    "stage": ("08",),
    "the drugs": ("09",),
    "treatment": ("10", "11"),
    "outcomes and health pages": ("12", "13"),
}
#: How like two prompts may be (1: the same); parallel questions of the two forms stay below it.
LIKE = 0.75
#: What a frightened beginner is not met with.
SURVIVAL = re.compile(r"surviv|\bdeaths?\b|\bdied?\b|\balive\b|\bfatal|mortality|\bdying\b", re.I)


def parts(item: Item) -> Iterator[tuple[str, str]]:
    """Give every text that a learner reads in a question, each with its field."""
    yield "prompt", item.prompt
    yield "explain", item.explain
    for field in ("options", "categories", "order", "pairs", "matches"):
        for part in getattr(item, field, ()):
            yield f"{field} {part.id}", part.text
            yield f"{field} {part.id} because", part.because or ""


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_question_by_question_the_forms_ask_the_same_in_the_same_way(first: Item, second: Item) -> None:
    for field in ("objective", "difficulty", "kind", "section"):
        assert getattr(first, field) == getattr(second, field), field
    assert len(list(parts(first))) == len(list(parts(second)))


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_no_question_is_in_both_forms(first: Item, second: Item) -> None:
    assert first.id != second.id
    assert quiz.item_hash(first) != quiz.item_hash(second)
    assert SequenceMatcher(None, first.prompt, second.prompt, autojunk=False).ratio() < LIKE


@pytest.mark.parametrize(("bank", "ending"), [(FIRST, "-d1"), (SECOND, "-s1")], ids=["first", "second"])
def test_a_form_has_ten_questions_from_the_whole_course_in_one_section(bank: quiz.Bank, ending: str) -> None:
    assert len(bank) == len({item.objective for item in bank}) == 10
    assert bank.sections == ("look",)
    assert [item.id for item in bank] == [f"{item.objective}{ending}" for item in bank]
    assert all(objective_of(item.id) == item.objective for item in bank)
    assert [item.objective for item in bank] == sorted(item.objective for item in bank)
    for area, lessons in AREAS.items():
        assert [item.id for item in bank if item.objective[:2] in lessons], area


def test_a_form_asks_in_many_ways_and_no_objective_that_needs_words() -> None:
    assert {item.kind for item in FIRST} == {"single", "classify", "numeric", "match", "order"}
    assert not [item.id for item in FIRST if objectives()[item.objective].in_words]


def test_no_question_of_a_form_is_like_one_of_another_bank() -> None:
    others = [
        item
        for name in quiz.bank_names()
        if name not in (FIRST.name, SECOND.name)
        for item in quiz.load_bank(name)
        if item.kind != "case"
    ]
    assert len(others) > 30
    for one in (item for bank in LOOKS for item in bank):
        for other in others:
            assert one.id != other.id
            like = SequenceMatcher(None, one.prompt, other.prompt, autojunk=False)
            if like.real_quick_ratio() >= LIKE and like.quick_ratio() >= LIKE:
                assert like.ratio() < LIKE, (one.id, other.id)


@pytest.mark.parametrize("bank", LOOKS, ids=lambda bank: bank.name)
def test_a_form_speaks_of_no_survival(bank: quiz.Bank) -> None:
    found = [(item.id, field) for item in bank for field, text in parts(item) if SURVIVAL.search(text)]
    assert found == []


def before_checking(item: Item) -> str:
    """Give what a learner reads before an answer is kept, without the marks of Markdown."""
    shown = [text for field, text in parts(item) if field != "explain" and not field.endswith("because")]
    return re.sub(r"\s+", " ", " ".join(shown).replace("*", ""))


#: Each word of the field that a form asks with, and what is said where it first appears.
GLOSSES = {
    "HER2-positive": "have far too much of the protein|far too much of HER2, a protein",
    "nucle(?:us|i)": r"\(where the genes lie\)",
    "chromosome": r"\(the long thread of genes\)",
    "CEP17": "a (?:mark|part) of the chromosome",
    r"2\+": "closed ring of weak to moderate strength",
    "undecided": r"2\+, which means undecided",
    "by itself": "count is (?:positive|negative) by itself",
    "stage": "sums up how far a cancer has come, from 0 to IV",
    "grade": r"how the cells look \(the grade\)",
    "lymph nodes?": r"\(small filters, many of them in the armpit\)",
    "hormone receptors": r"\(proteins through which hormones act on a cell\)",
    "antibod(?:y|ies)": "An antibody is a protein that holds on to one target",
    "HER2-negative": "without such an excess, is|only a little HER2 counts as",
}


@pytest.mark.parametrize("bank", LOOKS, ids=lambda bank: bank.name)
@pytest.mark.parametrize("word", GLOSSES)
def test_the_first_question_that_uses_a_word_of_the_field_says_what_it_means(
    bank: quiz.Bank, word: str
) -> None:
    """The forms are read before any lesson: a word is explained within the question that first needs it."""
    first = next(item for item in bank if re.search(word, before_checking(item)))
    assert re.search(GLOSSES[word], before_checking(first)), first.id


@pytest.mark.parametrize("item_id", ["05.2-d1", "05.2-s1", "08.3-d1", "08.3-s1"])
def test_a_right_option_begins_or_is_hedged_as_one_wrong_option_is(item_id: str) -> None:
    """The right status stands in two options, and so does room for the same stage: no form gives it away."""
    item = (FIRST if item_id.endswith("-d1") else SECOND).item(item_id)
    alike: dict[str, list[bool]] = {}
    for option in item.options:  # type: ignore[attr-defined]
        if told := re.search("^(?:Positive|Negative), because|has the same stage or a", option.text):
            alike.setdefault(told[0], []).append(option.correct)
    assert [sorted(options) for options in alike.values() if True in options] == [[False, True]]


@pytest.mark.parametrize("bank", LOOKS, ids=lambda bank: bank.name)
def test_a_mistake_that_the_syllabus_names_waits_in_a_form(bank: quiz.Bank) -> None:
    named = {
        option.misconception
        for item in bank
        for option in (*getattr(item, "options", ()), *getattr(item, "categories", ()))
        if option.misconception
    }
    assert named >= {
        "2+ is a result",
        "Amplified means mutated",
        "HER2-positive is inherited",
        "Stage is only size and nodes",
    }


@pytest.mark.parametrize("bank", LOOKS, ids=lambda bank: bank.name)
def test_the_right_option_stands_in_every_place(bank: quiz.Bank) -> None:
    chosen = [item for item in bank if item.kind in ("single", "classify")]
    places = [
        [option.correct for option in getattr(item, "options", None) or item.categories].index(True)  # type: ignore[attr-defined]
        for item in chosen
    ]
    assert set(places) == {0, 1, 2, 3}
    assert all(places.count(place) <= len(places) / 2 for place in set(places))


@pytest.mark.parametrize("bank", LOOKS, ids=lambda bank: bank.name)
def test_a_matching_question_does_not_give_its_answer_by_the_order_of_its_parts(bank: quiz.Bank) -> None:
    [item] = [item for item in bank if item.kind == "match"]
    asked = [pair.match for pair in item.pairs]  # type: ignore[attr-defined]
    offered = [match.id for match in item.matches if match.id in asked]  # type: ignore[attr-defined]
    in_place = sum(one == other for one, other in zip(asked, offered, strict=True))
    assert in_place <= 1
    assert len(item.matches) == len(asked) + 1  # type: ignore[attr-defined]


def test_no_two_questions_of_a_form_share_their_wording() -> None:
    for bank in LOOKS:
        for one, other in combinations(bank, 2):
            assert SequenceMatcher(None, one.prompt, other.prompt, autojunk=False).ratio() < LIKE
