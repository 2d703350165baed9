# The commands of the project; each one makes and updates .venv as it needs (.ci/install).
#
#   make run PORT=8600                     another port
#   make run PYTHON=/path/to/python3.12    another interpreter

PY := .venv/bin/python
PORT ?=
PYTHON ?=
KEYS ?=
export PYTHON

.PHONY: help run test soak check fix docs labs bench load audit clean venv venv-dev

help:
	@echo "make run     install what is needed and open the dashboard"
	@echo "make test    every test, a real browser included"
	@echo "make soak    the slow tests of the experiments"
	@echo "make check   style, types and the rules of the layers"
	@echo "make fix     format, and mend what the linter can mend"
	@echo "make docs    write the list of activations in README.md from the table"
	@echo "make labs    compute what the labs store, and docs/claims.md; KEYS='a b': some of it"
	@echo "make bench   measure: prints a table, writes build/benchmark.json"
	@echo "make load    so many visitors at once on a server of their own; SESSIONS='10 60': how many"
	@echo "make audit   ask whether an installed package has a known vulnerability"
	@echo "make clean   remove what these commands made"

venv:
	@.ci/install

venv-dev:
	@.ci/install dev

run: venv
	@$(PY) -m streamlit run streamlit_app.py \
		$(if $(PORT),--server.port $(PORT)) $(if $(CI),--server.headless true)

test: venv-dev
	@$(PY) -m tests.browser_path
	@$(PY) -m pytest

soak: venv-dev
	@$(PY) -m pytest -m soak

check: venv-dev
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy
	@$(PY) -m pytest --quiet tests/test_house.py

fix: venv-dev
	@$(PY) -m ruff format .
	@$(PY) -m ruff check --fix .

docs: venv-dev
	@$(PY) -m tests.readme

labs: venv-dev
	@$(PY) -m models.labs.store $(KEYS)
	@$(if $(KEYS),,$(PY) -m tests.claims)

bench: venv-dev
	@$(PY) -m tests.bench

load: venv-dev
	@$(PY) -m tests.load $(SESSIONS)

audit: venv-dev
	@$(PY) -m tests.audit

clean:
	@rm -rf .venv build .hypothesis .mypy_cache .pytest_cache .ruff_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
