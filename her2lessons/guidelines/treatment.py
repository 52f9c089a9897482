"""Treatment logic: from one person's situation to what the rules say, and what is still needed to decide.

The rules are data, one YAML row each, in ``guidelines/rules``; how they run is in `pathway`. This is the face
that lessons, exercises and questions call. It teaches; it does not advise.
"""

from her2lessons.guidelines.pathway.case import Case
from her2lessons.guidelines.pathway.diagram import diagram
from her2lessons.guidelines.pathway.library import load_rules, rules
from her2lessons.guidelines.pathway.plan import Plan, Recommendation, plan
from her2lessons.guidelines.pathway.rows import MODALITIES, STRENGTHS, Modality, Option, Rule, Strength
from her2lessons.guidelines.pathway.treatments import Treatment, is_one_of, treatments

__all__ = [
    "MODALITIES",
    "STRENGTHS",
    "Case",
    "Modality",
    "Option",
    "Plan",
    "Recommendation",
    "Rule",
    "Strength",
    "Treatment",
    "diagram",
    "is_one_of",
    "load_rules",
    "plan",
    "rules",
    "treatments",
]
