# Two commands do everything: `make demo` and `make test`. Each installs what it needs into .venv.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/bash

VENV := .venv
BIN := $(VENV)/bin
UV := UV_PYTHON_DOWNLOADS=never $(BIN)/uv
SERVE ?= 1
SEED ?= 1888

help: ## List the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  \1\t\2/' | expand -t 14

demo: $(VENV)/run.stamp ## Run the main job with 40 synthetic civil servants, print it, then serve the site (SERVE=0: do not serve)
	$(BIN)/asn demo --seed $(SEED)
	@if [ "$(SERVE)" != "0" ]; then $(BIN)/asn serve --demo; fi

serve: $(VENV)/run.stamp ## Serve the site on 127.0.0.1:8000
	$(BIN)/asn serve

test: $(VENV)/test.stamp ## Run the test suite (browser and database tests: make test-all)
	$(BIN)/python -m pytest -n auto

test-all: $(VENV)/all.stamp ## Run every test, in a real browser and on PostgreSQL and MariaDB too
	.ci/test-all

check: $(VENV)/all.stamp ## Run the quality gates
	.ci/check

fix: $(VENV)/all.stamp ## Let the tools mend what they can
	$(BIN)/ruff format . && $(BIN)/ruff check --fix .
	git ls-files '*.html' | xargs $(BIN)/djade --target-version 5.2

bench: $(VENV)/all.stamp ## Measure beside the peers and write benchmarks/latest.json
	$(BIN)/python -m benchmarks all

soak: $(VENV)/test.stamp ## Run the long tests, with many more examples
	ASN_SOAK=1 $(BIN)/python -m pytest -n auto

messages: $(VENV)/all.stamp ## Compile the translations
	.ci/messages

lock: $(VENV)/uv.stamp ## Resolve the dependencies anew
	.ci/lock

clean: ## Remove the environment and everything that was generated
	rm -rf $(VENV) var build dist *.egg-info .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache

# The lock names no index (docs/adr/0002), so an office installs from whichever it has configured.
$(VENV)/uv.stamp:
	python=$$(.ci/find-python) && "$$python" -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check 'uv>=0.9,<1'
	touch $@

$(VENV)/run.stamp: uv.lock pyproject.toml | $(VENV)/uv.stamp
	.ci/install --extra campus --extra postgresql --no-default-groups
	touch $@

$(VENV)/test.stamp: uv.lock pyproject.toml | $(VENV)/run.stamp
	.ci/install --extra campus --extra postgresql --no-default-groups --group test
	touch $@

$(VENV)/all.stamp: uv.lock pyproject.toml .ci/services | $(VENV)/test.stamp
	.ci/services install
	.ci/install --all-extras --all-groups
	touch $@

.PHONY: help demo serve test test-all check fix bench soak messages lock clean
