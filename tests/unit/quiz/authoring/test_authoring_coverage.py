"""Whether banks cover the syllabus, and whether anything stands twice in them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from her2lessons.quiz import Bank, Item
from her2lessons.quiz.authoring import coverage, repeats
from her2lessons.quiz.syllabus import concepts, lessons

Ask = Callable[..., Item]
Gather = Callable[..., Bank]

CASE = {"kind": "case", "family": "her2_status", "seed": "1"}
CONCEPTS = [concept.id for concept in concepts().values() if "05" in concept.lessons]


def lesson_05(ask: Ask, *, each: int = 3, carried: list[str] = CONCEPTS, **last: Any) -> list[Item]:
    """Give ``each`` questions an objective of lesson 05; the first carries concepts, the last may differ."""
    ids = [f"05.{objective}-{number:02d}" for objective in (1, 2, 3, 4) for number in range(1, each + 1)]
    items = [ask(item_id) for item_id in ids]
    items[0] = ask(ids[0], concepts=carried)
    return [*items[:-1], ask(ids[-1], **last)] if last else items


STARTER = 'While the bank is growing, write stage: "starter" at its top.'


def test_a_bank_with_three_questions_an_objective_and_every_concept_is_whole(
    ask: Ask, gather: Gather
) -> None:
    assert list(coverage.findings(gather(*lesson_05(ask), lesson="05"))) == []


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (
            {"each": 2},
            [
                "has 8 questions besides cases; a bank of a lesson needs at least 12.",
                "objective 05.1 (choose the next test) has 2 questions besides cases; write at least 3.",
                "objective 05.2 (reach the final status for any IHC and ISH) has 2 questions besides cases; "
                "write at least 3.",
                "objective 05.3 (tell positive, low, ultralow and null apart, and what each changes) has 2 "
                "questions besides cases; write at least 3.",
                "objective 05.4 (say what a recount does) has 2 questions besides cases; write at least 3.",
            ],
        ),
        (
            {**CASE},
            [
                "has 11 questions besides cases; a bank of a lesson needs at least 12.",
                "objective 05.4 (say what a recount does) has 2 questions besides cases; write at least 3.",
            ],
        ),
        (
            {"carried": CONCEPTS[:-1]},
            [
                "no question carries B08 (Side-by-side comparison: protein, behaviour, treatment, prognosis, "
                "recurrence), which this lesson teaches."
            ],
        ),
    ],
    ids=["two each", "a case does not count", "a concept short"],
)
def test_what_a_bank_lacks_is_an_error_and_for_a_starter_a_warning(
    fields: dict[str, Any], said: list[str], ask: Ask, gather: Gather
) -> None:
    items = lesson_05(ask, **fields)
    whole = list(coverage.findings(gather(*items, name="05_mine", lesson="05")))
    assert [str(finding) for finding in whole] == [f"05_mine: error: {one} {STARTER}" for one in said]
    starter = list(coverage.findings(gather(*items, name="05_mine", lesson="05", stage="starter")))
    assert [str(finding) for finding in starter] == [f"05_mine: warning: {one}" for one in said]


@pytest.mark.parametrize("lesson", ["00", "14"])
def test_the_looks_and_lesson_00_need_not_cover_anything(lesson: str, ask: Ask, gather: Gather) -> None:
    assert list(coverage.findings(gather(ask("05.1-d1"), lesson=lesson))) == []


@pytest.mark.parametrize(
    ("item_id", "objective", "said"),
    [
        ("05.1-01", "05.1", None),
        ("05.1-mine-01", "05.1", None),
        (
            "05.1.01",
            "05.1",
            "id: error: must begin with its objective and a hyphen, such as 05.1-01; progress reads the "
            "objective from it.",
        ),
        (
            "05.2-01",
            "05.1",
            "id: error: must begin with its objective and a hyphen, such as 05.1-01; progress reads the "
            "objective from it.",
        ),
        (
            "05.9-01",
            "05.9",
            "objective: error: 05.9 is not an objective of the syllabus; look them up in "
            "quiz/tables/objectives.csv.",
        ),
    ],
)
def test_an_id_begins_with_an_objective_of_the_syllabus(
    item_id: str, objective: str, said: str | None, ask: Ask, gather: Gather
) -> None:
    found = [str(one) for one in coverage.findings(gather(ask(item_id, objective=objective)))]
    assert found == ([] if said is None else [f"00_mine, item {item_id}, {said}"])


def test_lessons_without_a_bank_are_named_in_one_line(ask: Ask, gather: Gather) -> None:
    every = [gather(ask(), lesson=lesson.number) for lesson in lessons()]
    assert list(coverage.without_bank(every)) == []
    [found] = coverage.without_bank([bank for bank in every if bank.lesson not in ("02", "11")])
    assert str(found) == "course: warning: these lessons have no bank yet: 02, 11."


def test_an_id_and_a_prompt_stand_once_in_the_course(ask: Ask, gather: Gather) -> None:
    first = gather(ask("05.1-01", prompt="Which test comes *next*?"), name="05_one")
    second = gather(
        ask("05.1-01", prompt="Something else?"),
        ask("05.1-02", prompt="Which  test comes next?"),
        name="05_two",
    )
    assert [str(finding) for finding in repeats.findings([first, second])] == [
        "05_two, item 05.1-01, id: error: is used in 05_one too; answers are kept under it, so give one of "
        "the two a new id.",
        "05_two, item 05.1-02, prompt: error: asks the same as item 05.1-01 of 05_one; ask something else, "
        "or take one of them out.",
    ]
    third = gather(ask("05.1-03", prompt="Which tests come next?"), name="05_three")
    assert list(repeats.findings([first, third])) == []


def test_cases_of_the_same_family_may_not_begin_alike_and_of_two_families_may(
    ask: Ask, gather: Gather
) -> None:
    lead = {**CASE, "prompt": "An invented report."}
    plain = ask("05.1-03", prompt="An invented report.")
    assert len(list(repeats.findings([gather(ask("05.2-01", **lead), ask("05.2-02", **lead), plain)]))) == 1


def test_a_teachers_ids_are_compared_with_those_in_use(ask: Ask, gather: Gather) -> None:
    mine = gather(ask("05.1-01"), ask("05.1-mine-01"), name="mine")
    assert [str(one) for one in repeats.collisions(mine, {"05.1-01": "05_her2_status"})] == [
        "mine, item 05.1-01, id: error: belongs to the course (05_her2_status); answers are kept under it, "
        "so give yours another ending, such as 05.1-mine-01."
    ]
