"""Every row of the evidence tables: who says it, when it was checked, and whether its numbers can be true."""

import csv
import re
from datetime import date
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from her2lessons import evidence
from her2lessons.evidence import bibliography, findings

TODAY = date.today()
LEARNER_HOSTS = {"doi.org", "pubmed.ncbi.nlm.nih.gov", *bibliography.OFFICIAL_HOSTS}


def table(name: str) -> list[dict[str, str]]:
    path = files("her2lessons.evidence").joinpath("tables", f"{name}.csv")
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


FACTS = table("facts")
REFERENCES = table("references")

every_fact = pytest.mark.parametrize("row", FACTS, ids=lambda row: row["id"])
every_reference = pytest.mark.parametrize("row", REFERENCES, ids=lambda row: row["key"])


def test_both_tables_hold_rows_and_no_name_twice():
    for rows, name in ((FACTS, "id"), (REFERENCES, "key")):
        names = [row[name] for row in rows]
        assert len(names) > 20
        assert len(set(names)) == len(names)


@every_fact
def test_a_fact_names_a_source_that_exists_and_the_day_it_was_checked(row):
    found = evidence.fact(row["id"])
    assert found.reference == evidence.reference(row["source"])
    assert date(2026, 1, 1) <= date.fromisoformat(row["checked"]) <= TODAY
    assert found.checked == date.fromisoformat(row["checked"])


@every_fact
def test_a_fact_is_not_sourced_to_the_course_itself(row):
    assert row["source"] != bibliography.COURSE


@every_fact
def test_the_numbers_of_a_fact_parse_and_rise(row):
    ends = [float(row[column]) for column in ("low", "value", "high") if row[column]]
    assert ends == sorted(ends)
    assert ends or date.fromisoformat(row["day"])


@every_fact
def test_the_numbers_of_a_fact_are_possible_for_their_unit(row):
    limits = {
        "%": (0, 100),
        "percentage points": (0, 100),
        "hazard ratio": (0.01, 10),
        "rate ratio": (0.01, 10),
        "relative risk": (0.01, 50),
        "odds ratio": (0.01, 30),
        "per 100,000 women a year": (0, 300),
        "months": (0, 240),
        "days": (0, 3650),
        "people": (1, 10_000_000),
        "gene copies": (0, 200),
        "receptors": (0, 10_000_000),
        "amino acids": (1, 5000),
        "kilodalton": (1, 1000),
        "": (0, 0),
    }
    lowest, highest = limits[row["unit"]]
    for column in ("low", "value", "high"):
        if row[column]:
            assert lowest <= float(row[column]) <= highest
    if row["unit"] == "people":
        assert float(row["value"]).is_integer()


@every_fact
def test_a_fact_is_one_plain_sentence_or_two(row):
    assert row["statement"].endswith(".")
    assert len(row["statement"].split()) <= 35
    assert row["population"]


@every_fact
def test_a_report_is_not_younger_than_the_day_it_was_checked(row):
    source = evidence.reference(row["source"])
    assert source.year <= int(row["checked"][:4])
    assert int(row["year"]) == source.year


@every_fact
def test_a_fact_says_privately_where_it_was_read(row):
    assert row[findings.PRIVATE].strip()


@every_reference
def test_a_reference_has_a_link_that_a_learner_may_be_shown(row):
    source = evidence.reference(row["key"])
    if source.kind == bibliography.COURSE:
        assert source.link == "docs/conventions.md"
        return
    address = urlsplit(source.link)
    assert address.scheme == "https"
    assert address.netloc in LEARNER_HOSTS


@every_reference
def test_the_particulars_of_a_reference_are_well_formed(row):
    assert re.fullmatch(r"[a-z]+(\d{4}[b-d]?)?", row["key"])
    assert row["kind"] in bibliography.KINDS
    assert re.fullmatch(r"(10\.\d{4,9}/\S+)?", row["doi"])
    assert re.fullmatch(r"(\d{7,8})?", row["pmid"])
    assert date.fromisoformat(row["checked"]) <= TODAY
    if year := re.search(r"\d{4}", row["key"]):
        assert year.group() == row["year"]
    for column in ("authors", "title", "container"):
        assert row[column] == row[column].strip() != ""


def test_no_two_references_share_a_doi_or_a_pubmed_number():
    for column in ("doi", "pmid"):
        given = [row[column].lower() for row in REFERENCES if row[column]]
        assert len(set(given)) == len(given)


