"""The reader's report and the training set: from answers in a log to figures, words and the next field."""

from __future__ import annotations

import csv
import io
import json
import math
import random
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from her2lessons import evidence, quiz
from her2lessons.guidelines import ihc
from her2lessons.progress import reader_report, training
from her2lessons.progress.looks import FORMS
from her2lessons.progress.reader_report import LEAST, NOT_THE_SAME, PUBLISHED, report
from her2lessons.progress.reading import FAMILY, Reading, Readings, read, score_fields, true_score
from her2lessons.quiz import families, item_hash
from her2lessons.quiz.drawn import Drawn
from her2lessons.quiz.kinds.case import Case, realise
from her2lessons.quiz.kinds.classify import Classify

SCORES = ihc.SCORES
SCORE = st.sampled_from(SCORES)
PAIRS = st.lists(st.tuples(SCORE, SCORE), min_size=LEAST, max_size=60)


def readings(*pairs: tuple[str, str]) -> list[Reading]:
    """Make readings of pairs of true and given score."""
    return [Reading(given=said, true=true, seed=seed) for seed, (true, said) in enumerate(pairs)]


def made(seed: int) -> Classify:
    """Stand in for the family: which score is right turns with the seed."""
    true = SCORES[seed * 7 % 5]
    return Classify.model_validate(
        {
            "id": f"{FAMILY}-{seed}",
            "section": "generated",
            "kind": "classify",
            "objective": "03.2",
            "concepts": [],
            "difficulty": 2,
            "prompt": "Score this field.",
            "explain": "The truth is known.",
            "sources": ["wolff2018"],
            "reviewed": "2026-11-26",
            "image": {
                "fields": [{"kind": "ihc", "seed": str(seed), "score": true}],
                "alt": "Cells of a tumour.",
            },
            "categories": [
                {"id": f"c{place}", "text": score, "correct": score == true, "because": "By the definition."}
                for place, score in enumerate(SCORES)
            ]
            + [{"id": "none", "text": "Reject it", "correct": False, "because": "It can be read."}],
        }
    )


@pytest.fixture
def item(monkeypatch):
    """Put a small family in the place of the real one, and give a question that uses it."""
    monkeypatch.setattr(families, "names", lambda: (FAMILY,))
    monkeypatch.setattr(families, "load", lambda name: SimpleNamespace(make=made))
    return Case.model_validate(
        made(0).model_dump(exclude={"image", "categories", "kind"})
        | {"id": "03.2-90", "section": "practice", "kind": "case", "family": FAMILY, "seed": "4"}
        | {"concepts": [], "sources": ["wolff2018"]}
    )


@pytest.fixture
def nothing_is_drawn(monkeypatch):
    """Fail where a picture is asked for."""

    def refuse(self):
        raise AssertionError("a field was drawn")

    monkeypatch.setattr(Drawn, "data", property(refuse))


def answered(make, item, seed, said, **more):
    """Make an answer to the field of a seed; ``said`` is a score or the id of a category."""
    category = f"c{SCORES.index(said)}" if said in SCORES else said
    usual = {"item_hash": item_hash(realise(item, seed)), "response": category}
    return make(item=item.id, seed=seed, lesson="03", **(usual | more))


# --- from the log ---------------------------------------------------------------------------------------


@pytest.mark.usefixtures("nothing_is_drawn")
def test_each_answer_to_a_field_becomes_a_reading_with_its_truth(item, make, moment):
    answers = [
        make(),
        answered(make, item, 1, "2+", at=moment),
        answered(make, item, 2, "3+"),
        answered(make, item, None, "0 absent"),
    ]
    found = read(answers, [item])
    assert found.all[0] == Reading("2+", SCORES[7 % 5], 1, moment)
    assert [(one.given, one.true, one.seed) for one in found.all[1:]] == [
        ("3+", SCORES[14 % 5], 2),
        ("0 absent", SCORES[28 % 5], 4),
    ]
    assert (found.outdated, found.unreadable, found.notes) == (0, 0, ())


