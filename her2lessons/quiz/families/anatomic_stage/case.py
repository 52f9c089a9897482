"""One invented case: a tumour, its nodes and its spread, as written categories or as measurements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from her2lessons.guidelines import staging
from her2lessons.guidelines.measured import MICROMETASTASIS, NODES, SIZES

Asked = Literal["T", "N", "stage"]
"""What the question asks for."""

_SIZE_LINES = tuple(line for line, _ in SIZES)
_NODE_LINES = tuple(most for most, _ in NODES)


@dataclass(frozen=True)
class Tumour:
    """The tumour: a category as written, or what was measured of it in millimetres."""

    written: str = ""
    foci: tuple[float, ...] = ()
    """The invasive foci, largest first; never added up."""
    with_in_situ: float = 0
    """How far invasive and in-situ cancer reach together; 0 where that is not said."""
    ulcerates: bool = False
    """Whether it has broken through the skin."""

    @property
    def category(self) -> str:
        """The category, with its prefix."""
        return self.written or f"p{staging.t_from_size(self.foci[0], self.ulcerates)}"

    @property
    def has_trap(self) -> bool:
        """Whether something besides one plain size has to be weighed, or the size lies on a line."""
        if self.written:
            return "T0" in self.written
        size = self.foci[0]
        edge = any(line <= size <= line + 1 for line in _SIZE_LINES)
        return edge or len(self.foci) > 1 or self.with_in_situ > 0 or self.ulcerates

    def as_markdown(self) -> str:
        """Write the measurements as one line of a list."""
        sizes = " and ".join(f"**{focus:g} mm**" for focus in self.foci)
        text = f"- Invasive tumour: {sizes}" if len(self.foci) == 1 else f"- Separate invasive foci: {sizes}"
        if self.with_in_situ:
            text += f"; together with the in-situ cancer around it **{self.with_in_situ:g} mm**"
        if self.ulcerates:
            text += "; the tumour has ulcerated the skin"
        return text


@dataclass(frozen=True)
class Nodes:
    """The axillary nodes: a category as written, or how many hold cancer, and the deposits in millimetres."""

    written: str = ""
    positive: int = 0
    deposits: tuple[float, ...] = ()
    """The deposits that are told, largest first; the largest decides, they are never added up."""

    @property
    def category(self) -> str:
        """The category, with its prefix."""
        largest = self.deposits[0] if self.deposits else None
        return self.written or f"p{staging.pn_from_nodes(self.positive, largest)}"

    @property
    def has_trap(self) -> bool:
        """Whether deposits are small or told one by one, or a figure lies on a line."""
        if self.written:
            return "mi" in self.written or "(i+)" in self.written
        edge = any(self.positive in (line, line + 1) for line in _NODE_LINES)
        small = any(deposit <= MICROMETASTASIS + 0.1 for deposit in self.deposits[:1])
        return edge or small or len(self.deposits) > 1

    def as_markdown(self) -> str:
        """Write the count as one line of a list."""
        if not self.positive:
            return "- Axillary nodes: **0** hold cancer"
        holds = "holds" if self.positive == 1 else "hold"
        sizes = " and ".join(f"**{deposit:g} mm**" for deposit in self.deposits)
        if len(self.deposits) > 1:
            told = f"the deposits measure {sizes}"
        else:
            told = f"the {'largest ' if self.positive > 1 else ''}deposit measures {sizes}"
        return f"- Axillary nodes: **{self.positive}** {holds} tumour cells; {told}"


@dataclass(frozen=True)
class Case:
    """What is known at diagnosis, and what is asked."""

    asked: Asked
    tumour: Tumour
    nodes: Nodes
    m: str = "M0"

    @property
    def t(self) -> str:
        """The T category, with its prefix."""
        return self.tumour.category

    @property
    def n(self) -> str:
        """The N category, with its prefix."""
        return self.nodes.category

    @property
    def answer(self) -> str:
        """The right option, by the rule."""
        if self.asked == "stage":
            return f"Stage {staging.anatomic(self.t, self.n, self.m)}"
        return self.t if self.asked == "T" else self.n

    @property
    def is_measured(self) -> bool:
        """Whether millimetres and counts are given in place of categories."""
        return not self.tumour.written

    @property
    def has_details(self) -> bool:
        """Whether a category carries a sub-letter or the like, which the stage does not look at."""
        return bool(staging.parse(self.t, "T").detail or staging.parse(self.n, "N").detail)

    def as_markdown(self) -> str:
        """Write what is known. The figures shown are the very figures the rules are given."""
        if not self.is_measured:
            return f"At diagnosis a breast cancer is **{self.t} {self.n} {self.m}**."
        lines = {
            "T": [self.tumour.as_markdown()],
            "N": [self.nodes.as_markdown()],
            "stage": [self.tumour.as_markdown(), self.nodes.as_markdown(), f"- Distant spread: **{self.m}**"],
        }[self.asked]
        return "Surgery came first. The specimen shows:\n\n" + "\n".join(lines)
