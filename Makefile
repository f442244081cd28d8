# Everything a developer or a user runs. `make` prints the targets; CONTRIBUTING.md explains them.
# All that is made lives in .pikkit/; only the package caches of pip and uv are outside it.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:

PYTHON ?= python3
VENV := .pikkit/venv
BIN := $(VENV)/bin
CODE := pikkit cli components extension_api feature_repo inference pipelines
ARGS ?=
QUICK := tests/bets tests/rollout tests/pages tests/drift tests/scoring tests/keys tests/test_home.py \
	tests/test_architecture.py tests/test_light_starts.py
BENCH ?= [!_]*

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PYTHONPYCACHEPREFIX := $(CURDIR)/.pikkit/cache/pycache
unexport PYTHONDONTWRITEBYTECODE  # bytecode goes to .pikkit; without it every step of a pipeline imports for seconds more
export MLFLOW_DISABLE_TELEMETRY := true
export DO_NOT_TRACK := 1
export FEAST_USAGE := False
export GX_ANALYTICS_ENABLED := false

.PHONY: help setup run test quick lint types format compile extension bench bench-summary audit docs tour lock clean
.PHONY: images cluster cluster-down cluster-images cluster-smoke test-cluster test-kfp

help:  ## Print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(VENV)/.dev  ## Install Pikkit and the developer tools into .pikkit/venv
	@echo "setup: ready in $(VENV)"

run: $(VENV)/.embedded  ## Train, serve and score: BETS=file or folder (default: the sample), ONCE=1 stops after the summary
	@exec $(BIN)/pikkit run $${BETS:+--bets "$$BETS"} $(if $(filter-out 0,$(ONCE)),--once)

test: $(VENV)/.dev  ## Pass the tests: ARGS="tests/bets -n0" passes arguments to pytest
	@$(BIN)/pytest -n 2 -m "not cluster" $(ARGS)

# What is pure and quick: rules of the domain and of the model, held to their values. A minute, between two edits.
quick: $(VENV)/.dev  ## Lint, types of what changed, and the pure tests: within a minute
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check --quiet
	@$(BIN)/mypy
	@$(BIN)/pytest -n 2 -q -m "not slow and not cluster" $(QUICK)

lint: $(VENV)/.dev  ## Check style, format and types
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy

types: $(VENV)/.dev  ## Check types alone
	@$(BIN)/mypy $(ARGS)

format: $(VENV)/.dev  ## Rewrite the code in the project's style
	@$(BIN)/ruff check --fix-only --quiet
	@$(BIN)/ruff format

compile: $(VENV)/.dev  ## Compile every pipeline to YAML, into .pikkit/pipelines
	@$(BIN)/pikkit pipelines compile --output .pikkit/pipelines

extension:  ## Pack the Chrome extension into .pikkit/extension, the same bytes each time
	@$(PYTHON) extension/pack.py .pikkit/extension

bench: $(VENV)/.dev  ## Measure what docs/benchmarks.md reports: BENCH=import_bench runs one, ARGS="--rows 10000" is passed on
	@for script in benchmarks/$(BENCH).py; do echo "== $$script"; $(BIN)/python "$$script" $(ARGS); done

bench-summary: $(VENV)/.dev  ## Measure serving beside its limits and print one table: ARGS="--home HOME --only process"
	@$(BIN)/python benchmarks/summary_bench.py $(ARGS)

docs: $(VENV)/.dev  ## Build the documentation's site into .pikkit/site; a link that leads nowhere is an error
	@NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --quiet
	@echo "docs: .pikkit/site/index.html"

tour: $(VENV)/.dev  ## Run the commands of docs/tour.md and rollouts.md again and write down what they print
	@$(BIN)/python -m documentation.tour

audit: $(VENV)/.dev  ## Look for known faults in the code and in what it uses, and at the licences of that
	@$(BIN)/bandit --quiet --recursive --configfile pyproject.toml $(CODE)
	@$(BIN)/python -m tests.licences
	@$(BIN)/python -m tests.advisories

