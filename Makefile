# Two commands: `make lab` opens the course, `make test` proves that it works. Each sets itself up.
PYTHON ?= python3
LAB_FLAGS ?=
FOLDER = my-course
WORKERS ?= 2

ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
else
BIN := .venv/bin
endif

RUN := .venv/.run
DEV := .venv/.dev
UV := $(BIN)/uv pip install --quiet --python $(BIN)/python

.DEFAULT_GOAL := help
.PHONY: help lab test lint notebooks bench locks clean

help:
	@echo "make lab        open the course in JupyterLab (your copy is in $(FOLDER)/)"
	@echo "make test       run every check"
	@echo "make notebooks  build the notebooks from notebooks/source and exercises/source"
	@echo "make bench      run the benchmarks"
	@echo "make locks      choose dependency versions anew"

lab: $(RUN)
	@$(BIN)/her2lessons lab "$(FOLDER)" $(LAB_FLAGS)

# The browser is found or installed first, so that the long part is not interrupted later. Its tests take longest, so they
# begin: in the order of the folders, and not the modules with the most tests first.
test: $(DEV)
	@$(BIN)/python tests/browser/chromium.py --install
	@$(MAKE) --no-print-directory lint
	$(BIN)/python -m pytest --nbval -n $(WORKERS) --dist loadscope --no-loadscope-reorder tests notebooks exercises

lint: $(DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

notebooks: $(DEV)
	$(BIN)/her2lessons build

bench: $(DEV)
	@for script in benchmarks/bench_*.py; do echo "== $$script"; $(BIN)/python $$script || exit 1; done

locks: $(DEV)
	$(BIN)/uv pip compile pyproject.toml --group install --upgrade $(LOCK_FLAGS) -o requirements/run.lock
	$(BIN)/uv pip compile pyproject.toml --extra teaching --group install --group test --upgrade \
	  -c requirements/run.lock $(LOCK_FLAGS) -o requirements/dev.lock

LOCK_FLAGS := --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url

# uv is taken from the lock like everything else: plain pip installs it by its hash, and it installs the rest.
.venv/.uv: requirements/run.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "This course needs Python 3.11 or later; '$(PYTHON)' is not. Try 'make lab PYTHON=python3.12'."; exit 1; }
	@echo "Making a private Python environment in .venv ..."
	@$(PYTHON) -m venv .venv || { echo "Python's venv module is missing; on Debian or Ubuntu install python3-venv."; exit 1; }
	@awk '/^uv==/ {on = 1} on {print} on && !/\\$$/ {exit}' requirements/run.lock > .venv/uv.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r .venv/uv.txt
	@touch $@

$(RUN): .venv/.uv requirements/run.lock pyproject.toml
	@echo "Installing JupyterLab and the course into .venv (about 440 MB, once) ..."
	@$(UV) --require-hashes -r requirements/run.lock
	@$(UV) --no-deps --no-build-isolation -e .
	@touch $@

$(DEV): $(RUN) requirements/dev.lock
	@echo "Installing the test tools into .venv (about 330 MB more, once) ..."
	@$(UV) --require-hashes -r requirements/dev.lock
	@touch $@

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .import_linter_cache test-artefacts
