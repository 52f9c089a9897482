"""The typed reader: what it gives, and what it says when a name or a cell is wrong."""

import subprocess
import sys
from dataclasses import FrozenInstanceError
from datetime import date

import pytest

from her2lessons import evidence
from her2lessons.evidence import bibliography, findings, rows
from her2lessons.evidence.citation import Citation

REFERENCE = {
    "key": "doe2020",
    "authors": "Doe J, et al.",
    "year": "2020",
    "title": 'A <b>bold</b> & "quoted" title_with [marks]',
    "container": "Journal 1:2-3",
    "doi": "10.1000/ab(c)1",
    "pmid": "123",
    "url": "",
    "kind": "study",
    "checked": "2026-11-20",
}
FACT = {
    "id": "some_share",
    "statement": "A share.",
    "value": "5",
    "unit": "%",
    "low": "4",
    "high": "6",
    "interval": "95% CI",
    "day": "",
    "population": "some people",
    "year": "2020",
    "source": "wolff2018",
    "checked": "2026-11-20",
    "read_at": "somewhere",
}


def made(**changes: str) -> bibliography.Reference:
    return bibliography.parse_reference(REFERENCE | changes, "here")


def found(**changes: str) -> findings.Fact:
    return findings.parse_fact(FACT | changes, "here")


def test_importing_evidence_loads_neither_pandas_nor_numpy_nor_matplotlib():
    code = (
        "import sys, her2lessons.evidence as e; e.fact('db04_os_hr'); e.cite('modi2025');"
        "print([m for m in ('pandas', 'numpy', 'matplotlib') if m in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


def test_a_reference_and_a_fact_are_frozen_values():
    with pytest.raises(FrozenInstanceError):
        evidence.reference("wolff2018").year = 1999
    with pytest.raises(FrozenInstanceError):
        evidence.fact("db04_os_hr").value = 0.1


@pytest.mark.parametrize(
    ("changes", "link"),
    [
        ({"doi": "10.1000/x1"}, "https://doi.org/10.1000/x1"),
        ({"doi": ""}, "https://pubmed.ncbi.nlm.nih.gov/123/"),
        (
            {"doi": "", "pmid": "", "url": "https://www.fda.gov/page"},
            "https://www.fda.gov/page",
        ),
        ({"kind": "course", "doi": "", "pmid": "", "url": "docs/conventions.md"}, "docs/conventions.md"),
    ],
)
def test_the_link_is_the_doi_then_pubmed_then_the_own_page(changes, link):
    assert made(**changes).link == link


def test_a_citation_reads_the_same_as_text_everywhere():
    citation = evidence.cite("tcga2012")
    text = (
        "The Cancer Genome Atlas Network. Comprehensive molecular portraits of human breast tumours. "
        "Nature 490:61-70, 2012. https://doi.org/10.1038/nature11412"
    )
    assert str(citation) == repr(citation) == f"{citation}" == text


def test_a_citation_escapes_what_it_shows_as_html():
    html = Citation(made())._repr_html_()
    assert html.startswith("<cite>")
    assert html.endswith("</cite>")
    assert "<b>" not in html
    assert "&lt;b&gt;bold&lt;/b&gt; &amp; &quot;quoted&quot;" in html
    assert 'href="https://doi.org/10.1000/ab(c)1"' in html


def test_a_citation_escapes_what_it_shows_as_markdown():
    markdown = Citation(made())._repr_markdown_()
    assert r"title\_with \[marks\]" in markdown
    assert r"\<b\>" in markdown
    assert "(https://doi.org/10.1000/ab%28c%291)" in markdown


def test_a_title_that_ends_in_a_question_mark_gets_no_full_stop():
    assert "Is it so? Journal" in str(Citation(made(title="Is it so?")))


@pytest.mark.parametrize(
    ("call", "name", "said"),
    [
        (evidence.cite, "wolf2018", "There is no source 'wolf2018'. Did you mean 'wolff2018'"),
        (evidence.reference, "Modi2022", "Did you mean 'modi2022'"),
        (evidence.fact, "db04_os_hrr", "There is no fact 'db04_os_hrr'. Did you mean 'db04_os_hr'"),
        (
            evidence.reference,
            "zzzz",
            "There is no source 'zzzz'. Call evidence.references() to see all names.",
        ),
        (evidence.fact, 7, "A fact is named by text, not by 7. Call evidence.facts() to see all names."),
        (evidence.cite, None, "A source is named by text, not by None."),
    ],
)
def test_an_unknown_name_is_answered_with_the_names_that_come_close(call, name, said):
    with pytest.raises(ValueError) as caught:
        call(name)
    assert said in str(caught.value)


def test_facts_as_a_frame_hold_numbers_as_numbers_and_one_row_a_fact():
    frame = evidence.facts().set_index("id")
    assert frame.index.is_unique
    assert str(frame["value"].dtype) == "float64"
    assert frame.loc["db04_os_hr", "high"] == evidence.fact("db04_os_hr").high
    assert frame.loc["fda_her2_low", "day"] == date(2022, 8, 5)
    assert frame["source"].isin(evidence.references()["key"]).all()


def test_references_as_a_frame_show_the_address_to_open():
    frame = evidence.references().set_index("key")
    assert frame.loc["modi2025", "link"] == evidence.reference("modi2025").link
    assert (frame["link"] != "").all()


def test_a_changed_frame_does_not_change_the_next_one():
    frame = evidence.facts()
    frame["value"] = -1.0
    assert (evidence.facts()["value"].dropna() > 0).all()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"year": "20"}, "year is '20', which is not a year. Write it like 2018."),
        ({"kind": "blog"}, "kind is 'blog'; it must be one of guideline, trial"),
        ({"doi": "https://doi.org/10.1000/x"}, "write it bare, like 10.1200/JCO.2018.77.8738"),
        ({"pmid": "PMID 12"}, "pmid is 'PMID 12'; write the number alone"),
        (
            {"checked": "20 Nov 2026"},
            "checked is '20 Nov 2026', which is not a date. Write it like 2026-11-20.",
        ),
        ({"checked": "20261120"}, "which is not a date"),
        ({"checked": ""}, "the column 'checked' is empty. Fill it in."),
        ({"title": " "}, "the column 'title' is empty"),
        ({"doi": "", "pmid": ""}, "doe2020 has no DOI, PMID or official page"),
        ({"url": "https://example.org/copy"}, "it must be an https page of www.fda.gov"),
        ({"url": "http://www.fda.gov/page"}, "it must be an https page of www.fda.gov"),
    ],
)
def test_a_wrong_cell_of_a_reference_is_named(changes, said):
    with pytest.raises(ValueError) as caught:
        made(**changes)
    assert str(caught.value).startswith("here: ")
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"value": "about 5"}, "value is 'about 5', which is not a number. Write it like 0.69."),
        ({"value": "nan"}, "which is not a number"),
        ({"high": "inf"}, "high is 'inf', which is not a number"),
        ({"value": "7"}, "some_share is out of order; low, value and high must rise."),
        ({"low": "5.5"}, "out of order"),
        ({"value": "", "low": "", "high": "", "interval": ""}, "must hold either a number or a day"),
        ({"day": "2025-01-27"}, "must hold either a number or a day"),
        ({"day": "27/01/2025"}, "day is '27/01/2025', which is not a date"),
        ({"unit": ""}, "needs a unit beside a number"),
        ({"interval": "90% CI"}, "interval is '90% CI'; it must be empty or one of 95% CI"),
        ({"interval": ""}, "must say in interval what low and high are"),
        ({"low": "", "high": ""}, "must say in interval what low and high are"),
        ({"source": ""}, "the column 'source' is empty"),
        ({"checked": ""}, "the column 'checked' is empty"),
        ({"read_at": ""}, "the column 'read_at' is empty"),
    ],
)
def test_a_wrong_cell_of_a_fact_is_named(changes, said):
    with pytest.raises(ValueError) as caught:
        found(**changes)
    assert str(caught.value).startswith("here: ")
    assert said in str(caught.value)


