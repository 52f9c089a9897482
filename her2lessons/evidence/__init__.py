"""What is known and who says so: checked tables of facts, trials, drugs and claims, and typed readers.

Importing this room loads neither pandas nor numpy; only what returns a DataFrame does, when called.
"""

from her2lessons.evidence.age import Aged, age, aged
from her2lessons.evidence.approvals import Approval, approval, approvals
from her2lessons.evidence.bibliography import Reference, reference, references
from her2lessons.evidence.citation import Citation, cite
from her2lessons.evidence.claims import Claim, claim, claims
from her2lessons.evidence.drugs import Drug, drug, drugs
from her2lessons.evidence.findings import Fact, fact, facts
from her2lessons.evidence.trials import Trial, trial, trials

__all__ = [
    "Aged",
    "Approval",
    "Citation",
    "Claim",
    "Drug",
    "Fact",
    "Reference",
    "Trial",
    "age",
    "aged",
    "approval",
    "approvals",
    "cite",
    "claim",
    "claims",
    "drug",
    "drugs",
    "fact",
    "facts",
    "reference",
    "references",
    "trial",
    "trials",
]