def test_the_sources_the_rules_and_lessons_count_on_are_there():
    agreed = (
        "wolff2018 wolff2023 modi2022 modi2025 bardia2024 fehrenbacher2020 tcga2012 razavi2018 allison2020 "
        "hera2017"
    )
    for key in [*agreed.split(), bibliography.COURSE]:
        assert evidence.reference(key).key == key


def test_where_a_number_was_read_reaches_no_learner():
    shown = [evidence.facts().to_csv()]
    for row in REFERENCES:
        citation = evidence.cite(row["key"])
        shown += [str(citation), repr(citation), citation._repr_html_(), citation._repr_markdown_()]
    for row in FACTS:
        shown += [str(evidence.fact(row["id"])), repr(evidence.fact(row["id"]))]
    everything = "\n".join(shown)
    private = [address for row in FACTS for address in re.findall(r"https?://\S+", row[findings.PRIVATE])]
    assert len(private) > 10
    for address in private:
        assert address not in everything
        assert urlsplit(address).netloc not in {
            urlsplit(found).netloc for found in re.findall(r"https?://[^\s\"<)]+", everything)
        } - {"pubmed.ncbi.nlm.nih.gov"}
    assert findings.PRIVATE not in evidence.facts().columns


@pytest.mark.parametrize(
    ("id", "value", "low", "high"),
    [
        ("db04_os_hr", 0.69, 0.55, 0.86),
        ("db04_first_os_hr", 0.64, 0.49, 0.84),
        ("db04_pfs_hr", 0.50, 0.40, 0.63),
        ("db06_pfs_hr", 0.62, 0.52, 0.75),
        ("db06_ultralow_pfs_hr", 0.78, 0.50, 1.21),
        ("b47_idfs_hr", 0.98, 0.76, 1.25),
        ("db04_os_tdxd", 22.9, None, None),
        ("db04_os_chemo", 16.8, None, None),
        ("b47_patients", 3270, None, None),
        ("db04_ild", 12.1, None, None),
        ("db04_ild_fatal", 0.8, None, None),
    ],
)
def test_the_figures_lesson_05_leans_on_have_not_slipped(id, value, low, high):
    found = evidence.fact(id)
    assert (found.value, found.low, found.high) == (value, low, high)


@pytest.mark.parametrize(
    ("id", "day"), [("fda_her2_low", date(2022, 8, 5)), ("fda_her2_ultralow", date(2025, 1, 27))]
)
def test_a_label_has_its_day_and_the_regulator_as_its_source(id, day):
    found = evidence.fact(id)
    assert (found.day, found.value) == (day, None)
    assert urlsplit(found.reference.link).netloc == "www.fda.gov"


def test_every_relative_survival_is_called_that():
    told = [row["statement"] for row in FACTS if row["id"].startswith("survival_5y_")]
    assert len(told) > 18
    assert all("relative survival" in statement for statement in told)


def test_a_relative_survival_of_a_hundred_does_not_sound_like_nobody_died():
    full = [row for row in FACTS if row["id"].startswith("survival_5y_") and float(row["value"]) >= 100]
    assert full
    assert all("some of them still died" in row["statement"] for row in full)


@pytest.mark.parametrize("id", ["erbb2_mutation", "erbb2_mutation_lobular", "erbb2_mutation_ductal"])
def test_the_share_of_mutations_is_that_of_metastatic_cancers(id):
    found = evidence.fact(id)
    assert "metastatic" in found.statement
    assert "metastatic" in found.population


def test_the_ultralow_label_names_the_setting_in_which_endocrine_therapy_came_before():
    assert "in the metastatic setting" in evidence.fact("fda_her2_ultralow").statement
    assert "in the metastatic setting" in evidence.approval("tdxd_ultralow_us").indication


def test_every_source_key_that_is_written_anywhere_resolves():
    """In docstrings, rules, banks and lessons alike; the tables have tests of their own."""
    root = Path(__file__).parents[2]
    written = re.compile(r"(?<![\w./-])[a-z]{3,}(?:19|20)\d\d[b-d]?\b")
    found = {
        (key, path.relative_to(root).as_posix())
        for place in ("her2lessons", "notebooks/source", "exercises/source")
        for path in (root / place).rglob("*")
        if path.suffix in {".py", ".yaml", ".md"}
        for key in written.findall(path.read_text(encoding="utf-8"))
    }
    known = {row["key"] for row in REFERENCES}
    assert len({key for key, _ in found}) > 100
    assert [item for item in sorted(found) if item[0] not in known] == []
