"""Everything that can be wrong with a bank is said in a sentence naming file, line, item and field."""

from collections.abc import Callable
from pathlib import Path

import pytest

from her2lessons.quiz import BankError, families, load_bank_file

Spoil = Callable[[str, str], Path]
Write = Callable[[str | bytes], Path]

SPOILT = {
    "an unknown top field": (
        'lesson: "05"',
        'lesson: "05"\nitem: []',
        "line 3: item is not a field of a bank; these are lesson, stage and items. Did you mean 'items'?",
    ),
    "a stage that there is not": (
        'lesson: "05"',
        'lesson: "05"\nstage: "start"',
        'line 3: stage must be "whole" (what a bank is that says nothing) or "starter" (one that is still '
        "growing). Did you mean 'starter'?",
    ),
    "a bare stage that YAML changes": (
        'lesson: "05"',
        'lesson: "05"\nstage: no',
        'line 3: stage must be "whole" (what a bank is that says nothing) or "starter"',
    ),
    "an empty stage": ('lesson: "05"', 'lesson: "05"\nstage:', 'line 3: stage must be "whole"'),
    "a bare lesson": (
        'lesson: "05"',
        "lesson: 05",
        'line 2: lesson must be text; put quotes around it: "05".',
    ),
    "no lesson": ('lesson: "05"', "", 'lesson is missing; write lesson: "05" at the top.'),
    "a lesson in words": ('lesson: "05"', 'lesson: "five"', "lesson must be two digits in quotes"),
    "an empty lesson": ('lesson: "05"', "lesson:", "lesson must be two digits in quotes"),
    "an unknown field": (
        'prompt: "48',
        'promt: "x"\n    prompt: "48',
        "item 05.2-03, promt: is not a field here; did you mean 'prompt'?",
    ),
    "an unknown field like no other": (
        'prompt: "48',
        'zzz: "x"\n    prompt: "48',
        "zzz: is not a field here; the fields are id, section, kind",
    ),
    "an unknown field of an option": (
        'because: "Null is',
        'becuase: "Null is',
        "item 05.3-01, options[2].becuase: is not a field here; did you mean 'because'?",
    ),
    "an option without a reason": (
        ', because: "Low is a label within HER2-negative."',
        "",
        "item 05.3-01, options[3].because: is missing; every option needs the reason it is right or wrong.",
    ),
    "an option with a blank reason": (
        '"2+ is equivocal."',
        '" "',
        "options[3].because: is blank; write the text.",
    ),
    "a blank prompt": (
        '"What is **IHC 1+** called when a drug is chosen?"',
        '""',
        "prompt: is blank; write the text.",
    ),
    "an empty prompt": (
        '"What is **IHC 1+** called when a drug is chosen?"',
        "",
        "prompt: is empty; write text in quotes.",
    ),
    "a prompt that is a list": ('"An invented report."', '["a"]', "prompt: must be text; it is a list."),
    "a missing prompt": ('    prompt: "An invented report."\n', "", "item 05.2-04, prompt: is missing."),
    "a bare id": (
        'id: "05.3-01"',
        "id: 05.3",
        'item number 1, id: must be text, and YAML reads 05.3 as a number; put quotes around it: "05.3".',
    ),
    "a bare objective": (
        'objective: "05.3"',
        "objective: 05.3",
        'YAML reads 05.3 as a number; put quotes around it: "05.3".',
    ),
    "a bare date": (
        'reviewed: "2026-11-20"',
        "reviewed: 2026-11-20",
        'YAML reads 2026-11-20 as a date; put quotes around it: "2026-11-20".',
    ),
    "a bare No": (
        'text: "HER2-null"',
        "text: No",
        'options[2].text: must be text, and YAML reads No as true or false; put quotes around it: "No".',
    ),
    "a bare true": (
        'text: "HER2-null"',
        "text: true",
        'YAML reads true as true or false; put quotes around it: "true".',
    ),
    "a bare answer": (
        'answer: "2.4"',
        "answer: 2.4",
        'item 05.2-03, answer: must be text, and YAML reads 2.4 as a number; put quotes around it: "2.4".',
    ),
    "a bare whole answer": (
        'answer: "2.4"',
        "answer: 24",
        'YAML reads 24 as a number; put quotes around it: "24".',
    ),
    "a bare seed": (
        'seed: "7"',
        "seed: 7",
        'item 05.2-04, seed: must be text, and YAML reads 7 as a number; put quotes around it: "7".',
    ),
    "a clock time": (
        'text: "HER2-null"',
        "text: 12:30",
        'YAML reads 12:30 as a number; put quotes around it: "12:30".',
    ),
    "a quoted truth": (
        "correct: true",
        'correct: "true"',
        'options[1].correct: must be true or false, without quotes; it is the text "true".',
    ),
    "another word for true": (
        "correct: true",
        "correct: yes",
        "options[1].correct: must be true or false, without quotes; it is yes.",
    ),
    "a quoted difficulty": (
        "difficulty: 1",
        'difficulty: "1"',
        'difficulty: must be 1, 2 or 3, without quotes; it is the text "1".',
    ),
    "a difficulty out of range": (
        "difficulty: 1",
        "difficulty: 4",
        "difficulty: must be 1, 2 or 3, without quotes; it is 4.",
    ),
    "a difficulty of true": (
        "difficulty: 1",
        "difficulty: true",
        "difficulty: must be 1, 2 or 3, without quotes; it is true.",
    ),
    "a difficulty in halves": (
        "difficulty: 1",
        "difficulty: 1.5",
        "difficulty: must be 1, 2 or 3, without quotes; it is 1.5.",
    ),
    "no source": (
        'sources: ["modi2022"]',
        "sources: []",
        "sources: names no source; a question needs at least one key",
    ),
    "sources left out": (
        '    sources: ["modi2022"]\n',
        "",
        "sources: is missing; a question needs at least one source.",
    ),
    "sources that are text": (
        'sources: ["modi2022"]',
        'sources: "modi2022"',
        'sources: must be a list; it is the text "modi2022". Write [] for an empty one.',
    ),
    "an unknown source": (
        'sources: ["modi2022"]',
        'sources: ["modi2202"]',
        "item 05.3-01, sources[1]: 'modi2202' is not in the reference table.",
    ),
    "a source named twice": (
        '"wolff2018", "wolff2023"',
        '"wolff2018", "wolff2018"',
        "sources: names 'wolff2018' more than once; once is enough.",
    ),
    "no right option": (
        "correct: true",
        "correct: false",
        "item 05.3-01, options: has no right option; write correct: true on what is right.",
    ),
    "a right option with a misconception": (
        "correct: false",
        "correct: true",
        "options: tags the right option 'b' with a misconception",
    ),
    "two right options in a single": (
        'text: "HER2-positive", correct: false',
        'text: "HER2-positive", correct: true',
        "options: has more than one right option; a single question has one",
    ),
    "a repeated option id": (
        '{id: "b", text: "HER2-null"',
        '{id: "a", text: "HER2-null"',
        "options: repeats the option id 'a'; make each id different.",
    ),
    "a repeated option text": (
        'text: "HER2-null"',
        'text: "HER2-low "',
        "options: repeats the option text 'HER2-low'; make each text different.",
    ),
    "options that are one text": (
        '    options:\n      - {id: "a", text: "IHC 3+"',
        '    options: "none"\n    extra:\n      - {id: "a", text: "IHC 3+"',
        'options: must be a list; it is the text "none".',
    ),
    "an option that is a word": (
        '{id: "e", text: "IHC 1+", correct: false, because: "1+ is negative."}',
        '"IHC 1+"',
        'options[5]: must be a set of fields such as id and text; it is the text "IHC 1+".',
    ),
    "an id with a space": (
        'id: "05.2-03"',
        'id: "05.2 03"',
        "id: '05.2 03' cannot be an id; use letters, digits",
    ),
    "a repeated item id": (
        'id: "05.2-03"',
        'id: "05.3-01"',
        "item 05.3-01, id: the id is used before, on line 4; ids are permanent and unique.",
    ),
    "an unknown kind": (
        'kind: "numeric"',
        'kind: "numerical"',
        "kind: 'numerical' is not a kind of question; the kinds are case, classify, count, "
        "estimate, match, multiple, numeric, order, pick, single. "
        "Did you mean 'numeric'?",
    ),
    "no kind": ('    kind: "numeric"\n', "", "item 05.2-03, kind: is missing; the kinds are case, classify"),
    "an unknown family": (
        'family: "her2_status"',
        'family: "her2_state"',
        "item 05.2-04, family: there is no family 'her2_state'; the families are "
        f"{', '.join(families.names())}. Did you mean 'her2_status'?",
    ),
    "a seed in words": ('seed: "7"', 'seed: "seven"', "seed: 'seven' is not a seed; write up to nine digits"),
    "an objective of another lesson": (
        'objective: "05.3"',
        'objective: "06.3"',
        "item 05.3-01, objective: '06.3' is not an objective of lesson 05.",
    ),
    "an objective in words": (
        'objective: "05.3"',
        'objective: "05.words"',
        "objective: '05.words' is not an objective; write lesson, dot, number",
    ),
    "a concept in words": (
        'concepts: ["B04"]',
        'concepts: ["status"]',
        "concepts[1]: 'status' is not a concept id; write a letter and two digits",
    ),
    "empty concepts": (
        "concepts: []",
        "concepts:",
        "concepts: must be a list; it is empty. Write [] for an empty one.",
    ),
    "a date as people say it": (
        'reviewed: "2026-11-20"',
        'reviewed: "20 November 2026"',
        "reviewed: '20 November 2026' is not a date; write year-month-day",
    ),
    "a day that does not exist": (
        'reviewed: "2026-11-20"',
        'reviewed: "2026-02-30"',
        "reviewed: '2026-02-30' is not a date",
    ),
    "a date without dashes": (
        'reviewed: "2026-11-20"',
        'reviewed: "20261120"',
        "reviewed: '20261120' is not a date",
    ),
    "an answer in words": (
        'answer: "2.4"',
        'answer: "two"',
        "answer: 'two' is not a plain number; write digits with a decimal point",
    ),
    "an answer with a comma": ('answer: "2.4"', 'answer: "2,4"', "answer: '2,4' is not a plain number"),
    "a tolerance in words": (
        'tolerance: "0.05"',
        'tolerance: "a bit"',
        'is not a tolerance; write a distance ("0.05") or a share of the answer ("5 %").',
    ),
    "a negative tolerance": ('tolerance: "0.05"', 'tolerance: "-1"', "tolerance: '-1' is not a tolerance"),
    "a share of nothing": (
        'answer: "2.4"\n    unit: ""\n    tolerance: "0.05"',
        'answer: "0.0"\n    unit: ""\n    tolerance: "5 %"',
        "tolerance: is a share of an answer of 0, which is nothing; write a distance instead.",
    ),
}


