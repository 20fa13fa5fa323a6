# Every command of the project; `make help` lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

help: ## list these commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 22

run: $(READY) ## install what is missing and open the window on the managed MongoDB
	@bash resources/system-packages.sh window
	@$(BIN)/resv-desktop; code=$$?; \
	if [ $$code -eq 2 ] && [ -z "$$DISPLAY$$WAYLAND_DISPLAY" ]; then exec $(BIN)/resv-desktop demo; fi; exit $$code

test: $(READY) ## install what is missing and run every check and test
	@bash resources/system-packages.sh tests
	@bash tests/run.sh

lint: $(READY) ## style, types and layers only
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports

sabotage: $(READY) ## break each promise in one line and see its test turn red
	@bash resources/system-packages.sh tests
	$(BIN)/python tests/sabotage.py

bench: $(READY) ## measure the program beside plain PyMongo (ten minutes; or ROWS="own hot")
	@bash resources/system-packages.sh tests
	@QT_QPA_PLATFORM=offscreen PYTHONDONTWRITEBYTECODE=1 $(BIN)/python -m tests.bench $(ROWS)

restless: $(READY) ## press, type and swipe at random in the whole program, five minutes (or FOR=60)
	@bash resources/system-packages.sh tests
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.restless --freeze $(if $(FOR),--seconds $(FOR)) $(if $(SEED),--seed $(SEED))

dist: $(READY) ## build the program as a package for this system, into dist
	@bash resources/system-packages.sh dist
	@bash resources/package/dist.sh

sbom: $(READY) ## write down what is inside of the package (CycloneDX), into dist
	@QT_QPA_PLATFORM=offscreen $(BIN)/python resources/package/sbom.py

test-package: dist ## install that package in a bare Debian 12, work there, and remove it
	@bash resources/system-packages.sh package
	@bash tests/package/run.sh

screenshots: $(READY) ## render every window in every state to build/screenshots
	@bash resources/system-packages.sh tests
	$(BIN)/python tests/screenshots.py

translations: $(READY) ## bring the files of the translators up to date, and what is loaded of them
	$(BIN)/python tests/translations.py

lock: $(READY) ## pin the dependencies again
	$(BIN)/pip-compile --quiet --extra dev --generate-hashes --no-strip-extras --allow-unsafe --no-emit-index-url \
	  --no-emit-find-links --no-emit-trusted-host --no-emit-options --output-file requirements.lock pyproject.toml

clean: ## remove the virtual environment and everything built
	rm -rf $(VENV) build dist .coverage* .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache *.egg-info

$(READY): requirements.lock pyproject.toml
	@bash resources/system-packages.sh python
	@echo "Setting up the Python environment (once)."
	@python3.11 -m venv $(VENV) 2>/dev/null || python3 -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@PYTHONWARNINGS=ignore $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)

.PHONY: help run test lint sabotage bench restless dist sbom test-package screenshots translations lock clean
