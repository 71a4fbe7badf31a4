# Kaikukortti: every command a developer needs. The work is done in tools/; here is only what depends on what.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help demo test check fix sizes translate migration engines screenshots pictures soak attack bench growing build wheel lock clean
SHELL := /bin/bash
MAKEFLAGS += --no-print-directory

PORT ?= 8000
export PORT HTTPS ONLY INSTALL JOBS

installed := .venv/.installed
dev := .venv/.installed-dev
modules := pwa/node_modules/.installed
front_end := webapp/static/build/.built
catalogues := $(patsubst %.po,%.mo,$(wildcard webapp/translations/*/LC_MESSAGES/messages.po))
hyphenation := $(wildcard webapp/reference/hyphenation/*.txt)
bundled := build/bundled-packages.json
third_party := webapp/reference/third_party.json
front_end_sources := $(shell find pwa \( -name node_modules -o -name 'build' \) -prune -o \( -type f -o -type d \) -print 2>/dev/null)

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: build ## Serve the demo country on http://localhost:8000 (PORT=8080, HTTPS=1 for phones)
	@exec .venv/bin/kaikukortti demo

test: build $(dev) ## Everything: make check, Python tests, TypeScript tests, journeys, other engines
	@exec tools/test.sh

check: build $(dev) ## Linters, types, import rules, translations; changes nothing
	@exec tools/check.sh

fix: $(dev) $(modules) ## Format, and repair what linters can repair
	@exec tools/fix.sh

translate: $(dev) ## Bring webapp/translations/*/LC_MESSAGES/messages.po up to date with the sentences in the code
	@exec tools/translate.sh

sizes: $(dev) ## Files over 300 lines and functions over 40: not wrong, but worth a question
	@.venv/bin/python -m tools.list_sizes

migration: $(dev) ## Draft a migration from the models (M="what changes"); read it and mend it
	@.venv/bin/python -m tools.draft_migration "$(M)"

engines: build $(dev) ## The counter in Firefox and WebKitGTK, where they are installed
	@tools/engines.sh || [ $$? -eq 77 ] # 77: none is here

screenshots: build $(dev) ## A picture of every page in every state, at three sizes, in build/screenshots
	@SCREENSHOTS=1 .venv/bin/pytest -q -m journey tests/journeys/test_every_page.py -k fi

pictures: build $(dev) ## The pictures of docs/first-day.md, taken by its journey
	@PICTURES=docs/first-day .venv/bin/pytest -q -n 0 -m journey tests/journeys/test_founding.py

soak: build $(dev) ## New examples for every property; crashes at every step of phone, network and register, 100,000 operations; a failing storage; every odd input to every endpoint; workers killed for a minute
	@.venv/bin/pytest -q -m hypothesis --hypothesis-profile fresh
	@OPERATIONS=100000 .venv/bin/pytest -q tests/core/test_phone_and_register.py
	@cd pwa && EVERY_STEP=1 npx vitest run src/outbox/storage-failures.test.ts src/enhancements/counter/screen.property.test.ts
	@ODD_INPUTS=all .venv/bin/pytest -q --numprocesses 2 tests/pages/test_every_odd_input.py
	@.venv/bin/python -m tools.attack killed_workers

attack: build $(dev) ## Attack a running server in every kind, on both databases, and print a table (ONLY=kind for one)
	@.venv/bin/python -m tools.attack $(ONLY)

bench: build $(dev) ## Measure, print a table, write build/bench.json (ONLY=name for a part)
	@exec tools/bench.sh

build: $(installed) $(front_end) $(catalogues) $(third_party) ## Install what running needs; build the browser part and the catalogues

growing: build $(dev) ## Two servers, nginx, PgBouncer and a promoted replica on the loopback; needs all of them
	@.venv/bin/python -m tools.growing

wheel: build ## The package with all that it serves, in build/wheel; tools/try_wheel.py tries one out
	@tools/wheel.sh

lock: ## Write the locked requirements anew (needs uv)
	@exec tools/lock.sh

clean: ## Remove everything made here, except the register in var/
	@rm -rf build .venv pwa/node_modules tools/bench/lighthouse/node_modules webapp/static/build *.egg-info $(catalogues)
	@rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

$(installed): requirements.txt pyproject.toml tools/install-python.sh
	@tools/install-python.sh requirements.txt
	@touch $@

$(dev): $(installed) requirements-dev.txt
	@tools/install-python.sh requirements-dev.txt
	@touch $@

$(modules): pwa/package.json pwa/package-lock.json | $(installed)
	@tools/with-node.sh npm ci --prefix pwa --no-audit --no-fund --loglevel=error
	@touch $@

$(front_end): $(modules) $(front_end_sources)
	@tools/with-node.sh npm run --silent build --prefix pwa
	@touch $@

$(bundled): $(front_end)
	@[ -e $@ ] || tools/with-node.sh npm run --silent build --prefix pwa
	@touch $@

$(third_party): requirements.txt tools/third_party.py $(bundled) | $(installed)
	@.venv/bin/python -m tools.third_party $@

%.mo: %.po $(hyphenation) | $(installed)
	@.venv/bin/python -m tools.compile_catalogue $< $@
