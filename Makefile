PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/installed
# the second name is how newer pips ask for it: the builder is pinned too
PINNED := PIP_CONSTRAINT=constraints.txt PIP_BUILD_CONSTRAINT=constraints.txt

.DEFAULT_GOAL := help
.PHONY: help run install test test-slow check format texts bench pictures pictures-accept wheel clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

run: $(STAMP) ## install and open Samtale
	@$(BIN)/samtale

install: $(STAMP) ## install into .venv, with the developer tools

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Samtale needs Python 3.11 or newer; name one with: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' || { echo "Python lacks its venv module; on Debian: apt install python3-venv"; exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear .venv
	$(PINNED) $(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $(STAMP)

test: $(STAMP) ## run the fast tests; all with SLOW=1, on PostgreSQL too if SAMTALE_TEST_POSTGRES is set
	$(BIN)/pytest -q -n 4 --dist worksteal $(if $(SLOW),,-m 'not slow')

test-slow: $(STAMP) ## run the journeys through the application, and what builds, kills, or tries for long
	SAMTALE_TEST_EXAMPLES=100 $(BIN)/pytest -q -n 4 --dist worksteal -m 'slow or hypothesis'

check: $(STAMP) ## check format, lint, types and unused code
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/vulture

format: $(STAMP) ## format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

texts: $(STAMP) ## collect the messages and compile the translations
	$(BIN)/python scripts/texts.py

bench: $(STAMP) ## run the measurements of docs/measurements.md
	$(BIN)/python -m benchmarks

pictures: $(STAMP) ## draw every screen as SVG and PNG into build/pictures, and the README's into docs
	PYTHONPATH=. $(BIN)/python scripts/pictures.py
	PYTHONPATH=. $(BIN)/python scripts/pictures.py --readme

pictures-accept: $(STAMP) ## take what the screens look like now for right, once the diff is read
	SAMTALE_ACCEPT_PICTURES=1 $(BIN)/pytest -q -n 2 tests/ui/pictures

wheel: $(STAMP) ## build the wheel
	$(BIN)/python -m build --wheel --no-isolation

clean: ## remove everything that was built here
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
