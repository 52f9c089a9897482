"""What holds for every kind of question: guessing never pays, and nothing is told before an answer."""

import dataclasses
import json
from collections.abc import Iterator
from fractions import Fraction
from itertools import permutations, product
from pathlib import Path
from typing import Any

import pytest

from her2lessons import quiz
from her2lessons.quiz import Bank, Item, ResponseError, kinds

EVERY_KIND = Path(__file__).parents[2] / "every_kind" / "05_every_kind.yaml"
BANK = quiz.load_bank_file(EVERY_KIND)
ITEMS = [pytest.param(item, id=item.kind) for item in BANK]
CHOICES = [pytest.param(item, id=item.kind) for item in BANK if item.kind != "numeric"]


def subsets(ids: list[str]) -> Iterator[list[str]]:
    for ticks in product([False, True], repeat=len(ids)):
        if any(ticks):
            yield [key for key, tick in zip(ids, ticks, strict=True) if tick]


def every_response(item: Any) -> list[Any]:
    """Give all that can be answered, each as likely as the next to who plays at random."""
    item = quiz.realise(item)
    match item.kind:
        case "single":
            return [option.id for option in item.options]
        case "classify":
            return [category.id for category in item.categories]
        case "multiple":
            return list(subsets([option.id for option in item.options]))
        case "order":
            return [list(order) for order in permutations(part.id for part in item.order)]
        case "match":
            pairs, matches = [p.id for p in item.pairs], [m.id for m in item.matches]
            return [dict(zip(pairs, chosen, strict=True)) for chosen in product(matches, repeat=len(pairs))]
    raise AssertionError(item.kind)


def constant_play(item: Any) -> list[Any]:
    """Give the ways to answer without reading: tick everything, or the same thing everywhere."""
    item = quiz.realise(item)
    match item.kind:
        case "multiple":
            return [[option.id for option in item.options]]
        case "match":
            return [{pair.id: match.id for pair in item.pairs} for match in item.matches]
        case "order":
            return [[part.id for part in item.shown]]
    return []


def mean_of_raw_marks(item: Item) -> Fraction:
    marks = [
        Fraction(quiz.score(item, response).raw).limit_denominator(10_000)
        for response in every_response(item)
    ]
    if item.kind == "multiple":
        marks.append(Fraction(0))  # ticking nothing is a way to play, too; the card asks for a tick
    return sum(marks, Fraction(0)) / len(marks)


def test_the_bank_holds_every_kind() -> None:
    # What is answered on a simulated field is in test_quiz_field_kinds.
    assert {item.kind for item in BANK} == set(kinds.names()) - {"count", "estimate", "pick"}


@pytest.mark.parametrize("item", CHOICES)
def test_answering_at_random_brings_nothing_on_average(item: Item) -> None:
    assert mean_of_raw_marks(item) <= 0


@pytest.mark.parametrize("item", CHOICES)
def test_answering_without_reading_brings_nothing(item: Item) -> None:
    for response in constant_play(item):
        assert quiz.score(item, response).raw <= 0


@pytest.mark.parametrize("item", CHOICES)
def test_points_are_the_raw_mark_held_at_zero_and_exactly_one_answer_is_full(item: Item) -> None:
    results = [quiz.score(item, response) for response in every_response(item)]
    assert [result.points for result in results] == [max(0.0, result.raw) for result in results]
    assert sum(result.correct for result in results) == 1
    assert all(result.raw <= 1 for result in results)


@pytest.mark.parametrize("item", ITEMS)
def test_nothing_is_told_before_an_answer(item: Item) -> None:
    shown = json.dumps(dataclasses.asdict(quiz.public_view(item)), ensure_ascii=False, default=str)
    assert item.prompt in quiz.public_view(item).prompt
    for secret in ("SECRET", "correct", "because"):
        assert secret not in shown


@pytest.mark.parametrize("item", [*CHOICES])
@pytest.mark.parametrize(
    "response", [None, 7, True, b"a", float("nan"), {"nobody": "knows"}, ["nobody"], [["a"]]]
)
def test_what_is_no_answer_to_this_question_is_refused_in_a_sentence(item: Item, response: object) -> None:
    with pytest.raises(ResponseError) as told:
        quiz.score(item, response)
    assert str(told.value).endswith(".")
    assert len(str(told.value)) > 20


def order(bank: Bank = BANK) -> Any:
    return bank.item("05.1-04")


