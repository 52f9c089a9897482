"""The family drug_class against the table of drugs, read here as plain CSV."""

import csv
import re
from collections import Counter
from importlib.resources import files
from itertools import combinations

import pytest
from checks_of_models import check_levels, check_same_again, check_sources, check_words, questions_of

from her2lessons.quiz import score
from her2lessons.quiz.families import drug_class
from her2lessons.quiz.kinds.match import Matching

Row = dict[str, str]

with files("her2lessons.evidence").joinpath("tables", "drugs.csv").open(encoding="utf-8") as _file:
    TABLE: dict[str, Row] = {row["name"]: row for row in csv.DictReader(_file)}

# Questions about payloads leave the short form off: its letters are those of the payload.
TABLE |= {name.partition(" (")[0]: row for name, row in TABLE.items()}

# Papers on harms or on which regimen is better, which do not say how these drugs work.
SILENT = {"petrelli2012", "slamon2001", "vanramshorst2018", "vandervoort2021", "rugani2016"}
SILENT_ABOUT = ("doxorubicin", "epirubicin", "denosumab")

COLUMNS = {
    "with its class": "drug_class",
    "with its target": "target",
    "what it carries": "payload",
    "how it works": "mechanism",
}
# Pairs of classes of which the first could be claimed for a drug of the second.
NEAR_CLASSES = {
    frozenset(pair)
    for pair in (
        ("HER2 antibody", "HER2 bispecific antibody"),
        ("microtubule inhibitor", "taxane"),
        ("alkylating agent", "platinum"),
        ("microtubule inhibitor", "HER2 antibody-drug conjugate"),
    )
}
# Words for one thing, in whichever row they stand.
SYNONYMS = {"spindle": "microtubules", "copying": "DNA", "strands": "DNA"}
PLAIN_WORDS = ("microtubules", "spindle", "aromatase", "estrogen receptor", "bone", "copying")


def column(item: Matching) -> str:
    (found,) = (name for words, name in COLUMNS.items() if words in item.prompt)
    return found


def belongs(row: Row, name: str) -> str:
    """What a question offers for a drug: its cell, and of a payload what it is, without its name."""
    return row[name].split(", ", 1)[-1] if name == "payload" else row[name]


def things(text: str) -> set[str]:
    """What a text speaks of: names in capitals and digits, and a few plain words."""
    names = set(re.findall(r"\b(?:[A-Z]{2,}[A-Za-z0-9-]*|m?TORC\d|CDK\d|mTOR\w*|PI3K)", text))
    # Numbers that only tell two of a family apart do not make two things of it.
    names = {name for name in names if not re.fullmatch("[IVX]+", name)}
    names = {re.sub(r"(?<=CDK|AKT|ORC)\d$|(?<=PARP)\d$", "", name) for name in names}
    return {SYNONYMS.get(word, word) for word in names | {word for word in PLAIN_WORDS if word in text}}


def could_be_true(label: str, row: Row, name: str) -> bool:
    """Whether a label could be claimed for a drug, by a reading of its whole row."""
    if name == "drug_class":
        return label == row[name] or frozenset((label, row[name])) in NEAR_CLASSES
    if name == "payload":
        return label in row[name] or belongs(row, name) in label
    whole = " ".join(row[part] for part in ("drug_class", "target", "payload", "mechanism"))
    return label == row[name] or bool(things(label) & things(whole))


@pytest.fixture(scope="module")
def questions() -> list[Matching]:
    made = questions_of(drug_class)
    assert all(isinstance(item, Matching) for item in made)
    return made  # type: ignore[return-value]


def test_each_drug_goes_with_what_its_row_says(questions: list[Matching]) -> None:
    for item in questions:
        texts = {match.id: match.text for match in item.matches}
        for pair in item.pairs:
            assert texts[pair.match] == belongs(TABLE[pair.text], column(item)), item.prompt


def test_no_other_match_of_a_question_could_be_true_of_a_drug(questions: list[Matching]) -> None:
    for item in questions:
        name = column(item)
        for pair in item.pairs:
            for match in item.matches:
                if match.id != pair.match:
                    assert not could_be_true(match.text, TABLE[pair.text], name), (item.prompt, match.text)


def test_the_reading_that_looks_for_second_truths_finds_them() -> None:
    conjugate = TABLE["trastuzumab emtansine (T-DM1)"]
    assert could_be_true("microtubules", conjugate, "target")
    assert could_be_true("HER2, outer part, domain IV", conjugate, "target")
    assert could_be_true("HER2 antibody", TABLE["zanidatamab"], "drug_class")
    assert could_be_true("blocks topoisomerase I", TABLE["sacituzumab govitecan"], "payload")
    assert not could_be_true("PD-1", TABLE["atezolizumab"], "target")


