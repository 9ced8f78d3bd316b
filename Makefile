# Every target sets up what it needs: a virtual environment in .venv and, where pages are opened,
# a Chromium. ARGS goes on to the command: make e2e ARGS="-k undo"

BIN := .venv/bin
INSTALLED := .venv/.installed
# Browser tests wait now and then: one process more than cores keeps all busy. Each has a server.
WORKERS ?= $(shell n=$$(getconf _NPROCESSORS_ONLN); [ $$n -lt 4 ] || n=4; echo $$((n + 1)))
ARGS ?=

# A file of tests is run by one process; each has a server and a browser of its own.
PYTEST = $(BIN)/python -m pytest -n $(WORKERS) --dist loadscope --no-loadscope-reorder --durations=20 \
  --rerun-show-tracebacks

# Hundreds of processes import the same modules in tests: compiled once, they are kept.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test quick e2e lint style python-style node-style types scripts tests quick-tests bench dist lowest chromium

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z0-9%-]+:.*## / { sub("%", "<demo>", $$1); printf "%-16s%s\n", $$1, $$2 }' Makefile

run: $(INSTALLED) ## start the app in the browser
	@$(BIN)/seqdemo run $(ARGS)

# What is one process each, types and tests of JavaScript, goes on beside the tests of Python.
test: style chromium ## check style, types and layers, then run every test
	@$(MAKE) --no-print-directory --jobs=3 types scripts tests

quick: style ## check style, types and layers, then run the tests that open no page
	@$(MAKE) --no-print-directory --jobs=3 types scripts quick-tests

scripts: $(INSTALLED)
	@tools/node.sh test

tests: $(INSTALLED)
	@$(PYTEST) $(ARGS)

quick-tests: $(INSTALLED)
	@$(PYTEST) -m "not page and not e2e" $(ARGS)

e2e: chromium ## run the browser tests only, and leave pictures in screenshots/
	@SEQDEMO_PICTURES=screenshots $(PYTEST) -m e2e $(ARGS)

lint: style types ## check style, types and layers

style: $(INSTALLED)
	@$(MAKE) --no-print-directory --jobs=2 python-style node-style

python-style: $(INSTALLED)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports

node-style: $(INSTALLED)
	@tools/node.sh lint

types: $(INSTALLED)
	@$(BIN)/mypy

bench: chromium ## run the benchmarks
	@$(BIN)/seqdemo bench $(ARGS)

dist: $(INSTALLED) ## make sdist and wheel in dist/, and check them
	@tools/dist.sh

lowest: $(INSTALLED) ## run the unit tests with the lowest versions that pyproject.toml allows
	@tools/lowest.sh $(ARGS)

train-%: $(INSTALLED) ## train the networks of a demo; ARGS=--publish puts them into the app
	@$(BIN)/seqdemo train $* $(ARGS)

chromium: $(INSTALLED)
	@tools/chromium.sh
	@tools/haproxy.sh

$(INSTALLED): pyproject.toml
	@tools/venv.sh
	@touch $@