@pytest.mark.parametrize(
    ("response", "points"),
    [
        (["p", "q", "r", "s"], 1),
        (["q", "p", "r", "s"], 2 / 3),
        (["p", "q", "s", "r"], 2 / 3),
        (["q", "p", "s", "r"], 1 / 3),
        (["s", "p", "q", "r"], 0),
        (["s", "r", "q", "p"], 0),
    ],
)
def test_an_order_earns_its_pairs_in_order_less_those_out_of_it(response: list[str], points: float) -> None:
    result = quiz.score(order(), response)
    assert result.points == pytest.approx(points)
    assert [said.correct for said in result.feedback.chosen] == [
        one == other for one, other in zip(response, "pqrs", strict=True)
    ]
    assert len(result.feedback.missed) == (0 if points == 1 else 4)
    moved = [part for part, put in zip("pqrs", response, strict=True) if part != put]
    told = [reason.because for reason in result.feedback.right if "You had it in place" in reason.because]
    assert len(told) == len(moved)
    if moved:
        assert told[0].endswith(f"You had it in place {response.index(moved[0]) + 1}.")


@pytest.mark.parametrize(
    ("response", "sentence"),
    [
        (["p", "q", "r"], "This order lacks 's'; put every part in its place."),
        (["p", "q", "r", "r"], "The part 'r' stands twice in this order; name each part once."),
        (
            ["p", "q", "r", "s", "t"],
            "There is no part 't' in this question; its parts are 'p', 'q', 'r', 's'.",
        ),
        ("pqrs", "This question takes a list of part ids, from the first to the last."),
        ([], "This order lacks 'p', 'q', 'r', 's'; put every part in its place."),
    ],
)
def test_an_order_that_is_not_whole_is_refused(response: object, sentence: str) -> None:
    with pytest.raises(ResponseError) as told:
        quiz.score(order(), response)
    assert str(told.value) == sentence


def test_parts_are_shown_the_same_way_each_time_and_never_in_an_order_that_scores() -> None:
    assert order().shown == order().shown
    assert sorted(part.id for part in order().shown) == ["p", "q", "r", "s"]
    for number in range(200):
        other = order().model_copy(update={"id": f"05.1-{number}"})
        assert quiz.score(other, [part.id for part in other.shown]).raw <= 0


def matching() -> Any:
    return BANK.item("05.1-05")


@pytest.mark.parametrize(
    ("response", "points"),
    [
        ({"ihc": "protein", "fish": "gene", "cish": "gene"}, 1),
        ({"ihc": "protein", "fish": "gene", "cish": "blood"}, 0.5),
        ({"ihc": "gene", "fish": "gene", "cish": "gene"}, 0),
        ({"ihc": "protein", "fish": "blood", "cish": "protein"}, 0),
    ],
)
def test_matching_earns_its_hits_match_by_match(response: dict[str, str], points: float) -> None:
    result = quiz.score(matching(), response)
    assert result.points == pytest.approx(points)
    wrong = [pair for pair in matching().pairs if response[pair.id] != pair.match]
    assert [reason.text.partition(":")[0] for reason in result.feedback.missed] == [p.text for p in wrong]


def test_the_reason_against_a_match_that_fits_nothing_is_given_to_who_chose_it() -> None:
    feedback = quiz.score(matching(), {"ihc": "blood", "fish": "protein", "cish": "gene"}).feedback
    assert "SECRET-BLOOD" in feedback.chosen[0].because
    assert feedback.chosen[1].because == ""
    assert "SECRET-FISH" in feedback.missed[1].because
    assert "You matched: IHC: the blood" in str(feedback)


@pytest.mark.parametrize(
    ("response", "sentence"),
    [
        ({"ihc": "protein"}, "Choose a match for every line first; FISH has none yet."),
        ({"ihc": "skin"}, "There is no match 'skin' here; choose one of: protein, gene, blood."),
        ({"mri": "gene"}, "There is no pair 'mri' in this question; its pairs are ihc, fish, cish."),
        (["protein"], "This question takes a match for each pair: a mapping of pair ids to match ids."),
    ],
)
def test_a_matching_that_is_not_whole_is_refused(response: object, sentence: str) -> None:
    with pytest.raises(ResponseError) as told:
        quiz.score(matching(), response)
    assert str(told.value) == sentence


