"""The step list: in order, the taken branch marked by sign and word, each step linked to its source."""

import re
from html import unescape

import pytest

from her2lessons.evidence import reference
from her2lessons.figures import steps
from her2lessons.guidelines import her2, ish, staging, subtype
from her2lessons.guidelines.steps import COURSE, Step

BRANCH = (
    Step("IHC is read first.", "IHC 2+.", "wolff2018", "ihc"),
    Step("3+ is positive.", "Not 3+ & <b>not</b> here.", "wolff2018", "three"),
    Step("2+ goes to ISH.", "ISH is asked for.", "wolff2018 wolff2023", "two"),
    Step("The course stops here.", "Done.", COURSE),
)

WALKS = {
    "interpretation": lambda: her2.interpret(ihc="2+", ish=ish.DualProbe(ratio=1.8, her2_copies=4.5)),
    "stage": lambda: staging.walk("T2", "N1", grade=3, her2="positive", er=True, pr=False),
    "subtype": lambda: subtype.surrogate(er=90, pr=30, her2="negative", ki67=10),
}


@pytest.mark.parametrize("walk", WALKS.values(), ids=WALKS.keys())
def test_every_step_of_a_rule_is_listed_in_order_with_its_source_to_open(walk):
    result = walk()
    shown = steps(result)
    items = re.findall(r"<li>(.*?)</li>", shown.html)
    assert len(items) == len(result.steps) >= 3
    for item, step in zip(items, result.steps, strict=True):
        assert step.finding in unescape(item)
        assert step.rule in unescape(item)
        assert item.startswith("✓ ")
        source = reference(step.source)
        if step.source != COURSE:
            assert f'href="{source.link}"' in unescape(item)
            assert source.link.startswith("https://")
        assert source.short in unescape(item)
    assert shown.title == str(result).split("\n")[0]
    assert f"<strong>{shown.title}</strong>" in unescape(shown.html)
    assert "not taken" not in shown.html


def test_steps_off_the_taken_branch_are_marked_by_sign_and_word():
    shown = steps(BRANCH, taken=["ihc", "two", 4], title="A branch")
    items = re.findall(r"<li>(.*?)</li>", shown.html)
    assert [item[0] for item in items] == ["✓", "○", "✓", "✓"]
    assert ["not taken" in item for item in items] == [False, True, False, False]
    assert "✓ taken, ○ not taken." in shown.html
    assert str(shown) == (
        "A branch\n"
        "1. ✓ IHC 2+. IHC is read first. [Wolff 2018]\n"
        "2. ○ not taken: Not 3+ & <b>not</b> here. 3+ is positive. [Wolff 2018]\n"
        "3. ✓ ISH is asked for. 2+ goes to ISH. [Wolff 2018, Wolff 2023]\n"
        "4. ✓ Done. The course stops here. [this course's own convention]\n"
        "✓ taken, ○ not taken."
    )


def test_markup_in_a_step_is_shown_as_it_was_written_and_nothing_runs():
    html = steps(BRANCH, title="<script>").html
    assert "&lt;script&gt;" in html
    assert "&amp; &lt;b&gt;not&lt;/b&gt;" in html
    assert not re.search(r"<script|<b>|javascript:|\son\w+=", html)


def test_a_step_with_two_sources_links_both_and_the_courses_own_has_no_link():
    items = re.findall(r"<li>(.*?)</li>", steps(BRANCH).html)
    assert items[2].count("<a href=") == 2
    assert items[3].count("<a href=") == 0


def test_two_populations_are_listed_one_after_the_other():
    result = her2.interpret(
        ihc="2+",
        ish=ish.DualProbe(ratio=1.2, her2_copies=2.5),
        second_population=ish.DualProbe(ratio=4.0, her2_copies=9.0),
    )
    shown = steps(result)
    assert shown.html.count("<ol>") == 2
    assert len(re.findall("<li>", shown.html)) == len(result.steps) + len(result.second_population.steps)
    assert shown.alt.startswith("First population:\n1. ")
    assert "Second population:\n1. " in shown.alt


def test_it_brings_no_colour_of_its_own():
    assert set(re.findall(r"color: ([^;\"]+)", steps(BRANCH).html)) == {"inherit"}
    assert "background" not in steps(BRANCH).html


def test_a_notebook_gets_the_forms_it_asks_for():
    shown = steps(BRANCH)
    assert shown._repr_mimebundle_() == {"text/html": shown.html, "text/plain": str(shown)}
    assert set(shown._repr_mimebundle_(include={"text/plain"})) == {"text/plain"}
    assert set(shown._repr_mimebundle_(exclude={"text/html"})) == {"text/plain"}
    assert repr(shown) == str(shown)
    assert shown.title == "Steps"


@pytest.mark.parametrize(
    ("walk", "how", "said"),
    [
        ((), {}, "There is nothing to list: the walk has no steps. Give at least one."),
        (3, {}, "steps lists what a rule gave back, or a sequence of Step, not a int."),
        ("2+", {}, "steps lists what a rule gave back, or a sequence of Step, not a str."),
        (("IHC 2+",), {}, "'IHC 2+' is no step. Give Step values: rule, finding, source, slug."),
        (
            BRANCH,
            {"taken": ["four"]},
            "There is no step 'four'. The steps are 1 to 4, 'ihc', 'three', 'two'.",
        ),
        (BRANCH, {"taken": [0]}, "There is no step 0. The steps are 1 to 4"),
        (BRANCH, {"taken": [True]}, "There is no step True."),
        (BRANCH, {"taken": "ihc"}, "taken is 'ihc'. Give a collection of slugs or of numbers from 1."),
        (BRANCH, {"taken": 2}, "taken is 2. Give a collection of slugs or of numbers from 1."),
        ((Step("Rule.", "Finding.", "nobody1999"),), {}, "nobody1999"),
    ],
)
def test_what_is_no_walk_is_refused_in_one_sentence(walk, how, said):
    with pytest.raises(ValueError) as caught:
        steps(walk, **how)
    assert said in str(caught.value)