def test_answers_that_fit_no_longer_are_left_out_and_counted(item, make):
    answers = [
        answered(make, item, 1, "2+", item_hash="000000000000"),
        answered(make, item, 1, "2+", item_hash=None),
        answered(make, item, 5, "2+"),
        answered(make, item, 6, "none"),
        answered(make, item, 7, "c9"),
        answered(make, item, 8, "2+", response={"value": "2+"}),
        make(item=item.id, seed=-3, response="c1", item_hash="000000000000"),
    ]
    found = read(answers, [item])
    assert [one.seed for one in found.all] == [5]
    assert (found.outdated, found.unreadable) == (3, 3)
    assert found.notes == (
        "Left out: 3 answers to a question that has changed since.",
        "Left out: 3 answers that name none of the five scores.",
    )


def test_a_field_answered_again_counts_once_by_its_first_answer(item, make):
    found = read([answered(make, item, 3, said) for said in ("0+", "1+", "2+")], [item])
    assert [one.given for one in found.all] == ["0+", "1+", "2+"]
    assert [one.given for one in found.first] == ["0+"]
    assert found.seen == {3}
    assert found.notes == (
        "Left out: 2 answers to a field that had been answered before, whose truth was known by then.",
    )


def test_an_empty_log_gives_no_readings(log):
    assert read(log.read()) == Readings(())


def test_a_log_on_disk_gives_the_same_readings_as_the_answers_in_memory(item, make, log):
    answers = [answered(make, item, seed, SCORES[seed % 5]) for seed in range(12)]
    for answer in answers:
        log.append(answer)
    assert read(log.read(), [item]) == read(answers, [item])


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("2+", "2+"),
        ("IHC 0 absent", "0 absent"),
        ("0+: faint staining in few cells", "0+"),
        ("3+ (positive)", "3+"),
        ("0", None),
        ("2++", None),
        ("Reject it", None),
    ],
)
def test_a_category_stands_for_the_score_that_its_text_names(text, score):
    question = made(0)
    right = question.categories[0].model_copy(update={"text": text})
    assert true_score(question.model_copy(update={"categories": (right,)})) == score


def test_only_answers_can_be_read():
    with pytest.raises(ValueError, match="Readings come from Answers, not from a dict"):
        read([{"item": "03.2-90"}])


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"given": "2"}, r'given must be one of "0 absent", .* not \'2\': write it as text'),
        ({"true": math.nan}, "true must be one of .* not nan"),
        ({"given": True}, "given must be one of .* not True"),
        ({"seed": -1}, "seed must be a whole number of 0 or more, not -1"),
        ({"seed": True}, "seed must be a whole number of 0 or more, not True"),
        ({"seed": 1.5}, "seed must be a whole number of 0 or more, not 1.5"),
        ({"at": datetime(2026, 11, 20)}, "at must be a moment with a time zone or None"),
        ({"at": "today"}, "at must be a moment with a time zone or None, not 'today'"),
    ],
)
def test_a_reading_that_cannot_be_is_refused(values, said):
    usual = {"given": "2+", "true": "2+", "seed": 0, "at": datetime(2026, 11, 20, tzinfo=UTC)}
    with pytest.raises(ValueError, match=said):
        Reading(**(usual | values))


# --- the report -----------------------------------------------------------------------------------------

EXAMPLE = [
    *[("0 absent", "0 absent")] * 3,
    ("0 absent", "0+"),
    *[("0+", "0+")] * 2,
    *[("0+", "1+")] * 2,
    *[("1+", "1+")] * 3,
    ("1+", "3+"),
    *[("2+", "2+")] * 2,
    *[("2+", "1+")] * 2,
    *[("3+", "3+")] * 4,
]


