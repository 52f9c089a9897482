"""Task 05.a: read a report. The report is invented; what it means is worked out by the rule."""

from her2lessons.exercises.handout import Handout
from her2lessons.exercises.task import Task
from her2lessons.exercises.words import Field, WordsAnswer
from her2lessons.guidelines import her2, ish

IHC = "2+"
COUNTS = ish.Counts(her2_signals=130, cep17_signals=78, nuclei=25)
COUNT = ish.DualProbe.from_counts(*COUNTS)

_MEANING = her2.interpret(ihc=IHC, ish=COUNT)


def _report() -> Handout:
    return Handout(
        "**Report (invented), R. W., 46 years**\n\n"
        "- Core biopsy, left breast: invasive carcinoma of no special type, grade 2. "
        "Fixed for 18 hours in 10 % neutral buffered formalin.\n"
        f"- HER2 immunohistochemistry: {IHC}. Weak to moderate, complete membrane staining in about 40 % of "
        "the invasive tumour cells. Controls stained as they should.\n"
        "- HER2 in-situ hybridisation, dual probe, same block: "
        f"{COUNTS.her2_signals} HER2 signals and {COUNTS.cep17_signals} CEP17 signals in {COUNTS.nuclei} "
        f"nuclei, counted by one observer. Ratio {COUNT.ratio:.2f}; {COUNT.her2_copies:.2f} HER2 copies per "
        "nucleus. Controls as expected.\n\n"
        "*Invented cases only. Your own report needs your team.*"
    )


READ_A_REPORT = Task(
    id="05.a",
    title="Read a report",
    objective="05.1",
    max_points=3.0,
    kind=WordsAnswer(
        name="reading",
        fields=(
            Field(
                "status",
                _MEANING.status,
                her2.STATUSES,
                "Find the ISH group first, and ask what that group says by itself when IHC is 2+.",
            ),
            Field(
                "category",
                _MEANING.category,
                her2.CATEGORIES,
                "A treatment label needs a final status. Ask whether this report has one.",
            ),
            Field(
                "next_step",
                _MEANING.next_step,
                (None, *her2.NEXT_STEPS),
                "Look at what has been done already, and by how many observers.",
            ),
        ),
    ),
    handout=_report,
)