SPOILT = {
    "two parts": (
        '      - {id: "r", text: "Read the membranes", because: "SECRET-R third."}\n'
        '      - {id: "s", text: "Write the score", because: "SECRET-S last."}\n',
        "",
        "order: holds fewer than 3 parts; with two, a guess is right half the time.",
    ),
    "a part twice": ('{id: "q"', '{id: "p"', "order: repeats the part id 'p'; make each id different."),
    "a part without a reason": (
        ', because: "SECRET-Q second."',
        "",
        "order[2].because: is missing; every option needs the reason it is right or wrong.",
    ),
    "a pair without its match": (
        'match: "protein"',
        'match: "skin"',
        "item 05.1-05: matches the pair 'ihc' with 'skin', which is not in matches.",
    ),
    "everything matched alike": (
        'match: "protein"',
        'match: "gene"',
        "item 05.1-05: matches every pair with the same thing; then there is nothing to tell apart.",
    ),
    "a distractor without a reason": (
        ', because: "SECRET-BLOOD none of them looks there."',
        "",
        "item 05.1-05: gives no reason (because) for the match 'blood', which fits no pair.",
    ),
    "a picture that is not there": (
        'file: "rings.svg"',
        'file: "gone.svg"',
        "image: names 'gone.svg', which cannot be read from images (No such file or directory).",
    ),
    "a picture elsewhere": (
        'file: "rings.svg"',
        'file: "../rings.svg"',
        "image.file: '../rings.svg' is not a file name alone; pictures lie in the folder images beside",
    ),
    "a film": (
        'file: "rings.svg"',
        'file: "rings.mp4"',
        "image.file: 'rings.mp4' is not a picture that pages show;",
    ),
    "a picture without words": (
        ', alt: "Three cells; two of them have a thick closed brown ring."',
        "",
        "image.alt: is missing.",
    ),
    "two right categories": (
        '"Faint and broken lines", correct: false',
        '"Faint and broken lines", correct: true',
        "categories: has more than one right option",
    ),
}


@pytest.mark.parametrize(("before", "after", "said"), SPOILT.values(), ids=SPOILT)
def test_a_spoilt_question_is_refused_with_a_sentence_that_says_how_to_mend_it(
    tmp_path: Path, before: str, after: str, said: str
) -> None:
    text = EVERY_KIND.read_text(encoding="utf-8")
    assert before in text
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "rings.svg").write_bytes((EVERY_KIND.parent / "images" / "rings.svg").read_bytes())
    path = tmp_path / "spoiled.yaml"
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(quiz.BankError) as told:
        quiz.load_bank_file(path)
    assert said in str(told.value)


@pytest.mark.parametrize("content", [b"", b"x" * 500_001], ids=["empty", "too large"])
def test_a_picture_of_no_use_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "rings.svg").write_bytes(content)
    path = tmp_path / "bank.yaml"
    path.write_text(EVERY_KIND.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(quiz.BankError, match=rf"of {len(content):,} bytes; a picture has 1 to 500,000"):
        quiz.load_bank_file(path)


def test_an_answer_is_tied_to_the_very_picture_and_not_to_its_words(tmp_path: Path) -> None:
    text = EVERY_KIND.read_text(encoding="utf-8")
    (tmp_path / "images").mkdir()
    picture = (EVERY_KIND.parent / "images" / "rings.svg").read_bytes()
    hashes = []
    for content, words in (
        (picture, text),
        (picture, text.replace("Three cells", "3 cells")),
        (picture + b" ", text),
    ):
        (tmp_path / "images" / "rings.svg").write_bytes(content)
        (tmp_path / f"bank{len(hashes)}.yaml").write_text(words, encoding="utf-8")
        hashes.append(
            quiz.item_hash(quiz.load_bank_file(tmp_path / f"bank{len(hashes)}.yaml").item("05.1-06"))
        )
    assert hashes[0] == hashes[1] != hashes[2]


@pytest.mark.parametrize(
    ("name", "prompt"),
    [
        ("long", "word " * 1000),
        ("right to left", "מה הצעד הבא? ما الخطوة التالية؟"),
        ("emoji", "Which 🧬 next? 👩🏽‍⚕️"),
        ("LaTeX", r"What is $\\frac{96}{40}$ and \\(x^2\\)?"),
        ("HTML", "<b onclick=alert(1)>bold</b><script>alert(1)</script>"),
    ],
)
def test_prompts_of_any_text_are_taken_as_they_are(tmp_path: Path, name: str, prompt: str) -> None:
    source = (EVERY_KIND.parents[1] / "unit" / "quiz" / "small_bank.yaml").read_text(encoding="utf-8")
    path = tmp_path / "bank.yaml"
    path.write_text(
        source.replace("What is **IHC 1+** called when a drug is chosen?", prompt), encoding="utf-8"
    )
    first = quiz.load_bank_file(path)[0]
    assert first.prompt == prompt.replace("\\\\", "\\")
    assert quiz.score(first, "a").correct
