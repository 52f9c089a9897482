"""Task 05.e: pick the causes that could lie behind a discordant pair."""

from her2lessons.exercises.handout import Handout
from her2lessons.exercises.picks import Choice, PicksAnswer
from her2lessons.exercises.task import Task
from her2lessons.guidelines import ish

IHC = "3+"
COUNT = ish.DualProbe(ratio=1.1, her2_copies=2.3)

# What can go wrong with each test, and heterogeneity: wolff2018. That in-situ cancer is often strongly
# positive: the same, where it asks to read invasive cells only.
STATEMENTS = {
    "A": Choice(
        "The IHC score was read on cancer that is still inside the ducts, the ISH count on invasive cells.",
        True,
        "In-situ cancer is often strongly positive. Only invasive cells count, in both tests.",
    ),
    "B": Choice(
        "The person carries an inherited change in BRCA1.",
        False,
        "An inherited change is the same in every cell and in both tests. It cannot set them apart.",
    ),
    "C": Choice(
        "The tumour is not the same everywhere, and the two tests were read in different areas.",
        True,
        "A second population of cells is counted and reported beside the first, never averaged with it.",
    ),
    "D": Choice(
        "The cells have many copies of chromosome 17.",
        False,
        "More chromosomes would bring more HER2 copies per nucleus too, and here the copies are few.",
    ),
    "E": Choice(
        "The IHC stain was too strong: normal ducts on the slide are dark at the membrane as well.",
        True,
        "Normal ducts are the negative control inside the section. If they stain strongly, IHC is rejected.",
    ),
    "F": Choice(
        "The ratio was compared with its line before it was rounded.",
        False,
        "That is the right way to do it, and no rounding carries this ratio across the line.",
    ),
    "G": Choice(
        "Many HER2 signals could not be seen or scored, and the count was reported all the same.",
        True,
        "With over a quarter of the signals unscorable, ISH is rejected and repeated.",
    ),
    "H": Choice(
        "The person is over 75 years old.",
        False,
        "Age changes neither the protein nor the gene, and no rule of either test asks for it.",
    ),
}


def _pair() -> Handout:
    listed = "\n".join(f"- **{letter}** {statement.text}" for letter, statement in STATEMENTS.items())
    return Handout(
        f"**An invented pair:** IHC {IHC}; ISH ratio {COUNT.ratio}, {COUNT.her2_copies} HER2 copies per "
        f"nucleus (group {COUNT.group}).\n\n{listed}"
    )


CAUSES = Task(
    id="05.e",
    title="Why two tests disagree",
    objective="05.2",
    max_points=4.0,
    kind=PicksAnswer(name="causes", choices=STATEMENTS),
    handout=_pair,
)
