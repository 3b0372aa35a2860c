# One command each: demo, test, check, bench, lock, docs, clean. The environment lives in .venv and comes from a
# hash-pinned lock; nothing but python3 (3.11 or later, with venv), make and git is needed beforehand.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
SAMPLES := $(sort $(wildcard src/banggiao/samples/*.txt))
LOCK := $(BIN)/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe --no-emit-index-url \
	--no-emit-trusted-host --no-emit-find-links --no-header --upgrade
COMPILED := build/compiled
SOURCES := $(shell find src/banggiao -name __pycache__ -prune -o -type f -print)
COVERAGE_FLOOR := 90
export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := help
.PHONY: help venv demo test lint check compiled test-compiled bench lock docs reference images clean

help: ## print this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

venv: $(STAMP) ## set up the environment in .venv

$(STAMP): requirements-dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "banggiao needs Python 3.11 or later: set PYTHON=python3.11")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: $(STAMP) ## read the sample pages, keep them, ask what they record; build/demo.html is the page to look at
	@mkdir -p build
	$(BIN)/banggiao read $(SAMPLES)
	@$(BIN)/banggiao read $(SAMPLES) --format html --output build/demo.html
	@rm -f build/demo.db build/demo.db-wal build/demo.db-shm
	$(BIN)/banggiao ingest src/banggiao/samples --db build/demo.db
	$(BIN)/banggiao relation Ecuador Peru --as-of 2019-12-01 --db build/demo.db
	$(BIN)/banggiao mechanisms --actor Ecuador --db build/demo.db
	$(BIN)/banggiao agenda --actor Ecuador --as-of 2019-12-01 --db build/demo.db
	@echo
	@echo "The reading, to look at in a browser: build/demo.html"
	@echo "The record, to go on asking: build/demo.db (banggiao --help lists the questions)"

test: $(STAMP) ## run the tests, on all cores, with their coverage
	$(BIN)/pytest -n auto --maxprocesses=4 --cov=banggiao --cov-report=term:skip-covered --cov-fail-under=$(COVERAGE_FLOOR)

lint: $(STAMP) ## everything but the tests: format, lint, types, imports, documentation
	$(BIN)/ruff format --check src tests benchmarks docs tools hatch_build.py
	$(BIN)/ruff check src tests benchmarks docs tools hatch_build.py
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/mkdocs build --quiet --strict

check: lint test ## everything that must hold before a change goes in

compiled: $(COMPILED)/.made ## compile what reading spends its time in, apart from src (needs a C compiler)

$(COMPILED)/.made: $(STAMP) $(SOURCES) hatch_build.py pyproject.toml
	rm -rf $(COMPILED)
	BANGGIAO_COMPILED=1 $(BIN)/python -m hatchling build --target wheel --directory $(COMPILED)/dist
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --target $(COMPILED)/site $(COMPILED)/dist/*.whl
	@touch $@

test-compiled: compiled ## run the tests of reading on the compiled build
	PYTHONPATH=$(COMPILED)/site $(BIN)/pytest tests/events tests/actors tests/times tests/pipeline tests/gates

bench: $(STAMP) $(if $(shell command -v cc gcc clang),compiled) ## measure speed, memory and start-up; tables, and build/*bench.json
	$(BIN)/python benchmarks/bench.py
	$(BIN)/python benchmarks/record_bench.py

lock: ## pin every dependency anew, with hashes
	@test -x $(BIN)/pip-compile || { $(PYTHON) -m venv $(VENV) && $(BIN)/python -m pip install --quiet pip-tools; }
	$(LOCK) --output-file requirements.lock pyproject.toml
	$(LOCK) --extra dev --output-file requirements-dev.lock pyproject.toml

docs: $(STAMP) reference ## build the documentation in site/
	$(BIN)/mkdocs build --quiet --strict

reference: $(STAMP) ## write docs/cli.md anew from --help, and what the examples in the pages print
	$(BIN)/python docs/reference.py
	$(BIN)/python docs/examples.py

images: $(STAMP) ## take the README's picture anew from a sample page (needs chromium)
	$(BIN)/python docs/picture.py src/banggiao/samples/somalia-kenya.txt

clean: ## remove everything that was built, the environment too
	rm -rf $(VENV) build dist site htmlcov .coverage .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src tests benchmarks docs -name __pycache__ -type d -prune -exec rm -rf {} +
