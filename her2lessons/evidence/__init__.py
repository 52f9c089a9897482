"""What is known and who says so: facts and references as checked tables, and a typed reader for them.

Importing this room loads neither pandas nor numpy; only :func:`facts` and :func:`references` do, when called.
"""

from her2lessons.evidence.bibliography import Reference, reference, references
from her2lessons.evidence.citation import Citation, cite
from her2lessons.evidence.findings import Fact, fact, facts

__all__ = ["Citation", "Fact", "Reference", "cite", "fact", "facts", "reference", "references"]
