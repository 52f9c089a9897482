"""Task 05.c: from counted signals to ratio and copies, and no result from too few nuclei."""

from her2lessons.exercises.function import REFUSAL, FunctionAnswer, Trial, close, same
from her2lessons.exercises.plain import Plain
from her2lessons.exercises.task import Task
from her2lessons.guidelines import ish

ENOUGH = (
    *((80, 40, 20), (102, 60, 24), (180, 45, 20), (60, 50, 20)),
    *((159, 80, 40), (131, 78, 26), (239, 120, 60), (70, 61, 21), (412, 49, 33)),
)
"""HER2 signals, CEP17 signals, nuclei. In the second line, two decimals are not enough."""

TOO_FEW = ((60, 30, 19), (12, 6, 4), (7, 3, 1))

ROUNDED = 0.05
"""How far from the right figure, as a fraction of it, a wrong one may be to be taken for a rounded one."""


def _figures(counts: tuple[int, int, int]) -> tuple[float, float]:
    probe = ish.DualProbe.from_counts(*counts)
    return probe.ratio, probe.her2_copies


def _hint(trial: Trial, gave: Plain) -> str:
    if trial.refuses:
        return f"A count of fewer than {ish.MIN_NUCLEI} nuclei is no result: raise a ValueError that says so."
    if type(gave) is not tuple or len(gave) != 2:
        return "Give back two numbers: return ratio, copies."
    her2_signals, cep17_signals, nuclei = map(int, trial.given)
    ratio, copies = _figures((her2_signals, cep17_signals, nuclei))
    if same((copies, ratio), gave):
        return "The two numbers have changed places: the ratio comes first."
    if close(ratio, gave[0], ROUNDED) and close(copies, gave[1], ROUNDED):
        return "That is near, but it looks rounded. Give every decimal: a rounded figure can cross a line."
    if close(ratio, gave[0]):
        return "The ratio is right. Copies are HER2 signals for each nucleus."
    if close(copies, gave[1]):
        return "The copies are right. The ratio is HER2 signals for each CEP17 signal."
    return "The ratio is HER2 signals for each CEP17 signal; copies are HER2 signals for each nucleus."


RATIO_AND_COPIES = Task(
    id="05.c",
    title="From counts to ratio and copies",
    objective="05.4",
    max_points=3.0,
    kind=FunctionAnswer(
        name="ratio_and_copies",
        parameters=("her2_signals", "cep17_signals", "nuclei"),
        trials=(
            *(Trial(counts, _figures(counts)) for counts in ENOUGH),
            *(Trial(counts, REFUSAL, refuses=True) for counts in TOO_FEW),
        ),
        hint=_hint,
    ),
)
