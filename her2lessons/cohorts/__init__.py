"""Real patients as counts, and the way from a count to one row a patient.

No row of these tables is a person; each is a number of people with the same results. Importing this room does
not load pandas; its functions do, when called.
"""

from her2lessons.cohorts.counts import msk_ihc_fish, tcga_her2
from her2lessons.cohorts.patients import as_results, expand

__all__ = ["as_results", "expand", "msk_ihc_fish", "tcga_her2"]
