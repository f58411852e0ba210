# make demo   look at the cockpit on a living demo business
# make test   run the tests
# make check  format, lint, types, layers and tests: what has to be clean
# make bench  measure, each figure beside its floor
# make faults kill, fill the disk, damage files: the long form of the promises about safety
# make soak   leave it open for an hour and watch memory and load
# make readme write the key table and the pictures anew
# make clean  take away what these made

SHELL := /bin/sh
.DEFAULT_GOAL := help

# A checkout that only others may write to is used from a folder of one's own.
KEY := $(shell pwd -P | cksum | cut -d ' ' -f 1)
WORK := $(shell if [ -w . ]; then echo .; else echo "$${XDG_CACHE_HOME:-$$HOME/.cache}/cockpit-checkout/$(KEY)"; fi)
VENV ?= $(WORK)/.venv
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)

RUN := $(VENV)/bin/python
PIP := $(RUN) -m pip --disable-pip-version-check
USED := $(VENV)/.used-$(KEY)
TESTED := $(VENV)/.tested-$(KEY)
# An environment whose Python has gone (an upgrade of the system) is made anew.
BROKEN := $(shell $(RUN) -c pass 2>/dev/null || rm -f $(USED) $(TESTED) $(RUN))

export MYPY_CACHE_DIR := $(WORK)/.mypy_cache
export RUFF_CACHE_DIR := $(WORK)/.ruff_cache
export HYPOTHESIS_STORAGE_DIRECTORY := $(WORK)/.hypothesis
PYTEST := $(RUN) -m pytest -o cache_dir=$(abspath $(WORK))/.pytest_cache
# Thousands of tests make a database each: in memory, where there is room, they do not wait for a
# disk; and while some wait for a screen or a process, others run.
MEMORY := $(shell df -Pm /dev/shm 2>/dev/null | awk 'NR == 2 && $$4 > 4000 {print "/dev/shm"}')
SEVERAL := $(PYTEST) -n 4 --dist worksteal
ifneq ($(WORK),.)
export PYTHONDONTWRITEBYTECODE := 1
endif

.PHONY: help demo test check format lint types layers bench faults soak readme clean

help:
	@sed -n 's/^# make/make/p' Makefile

demo: $(USED)
	@$(RUN) -m cockpit demo

test: $(TESTED)
	@folder=$$(mktemp -d $(if $(MEMORY),-p $(MEMORY))) && trap 'rm -rf "$$folder"' EXIT && \
		TMPDIR=$$folder $(SEVERAL) $(ARGS)

check: format lint types layers test

format: $(TESTED)
	@$(RUN) -m ruff format --check .

lint: $(TESTED)
	@$(RUN) -m ruff check .

types: $(TESTED)
	@$(RUN) -m mypy --strict cockpit

layers: $(TESTED)
	@$(RUN) -c 'from importlinter.cli import lint_imports_command as run; run()' \
		--cache-dir $(WORK)/.import_linter_cache

bench: $(TESTED)
	@$(RUN) -m benchmarks $(ARGS)

faults: $(TESTED)
	@$(PYTEST) tests/faults --long $(ARGS)

soak: $(TESTED)
	@$(RUN) -m benchmarks.soak $(ARGS)

readme: $(TESTED)
	@$(RUN) -m tests.readme && $(RUN) -m tests.pictures

clean:
	rm -rf $(WORK)/.venv $(WORK)/.mypy_cache $(WORK)/.ruff_cache $(WORK)/.pytest_cache \
		$(WORK)/.hypothesis $(WORK)/.import_linter_cache build dist snapshot_report.html
	find cockpit tests benchmarks -name __pycache__ -prune -exec rm -rf {} + 2>/dev/null || true

# Installing is done again only when what has to be installed has changed.
$(USED): pyproject.toml constraints.txt | $(RUN)
	@echo 'Installing into $(VENV) (once; a minute or so)'
	@$(PIP) install --quiet -c constraints.txt -e .
	@touch $@

$(TESTED): pyproject.toml constraints.txt | $(RUN)
	@echo 'Installing with the tools for tests into $(VENV) (once; a minute or so)'
	@$(PIP) install --quiet -c constraints.txt -e '.[dev]'
	@touch $@ $(USED)

$(RUN):
	@if [ -z "$(PYTHON)" ]; then \
		echo "The cockpit needs Python 3.11 or newer, and none was found; see python.org." >&2; exit 1; fi
	@mkdir -p $(WORK)
	@$(PYTHON) -m venv --clear $(VENV) || { echo "No virtual environment could be made: install" \
		"Python's venv module (on Debian and Ubuntu: apt install python3-venv)." >&2; exit 1; }
