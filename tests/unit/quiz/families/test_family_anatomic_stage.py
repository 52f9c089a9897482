"""The family anatomic_stage against the definitions written down a second time, as questions to the page."""

import re
from collections import Counter

import checks_of_guidelines as checks
import pytest

from her2lessons.quiz.families import anatomic_stage
from her2lessons.quiz.kinds.single import Single

MM = re.compile(r"\*\*([\d.]+) mm\*\*")
WRITTEN = re.compile(r"is \*\*[cp](T\S+) [cp](N\S+) (M[01])\*\*")


def line_of(page: str, start: str) -> str | None:
    """Give the line of the list that begins with these words, if there is one."""
    found = re.search(rf"^- {start}.*$", page, re.MULTILINE)
    return found[0] if found else None


def t_of(page: str) -> str:
    """Measure the largest invasive focus against the lines, from the top."""
    line = line_of(page, "(?:Invasive tumour|Separate invasive foci)") or ""
    if "ulcerated" in line:
        return "T4"
    invasive = MM.findall(line.partition(";")[0])
    size = max(float(mm) for mm in invasive)
    limits = {"T3": 50, "T2": 20, "T1c": 10, "T1b": 5, "T1a": 1}
    return next((t for t, above in limits.items() if size > above), "T1mi")


def n_of(page: str) -> str:
    """Take the largest deposit first, and the number of nodes only where it is above 2 mm."""
    line = line_of(page, "Axillary nodes") or ""
    nodes = int(re.search(r"\*\*(\d+)\*\*", line)[1])  # type: ignore[index]
    if nodes == 0:
        return "N0"
    largest = max(float(mm) for mm in MM.findall(line))
    if largest <= 2:
        return "N1mi" if largest > 0.2 else "N0(i+)"
    return f"N{1 + (nodes >= 4) + (nodes >= 10)}"


def stage_of(t: str, n: str, m: str) -> str:
    """The groups by their definitions, the highest first."""
    t, n = t[:3] if t.startswith("Tis") else t[:2], n if n == "N1mi" else n[:2]
    if m == "M1":
        return "IV"
    if n == "N3":
        return "IIIC"
    if t == "T4":
        return "IIIB"
    if n == "N2" or (t == "T3" and n != "N0"):
        return "IIIA"
    if t == "T3" or (t == "T2" and n != "N0"):
        return "IIB"
    if t == "T2" or n == "N1":
        return "IIA"
    if n == "N1mi":
        return "IB"
    return {"T1": "IA", "Tis": "0"}[t]


def parts(page: str) -> tuple[str, str, str]:
    """Read T, N and M off the page, as they are written or as they were measured."""
    written = WRITTEN.search(page)
    return (written[1], written[2], written[3]) if written else (t_of(page), n_of(page), "M0")


def expected(page: str) -> str:
    """Answer the question on the page."""
    if "Which **T**" in page:
        return f"p{t_of(page)}"
    if "Which **N**" in page:
        return f"p{n_of(page)}"
    return f"Stage {stage_of(*parts(page))}"


@pytest.fixture(scope="module")
def questions() -> list[Single]:
    return checks.made(anatomic_stage.make)


def test_the_right_option_is_what_a_second_reading_of_the_page_gives(questions: list[Single]) -> None:
    for item in questions:
        assert checks.right(item).text == expected(item.prompt), item.prompt
        assert expected(item.prompt) not in [option.text for option in checks.wrong(item)]


def test_every_stage_and_every_category_comes_up_right_and_every_stage_wrong(
    questions: list[Single],
) -> None:
    seen = Counter(checks.right(item).text for item in questions)
    stages = {f"Stage {group}" for group in ("0", "IA", "IB", "IIA", "IIB", "IIIA", "IIIB", "IIIC", "IV")}
    t = {f"p{name}" for name in ("T1mi", "T1a", "T1b", "T1c", "T2", "T3", "T4")}
    n = {f"p{name}" for name in ("N0(i+)", "N1mi", "N1", "N2", "N3")}
    assert set(seen) == stages | t | n
    assert min(seen[stage] for stage in stages) >= 50
    wrong = Counter(option.text for item in questions for option in checks.wrong(item))
    assert stages <= set(wrong)


def test_the_objective_follows_what_is_asked(questions: list[Single]) -> None:
    for item in questions:
        assert item.objective == ("08.2" if "anatomic stage" in item.prompt else "08.1")
    assert sum(item.objective == "08.1" for item in questions) >= 300


def test_isolated_cells_are_never_offered_beside_plain_n0(questions: list[Single]) -> None:
    for item in questions:
        assert not {"pN0", "pN0(i+)"} <= {option.text for option in item.options}


