"""Tools to try things out with; each is one function here and one private module."""

from __future__ import annotations

from her2lessons.widgets._explore_her2 import Her2StatusExplorer


def her2_status() -> Her2StatusExplorer:
    """Walk any IHC and ISH through the whole HER2 rule and see what would change the result."""
    return Her2StatusExplorer()


__all__ = ["her2_status"]
