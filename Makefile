# `make feeds` builds the example project, `make serve` shows it in a browser, `make quick` runs the
# checks that take about a minute, `make test` all of them, `make test-lowest` the tests with the
# oldest packages that pyproject.toml allows, `make docs` builds the documentation into build/site,
# `make release-check` the wheel and the sdist into dist/. All make a virtual environment and need
# only Python 3.11 or newer.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PACKAGES := tests/parsers/node_modules tests/pages/node_modules tests/workflows/node_modules
# Without npm, the tests that need its packages are skipped: parsers of feeds, a checker of pages,
# one of workflows.
HAS_NPM := $(shell command -v npm 2>/dev/null)

.PHONY: feeds serve quick test test-lowest docs release-check clean

feeds: $(VENV)/.installed
	$(BIN)/feedpub build

serve: $(VENV)/.installed
	$(BIN)/feedpub serve

quick: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -m "not slow"

test: $(VENV)/.installed-dev $(if $(HAS_NPM),$(addsuffix /.installed,$(PACKAGES)))
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest

# Browsers and npm packages have no lower bound here, so what needs them is left to `make test`.
test-lowest: build/lowest/.installed
	CI= build/lowest/bin/pytest --ignore=tests/browser --ignore=tests/pages/test_browser.py \
		--ignore=tests/serve/test_browser.py --ignore=tests/serve/test_newsboat.py

build/lowest/.installed: pyproject.toml
	$(PYTHON) -m venv --clear build/lowest
	build/lowest/bin/python -m pip install --quiet --disable-pip-version-check uv
	VIRTUAL_ENV=build/lowest build/lowest/bin/uv pip install --quiet --resolution lowest-direct --editable '.[dev]'
	@touch $@

docs: $(VENV)/.installed-docs
	$(BIN)/mkdocs build --strict --quiet

clean:
	rm -rf $(VENV) $(PACKAGES)

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "feedpub needs Python 3.11 or newer: make PYTHON=python3.12 …")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[serve]'
	@touch $@

$(VENV)/.installed-dev: pyproject.toml $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ $(VENV)/.installed

%/node_modules/.installed: %/package.json %/package-lock.json
	cd $* && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

# The wheel and the sdist, held against what package indexes and people expect of them.
release-check: $(VENV)/.installed-release
	rm -rf dist
	$(BIN)/python -m build --outdir dist .
	$(BIN)/twine check --strict dist/*
	$(BIN)/check-wheel-contents dist/*.whl
	$(PYTHON) .ci/installed.py dist

$(VENV)/.installed-release: pyproject.toml $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[release]'
	@touch $@ $(VENV)/.installed

$(VENV)/.installed-docs: pyproject.toml $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[docs]'
	@touch $@ $(VENV)/.installed
