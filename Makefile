# The two commands are `make run` and `make test`; each does its own set-up on a machine with Python 3.11+ and make.
# `make help` lists the others.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help run setup test test-long system lint format bench starter requirements wheel clean

help:            ## this list
	@grep -E '^[a-z-]+:.*##' Makefile | sed 's/:.*##/\t/' | expand -t 16

run: setup       ## set up, create the base, open the reading room on localhost
	@echo "[run] creating or upgrading the base"
	@$(BIN)/recoupe init
	@echo "[run] opening the reading room; Ctrl-C stops it"
	@$(BIN)/recoupe serve; status=$$?; test $$status -eq 130 || exit $$status

setup: $(READY)  ## virtual environment and pinned dependencies in .venv

$(READY): requirements.txt pyproject.toml
	@echo "[setup] virtual environment in $(VENV)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Recoupe needs Python 3.11 or later; this is $$($(PYTHON) --version). Run: make PYTHON=python3.12 …"; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { echo "Python has no venv here. On Debian: apt-get install python3-venv"; exit 2; }
	@echo "[setup] dependencies, each checked against its hash"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(BIN)/uv pip sync --quiet --require-hashes --compile-bytecode --python $(BIN)/python requirements.txt
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $(READY)

system:          ## what the tests need beside Python (Chromium…), installed where that is possible
	@sh scripts/install_system_packages.sh

test: setup system  ## set up, then linters, types, import rules and every test
	@echo "[test] linters"
	@$(MAKE) --no-print-directory lint
	@echo "[test] tests"
	@$(BIN)/python -m pytest -q -n 2 --dist loadfile

lint: setup      ## ruff, mypy --strict, import rules
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo 2>/dev/null || $(BIN)/lint-imports

format: setup    ## ruff's formatting
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format .

test-long: setup system  ## full-size campaigns (minutes to hours)
	@$(BIN)/python -m pytest -q -m long --override-ini='addopts=-ra --strict-markers'

bench: setup     ## ratios against a stated baseline, in one run
	@for file in benchmarks/bench_*.py; do $(BIN)/python $$file; done

requirements:    ## resolve the dependencies again and pin them by hash (no address is written)
	@$(BIN)/uv pip compile --quiet --upgrade --generate-hashes --universal --python-version 3.11 --extra dev --extra postgres --extra sdmx --extra dask --no-header --no-annotate pyproject.toml -o requirements.txt

wheel: setup     ## a wheel in dist/; `make wheel STARTER=no` leaves the WHO figures out
	@rm -rf dist build && mkdir -p build && git archive HEAD | tar -x -C build
	@test "$(STARTER)" != "no" || rm -f build/kb/starter/figures.json.gz build/kb/starter/signals.json build/kb/starter/LICENSE-DATA
	@$(BIN)/uv build --quiet --wheel --no-build-isolation --python $(BIN)/python --out-dir dist build && rm -rf build && ls dist

clean:           ## remove the environment, caches and test artefacts; the base in var/ stays
	@rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache tests/artefacts
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