def test_the_prompt_lists_the_drugs_and_the_labels_fit_a_list(questions: list[Matching]) -> None:
    for item in questions:
        assert item.prompt.endswith("\n\n" + ", ".join(pair.text for pair in item.pairs))
        assert 3 <= len(item.pairs) <= 5
        assert 2 <= len(item.matches) <= 5
        for part in (*item.pairs, *item.matches):
            assert 1 <= len(part.text) <= 60
            assert not re.search(r"[*_`<>\[\]|\n]", part.text)


def test_no_payload_is_given_away_by_letters_and_no_drug_is_called_a_poison(
    questions: list[Matching],
) -> None:
    carried = set()
    for item in questions:
        shown = " ".join(part.text for part in (*item.pairs, *item.matches))
        assert "poison" not in f"{item.prompt} {shown} {item.explain}".lower()
        if column(item) != "payload":
            continue
        assert "(" not in item.prompt.partition("\n\n")[2]
        own = {word for pair in item.pairs for word in pair.text.split()}
        for match in item.matches:
            assert not own & set(match.text.split()), match.text
            assert not re.search(r"DXd|DM1|SN-38|MMAE|duocarm|deruxtecan", match.text), match.text
            carried.add(match.text)
    assert "an exatecan derivative that blocks topoisomerase I" in carried
    assert "a maytansine derivative that stops microtubules" in carried
    assert len(carried) == 6


def test_levels_follow_what_is_asked(questions: list[Matching]) -> None:
    level = {"drug_class": 1, "target": 2, "payload": 3, "mechanism": 3}
    assert all(item.difficulty == level[column(item)] for item in questions)
    check_levels(questions)
    assert min(Counter(column(item) for item in questions).values()) >= 200


def test_every_reason_is_full_and_about_this_question(questions: list[Matching]) -> None:
    for item in questions:
        used = {pair.match for pair in item.pairs}
        for pair in item.pairs:
            assert len(pair.because) >= 40
            assert TABLE[pair.text][column(item)] in pair.because
        for match in item.matches:
            assert (match.because is None) == (match.id in used)
            if match.because:
                assert len(match.because) >= 40
                assert str(len(item.pairs)) in match.because
                assert any(pair.text.lower() in match.because.lower() for pair in item.pairs)


def test_a_distractor_stands_in_about_two_of_three_questions(questions: list[Matching]) -> None:
    spare = sum(any(match.because for match in item.matches) for item in questions)
    assert 0.5 * len(questions) <= spare <= 0.8 * len(questions)


def test_the_right_matches_score_one_and_a_distractor_less(questions: list[Matching]) -> None:
    for item in questions:
        right = {pair.id: pair.match for pair in item.pairs}
        assert score(item, right).points == 1
        for match in item.matches:
            if match.because:
                assert score(item, {**right, item.pairs[0].id: match.id}).points < 1


def test_the_order_of_matches_tells_nothing(questions: list[Matching]) -> None:
    places = Counter(
        [match.id for match in item.matches].index(item.pairs[0].match)
        for item in questions
        if len(item.matches) == 4
    )
    assert min(places[place] for place in range(4)) >= 0.2 * sum(places.values())


def test_many_drugs_come_up_and_hardly_two_questions_are_alike(questions: list[Matching]) -> None:
    asked = Counter(pair.text for item in questions for pair in item.pairs)
    assert len(asked) >= 45
    assert min(asked.values()) >= 20
    sets = [frozenset(pair.text for pair in item.pairs) | {item.prompt[:30]} for item in questions]
    assert len(set(sets)) >= 1000


def test_drugs_whose_row_is_open_to_doubt_are_not_asked(questions: list[Matching]) -> None:
    asked = {pair.text for item in questions for pair in item.pairs}
    carried = {pair.text for item in questions if column(item) == "payload" for pair in item.pairs}
    assert not any("Not a breast cancer drug" in TABLE[name]["note"] for name in asked)
    assert "pertuzumab, trastuzumab and hyaluronidase" not in asked
    assert "epirubicin" not in asked
    for one, other in combinations(sorted(carried), 2):
        both = TABLE[one]["payload"], TABLE[other]["payload"]
        assert both[0] == both[1] or (both[0] not in both[1] and both[1] not in both[0])


def test_concepts_follow_the_drugs(questions: list[Matching]) -> None:
    for item in questions:
        classes = {TABLE[pair.text]["drug_class"] for pair in item.pairs}
        assert ("A11" in item.concepts) == ("HER2 antibody" in classes)
        assert ("A12" in item.concepts) == any("conjugate" in name for name in classes)
        assert ("A13" in item.concepts) == ("HER2 kinase inhibitor" in classes)


def test_the_sources_are_those_of_the_drugs_and_seeds_repeat(questions: list[Matching]) -> None:
    for item in questions:
        cited = set()
        for pair in item.pairs:
            keys = set(TABLE[pair.text]["source"].split())
            cited |= keys - SILENT if pair.text in SILENT_ABOUT else keys
        assert set(item.sources) == cited
    check_sources(questions)
    check_same_again(drug_class, questions)
    check_words(questions)
