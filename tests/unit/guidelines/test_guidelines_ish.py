"""ISH: counts and figures to a group, a single-probe result or a reported word."""

import dataclasses
import decimal
import fractions
import math
import pickle
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from her2lessons.guidelines import ish

BELOW_2, BELOW_4, BELOW_6 = (math.nextafter(line, 0) for line in (2.0, 4.0, 6.0))

GROUPS = [
    (2.0, 4.0, 1),
    (2.0, 6.0, 1),
    (9.5, 25.0, 1),
    (2.0, BELOW_4, 2),
    (3.0, 1.5, 2),
    (BELOW_2, 6.0, 3),
    (1.0, 12.0, 3),
    (BELOW_2, BELOW_6, 4),
    (BELOW_2, 4.0, 4),
    (1.2, 5.0, 4),
    (BELOW_2, BELOW_4, 5),
    (1.99, 3.99, 5),
    (1.0, 2.0, 5),
]


@pytest.mark.parametrize(("ratio", "copies", "group"), GROUPS)
def test_each_pair_of_figures_falls_in_its_group(ratio: float, copies: float, group: int) -> None:
    assert ish.group(ratio, copies) == group
    assert ish.DualProbe(ratio=ratio, her2_copies=copies).group == group


@pytest.mark.parametrize(
    ("group", "alone"),
    [(1, "positive"), (2, "undecided"), (3, "undecided"), (4, "undecided"), (5, "negative")],
)
def test_only_groups_1_and_5_decide_by_themselves(group: int, alone: str) -> None:
    ratio, copies = next((ratio, copies) for ratio, copies, other in GROUPS if other == group)
    assert ish.DualProbe(ratio, copies).alone == alone


figures = st.floats(min_value=0.01, max_value=100)


@settings(deadline=None)
@given(figures, figures)
def test_every_pair_of_figures_has_one_group_and_it_follows_the_table(ratio: float, copies: float) -> None:
    expected = [
        group
        for group, fits in {
            1: ratio >= 2.0 and copies >= 4.0,
            2: ratio >= 2.0 and copies < 4.0,
            3: ratio < 2.0 and copies >= 6.0,
            4: ratio < 2.0 and 4.0 <= copies < 6.0,
            5: ratio < 2.0 and copies < 4.0,
        }.items()
        if fits
    ]
    assert [ish.group(ratio, copies)] == expected


COUNTS = [
    # HER2 signals, CEP17 signals, nuclei: ratio, HER2 copies, CEP17 copies, group
    ((80, 40, 20), (2.0, 4.0, 2.0), 1),
    ((79, 40, 20), (1.975, 3.95, 2.0), 5),
    ((80, 41, 20), (80 / 41, 4.0, 2.05), 4),
    ((40, 20, 20), (2.0, 2.0, 1.0), 2),
    ((120, 61, 20), (120 / 61, 6.0, 3.05), 3),
    ((119, 60, 20), (119 / 60, 5.95, 3.0), 4),
    ((240, 120, 60), (2.0, 4.0, 2.0), 1),
    ((239_999, 120_000, 60_000), (239_999 / 120_000, 239_999 / 60_000, 2.0), 5),
]


@pytest.mark.parametrize(("counts", "values", "group"), COUNTS)
def test_counts_give_exact_figures_and_their_group(
    counts: tuple[int, int, int], values: tuple[float, float, float], group: int
) -> None:
    her2_signals, cep17_signals, nuclei = counts
    probe = ish.DualProbe.from_counts(her2_signals=her2_signals, cep17_signals=cep17_signals, nuclei=nuclei)
    assert (probe.ratio, probe.her2_copies, probe.cep17_copies) == values
    assert probe.group == group
    assert probe.counts == counts


counted = st.integers(1, 1_000_000)


@settings(deadline=None)
@given(counted, counted, st.integers(20, 1_000_000))
def test_counts_decide_as_exact_fractions_do(her2_signals: int, cep17_signals: int, nuclei: int) -> None:
    probe = ish.DualProbe.from_counts(her2_signals, cep17_signals, nuclei)
    ratio, copies = fractions.Fraction(her2_signals, cep17_signals), fractions.Fraction(her2_signals, nuclei)
    high = 1 if copies >= 4 else 2
    low = 3 if copies >= 6 else 4 if copies >= 4 else 5
    assert probe.group == (high if ratio >= 2 else low)


