# Two commands: `make feeds` builds the example project, `make test` runs every check.
# Both make a virtual environment in .venv and need only Python 3.11 or newer.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PARSERS := tests/parsers/node_modules
# Without npm, the tests that read feeds with parsers of other languages are skipped.
HAS_NPM := $(shell command -v npm 2>/dev/null)

.PHONY: feeds test clean

feeds: $(VENV)/.installed
	$(BIN)/feedpub build

test: $(VENV)/.installed-dev $(if $(HAS_NPM),$(PARSERS)/.installed)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest

clean:
	rm -rf $(VENV) $(PARSERS)

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "feedpub needs Python 3.11 or newer: make PYTHON=python3.12 …")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ $(VENV)/.installed

$(PARSERS)/.installed: tests/parsers/package.json tests/parsers/package-lock.json
	cd tests/parsers && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@
