"""Every bank that comes with the course: whole, consistent with the others, and fair to answer."""

import dataclasses
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from her2lessons import quiz
from her2lessons.guidelines import her2, ish
from her2lessons.quiz import Bank, Item, authoring
from her2lessons.quiz.kinds.case import Case
from her2lessons.quiz.kinds.classify import Classify
from her2lessons.quiz.kinds.count import Count
from her2lessons.quiz.kinds.estimate import Estimate
from her2lessons.quiz.kinds.match import Matching
from her2lessons.quiz.kinds.multiple import Multiple
from her2lessons.quiz.kinds.numeric import Numeric
from her2lessons.quiz.kinds.pick import Pick
from her2lessons.quiz.kinds.single import Single

BANKS = quiz.bank_names()


def questions() -> Iterator[tuple[Bank, Item]]:
    for name in BANKS:
        bank = quiz.load_bank(name)
        for item in bank:
            yield bank, item


ALL = list(questions())
ITEMS = [pytest.param(item, id=item.id) for _, item in ALL]


def test_there_are_banks_and_each_is_named_after_its_lesson() -> None:
    assert "05_her2_status" in BANKS
    for name in BANKS:
        assert name[:3] == f"{quiz.load_bank(name).lesson}_"


def test_the_rules_for_banks_and_for_the_course_find_no_error() -> None:
    """What check-banks calls an error; the rules themselves are tested in tests/unit/quiz/authoring."""
    checked = authoring.check_course()
    assert [one.name for one in checked if one.questions] == list(BANKS)
    assert [one.unreadable for one in checked if one.unreadable] == []
    assert [str(finding) for one in checked for finding in one.errors] == []


def test_lesson_05_asks_in_every_way_it_teaches_and_makes_cases() -> None:
    assert {"single", "multiple", "numeric", "case"} <= {
        item.kind for item in quiz.load_bank("05_her2_status")
    }


@pytest.mark.parametrize("item", ITEMS)
def test_nothing_that_gives_the_answer_away_is_in_the_public_view(item: Item) -> None:
    shown = json.dumps(dataclasses.asdict(quiz.public_view(item)), ensure_ascii=False, default=str)
    stated = quiz.realise(item)
    assert stated.explain not in shown
    for option in getattr(stated, "options", ()):
        assert option.because not in shown
        assert option.text in [text for _, text in quiz.public_view(item).options]


@pytest.mark.parametrize("item", [part for part in ITEMS if isinstance(part.values[0], Single)])
def test_in_a_single_question_one_option_scores_and_the_others_do_not(item: Single) -> None:
    assert sorted(quiz.score(item, option.id).points for option in item.options)[-2:] == [0, 1]


@pytest.mark.parametrize("item", [part for part in ITEMS if isinstance(part.values[0], Multiple)])
def test_in_a_multiple_question_the_right_ticks_score_fully_and_all_ticks_nothing(item: Multiple) -> None:
    assert quiz.score(item, [option.id for option in item.options if option.correct]).points == 1
    assert quiz.score(item, [option.id for option in item.options]).points == 0


@pytest.mark.parametrize("item", [part for part in ITEMS if isinstance(part.values[0], Numeric)])
def test_in_a_numeric_question_the_stated_answer_scores_and_one_past_the_tolerance_does_not(
    item: Numeric,
) -> None:
    assert quiz.score(item, {"value": item.answer, "unit": item.unit}).correct
    beyond = float(item.answer) + float(item.margin) * 1.01 + 1e-6
    assert not quiz.score(item, {"value": f"{beyond:.9f}", "unit": item.unit}).correct


@pytest.mark.parametrize("item", [part for part in ITEMS if isinstance(part.values[0], Case)])
def test_a_generated_question_can_be_made_and_answered_for_many_seeds(item: Case) -> None:
    made = [quiz.realise(item, seed) for seed in range(50)]
    assert len({quiz.item_hash(one) for one in made}) > 25
    for one in made[: ANSWERED.get(made[0].kind)]:
        right, wrong = right_and_wrong(one)
        assert quiz.score(one, right).correct
        assert all(quiz.score(one, response).points == 0 for response in wrong)


#: Kinds that draw a field to mark an answer, and how many of each are answered here.
ANSWERED = {"count": 3, "estimate": 3, "pick": 3}


def right_and_wrong(item: Item) -> tuple[object, list[object]]:
    """Give the right response to a generated question, and some that earn nothing."""
    match item:
        case Numeric():
            beyond = float(item.answer) + 2 * float(item.margin) + 1e-6
            return {"value": item.answer}, [{"value": f"{beyond:.9f}"}]
        case Matching():
            constant = [{pair.id: match.id for pair in item.pairs} for match in item.matches]
            return {pair.id: pair.match for pair in item.pairs}, list(constant)
        case Single() | Classify():
            options = item.options if isinstance(item, Single) else item.categories
            ids = sorted(options, key=lambda option: not option.correct)
            return ids[0].id, [option.id for option in ids[1:]]
        case Count():
            counts = item.truth.counts
            assert counts
            right = {"nuclei": counts.nuclei, "her2": counts.her2_signals, "cep17": counts.cep17_signals}
            # Next to nothing is group 5, and where that is right, very much is not.
            far = ("1000", "1", "1000") if item.truth.group != 5 else ("1", "1000", "1")
            return {name: str(number) for name, number in right.items()}, [dict(zip(right, far, strict=True))]
        case Estimate():
            right_shares = {name: f"{share:g}" for name, share in item.shares.items()}
            other = "0 absent" if item.truth.score == "3+" else "3+"
            # A share that is not there is rightly left out, so something is claimed of every pattern.
            claimed = {name: "25" if share < 15 or share > 35 else "0" for name, share in item.shares.items()}
            return {**right_shares, "score": item.truth.score}, [{**claimed, "score": other}]
        case Pick():
            table = item.nuclei
            numbers = [[str(n) for n in table.index[table["countable"] == fits]] for fits in (True, False)]
            return numbers[0], [numbers[1], [*numbers[0], *numbers[1]]]
    raise AssertionError(f"no family makes a {item.kind} yet; say here what is right")


def test_the_example_of_how_to_write_a_question_has_no_fault_and_the_right_answer(tmp_path: Path) -> None:
    guide = (Path(__file__).parents[2] / "CONTRIBUTING.md").read_text(encoding="utf-8")
    [example] = re.findall(r"```yaml\n(.*?)```", guide, re.DOTALL)
    bank = tmp_path / "05_example.yaml"
    bank.write_text(f'lesson: "05"\nstage: "starter"\nitems:\n{example}', encoding="utf-8")
    [checked] = authoring.check_files([bank])
    assert (checked.unreadable, checked.errors, checked.questions) == ("", (), 1)
    assert [str(finding) for finding in checked.warnings if finding.where.item] == []
    [item] = quiz.load_bank_file(bank)
    assert isinstance(item, Single)
    [row] = re.findall(r"^   (\(\"05\..*\),)$", guide, re.MULTILINE)
    asked, given, expected, words = eval(row.removesuffix(","), {"dual": ish.DualProbe})
    found = her2.interpret(**given)
    assert {name: getattr(found, name) for name in expected} == expected
    assert asked == item.id
    assert [words in option.text for option in item.options] == [option.correct for option in item.options]
