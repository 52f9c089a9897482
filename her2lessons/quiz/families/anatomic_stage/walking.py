"""Walk through a case: how T, N and M were read, and what they add up to."""

from __future__ import annotations

from her2lessons.guidelines import staging
from her2lessons.guidelines.measured import ISOLATED_CELLS, MICROMETASTASIS, NODES, SIZES
from her2lessons.guidelines.tnm import Axis
from her2lessons.quiz.families.anatomic_stage.case import Case, Nodes, Tumour


def walk(case: Case) -> list[str]:
    """Give the lines of the walk; the last one gives the answer."""
    if case.asked == "T":
        return _tumour(case.tumour)
    if case.asked == "N":
        return _nodes(case.nodes)
    if case.is_measured:
        return [*_tumour(case.tumour), *_nodes(case.nodes), _together(case)]
    return [_written(case.t, "T"), _written(case.n, "N"), _spread(case.m), _together(case)]


def _written(text: str, axis: Axis) -> str:
    category = staging.parse(text, axis)
    named = "T is the tumour" if axis == "T" else "N is the nodes of the same side"
    bare = f"{category.axis}{category.level}{category.detail}"
    if bare == category.counts_as:
        return f"{named}: {text}."
    return f"{named}: {text}, which counts as {category.counts_as} here."


def _spread(m: str) -> str:
    return f"M is spread beyond the breast and its nodes: {m}, {'spread' if m == 'M1' else 'no sign of it'}."


def _tumour(tumour: Tumour) -> list[str]:
    """Say what counts, and where the size lies between the lines."""
    lines = []
    size = tumour.foci[0]
    if len(tumour.foci) > 1:
        lines.append(f"Foci are never added up. The largest one counts: {size:g} mm.")
    if tumour.with_in_situ:
        lines.append(f"Only the invasive part counts: {size:g} mm, and not {tumour.with_in_situ:g} mm.")
    if tumour.ulcerates:
        return [*lines, f"A tumour that has ulcerated the skin is T4 at any size: {tumour.category}."]
    below = [line for line, _ in SIZES if line < size]
    above = [line for line, _ in SIZES if size <= line]
    first = f"above {below[-1]:g} mm" if below else ""
    last = f"at most {above[0]:g} mm" if above else ""
    where = " and ".join(part for part in (first, last) if part)
    return [*lines, f"An invasive size of {size:g} mm is {where}: {tumour.category}."]


def _nodes(nodes: Nodes) -> list[str]:
    """Say what the largest deposit and the number of nodes come to."""
    if not nodes.positive:
        return [f"No node holds cancer: {nodes.category}."]
    largest = nodes.deposits[0]
    lines = []
    if len(nodes.deposits) > 1:
        lines.append(f"Deposits are never added up. The largest one counts: {largest:g} mm.")
    if largest <= ISOLATED_CELLS:
        found = (
            f"A deposit of at most {ISOLATED_CELLS:g} mm is isolated tumour cells; its node is not positive"
        )
    elif largest <= MICROMETASTASIS:
        found = (
            f"{largest:g} mm is above {ISOLATED_CELLS:g} mm and at most {MICROMETASTASIS:g} mm. With no "
            "larger deposit it is a micrometastasis, however many nodes there are"
        )
    else:
        fewest = [most + 1 for most, _ in NODES if most < nodes.positive]
        most = [most for most, _ in NODES if nodes.positive <= most]
        span = f"{fewest[-1] if fewest else 1} {f'to {most[0]}' if most else 'or more'} nodes"
        found = f"With a deposit above {MICROMETASTASIS:g} mm the number counts: {nodes.positive} is {span}"
    return [*lines, f"{found}: {nodes.category}."]


def _together(case: Case) -> str:
    t, n = staging.parse(case.t, "T").counts_as, staging.parse(case.n, "N").counts_as
    stage = staging.anatomic(case.t, case.n, case.m)
    if case.m == "M1":
        return f"M1 is spread beyond the breast and its nodes. That is stage {stage}, whatever T and N are."
    folds = n == "N1mi" and t not in ("T0", "T1")
    why = " N1mi is a row of its own only with T0 and T1; with a larger T it counts as N1." if folds else ""
    return f"{t}, {n} and {case.m} together give anatomic stage {stage}.{why}"
