"""What JupyterLab drops from a notebook when it saves one of ours."""

from __future__ import annotations

from typing import Any

_WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


def drop_widget_views(model: dict[str, Any], **_kwargs: Any) -> None:
    """Drop live widget views that have a readable fallback beside them, before a notebook is written.

    A view cannot be revived once the kernel has gone: tomorrow's page would show an error in place of
    each quiz. The fallback says what the cell holds and how to go on. Outputs without one stay as they
    are, and so does the state that they need.
    """
    if model.get("type") != "notebook" or not isinstance(model.get("content"), dict):
        return
    for cell in model["content"].get("cells", []):
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if _WIDGET_VIEW in data and "text/html" in data:
                del data[_WIDGET_VIEW]
    if _WIDGET_VIEW not in str(model["content"].get("cells", [])):
        model["content"].get("metadata", {}).pop("widgets", None)