@settings(deadline=None)
@given(st.integers(20, 160_000), st.sampled_from([2, 4, 6]))
def test_one_signal_short_of_a_line_is_below_it(nuclei: int, line: int) -> None:
    on_it = ish.DualProbe.from_counts(line * nuclei, nuclei, nuclei)
    short = ish.DualProbe.from_counts(line * nuclei - 1, nuclei, nuclei)
    assert (on_it.ratio, on_it.her2_copies) == (line, line)
    assert short.ratio < line
    assert short.her2_copies < line


def test_copies_of_chromosome_17_follow_from_ratio_and_copies() -> None:
    assert ish.DualProbe(ratio=1.5, her2_copies=6.0).cep17_copies == 4.0


def test_results_are_equal_when_ratio_and_copies_are() -> None:
    counted_result = ish.DualProbe.from_counts(80, 40, 20)
    assert counted_result == ish.DualProbe(ratio=2, her2_copies=4)
    assert hash(counted_result) == hash(ish.DualProbe(ratio=2, her2_copies=4))
    assert counted_result != ish.DualProbe(ratio=2, her2_copies=4.1)


@pytest.mark.parametrize(
    "probe",
    [ish.DualProbe.from_counts(80, 41, 20), ish.SingleProbe(5), ish.Reported("negative")],
    ids=lambda probe: type(probe).__name__,
)
def test_a_result_survives_pickling_and_cannot_be_changed(probe: ish.Result) -> None:
    again = pickle.loads(pickle.dumps(probe))
    assert again == probe
    assert vars(again) == vars(probe)
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(probe, dataclasses.fields(probe)[0].name, 1)


def test_few_nuclei_are_taken_for_practice_only_when_asked() -> None:
    assert ish.DualProbe.from_counts(12, 6, 3, allow_few=True).group == 1
    assert ish.DualProbe.from_counts(80, 40, ish.MIN_NUCLEI).group == 1
    with pytest.raises(ValueError) as caught:
        ish.DualProbe.from_counts(80, 40, ish.MIN_NUCLEI - 1)
    assert str(caught.value) == (
        "A count needs at least 20 nuclei, and this one has 19. "
        "Count more, or pass allow_few=True for practice."
    )


@pytest.mark.parametrize(
    ("copies", "result", "alone"),
    [
        (1.0, "negative", "negative"),
        (BELOW_4, "negative", "negative"),
        (4.0, "needs work-up", "undecided"),
        (BELOW_6, "needs work-up", "undecided"),
        (6.0, "positive", "positive"),
        (20, "positive", "positive"),
    ],
)
def test_a_single_probe_is_read_by_its_copies(copies: float, result: str, alone: str) -> None:
    probe = ish.SingleProbe(her2_copies=copies)
    assert (probe.result, probe.alone, probe.her2_copies) == (result, alone, copies)


@pytest.mark.parametrize(
    ("word", "alone"), [("positive", "positive"), ("negative", "negative"), ("equivocal", "undecided")]
)
def test_a_reported_word_is_taken_as_it_stands(word: ish.Word, alone: str) -> None:
    assert ish.Reported(word).alone == alone


@pytest.mark.parametrize(
    "two",
    [2, 2.0, np.float64(2), np.int64(2), np.float32(2), decimal.Decimal("2.0"), fractions.Fraction(2)],
    ids=lambda value: type(value).__name__,
)
def test_every_kind_of_number_is_kept_as_a_float(two: float) -> None:
    probe = ish.DualProbe(ratio=two, her2_copies=two)
    assert (type(probe.ratio), type(probe.her2_copies)) == (float, float)
    assert probe == ish.DualProbe(2.0, 2.0)
    assert ish.group(two, two) == 2
    assert type(ish.SingleProbe(two).her2_copies) is float


@pytest.mark.parametrize("three_hundred", [300, np.int64(300), np.uint16(300), 300.0, np.float64(300)])
def test_every_kind_of_whole_number_is_a_count(three_hundred: int) -> None:
    probe = ish.DualProbe.from_counts(three_hundred, 100, 30)
    assert probe.counts == (300, 100, 30)
    assert type(probe.counts[0]) is int


