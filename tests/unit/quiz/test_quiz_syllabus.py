"""The syllabus: fifteen lessons, fifty-five objectives, and the concepts they carry."""

import pytest

from her2lessons.quiz import syllabus


def test_there_are_fifteen_lessons_in_order_with_fifty_five_objectives() -> None:
    lessons = syllabus.lessons()
    assert [lesson.number for lesson in lessons] == [f"{number:02d}" for number in range(15)]
    assert all(lesson.name.startswith(f"{lesson.number}_") for lesson in lessons)
    assert sum(len(lesson.objectives) for lesson in lessons) == len(syllabus.objectives()) == 55
    assert lessons[0].objectives == ()
    assert all(lesson.objectives for lesson in lessons[1:])


def test_objectives_are_numbered_without_a_gap_and_five_are_answered_in_words() -> None:
    for lesson in syllabus.lessons():
        numbers = [objective.id for objective in lesson.objectives]
        assert numbers == [f"{lesson.number}.{n}" for n in range(1, len(numbers) + 1)]
    in_words = [one.id for one in syllabus.objectives().values() if one.in_words]
    assert in_words == ["06.4", "09.4", "12.4", "13.3", "14.2"]


def test_every_concept_is_taught_in_a_lesson_that_exists() -> None:
    numbers = {lesson.number for lesson in syllabus.lessons()}
    assert len(syllabus.concepts()) == 33
    for concept in syllabus.concepts().values():
        assert concept.lessons
        assert set(concept.lessons) <= numbers


@pytest.mark.parametrize(
    ("item_id", "objective"), [("05.2-01", "05.2"), ("03.1-91", "03.1"), ("05.9-01", None), ("mine", None)]
)
def test_an_id_tells_its_objective(item_id: str, objective: str | None) -> None:
    assert syllabus.objective_of(item_id) == objective
