"""Charts in one style, each shown with its meaning in words.

Importing this room loads neither matplotlib nor pandas; drawing the first chart does.
"""

from her2lessons.figures.agreement_matrix import agreement
from her2lessons.figures.categories import category_bars
from her2lessons.figures.count_table import ihc_by_ish
from her2lessons.figures.forest_plot import forest
from her2lessons.figures.icon_array import icons
from her2lessons.figures.ish_plane import ish_groups
from her2lessons.figures.patient_flow import FlowGroup, flow
from her2lessons.figures.shown import Picture
from her2lessons.figures.stage_grid import stage_map
from her2lessons.figures.step_list import StepList, steps
from her2lessons.figures.survival_curves import cumulative_incidence, survival

__all__ = [
    "FlowGroup",
    "Picture",
    "StepList",
    "agreement",
    "category_bars",
    "cumulative_incidence",
    "flow",
    "forest",
    "icons",
    "ihc_by_ish",
    "ish_groups",
    "stage_map",
    "steps",
    "survival",
]
