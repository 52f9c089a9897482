"""Real patients as counts, invented patients as rows, and the way to whole files of real rows.

No row of a count table is a person; each is a number of people with the same results. Importing this room
loads neither pandas nor pooch; its functions do, when called.
"""

from her2lessons.cohorts.downloads import download
from her2lessons.cohorts.fetching import DownloadError
from her2lessons.cohorts.metabric import metabric_expression_bins, metabric_life_table, metabric_pam50
from her2lessons.cohorts.msk import msk_change, msk_ihc_fish, msk_ratio_bins
from her2lessons.cohorts.patients import as_results, expand
from her2lessons.cohorts.shares import simulated_shares
from her2lessons.cohorts.simulated import simulate
from her2lessons.cohorts.tcga import tcga_by_site_group, tcga_her2, tcga_ratio_bins

__all__ = [
    "DownloadError",
    "as_results",
    "download",
    "expand",
    "metabric_expression_bins",
    "metabric_life_table",
    "metabric_pam50",
    "msk_change",
    "msk_ihc_fish",
    "msk_ratio_bins",
    "simulate",
    "simulated_shares",
    "tcga_by_site_group",
    "tcga_her2",
    "tcga_ratio_bins",
]
