"""For a class: with this in its course folder, `nbgrader generate_assignment` makes our student copies.

Without it, an untouched answer would stop the notebook with an error instead of earning 0 points.
"""

from her2lessons.classroom.assignment import settings

c = get_config()  # noqa: F821 - nbgrader gives it
c.merge(settings())