def test_every_measurement_that_a_reason_names_is_on_the_page_and_on_the_side_it_says(
    questions: list[Single],
) -> None:
    checked = Counter()  # type: Counter[str]
    for item in questions:
        numbers = {float(number) for number in re.findall(r"\*\*([\d.]+)(?: mm)?\*\*", item.prompt)}
        for option in item.options:
            text = option.because
            for line, size in re.findall(
                r"goes up to ([\d.]+) mm, and this tumour measures ([\d.]+) mm", text
            ):
                assert float(size) in numbers
                assert float(size) > float(line), option
                checked["T below"] += 1
            for line, size in re.findall(
                r"begins above ([\d.]+) mm, and this tumour measures ([\d.]+) mm", text
            ):
                assert float(size) in numbers
                assert float(size) <= float(line), option
                checked["T above"] += 1
            for fewest, nodes in re.findall(r"begins with (\d+) nodes, and here there are (\d+)", text):
                assert float(nodes) in numbers
                assert int(nodes) < int(fewest), option
                checked["N above"] += 1
            for most, nodes in re.findall(r"ends with (\d+) nodes, and here there are (\d+)", text):
                assert float(nodes) in numbers
                assert int(nodes) > int(most), option
                checked["N below"] += 1
    assert set(checked) == {"T below", "T above", "N above", "N below"}
    assert min(checked.values()) >= 30


def test_no_reason_gives_the_stage_it_refutes(questions: list[Single]) -> None:
    for item in questions:
        for option in checks.wrong(item):
            given = re.findall(r"(?:gives?|makes it|is) stage (\S+?)[,.]", option.because)
            assert all(f"Stage {stage}" != option.text for stage in given), option


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Separate invasive foci", {"separate foci are added up"}),
        ("in-situ cancer around it", {"in-situ cancer counts into the size"}),
        ("has ulcerated the skin", {"the size alone gives T", "a tumour in the skin counts as a large one"}),
        ("deposits measure", {"deposits are added up"}),
        (
            "N1mi ",
            {
                "a micrometastasis counts as N0",
                "a micrometastasis counts as N1",
                "a micrometastasis is always stage IB",
            },
        ),
        (
            "0(i+)",
            {"isolated tumour cells make a node positive", "isolated tumour cells are a micrometastasis"},
        ),
        (" M1**", {"spread adds nothing to T and N", "stage IV is kept for relapse"}),
    ],
    ids=["foci", "in situ", "skin", "deposits", "micrometastasis", "isolated cells", "spread"],
)
def test_each_trap_meets_the_mistake_it_is_set_for(
    questions: list[Single], words: str, names: set[str]
) -> None:
    trapped = [item for item in questions if words in item.prompt]
    assert len(trapped) >= 20
    met = {option.misconception for item in trapped for option in checks.wrong(item)}
    assert names <= met


@pytest.mark.parametrize("edge", ["1", "5", "10", "20", "21", "50", "51"])
def test_sizes_on_the_lines_come_up(questions: list[Single], edge: str) -> None:
    assert sum(f"Invasive tumour: **{edge} mm**" in item.prompt for item in questions) >= 5


def test_written_categories_are_hard_by_what_is_unusual_in_them(questions: list[Single]) -> None:
    levels = Counter()  # type: Counter[int]
    for item in questions:
        if not WRITTEN.search(item.prompt):
            continue
        t, n, m = parts(item.prompt)
        as_n1 = stage_of(t, "N1", m) != stage_of(t, n, m)
        exception = t == "T0" or n == "N1mi" or (n == "N0(i+)" and as_n1)
        plain = re.fullmatch(r"T[1-4]|Tis", t) and re.fullmatch(r"N[0-3]", n)
        level = 2 if m == "M1" else 3 if exception else 1 if plain else 2
        assert item.difficulty == level, item.prompt
        levels[level] += 1
    assert min(levels.values()) >= 100


def test_a_stage_from_measurements_is_hardest_where_a_trap_would_change_it(questions: list[Single]) -> None:
    traps = {
        "separate foci are added up",
        "in-situ cancer counts into the size",
        "the size alone gives T",
        "a size exactly on the line belongs to the larger T",
        "just past the line still belongs to the smaller T",
        "deposits are added up",
        "isolated tumour cells make a node positive",
        "isolated tumour cells are a micrometastasis",
        "the number of nodes counts, however small the deposits",
        "a micrometastasis counts as isolated tumour cells",
        "just past the line still belongs to the smaller N",
        "the largest number of an N belongs to the next one",
        "one node more does not change N",
        "a tumour in the skin counts as a large one",
        "a micrometastasis counts as N0",
        "a micrometastasis counts as N1",
        "a micrometastasis is always stage IB",
    }
    measured = [item for item in questions if "Distant spread" in item.prompt]
    for item in measured:
        trapped = traps & {option.misconception for option in checks.wrong(item)}
        assert item.difficulty == (3 if trapped else 2), item.prompt
    assert {item.difficulty for item in measured} == {2, 3}


def test_what_holds_for_every_family_holds_here(questions: list[Single]) -> None:
    checks.assert_reasons_are_full(questions)
    checks.assert_places_tell_nothing(questions)
    checks.assert_length_tells_nothing(questions)
    checks.assert_levels_all_occur(questions)
    checks.assert_sources_are_known(questions)
    checks.assert_every_seed_is_its_own(anatomic_stage.make, questions, prompts=800)
