"""One person's situation, as far as it is known, checked to be possible before any rule looks at it."""

from dataclasses import dataclass, fields
from typing import Literal

from her2lessons.guidelines.pathway import answers, contradictions
from her2lessons.guidelines.result import Interpretation

Setting = Literal["early", "residual", "metastatic"]


@dataclass(frozen=True, kw_only=True, repr=False)
class Case:
    """One invented person's situation; everything but the setting may be left out.

    What is left out is unknown, and the plan says when it is needed. What is so only now and then (a crisis,
    frailty, symptoms) is taken as not so unless it is said.

    Raises
    ------
    ValueError
        If a value is none of those allowed, or if two of them cannot be true together.

    Notes
    -----
    Sources of the terms: nci2026 (T, N, M), allison2020 (ER low positive), wolff2018 (HER2).
    """

    setting: Setting
    """``"early"``: no spread, nothing left out by treatment yet; ``"residual"``: invasive or in-situ cancer
    was found at surgery after treatment that came first; ``"metastatic"``: spread to distant organs."""
    line: int | None = None
    """Which treatment of metastatic disease is being chosen: 1, 2, 3 ..."""
    t: str | None = None
    """T category such as ``"T1c"``, ``"cT2"`` or ``"pT1a"``. pT in an early case says that surgery came
    first; in a residual case T is what surgery found."""
    n: str | None = None
    """N category such as ``"N0"``, ``"cN1"`` or ``"pN1mi"``; N1 stands for 1 to 3 involved nodes, N2 and N3
    for 4 or more. After a complete response (pcr) T and N are those of the diagnosis."""
    m: str | None = None
    """``"M0"`` or ``"M1"``; need not be given."""
    grade: int | None = None
    """1, 2 or 3, or ``"G1"`` to ``"G3"``."""
    histology: str = "no special type"
    """Also ``"lobular"``, ``"tubular"``, ``"mucinous"``, ``"cribriform"`` (the last three when pure) or
    ``"other"``."""
    er: str | bool | None = None
    """``"positive"`` (more than 10 % of the cells), ``"low positive"`` (1 to 10 %), ``"negative"``; True and
    False mean positive and negative."""
    pr: str | bool | None = None
    """As `er`."""
    her2: Interpretation | str | bool | None = None
    """What ``her2.interpret`` gave back, one of its categories, or ``"positive"`` or ``"negative"`` where no
    more is known. A result that is not final yet is unknown."""
    ki67: float | None = None
    """Percent of the tumour cells, 0 to 100."""
    age: int | None = None
    """Years, 18 to 110."""
    menopausal: str | None = None
    """``"pre"`` (before or in the change), ``"post"``, or ``"male"``."""
    gonadal_suppression: bool | None = None
    """Whether ovaries or testes are switched off by a drug, or removed."""
    pregnant: bool | None = None
    could_become_pregnant: bool | None = None
    lvef_ok: bool | None = None
    """Whether the heart's pumping (LVEF) is good enough for a HER2 antibody, as the cardiac team sees it."""
    gbrca: str | bool | None = None
    """A harmful inherited change in BRCA1 or BRCA2: ``"positive"``, ``"negative"``, True or False."""
    pik3ca: str | bool | None = None
    """A PIK3CA mutation in the cancer, as `gbrca`."""
    esr1: str | bool | None = None
    """An ESR1 mutation in the cancer, as `gbrca`."""
    akt_pten: str | bool | None = None
    """An alteration of AKT1 or PTEN in the cancer, as `gbrca`."""
    pdl1_cps: float | None = None
    """PD-L1 combined positive score (22C3), 0 to 100."""
    pdl1_ic: float | None = None
    """PD-L1 on immune cells (SP142), percent of the tumour area, 0 to 100; another test than the score."""
    recurrence_score: int | None = None
    """21-gene recurrence score, 0 to 100."""
    brain_metastases: str | bool | None = None
    """``"none"`` (none known), ``"stable"`` (treated and quiet) or ``"active"`` (new or growing); False means
    none, and True leaves open whether they are stable or active."""
    prior: tuple[str, ...] | None = None
    """All treatments so far, by drug, group or ``"surgery"``; ``()`` means that there was none, and None that
    it is not known."""
    stopped: tuple[str, ...] = ()
    """Drugs stopped for a side effect; they are among `prior`."""
    pcr: bool | None = None
    """True: after treatment that came first, surgery found no invasive cancer in breast and nodes."""
    residual_invasive: bool | None = None
    """In a residual case: False where only in-situ cancer was left; otherwise it is taken as invasive."""
    high_risk: bool | None = None
    """Whether the team judges the risk of return as high; each rule says by which definition."""
    her2_finished: bool = False
    """The planned year of HER2 treatment for early disease is complete."""
    months_since_adjuvant: float | None = None
    """Months from the end of adjuvant treatment (of the HER2 drug in HER2-positive disease, of the endocrine
    drug otherwise) to the relapse, or to now where `her2_finished`; 0 while it was still going on."""
    maintenance: bool = False
    """The first-line treatment works: its chemotherapy, if any, is done, and the disease does not grow."""
    chemo_lines: int | None = None
    """How many lines of chemotherapy there were for metastatic disease."""
    endocrine_exhausted: bool = False
    """The endocrine treatments for metastatic disease are used up."""
    visceral_crisis: bool = False
    """An organ is failing because of the metastases, so that a fast response is needed."""
    low_burden: bool = False
    """There are few metastases and they give little trouble."""
    frail: bool = False
    """Too frail for chemotherapy, by assessment and not by age alone."""
    immunotherapy_unsuitable: bool = False
    """Immunotherapy cannot be given, whatever PD-L1 says."""
    neurological_symptoms: bool = False
    """A new symptom that could come from the brain."""
    receptors_changed: bool = False
    """The metastasis has other ER, PR or HER2 results than the first cancer."""
    ild_grade: int = 0
    """Worst grade of lung inflammation under trastuzumab deruxtecan, 0 (none) to 4."""
    region: str = "US"
    """``"US"`` or ``"EU"``: whose labels apply. The dates in the rules are US dates."""

    def __post_init__(self) -> None:
        for name, value in answers.checked(self).items():
            object.__setattr__(self, name, value)
        contradictions.refuse(self)

    def __repr__(self) -> str:
        """Show what was given and nothing else; of a HER2 interpretation only its result."""
        shown = [
            f"{field.name}={_short(getattr(self, field.name))!r}"
            for field in fields(self)
            if getattr(self, field.name) != field.default
        ]
        return f"Case({', '.join(shown)})"


def _short(value: object) -> object:
    if not isinstance(value, Interpretation):
        return value
    return value.status if value.category == "undetermined" else value.category
