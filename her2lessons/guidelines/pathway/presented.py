"""A plan as it is read: plain text, and Markdown for a notebook."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from her2lessons.guidelines.pathway.plan import Plan, Recommendation

TEACHING = "Teaching, not advice: an invented case. Your own report needs your team."

IN_WORDS: Mapping[str, str] = {
    "line": "Which line of treatment for metastatic disease is being chosen?",
    "t": "How large is the cancer (T, with its letter where it is T1)?",
    "n": "Are lymph nodes involved, and how many (N)?",
    "grade": "Which grade is it, 1, 2 or 3?",
    "er": "Is the oestrogen receptor (ER) positive, low positive or negative?",
    "pr": "Is the progesterone receptor (PR) positive or negative?",
    "her2": "What is the final HER2 result, and which score and category stand behind it?",
    "ki67": "How many percent of the tumour cells are positive for Ki67?",
    "age": "How old is the person?",
    "menopausal": "Before or after menopause, or a man?",
    "gonadal_suppression": "Are the ovaries or testes switched off?",
    "pregnant": "Is there a pregnancy? A test answers this before any systemic treatment.",
    "could_become_pregnant": "Could the person become pregnant?",
    "lvef_ok": "How well does the heart pump (LVEF)?",
    "gbrca": "Is there an inherited change in BRCA1 or BRCA2?",
    "pik3ca": "Has the cancer a PIK3CA mutation?",
    "esr1": "Has the cancer an ESR1 mutation?",
    "akt_pten": "Has the cancer an alteration of AKT1 or PTEN?",
    "pdl1_cps": "What is the PD-L1 combined positive score (22C3)?",
    "pdl1_ic": "How much PD-L1 is on immune cells (SP142)?",
    "recurrence_score": "What is the 21-gene recurrence score?",
    "brain_metastases": "Are brain metastases known, and are they stable or active?",
    "prior": "Which treatments were given so far?",
    "chemo_lines": "How many lines of chemotherapy were given for metastatic disease?",
    "residual_invasive": "Was invasive cancer left, or only in-situ cancer?",
    "high_risk": "Does the team judge the risk of return as high?",
    "months_since_adjuvant": "How many months lay between the end of adjuvant treatment and the relapse?",
}
"""Each field of a case that a plan may ask for, as a question."""


def as_text(plan: Plan) -> str:
    """Write a plan in plain lines."""
    lines = [TEACHING, f"Rules as of {_day(plan.as_of)}. {plan.case!r}"]
    for place, item in enumerate(plan, start=1):
        lines += ["", f"{place}. {item.title} [{item.modality}; {item.strength}]"]
        lines += [f"   - {option}" for option in item.options]
        lines += [f"   Why: {item.why}"]
        lines += [f"   {when}" for when in _holds(item)]
        lines += [f"   First find out: {_asked(item.needs)}"] if item.needs else []
        lines += [f"   Caution: {caution}" for caution in item.cautions]
        lines += [f"   Evidence: {_listed(item.evidence)}."] if item.evidence else []
        lines += [f"   Source: {_listed(item.source)}."]
    if plan.missing:
        lines += ["", "Missing to decide more:", *(f"- {question}" for question in plan.questions)]
    return "\n".join(lines)


def as_markdown(plan: Plan) -> str:
    """Write a plan as Markdown, each source a link."""
    lines = [f"**{TEACHING}** Rules as of {_day(plan.as_of)}.", ""]
    for place, item in enumerate(plan, start=1):
        lines += [f"{place}. **{item.title}** ({item.modality}; *{item.strength}*)"]
        lines += [f"   - {option}" for option in item.options]
        lines += [f"   - Why: {item.why}"]
        lines += [f"   - {when}" for when in _holds(item)]
        lines += [f"   - First find out: {_asked(item.needs)}"] if item.needs else []
        lines += [f"   - Caution: {caution}" for caution in item.cautions]
        lines += (
            [f"   - Evidence: {_listed(tuple(f'`{id}`' for id in item.evidence))}."] if item.evidence else []
        )
        lines += [f"   - Source: {_listed(tuple(_linked(key) for key in item.source))}."]
    if plan.missing:
        lines += ["", "**Missing to decide more**", "", *(f"- {question}" for question in plan.questions)]
    return "\n".join(lines)


def _holds(item: Recommendation) -> list[str]:
    """Say for which region alone it holds, and since when in the US."""
    since = f"since {_since(item.since)}" if item.since else ""
    if item.region:
        return [f"Holds for the {item.region} alone{f', {since}' if since else ''}."]
    return [f"In the US {since}."] if since else []


def _asked(names: tuple[str, ...]) -> str:
    """Write fields as the questions that a person would ask."""
    return " ".join(IN_WORDS[name] for name in names)


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(words)


def _since(day: str) -> str:
    """Write a day, or a month where no day is known."""
    return _day(date.fromisoformat(day)) if len(day) == 10 else f"{date.fromisoformat(f'{day}-01'):%B %Y}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _linked(key: str) -> str:
    # Imported here: a plan needs its sources' keys, and only a reader needs the sources.
    from her2lessons.evidence import reference

    source = reference(key)
    return f"[{source.short}]({source.link})" if source.link.startswith("https://") else source.short
