# Everything that is done with this tree. Needs make and Python 3.11 or newer; the rest is fetched into .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
QUIETLY := --quiet --disable-pip-version-check --root-user-action=ignore
INSTALL := $(BIN)/python -m pip install $(QUIETLY)
# What others need is kept apart: openpyxl, for one, loads numpy where it is there, and starts later.
PEERS := build/peers
# A file's tests stay in one process; the slow files come first, as the folders are named.
SIDE_BY_SIDE := --dist loadfile --no-loadscope-reorder --numprocesses
# All but the unit tests wait for servers and for the disk more than they work.
PYTEST := $(BIN)/pytest $(SIDE_BY_SIDE) $(shell expr 2 \* $$(nproc))
# Run once where several targets that are asked for together have them: make check test-all.
UNIT := tests/unit
ALL_BUT_UNIT := --ignore $(UNIT)
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	--no-emit-index-url --no-emit-find-links

# A program that is compiled anew at each of its starts takes twice as long.
unexport PYTHONDONTWRITEBYTECODE

.DELETE_ON_ERROR:
.PHONY: help demo test test-all unit check style coverage accuracy bench fuzz deb try-deb pictures requirements servers office clean

help: ## say what there is
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' Makefile

demo: $(VENV)/run.stamp ## the main job on the sample mailbox, with no server at all
	rm -rf demo
	$(BIN)/intake demo
	@echo 'intake, in this tree: $(BIN)/intake'

test: unit servers ## every test that needs no office programs
	$(PYTEST) $(ALL_BUT_UNIT) -m "not office and not faults and not package"

test-all: unit servers office ## every test but those of make faults and make try-deb
	$(PYTEST) $(ALL_BUT_UNIT) -m "not faults and not package"

unit: $(VENV)/dev.stamp ## the unit tests, and how far they cover the rules
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest $(SIDE_BY_SIDE) logical $(UNIT)
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report --include="intake/rules/**"

coverage: $(VENV)/dev.stamp servers ## what the tests of make test cover, line by line
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -m "not office and not faults and not package"
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report --fail-under=0

check: style unit ## style, types, directions of imports, unit tests and how far they cover the rules

style: $(VENV)/dev.stamp ## style, types, directions of imports
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

accuracy: $(VENV)/dev.stamp ## read hundreds of filled forms and say what share is read right (FORM=32 writes that composed form)
	PYTHONPATH=tests $(BIN)/python -m accuracy.measure $(if $(FORM),--form $(FORM))

bench: $(VENV)/dev.stamp servers ## measure, beside what others would take, and write docs/performance.md (BENCH="--help" for less)
	@scripts/install-peers.sh
	PYTHON="$(PYTHON)" scripts/make-venv.sh $(PEERS)
	$(PEERS)/bin/python -m pip install $(QUIETLY) --require-hashes --requirement requirements/dev.txt --requirement requirements/bench.txt
	INTAKE_COMMAND=$(BIN)/intake PYTHONPATH=tests:. $(PEERS)/bin/python benchmarks/run.py $(BENCH)

faults: $(VENV)/dev.stamp servers ## kill the program at every step and write docs/faults.md (about an hour)
	$(BIN)/pytest -m faults
	PYTHONPATH=tests $(BIN)/python -m faults.sweep

deb: ## build the Debian package into dist
	@scripts/make-deb.sh

try-deb: $(VENV)/dev.stamp deb servers office ## install it in a fresh Debian, boot that, handle mails, and remove it (ten minutes)
	@scripts/install-packages.sh debootstrap systemd-container
	$(BIN)/pytest -m package

MINUTES ?= 10
fuzz: $(VENV)/dev.stamp ## give the readers files that nobody would write, for MINUTES=10; what is found stays in build/fuzz
	$(INSTALL) --require-hashes --requirement requirements/fuzz.txt
	PYTHONPATH=tests $(BIN)/python -m fuzz.run $(MINUTES)

pictures: $(VENV)/run.stamp office ## make docs/pictures again
	$(BIN)/python scripts/make-pictures.py

requirements: $(VENV)/dev.stamp ## lock newer versions of what pyproject.toml asks for
	$(LOCK) --upgrade --all-extras --group test --group check --group build --output-file requirements/dev.txt pyproject.toml
	$(LOCK) --all-extras --constraint requirements/dev.txt --output-file requirements/run.txt pyproject.toml
	$(LOCK) --group build --constraint requirements/dev.txt --output-file requirements/build.txt
	$(LOCK) --group bench --constraint requirements/dev.txt --output-file requirements/bench.txt
	$(LOCK) --group fuzz --constraint requirements/dev.txt --output-file requirements/fuzz.txt

servers:
	@scripts/install-servers.sh

office:
	@scripts/install-office.sh

clean: ## remove what can be made again
	rm -rf $(VENV) demo .coverage .coverage.* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache dist build
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/run.stamp: requirements/run.txt requirements/build.txt pyproject.toml
	PYTHON="$(PYTHON)" scripts/make-venv.sh $(VENV)
	$(INSTALL) --require-hashes --requirement requirements/run.txt --requirement requirements/build.txt
	$(INSTALL) --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q intake
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/run.stamp
	$(INSTALL) --require-hashes --requirement requirements/dev.txt
	@touch $@