def test_the_report_of_an_example_is_what_a_hand_computes():
    found = report(readings(*EXAMPLE))
    assert found.matrix == (
        (3, 1, 0, 0, 0),
        (0, 2, 2, 0, 0),
        (0, 0, 3, 0, 1),
        (0, 0, 2, 2, 0),
        (0, 0, 0, 0, 4),
    )
    # 14 of 20 exact, 19 within one step. Wilson with z = 1.959964 gives 0.4810 to 0.8545.
    assert (found.exact.count, found.within_one.count, found.n) == (14, 19, 20)
    assert (found.exact.low, found.exact.high) == pytest.approx((0.48102, 0.85452), abs=1e-4)
    # Steps apart: observed 5 * 1 + 1 * 2 = 7 of 20; by chance, with given totals 3, 3, 7, 2, 5 and true
    # totals 4 each: 4 * (3 * 10 + 3 * 7 + 7 * 6 + 2 * 7 + 5 * 10) / 400 = 1.57. Kappa is 1 - 0.35 / 1.57.
    assert found.kappa.kappa == pytest.approx(1 - 0.35 / 1.57)
    assert [(one.too_high, one.too_low, one.mean_step) for one in found.by_score] == [
        (1, 0, 0.25),
        (2, 0, 0.5),
        (1, 0, 0.5),
        (0, 2, -0.5),
        (0, 0, 0.0),
    ]
    assert found.by_score[1].words == "0+: 2 of 4 too high, on average 0.5 steps too high."
    assert found.by_score[3].words == "2+: 2 of 4 too low, on average 0.5 steps too low."
    assert found.by_score[4].words == "3+: all 4 read as drawn."
    assert found.sentences[0] == "20 fields were read, 14 of them as drawn: 70 % (95 % interval 48 to 85 %)."


def by_hand(pairs):
    """Compute linearly weighted kappa a second way, from distances one by one; None where it has no value."""
    places = [(SCORES.index(true), SCORES.index(said)) for true, said in pairs]
    n = len(places)
    observed = sum(abs(true - said) for true, said in places) / n
    expected = sum(abs(true - said) for true, _ in places for _, said in places) / n**2
    return None if expected == 0 else 1 - observed / expected


@given(PAIRS)
@settings(max_examples=120, deadline=None)
def test_figures_are_those_of_a_second_computation(pairs):
    found = report(readings(*pairs))
    counted = Counter(pairs)
    table = found.table
    assert all(table.loc[true, said] == counted[true, said] for true in SCORES for said in SCORES)
    assert (table.index.name, table.columns.name) == ("true", "given")
    assert found.exact.count == sum(true == said for true, said in pairs)
    assert found.within_one.count == sum(
        said in SCORES[max(SCORES.index(true) - 1, 0) : SCORES.index(true) + 2] for true, said in pairs
    )
    expected = by_hand(pairs)
    if expected is None:
        assert found.kappa is None
    else:
        assert found.kappa.kappa == pytest.approx(expected)
        assert found.kappa.low <= found.kappa.kappa <= found.kappa.high
    assert 0 <= found.exact.low <= found.exact.share <= found.within_one.share <= found.within_one.high <= 1


@given(PAIRS, st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_the_order_of_the_readings_does_not_matter(pairs, dice):
    shuffled = dice.sample(pairs, len(pairs))
    assert report(readings(*shuffled)) == report(readings(*pairs))


@given(PAIRS)
@settings(max_examples=40, deadline=None)
def test_turning_the_ladder_round_turns_too_high_into_too_low(pairs):
    turned = [(SCORES[4 - SCORES.index(true)], SCORES[4 - SCORES.index(said)]) for true, said in pairs]
    plain, mirrored = report(readings(*pairs)), report(readings(*turned))
    for one, other in zip(plain.by_score, reversed(mirrored.by_score), strict=True):
        assert (one.n, one.too_high, one.too_low) == (other.n, other.too_low, other.too_high)
    assert mirrored.exact == plain.exact


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "No fields were read so far: score 10 more fields"),
        (1, "1 field was read so far: score 9 more fields"),
        (9, "9 fields were read so far: score 1 more field,"),
    ],
)
def test_too_few_readings_say_what_is_missing_instead_of_figures(count, said):
    found = report(readings(*[("2+", "2+")] * count))
    assert found.sentences == (found.missing,)
    assert found.missing.startswith(said)
    assert (found.exact, found.within_one, found.kappa) == (None, None, None)
    assert (found.to_dict()["exact"], found.to_dict()["by_score"]) == (None, None)
    rows = list(csv.reader(io.StringIO(found.to_csv())))
    assert {row[0] for row in rows[1:]} == {"readings"}


def test_ten_readings_are_enough():
    assert report(readings(*[("2+", "2+"), ("1+", "2+")] * 5)).missing is None


def test_where_kappa_has_no_value_a_sentence_says_so():
    found = report(readings(*[("2+", "2+")] * 12))
    assert found.kappa is None
    assert any(
        one.startswith("Weighted kappa has no value: only one score was drawn") for one in found.sentences
    )


