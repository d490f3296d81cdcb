# Two commands: `make feeds` builds the example project, `make test` runs every check.
# Both make a virtual environment in .venv and need only Python 3.11 or newer.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PACKAGES := tests/parsers/node_modules tests/pages/node_modules tests/workflows/node_modules
# Without npm, the tests that need its packages are skipped: parsers of feeds, a checker of pages,
# one of workflows.
HAS_NPM := $(shell command -v npm 2>/dev/null)

.PHONY: feeds test clean

feeds: $(VENV)/.installed
	$(BIN)/feedpub build

test: $(VENV)/.installed-dev $(if $(HAS_NPM),$(addsuffix /.installed,$(PACKAGES)))
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest

clean:
	rm -rf $(VENV) $(PACKAGES)

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "feedpub needs Python 3.11 or newer: make PYTHON=python3.12 …")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ $(VENV)/.installed

%/node_modules/.installed: %/package.json %/package-lock.json
	cd $* && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@