images:  ## Build the images that a cluster runs, with docker buildx, podman or buildah: IMAGES="api predictor" builds some
	@images/build.sh $(IMAGES)

cluster: $(VENV)/.dev  ## Bring a real Kubernetes up on this machine, for the tests (root; 15 min of CPU the first time)
	@$(BIN)/python -m tests.cluster.machine up

cluster-down: $(VENV)/.dev  ## End it and forget what it held; programs and images are kept
	@$(BIN)/python -m tests.cluster.machine down

cluster-images: $(VENV)/.dev  ## Build the images and bring them to that cluster's node
	@$(BIN)/python -m tests.cluster.machine images

cluster-smoke: $(VENV)/.dev  ## Pass those of the tests on a cluster that need no images, as CI does: up, tests, down
	@$(BIN)/python -m tests.cluster.machine smoke

test-cluster: $(VENV)/.dev  ## Pass the tests on a cluster: KUBECONFIG names another than make cluster's
	@$(BIN)/pytest -n0 -p no:randomly -m cluster --durations=20 tests/cluster $(ARGS)

test-kfp: $(VENV)/.dev  ## Pass the tests on a Kubeflow Pipelines: KFP_HOST names it, KFP_TOKEN and KFP_NAMESPACE if it wants them
	@$(BIN)/pytest -n0 -p no:randomly -m cluster tests/pipelines/test_kfp.py $(ARGS)

lock: $(VENV)/.dev  ## Write constraints.txt anew: UPGRADE=1 moves to the newest versions
	@echo uv | $(BIN)/uv pip compile pyproject.toml - --extra dev --python-version 3.11 --no-annotate --quiet \
		--custom-compile-command 'make lock' $(if $(UPGRADE),--upgrade) --output-file constraints.txt

clean:  ## Remove the virtual environment and the caches; your bets and models stay
	@rm -rf $(VENV) .pikkit/cache .pikkit/pipelines

# One environment, two sets: what runs Pikkit, and that plus the developer tools. The larger set satisfies both stamps.
$(VENV)/.embedded: $(BIN)/uv pyproject.toml constraints.txt
	@$(call install,embedded,Pikkit)
	@touch $@

$(VENV)/.dev: $(BIN)/uv pyproject.toml constraints.txt
	@$(call install,dev,Pikkit and the developer tools)
	@touch $@ $(VENV)/.embedded

# $(call install,EXTRA,WHAT): uv is quick; where it cannot be had or fails (it reads no pip.conf), pip does the same.
define install
	echo "setup: installing $(2) into $(VENV) (the first time takes a minute or more)"; \
	if [ -s $(BIN)/uv ] && VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install --quiet -c constraints.txt -e '.[$(1)]'; then :; else \
		echo "setup: uv could not install it, trying pip"; \
		$(BIN)/python -m pip install --quiet -c constraints.txt -e '.[$(1)]'; \
	fi
endef

# Debian splits ensurepip off: without it the machine's own pip puts pip into the environment.
# An empty file in uv's place says that it could not be had here.
$(BIN)/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "setup: Pikkit needs Python 3.11 or newer, but $(PYTHON) is $$($(PYTHON) --version 2>/dev/null || echo missing)." \
			"Name one with: make PYTHON=/path/to/python3.11 setup" >&2; exit 2; }
	@echo "setup: making a virtual environment in $(VENV) with $$($(PYTHON) --version)"
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV) >/dev/null 2>&1 || { \
		$(PYTHON) -m venv --without-pip $(VENV) && $(PYTHON) -m pip --python $(BIN)/python install --quiet pip; }
	@echo "setup: installing uv"
	@$(BIN)/python -m pip install --quiet -c constraints.txt uv || { echo "setup: uv cannot be had here, pip will do" >&2; touch $@; }