FIGURES: list[tuple[str, Callable[[object], object]]] = [
    ("ratio", lambda value: ish.group(value, 4.0)),  # type: ignore[arg-type]
    ("her2_copies", lambda value: ish.group(2.0, value)),  # type: ignore[arg-type]
    ("ratio", lambda value: ish.DualProbe(ratio=value, her2_copies=4.0)),  # type: ignore[arg-type]
    ("her2_copies", lambda value: ish.DualProbe(ratio=2.0, her2_copies=value)),  # type: ignore[arg-type]
    ("her2_copies", lambda value: ish.SingleProbe(her2_copies=value)),  # type: ignore[arg-type]
]
ADVICE_FIGURE = "Check the figure; a test that could not be read is rejected instead."
ADVICE_TYPE = "Give it as a number, without quotes or a unit."
ADVICE_MEASURED = "If it was not measured, leave the whole result out."
WRONG_FIGURES = [
    (0, "0", ADVICE_FIGURE),
    (-1.5, "-1.5", ADVICE_FIGURE),
    (-0.0, "-0.0", ADVICE_FIGURE),
    (np.float64(-2), "-2.0", ADVICE_FIGURE),
    (float("nan"), "nan", ADVICE_MEASURED),
    (float("inf"), "inf", ADVICE_MEASURED),
    (-math.inf, "-inf", ADVICE_MEASURED),
    (np.float32("nan"), "nan", ADVICE_MEASURED),
    (decimal.Decimal("NaN"), "NaN", ADVICE_MEASURED),
    (10**400, f"1{'0' * 56}...", ADVICE_MEASURED),
    ("2.0", "'2.0'", ADVICE_TYPE),
    (None, "None", ADVICE_TYPE),
    (True, "True", ADVICE_TYPE),
    (np.False_, "False", ADVICE_TYPE),
    ([2.0], "[2.0]", ADVICE_TYPE),
    (2 + 0j, "(2+0j)", ADVICE_TYPE),
]


@pytest.mark.parametrize(("name", "make"), FIGURES)
@pytest.mark.parametrize(("wrong", "shown", "advice"), WRONG_FIGURES, ids=lambda value: str(value)[:20])
def test_what_is_no_figure_is_refused_with_its_name(
    name: str, make: Callable[[object], object], wrong: object, shown: str, advice: str
) -> None:
    with pytest.raises(ValueError) as caught:
        make(wrong)
    assert str(caught.value) == f"{name} must be a number above 0, not {shown}. {advice}"


THINGS = {"her2_signals": "HER2 signals", "cep17_signals": "CEP17 signals", "nuclei": "nuclei"}
WRONG_COUNTS = [
    (0, "0. If none could be counted, the test has failed: reject it instead."),
    (-3, "-3. If none could be counted, the test has failed: reject it instead."),
    (10.5, "10.5. Give the total counted, not an average."),
    (float("nan"), f"nan. {ADVICE_MEASURED}"),
    ("40", f"'40'. {ADVICE_TYPE}"),
    (None, f"None. {ADVICE_TYPE}"),
    (True, f"True. {ADVICE_TYPE}"),
    (1_000_001, "1000001. No count is that large: check the figure."),
]


@pytest.mark.parametrize("name", THINGS)
@pytest.mark.parametrize(("wrong", "ending"), WRONG_COUNTS, ids=lambda value: str(value)[:20])
def test_what_is_no_count_is_refused_with_its_name(name: str, wrong: object, ending: str) -> None:
    counts: dict[str, object] = {"her2_signals": 80, "cep17_signals": 40, "nuclei": 20} | {name: wrong}
    with pytest.raises(ValueError) as caught:
        ish.DualProbe.from_counts(**counts)  # type: ignore[arg-type]
    assert str(caught.value) == (
        f"{name} must be a whole number of {THINGS[name]} from 1 to 1,000,000, not {ending}"
    )


@pytest.mark.parametrize("wrong", ["amplified", "Positive", "", None, True, 2.1, ["positive"]], ids=str)
def test_an_unknown_reported_word_is_refused_with_the_words_there_are(wrong: object) -> None:
    with pytest.raises(ValueError) as caught:
        ish.Reported(wrong)  # type: ignore[arg-type]
    assert str(caught.value).startswith("The reported ISH result ")
    assert str(caught.value).endswith(
        " is not known. Write one of 'positive', 'negative', 'equivocal'; "
        "leave ISH out where it was not done."
    )