@pytest.mark.parametrize(("before", "after", "said"), SPOILT.values(), ids=SPOILT)
def test_a_spoilt_bank_is_refused_with_a_sentence_that_says_how_to_mend_it(
    before: str, after: str, said: str, spoiled: Spoil
) -> None:
    with pytest.raises(BankError) as error:
        load_bank_file(spoiled(before, after))
    message = str(error.value)
    assert said in message
    assert message.startswith("spoiled.yaml, line ")


def test_the_line_named_is_the_line_of_the_fault(spoiled: Spoil) -> None:
    path = spoiled('answer: "2.4"', "answer: 2.4")
    line = path.read_text(encoding="utf-8").splitlines().index("    answer: 2.4") + 1
    with pytest.raises(BankError, match=rf"^spoiled\.yaml, line {line}, item 05\.2-03, answer: "):
        load_bank_file(path)


def test_every_fault_of_a_file_is_told_at_once_a_line_each(written: Write) -> None:
    source = Path(__file__).with_name("small_bank.yaml").read_text(encoding="utf-8")
    for before, after in (
        ('reviewed: "2026-11-20"', "reviewed: 2026-11-20"),
        ('sources: ["modi2022"]', 'sources: ["nobody1900"]'),
        ('objective: "05.3"', 'objective: "07.3"'),
        ('answer: "2.4"', "answer: 2.4"),
        ('kind: "multiple"', 'kind: "many"'),
    ):
        source = source.replace(before, after, 1)
    with pytest.raises(BankError) as error:
        load_bank_file(written(source))
    lines = str(error.value).splitlines()
    assert len(lines) == 5
    for line, part in zip(
        lines, ("objective: '07.3'", "'nobody1900'", "2026-11-20", "'many'", "reads 2.4"), strict=True
    ):
        assert part in line


