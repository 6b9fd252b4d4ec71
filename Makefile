# `make demo` and `make test` set everything up in .venv and need only Python 3.11 or newer.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
.DEFAULT_GOAL := help
.PHONY: help setup demo test lint bench pictures clean

help:  ## say what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

$(STAMP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "contracts-kit needs Python 3.11 or newer; set PYTHON=...")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test,fast]'
	@touch $(STAMP)

setup: $(STAMP)  ## make the virtual environment

demo: $(STAMP)  ## produce a real pack from the shipped examples, under generated/
	@$(BIN)/python examples/demo.py

lint: $(STAMP)  ## format, lint, types, floors, content
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/contracts-kit lint

test: $(STAMP) lint  ## all checks and tests
	$(BIN)/python -m pytest -n auto --dist loadfile -rs

bench: $(STAMP)  ## measure, as ratios in one run, into docs/performance.md
	$(BIN)/python -m benchmarks

pictures: $(STAMP)  ## renew the stored page pictures (look at them before you commit)
	$(BIN)/python tests/pictures/renew.py

clean:  ## remove what was made
	rm -rf $(VENV) generated build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
