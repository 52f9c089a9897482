"""Which drugs are asked about, and what each question about them cites."""

from __future__ import annotations

from her2lessons.evidence import Drug

# The drugs that are asked about. Left out are those of which the table says that they are no breast cancer
# drugs, the injection that holds two antibodies, and a payload that is named only by its kind.
HER2 = (
    "trastuzumab",
    "pertuzumab",
    "margetuximab",
    "trastuzumab_emtansine",
    "trastuzumab_deruxtecan",
    "trastuzumab_duocarmazine",
    "disitamab_vedotin",
    "tucatinib",
    "lapatinib",
    "neratinib",
    "pyrotinib",
)
TROP2 = ("sacituzumab_govitecan", "datopotamab_deruxtecan", "sacituzumab_tirumotecan")
_ENDOCRINE = (
    "tamoxifen",
    "letrozole",
    "anastrozole",
    "exemestane",
    "goserelin",
    "leuprolide",
    "fulvestrant",
    "elacestrant",
    "imlunestrant",
    "vepdegestrant",
    "camizestrant",
)
_SIGNALS = (
    "palbociclib",
    "ribociclib",
    "abemaciclib",
    "alpelisib",
    "inavolisib",
    "capivasertib",
    "gedatolisib",
    "everolimus",
    "olaparib",
    "talazoparib",
)
_OTHERS = (
    "pembrolizumab",
    "atezolizumab",
    "docetaxel",
    "paclitaxel",
    "nab_paclitaxel",
    "doxorubicin",
    "epirubicin",
    "carboplatin",
    "cisplatin",
    "capecitabine",
    "cyclophosphamide",
    "eribulin",
    "vinorelbine",
    "gemcitabine",
    "denosumab",
)
# The target of these is put in words that also fit others: a process of the cell, or a whole kind of cell.
TARGET_TOO_WIDE = ("capecitabine", "gemcitabine")
# Mechanisms short enough to choose from a list, and clear without the name of the drug before them.
CLEAR_MECHANISM = (
    "trastuzumab",
    "trastuzumab_duocarmazine",
    "disitamab_vedotin",
    "letrozole",
    "anastrozole",
    "exemestane",
    "palbociclib",
    "ribociclib",
    "pembrolizumab",
    "atezolizumab",
    "doxorubicin",
    "epirubicin",
    "carboplatin",
    "cisplatin",
    "cyclophosphamide",
    "gemcitabine",
    "eribulin",
    "vinorelbine",
    "denosumab",
)
# Of these the table also names papers on their harms, which carry neither class nor target nor mechanism.
_SAID_BY = {"doxorubicin": ("ncidrugs2026",), "denosumab": ("ncidrugs2026",)}
# Of these it names no other papers than such. They are shuffled with the rest and left out only then, so that
# the questions without them stay as they were.
SAID_BY_NONE = ("epirubicin",)

ALL = (*HER2, *TROP2, *_ENDOCRINE, *_SIGNALS, *_OTHERS)


def sources(drug: Drug) -> tuple[str, ...]:
    """Give the keys of what says to which class a drug belongs and how it works.

    Source: for most drugs those of their row in the table of drugs.
    """
    return _SAID_BY.get(drug.id, tuple(drug.source.split()))
