"""Charts in one style, each shown with its meaning in words.

Importing this room loads neither matplotlib nor pandas; drawing the first chart does.
"""

from her2lessons.figures.categories import category_bars
from her2lessons.figures.count_table import ihc_by_ish
from her2lessons.figures.ish_plane import ish_groups
from her2lessons.figures.shown import Picture

__all__ = ["Picture", "category_bars", "ihc_by_ish", "ish_groups"]