def test_a_fact_reads_as_its_sentence_and_keeps_nothing_private():
    assert str(found()) == "A share."
    assert "somewhere" not in repr(found())


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["a,b", "1,2"], "facts.csv has the columns ['a', 'b']; they must be ['b', 'a'] in this order."),
        ([], "facts.csv has the columns None"),
        (["b,a", "1,2,3"], "facts.csv, line 2 does not have 2 cells. Put quotes around a cell"),
        (["b,a", "1"], "facts.csv, line 2 does not have 2 cells"),
    ],
)
def test_a_misshapen_table_is_refused_with_its_line(lines, said):
    with pytest.raises(ValueError) as caught:
        list(rows.parse(lines, "facts", ["b", "a"]))
    assert said in str(caught.value)


def test_a_name_that_comes_twice_is_refused():
    with pytest.raises(
        ValueError, match=r"line 3: the fact 'x' is there twice\. Give one of them another name\."
    ):
        rows.collect([("line 2", "x", 1), ("line 3", "x", 2)], "fact")


@pytest.mark.parametrize(
    ("key", "short"),
    [
        ("wolff2018", "Wolff 2018"),
        ("seer2024", "National Cancer Institute 2024"),
        ("course", "this course's own convention"),
    ],
)
def test_a_source_has_a_short_name(key, short):
    assert evidence.reference(key).short == short
