"""Answers to exercise 05: right ones, partly right ones, guesses, and what the learner hears."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from her2lessons import exercises
from her2lessons.exercises import evaluate, handout, task, tasks
from her2lessons.exercises.ex05 import cases, causes, counts, groups, report
from her2lessons.guidelines import her2, ish

MAXIMA = {"05.a": 3.0, "05.b": 4.0, "05.c": 3.0, "05.d": 6.0, "05.e": 4.0}


def labelled(**columns):
    return her2.interpret_frame(handout("05.d")).assign(**columns)


def from_counts(her2_signals, cep17_signals, nuclei):
    probe = ish.DualProbe.from_counts(her2_signals, cep17_signals, nuclei)
    return probe.ratio, probe.her2_copies


def low_ratio_is_five(ratio, her2_copies):
    return ish.group(ratio, her2_copies) if ratio >= 2.0 else 5


RIGHT = {
    "05.a": lambda: {"status": "pending", "category": "undetermined", "next_step": "recount"},
    "05.b": lambda: ish.group,
    "05.c": lambda: from_counts,
    "05.d": labelled,
    "05.e": lambda: ["A", "C", "E", "G"],
}


@pytest.mark.parametrize("task_id", MAXIMA)
def test_a_right_answer_earns_every_point(task_id):
    outcome = evaluate(task_id, RIGHT[task_id]())
    assert (outcome.points, outcome.max_points) == (MAXIMA[task_id], MAXIMA[task_id])
    assert outcome.attempted
    assert outcome.task == task_id


@pytest.mark.parametrize("task_id", MAXIMA)
@pytest.mark.parametrize("answer", [None, ...])
def test_no_answer_is_not_an_attempt_and_is_met_kindly(task_id, answer):
    outcome = evaluate(task_id, answer)
    assert (outcome.points, outcome.attempted) == (0.0, False)
    assert outcome.feedback.startswith("Not tried yet.")


@pytest.mark.parametrize(
    ("task_id", "answer", "points"),
    [
        ("05.a", lambda: {"status": " PENDING ", "category": "Undetermined", "next_step": "Recount"}, 3.0),
        ("05.a", lambda: {"status": "pending", "category": "HER2-low", "next_step": "recount"}, 2.0),
        ("05.a", lambda: {"status": "pending"}, 1.0),
        ("05.a", lambda: {"status": "negative", "category": "HER2-low", "next_step": None}, 0.0),
        ("05.b", lambda: low_ratio_is_five, 2.0),
        ("05.b", lambda: lambda ratio, copies: float(ish.group(ratio, copies)), 4.0),
        ("05.b", lambda: lambda ratio, copies: ish.group(round(ratio, 2), round(copies, 2)), 2.6),
        ("05.c", lambda: lambda her2_, cep17, nuclei: (her2_ / cep17, her2_ / nuclei), 2.0),
        ("05.c", lambda: lambda her2_, cep17, nuclei: [her2_ / cep17, her2_ / nuclei], 2.0),
        ("05.c", lambda: lambda *c: tuple(round(x, 2) for x in from_counts(*c)), 1.33),
        ("05.d", lambda: labelled().drop(columns="category"), 1.0),
        ("05.d", lambda: labelled(category="undetermined"), 2.0),
        ("05.d", lambda: labelled().sort_values("status"), 6.0),
        ("05.d", lambda: labelled().reset_index(), 6.0),
        ("05.d", lambda: labelled()[["category", "status"]].astype("category"), 6.0),
        ("05.e", lambda: {"a", " c ", "E", "G"}, 4.0),
        ("05.e", lambda: ("A",), 1.0),
        ("05.e", lambda: ["A", "A", "A"], 1.0),
        ("05.e", lambda: ["A", "C", "E", "G", "B"], 3.0),
        ("05.e", lambda: ["A", "B"], 0.0),
        ("05.e", list, 0.0),
    ],
)
def test_a_partly_right_answer_earns_its_exact_share(task_id, answer, points):
    outcome = evaluate(task_id, answer())
    assert outcome.points == points
    assert type(outcome.points) is float


@pytest.mark.parametrize(
    ("task_id", "guess"),
    [
        *(("05.b", lambda *_, n=n: n) for n in groups.GROUPS),
        ("05.c", lambda *_: (2.0, 4.0)),
        ("05.c", lambda *_: int("refuse everything")),
        *(("05.d", handout("05.d").assign(status=s, category="HER2-positive")) for s in her2.STATUSES),
        *(("05.d", handout("05.d").assign(status="negative", category=c)) for c in her2.CATEGORIES),
        ("05.e", list(causes.STATEMENTS)),
    ],
)
def test_the_same_answer_for_everything_earns_nothing(task_id, guess):
    assert evaluate(task_id, guess).points == 0.0


@given(st.sets(st.sampled_from(list(causes.STATEMENTS))))
@settings(deadline=None)
def test_only_the_right_letters_and_no_others_earn_every_point(picked):
    points = evaluate("05.e", picked).points
    assert 0.0 <= points <= MAXIMA["05.e"]
    assert (points == MAXIMA["05.e"]) == (picked == {"A", "C", "E", "G"})


@given(st.sets(st.integers(0, len(groups.RATIO_AND_COPIES) - 1)))
@settings(max_examples=40, deadline=None)
def test_each_wrong_input_of_a_function_costs_the_same(wrong):
    spoiled = {groups.RATIO_AND_COPIES[at] for at in wrong}
    outcome = evaluate("05.b", lambda *pair: 0 if pair in spoiled else ish.group(*pair))
    assert outcome.points == pytest.approx(max(0.0, 4.0 - 0.2 * len(wrong)))


def test_a_function_that_changes_the_list_it_was_given_spoils_nothing_for_the_next_call():
    from her2lessons.exercises.running import call

    given_ = ([1, 2, 3],)
    assert [call(lambda numbers: numbers.pop(), given_).value for _ in range(2)] == [3, 3]


@pytest.mark.parametrize(
    ("task_id", "answer", "said"),
    [
        ("05.a", ["pending"], "reading has to be a dictionary, and it is a list."),
        ("05.a", {"status": "positiv"}, "is 'positiv', and that is not one of its words: \"positive\","),
        ("05.a", {"status": "negative"}, "\"status\" is not 'negative'. Find the ISH group first"),
        ("05.a", {"status": 2}, '"status" is 2. Give one word in quotes.'),
        ("05.a", {"status": object()}, '"status" is an object. Give one word in quotes.'),
        ("05.a", {"status": "pending"}, '"category" is missing.'),
        ("05.a", {"next_step": None}, '"next_step" is not None. Look at what has been done already'),
        ("05.a", {}, "None of them is right yet."),
        ("05.b", 3, "group has to be a function, and it is a whole number."),
        ("05.b", 3, "Start with def group(ratio, her2_copies): and go on below."),
        ("05.b", "group", "and it is a text."),
        ("05.b", True, "and it is True or False."),
        ("05.b", low_ratio_is_five, "15 of 25 inputs came out right."),
        ("05.b", low_ratio_is_five, "group(ratio=1.99, her2_copies=6.0) gave 5. Unrounded, the ratio"),
        ("05.b", lambda *_: "one", "gave 'one'. A group is a whole number from 1 to 5."),
        ("05.b", lambda *_: True, "gave True. A group is a whole number from 1 to 5."),
        ("05.b", lambda *_: None, "gave nothing back. Does every way through it end with a return?"),
        ("05.b", lambda *_: 1, "The same answer every time would get 5 right, so the points"),
        ("05.b", lambda *_: 1 / 0, "raised a ZeroDivisionError with the message 'division by zero'."),
        ("05.b", lambda ratio: 1, "raised a TypeError with the message"),
        ("05.b", lambda *_: object(), "gave an object, which is no plain number or text."),
        ("05.b", lambda *_: (yield), "gave a generator. Write return in place of yield."),
        ("05.c", lambda a, b, c: (a / c, a / b), "The two numbers have changed places: the ratio"),
        ("05.c", lambda a, b, c: a / b, "Give back two numbers: return ratio, copies."),
        ("05.c", lambda a, b, c: (a / b, b / c), "The ratio is right. Copies are HER2 signals"),
        ("05.c", lambda a, b, c: (b / a, a / c), "The copies are right. The ratio is HER2"),
        ("05.c", lambda a, b, c: (b, c), "The ratio is HER2 signals for each CEP17 signal; copies are HER2"),
        ("05.c", lambda a, b, c: (round(a / b, 1), a / c), "it looks rounded. Give every decimal"),
        ("05.c", lambda a, b, c: (a / b, a / c), "fewer than 20 nuclei is no result: raise a ValueError"),
        ("05.d", [1, 2], "labelled has to be a pandas DataFrame, and it is a list."),
        ("05.d", pd.DataFrame(), "labelled has 0 rows, and 10 were given. Keep one row a case."),
        ("05.d", handout("05.d").reset_index(drop=True), "has no row for case A, B, C, D, E, F, G, H, I, J."),
        ("05.d", handout("05.d"), 'The column "status" is missing.\nThe column "category" is missing.'),
        ("05.d", labelled(status=None), "Case A: status is empty. The rule: IHC 3+ makes"),
        ("05.d", labelled(status="maybe"), "Case A: status is 'maybe', and its words are \"positive\","),
        ("05.d", labelled(category="HER2-low"), "Case A: category is not 'HER2-low'. The word"),
        ("05.d", labelled(status=[object()] * 10), "Case A: status is an object. Give one of its words."),
        (
            "05.d",
            pd.concat([labelled(), labelled()[["status"]]], axis=1),
            'labelled has more than one column "status". Keep the one you mean.',
        ),
        ("05.d", labelled(status="negative", category="HER2-low"), "would get 8 right, so the points"),
        ("05.e", "ACEG", 'causes has to be a list of letters, and it is a text. Write it as ["A", "B"].'),
        ("05.e", ["A", "Z"], "causes holds 'Z'. The letters are A, B, C, D, E, F, G, H."),
        ("05.e", ["A", 3], "causes holds 3. The letters are"),
        ("05.e", [object()], 'causes holds an object. Give letters in quotes, such as "A".'),
        ("05.e", ["A"] * 101, "causes has 101 entries, and there are 8 letters."),
        ("05.e", [], "The list is empty: nothing was picked."),
        ("05.e", ["A", "B"], "You found 1 of 4. 1 of your picks does not belong. A wrong pick costs points."),
        ("05.e", ["B", "D"], "2 of your picks do not belong."),
        ("05.e", ["B"], "B: An inherited change is the same in every cell and in both tests."),
    ],
)
def test_a_wrong_answer_hears_what_went_wrong(task_id, answer, said):
    outcome = evaluate(task_id, answer)
    assert said in outcome.feedback
    assert outcome.points < outcome.max_points


def test_a_learner_sees_a_few_different_faults_and_not_one_fault_over_and_over():
    def broken(ratio, her2_copies):
        if ratio >= 2.0:
            raise RuntimeError("ratio")
        return None if her2_copies >= 6.0 else 0

    lines = evaluate("05.b", broken).feedback.split("\n")
    assert len(lines) == 4
    assert [line.partition(") ")[2][:12] for line in lines[1:]] == [
        "raised a Run",
        "gave nothing",
        "gave 0. A gr",
    ]


@pytest.mark.parametrize("wanted", ["A", "C", "E", "G"])
def test_the_reason_for_a_letter_is_not_told_before_it_was_picked(wanted):
    others = [letter for letter in "ACEG" if letter != wanted]
    assert causes.STATEMENTS[wanted].because not in evaluate("05.e", others).feedback


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: task("05.z"), "There is no task '05.z'. Exercise 05 has the tasks 05.a, 05.b,"),
        (lambda: task("99.a"), "There is no task '99.a'. Write the number of an exercise,"),
        (lambda: task(""), "There are exercises 05"),
        (lambda: task(5.1), 'A task is named by text such as "05.b", and this is a number.'),
        (lambda: evaluate("05.f", "words"), "There is no task '05.f'."),
        (lambda: tasks("99"), "There is no exercise '99'. There are: 05"),
        (lambda: tasks(5), 'Write two digits in quotes, such as "05".'),
        (lambda: handout("05.b"), "Task 05.b gives nothing to work on: its text in the notebook"),
    ],
)
def test_an_unknown_name_hears_what_there_is(call, said):
    with pytest.raises(ValueError) as caught:
        call()
    assert said in str(caught.value)


def test_exercises_are_found_by_their_name_alone():
    assert "05" in exercises.assignments()
    assert [found.id for found in tasks("05")] == list(MAXIMA)


@pytest.mark.parametrize("found", tasks("05"), ids=lambda found: found.id)
def test_a_task_says_what_it_is_and_names_an_objective_of_its_lesson(found):
    assert found.objective in {"05.1", "05.2", "05.3", "05.4"}
    assert found.title
    assert found.max_points == MAXIMA[found.id]


def test_the_tasks_together_practise_every_objective_of_the_lesson():
    assert {found.objective for found in tasks("05")} == {"05.1", "05.2", "05.3", "05.4"}


def test_the_right_answers_are_those_of_the_rules():
    assert [t.expected for t in task("05.b").kind.trials] == [ish.group(*p) for p in groups.RATIO_AND_COPIES]
    assert [t.expected for t in task("05.c").kind.trials[:9]] == [from_counts(*c) for c in counts.ENOUGH]
    read = her2.interpret_frame(handout("05.d"))
    assert {c.name: list(c.expected) for c in task("05.d").kind.columns} == read[
        ["status", "category"]
    ].to_dict("list")
    meaning = her2.interpret(ihc=report.IHC, ish=report.COUNT)
    assert [field.expected for field in task("05.a").kind.fields] == [
        meaning.status,
        meaning.category,
        meaning.next_step,
    ]


def test_every_group_is_asked_equally_often_and_on_both_sides_of_every_line():
    expected = [trial.expected for trial in task("05.b").kind.trials]
    assert {group: expected.count(group) for group in groups.GROUPS} == dict.fromkeys(groups.GROUPS, 5)
    ratios, copies = zip(*groups.RATIO_AND_COPIES, strict=True)
    for line, figures in [(2.0, ratios), (4.0, copies), (6.0, copies)]:
        assert line in figures
        assert any(line - 0.01 < figure < line for figure in figures)


def test_too_few_nuclei_are_what_the_rules_refuse():
    for signals in counts.TOO_FEW:
        with pytest.raises(ValueError, match="at least 20 nuclei"):
            ish.DualProbe.from_counts(*signals)
    assert min(nuclei for *_, nuclei in counts.ENOUGH) == ish.MIN_NUCLEI


def test_the_table_holds_every_category_and_a_result_on_the_line():
    read = her2.interpret_frame(handout("05.d"))
    assert set(read["category"]) == set(her2.CATEGORIES)
    assert cases.CASES["G"][1:] == (ish.RATIO_POSITIVE, ish.COPIES_LOW)


def test_a_table_that_was_changed_is_new_the_next_time():
    changed = handout("05.d")
    changed["ihc"] = "3+"
    assert handout("05.d").loc["B", "ihc"] == "2+"


def test_the_pair_of_the_last_task_is_discordant_by_the_rule():
    assert her2.interpret(ihc=causes.IHC, ish=causes.COUNT).discordant


def test_the_report_shows_its_counts_and_says_that_it_is_invented():
    text = str(handout("05.a"))
    assert "130 HER2 signals and 78 CEP17 signals in 25 nuclei" in text
    assert "Ratio 1.67; 5.20 HER2 copies" in text
    assert "Invented cases only. Your own report needs your team." in text


def test_a_text_that_is_given_out_shows_as_markdown_and_as_itself():
    shown = handout("05.e")._repr_mimebundle_()
    assert shown == {"text/plain": str(shown["text/plain"]), "text/markdown": str(handout("05.e"))}
    assert repr(handout("05.e")) == shown["text/plain"]
    assert "(group 5)" in repr(handout("05.e"))
