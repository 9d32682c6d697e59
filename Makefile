PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/installed
# the second name is how newer pips ask for it: the builder is pinned too
PINNED := PIP_CONSTRAINT=constraints.txt PIP_BUILD_CONSTRAINT=constraints.txt

.DEFAULT_GOAL := help
.PHONY: help run install test test-slow check format texts bench picture wheel clean

help: ## show these lines
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

run: $(STAMP) ## install what is needed and open Samtale
	@$(BIN)/samtale

install: $(STAMP) ## install into .venv, with what developers need

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Samtale needs Python 3.11 or newer; name one with: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' || { echo "Python lacks its venv module; on Debian: apt install python3-venv"; exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear .venv
	$(PINNED) $(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $(STAMP)

test: $(STAMP) ## the fast tests, all with SLOW=1; PostgreSQL's too where SAMTALE_TEST_POSTGRES names a server
	$(BIN)/pytest -q -n 4 --dist worksteal $(if $(SLOW),,-m 'not slow')

test-slow: $(STAMP) ## the tests that build, install, kill, or try for long
	SAMTALE_TEST_EXAMPLES=100 $(BIN)/pytest -q -n 4 --dist worksteal -m 'slow or hypothesis'

check: $(STAMP) ## format, lint, types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: $(STAMP) ## put the code in form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

texts: $(STAMP) ## collect the messages and compile the translations
	$(BIN)/python scripts/texts.py

bench: $(STAMP) ## the measurements of docs/measurements.md, in one run
	$(BIN)/python -m benchmarks

picture: $(STAMP) ## the README's picture of the Team screen
	$(BIN)/python scripts/picture.py

wheel: $(STAMP) ## build the wheel
	$(BIN)/python -m build --wheel --no-isolation

clean: ## remove what was made here
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
