# Each target sets up what it needs in .venv, from a lock file with hashes.
PYTHON ?= python3
FILE ?= samples/resume.pdf
# A third of what the tests do is waiting, for processes that start or are killed: three keep two cores busy.
PROCESSES ?= 3
BIN := .venv/bin

.PHONY: match serve test check taxonomy lock clean help

match: .venv/installed ## rank a resume (FILE=my.pdf for your own)
	@$(BIN)/rolefit match "$(FILE)"

serve: .venv/installed ## run the service on http://127.0.0.1:8000
	$(BIN)/rolefit serve

test: .venv/installed-dev ## run the tests, in three processes (PROCESSES=1 for one)
	$(BIN)/python -m pytest -n $(PROCESSES) --dist loadfile --no-loadscope-reorder

check: .venv/installed-dev ## lint, format, types, import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

taxonomy: .venv/installed ## build the shipped taxonomy again from its documents
	$(BIN)/rolefit taxonomy build taxonomy/documents --out taxonomy/default.json
	$(BIN)/rolefit taxonomy check

lock: .venv/installed-dev ## pin the newest allowed versions
	$(BIN)/uv pip compile -q --generate-hashes --no-emit-index-url --no-header --universal --python-version 3.11 --extra build pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile -q --generate-hashes --no-emit-index-url --no-header --universal --python-version 3.11 --extra build --extra dev pyproject.toml -c requirements.lock -o requirements-dev.lock

clean: ## remove the environment
	rm -rf .venv

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s%s\n", $$1, $$2 }' Makefile

.venv/installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/installed-dev: requirements-dev.lock .venv/installed
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@
