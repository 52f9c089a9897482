"""The rules cost nothing to import: they load the standard library and nothing else."""

import json
import subprocess
import sys

LOADED = """
import json, sys
before = set(sys.modules)
from her2lessons.guidelines import ihc, ish, her2, staging, subtype
print(json.dumps(sorted({name.partition(".")[0] for name in set(sys.modules) - before})))
"""

USED = """
from her2lessons.guidelines import ihc, ish, her2, staging, subtype
result = her2.interpret(ihc="2+", ish=ish.DualProbe(ratio=1.5, her2_copies=3))
her2.what_if(ihc=ihc.score(faint_incomplete=12).score, ish=ish.SingleProbe(her2_copies=5))
staging.walk("cT2", "cN1", grade=2, her2=result, er=True, pr="negative")
subtype.surrogate(80, "negative", result, ki67=9, grade=2)
import sys
print(result.category, "numpy" in sys.modules, "pandas" in sys.modules)
"""


def run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_importing_the_rules_loads_nothing_but_the_standard_library() -> None:
    loaded = set(json.loads(run(LOADED)))
    assert "her2lessons" in loaded
    assert loaded - {"her2lessons"} <= set(sys.stdlib_module_names)


def test_interpreting_and_staging_one_case_loads_neither_numpy_nor_pandas() -> None:
    assert run(USED) == "HER2-low False False"
