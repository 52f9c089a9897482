"""What one quiz adds to a saved notebook, against what ipywidgets itself would save for the same widgets."""

from __future__ import annotations

import json
import os
import tempfile

from ipywidgets.embed import dependency_state

from her2lessons.widgets import quiz


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        os.environ["HER2LESSONS_HOME"] = home
        shown = quiz("05_her2_status", "status")
        bundle, _ = shown._repr_mimebundle_()
        saved = {name: text for name, text in bundle.items() if not name.endswith("widget-view+json")}
        ours = len(json.dumps(saved).encode())
        state = len(json.dumps(dependency_state([shown])).encode())
        cards = len(shown.cards)
        print(f"one quiz of {cards} questions adds {ours:,} bytes, {ours // cards:,} a question")
        print(f"  ipywidgets' saved state of the same widgets: {state:,} bytes; ratio {ours / state:.2f}")


if __name__ == "__main__":
    main()