def test_perfect_readings_claim_no_certainty():
    found = report(readings(*[(score, score) for score in SCORES] * 4))
    assert found.kappa.kappa == 1
    said = "(weighted kappa): 1.00, without an interval, because none of these fields was misread."
    assert any(one.endswith(said) for one in found.sentences)


def test_scores_of_which_few_were_read_are_not_judged():
    found = report(readings(*[("2+", "2+")] * 10, ("3+", "2+"), ("0+", "1+"), ("0+", "1+")))
    words = [one.words for one in found.by_score]
    assert words[0] == "0 absent: no field read, too few to say."
    assert words[1] == "0+: 2 fields read, too few to say."
    assert words[4] == "3+: 1 field read, too few to say."


def test_a_table_whose_last_row_could_be_totals_is_still_counts():
    pairs = [("1+", "1+"), ("1+", "3+"), ("3+", "1+"), ("3+", "3+")] * 5
    assert report(readings(*pairs)).kappa.kappa == pytest.approx(0.0)


def test_published_figures_come_from_evidence_and_are_called_another_task():
    sentences = report(readings(*EXAMPLE)).sentences
    for names in PUBLISHED:
        assert len({evidence.fact(name).source for name in names}) == 1
        for name in names:
            assert any(evidence.fact(name).statement in one for one in sentences), name
    assert sentences[-1] == NOT_THE_SAME
    assert NOT_THE_SAME.count(".") == 1
    assert any("(Robbins 2023)" in one and "28.8" in one for one in sentences)


def test_the_report_goes_out_as_json_and_as_csv():
    found = report(readings(*EXAMPLE))
    values = json.loads(json.dumps(found.to_dict(), allow_nan=False))
    assert values["matrix"] == [list(row) for row in found.matrix]
    assert values["exact"]["count"] == 14
    assert values["kappa"]["value"] == found.kappa.kappa
    assert values["by_score"][0] == {
        "true": "0 absent",
        "n": 4,
        "too_high": 1,
        "too_low": 0,
        "mean_step": 0.25,
    }
    rows = list(csv.DictReader(io.StringIO(found.to_csv())))
    assert tuple(rows[0]) == reader_report.CSV_COLUMNS
    counts = {(row["true"], row["given"]): int(row["value"]) for row in rows if row["figure"] == "readings"}
    assert sum(counts.values()) == 20
    assert counts["1+", "3+"] == 1
    exact = next(row for row in rows if row["figure"] == "exact")
    assert (exact["value"], exact["n"]) == ("0.7000", "20")
    assert str(found) == "\n".join(found.sentences)


@pytest.mark.parametrize(
    ("given_readings", "said"),
    [
        ("2+", "readings must be a list of readings, not '2"),
        (None, "readings must be a list of readings, not None"),
        ([("2+", "2+")], "A reading has a given and a true score"),
        ([SimpleNamespace(given="4+", true="3+")], "given must be one of .* not '4"),
        ([SimpleNamespace(given="3+", true=math.nan)], "true must be one of .* not nan"),
    ],
)
def test_what_is_no_reading_is_refused(given_readings, said):
    for use in (report, training.confusion, training.next_boundary):
        with pytest.raises(ValueError, match=said):
            use(given_readings)


# --- what to practise next ------------------------------------------------------------------------------


def test_without_readings_every_boundary_is_believed_alike_and_the_highest_comes_first():
    assert set(training.confusion([]).values()) == {0.25}
    assert training.next_boundary([]) == ("2+", "3+")


@pytest.mark.parametrize("boundary", training.BOUNDARIES)
def test_the_boundary_that_is_confused_most_is_the_next(boundary):
    lower, upper = boundary
    rights = [(score, score) for score in SCORES] * 4
    assert (
        training.next_boundary(readings(*rights, (lower, upper), (upper, lower), (lower, upper))) == boundary
    )


def test_confusion_is_a_share_with_a_prior():
    found = training.confusion(readings(("0+", "1+"), ("1+", "1+"), ("1+", "0+"), ("2+", "0 absent")))
    assert found == {
        ("0 absent", "0+"): pytest.approx(1 / 5),
        ("0+", "1+"): pytest.approx(3 / 7),
        ("1+", "2+"): pytest.approx(2 / 7),
        ("2+", "3+"): pytest.approx(1 / 5),
    }