@pytest.mark.parametrize("items", ["", "items:\n", "items: []\n", 'items: "none"\n', "items: {}\n"])
def test_a_bank_without_questions_is_refused(items: str, written: Write) -> None:
    with pytest.raises(BankError, match="items must be a list of at least one question"):
        load_bank_file(written(f'lesson: "05"\n{items}'))


def test_a_question_that_is_a_word_is_refused_by_its_place(written: Write) -> None:
    with pytest.raises(BankError, match=r"line 3, item number 1: a question must be a set of fields"):
        load_bank_file(written('lesson: "05"\nitems:\n  - "why?"\n'))


def test_a_multiple_question_may_not_have_only_right_options(written: Write) -> None:
    source = Path(__file__).with_name("small_bank.yaml").read_text(encoding="utf-8")
    head, tail = source.split('  - id: "05.2-02"')
    with pytest.raises(
        BankError, match=r"item 05\.2-02, options: has only right options; at least one must be wrong"
    ):
        load_bank_file(written(head + '  - id: "05.2-02"' + tail.replace("correct: false", "correct: true")))


def test_a_choice_needs_two_options(written: Write) -> None:
    lines = Path(__file__).with_name("small_bank.yaml").read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if '{id: "b"' not in line and '{id: "c"' not in line]
    with pytest.raises(BankError, match=r"item 05\.3-01, options: holds fewer than two options"):
        load_bank_file(written("\n".join(kept)))


@pytest.mark.parametrize("lesson", ["00", "14"])
def test_the_two_looks_at_oneself_may_ask_about_any_lesson(lesson: str, spoiled: Spoil) -> None:
    assert load_bank_file(spoiled('lesson: "05"', f'lesson: "{lesson}"'))[0].objective == "05.3"