def test_one_miss_does_not_outweigh_a_habit():
    once = [("3+", "2+")]
    habit = [("0+", "1+")] * 9 + [("0+", "0+")] * 3
    assert training.next_boundary(readings(*once, *habit)) == ("0+", "1+")


def test_a_boundary_nobody_tried_comes_before_those_that_are_known():
    known = [("0 absent", "0 absent"), ("0+", "0+"), ("1+", "1+")] * 4
    assert training.next_boundary(readings(*known)) == ("2+", "3+")


def test_of_boundaries_confused_alike_the_one_with_fewer_fields_comes_first():
    found = readings(*[("3+", "3+")] * 3, ("3+", "2+"))
    assert set(training.confusion(found).values()) == {0.25}
    assert training.next_boundary(found) == ("1+", "2+")


@given(st.lists(st.tuples(SCORE, SCORE), max_size=40))
@settings(deadline=None)
def test_confusion_stays_between_none_and_all_and_the_next_has_the_most(pairs):
    found = training.confusion(readings(*pairs))
    assert all(0 < share < 1 for share in found.values())
    assert found[training.next_boundary(readings(*pairs))] == max(found.values())


@pytest.mark.usefixtures("item", "nothing_is_drawn")
def test_training_brings_new_fields_at_the_boundary_and_both_sides_of_it():
    weak = readings(*[("0+", "1+"), ("1+", "0+")] * 6)
    seen: set[int] = set()
    for _ in range(12):
        seed = training.training_seed(weak, seen)
        assert seed not in seen
        assert true_score(made(seed)) in ("0+", "1+")
        assert seed == training.training_seed(weak, seen)
        seen.add(seed)
    assert {true_score(made(seed)) for seed in seen} == {"0+", "1+"}


def test_a_family_without_such_fields_gives_the_first_new_one(monkeypatch):
    monkeypatch.setattr(families, "load", lambda name: SimpleNamespace(make=lambda seed: made(0)))
    assert training.training_seed(readings(*[("2+", "3+")] * 4), {1, 2}) == 3


@pytest.mark.parametrize(
    ("seen", "said"),
    [
        ("12", "seen must be a list of seeds, not '12'"),
        (None, "seen must be a list of seeds, not None"),
        ([1, True], "seen holds True, and a seed is a whole number"),
        ([-1], "seen holds -1"),
        ([math.nan], "seen holds nan"),
    ],
)
def test_seeds_that_cannot_be_are_refused(seen, said):
    with pytest.raises(ValueError, match=said):
        training.training_seed([], seen)


# --- the course's own family ----------------------------------------------------------------------------

needs_the_family = pytest.mark.skipif(
    FAMILY not in families.names(), reason=f"the family {FAMILY} is not in this copy of the course"
)


@needs_the_family
@pytest.mark.usefixtures("nothing_is_drawn")
def test_the_family_says_of_each_field_the_score_that_was_asked_for():
    dice = random.Random(12)
    for seed in dice.sample(range(100_000), 60):
        question = families.load(FAMILY).make(seed)
        assert isinstance(question.image, Drawn)
        (request,) = question.image.fields
        shares = request.percents
        asked = request.score or ihc.score(**{name: float(share) for name, share in shares.items()}).score
        assert true_score(question) == asked


@needs_the_family
@pytest.mark.usefixtures("nothing_is_drawn")
@pytest.mark.parametrize("boundary", training.BOUNDARIES)
def test_the_family_has_fields_at_every_boundary(boundary):
    weak = readings(*[boundary, boundary[::-1]] * 8)
    for _ in range(2):
        seed = training.training_seed(weak, ())
        assert true_score(families.load(FAMILY).make(seed)) in boundary


def test_every_such_question_of_the_banks_is_found_but_those_of_the_two_looks():
    folder = Path(quiz.__file__).parent / "banks"
    lines = [line.strip() for path in sorted(folder.glob("[01][1-9]_*.yaml")) for line in path.open()]
    stated = [line for line in lines if line.startswith("family:") and FAMILY in line]
    looks = [item for name in FORMS for item in quiz.load_bank(name) if getattr(item, "family", "") == FAMILY]
    assert len(score_fields()) == len(stated) - len(looks)
