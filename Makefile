# `make` lists the targets. Everything that a target needs beyond Swift, make, git and python3 it installs itself:
# Debian packages as root or by sudo, Python packages into .venv.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PREFIX ?= /usr/local
PORT ?= 8123
SWIFT ?= swift
# Debian 12's names. The lab and the tests need the virtual environment, the product the two libraries.
PACKAGES := libgit2-dev libcurl4-openssl-dev pkg-config ca-certificates
LAB_PACKAGES := python3-venv
RELEASE := --configuration release --static-swift-stdlib --product reconcile
PYTHON := .venv/bin/python
LOGS := .build/logs

.PHONY: help
help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-9s %s\n", $$1, $$2 }'

.PHONY: packages lab-packages
packages:
	@.ci/install-packages $(PACKAGES)
lab-packages:
	@.ci/install-packages $(PACKAGES) $(LAB_PACKAGES)

.venv/installed: Tests/Lab/requirements.txt | lab-packages
	@python3 -m venv .venv
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@

.PHONY: build
build: packages ## build the release binary, Swift's runtime linked in: .build/release/reconcile
	$(SWIFT) build $(RELEASE)

.PHONY: install
install: build ## install binary and completions under PREFIX (/usr/local)
	install -D -s .build/release/reconcile $(DESTDIR)$(PREFIX)/bin/reconcile
	install -d $(DESTDIR)$(PREFIX)/share/bash-completion/completions $(DESTDIR)$(PREFIX)/share/zsh/site-functions \
	    $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
	.build/release/reconcile completions bash > $(DESTDIR)$(PREFIX)/share/bash-completion/completions/reconcile
	.build/release/reconcile completions zsh > $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_reconcile
	.build/release/reconcile completions fish > $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/reconcile.fish

.PHONY: demo
demo: build .venv/installed ## the main job against an AWS on loopback: plan, apply, plan
	@$(PYTHON) Tests/Lab/demo.py .build/release/reconcile

.PHONY: lab
lab: .venv/installed ## an AWS on loopback with the document's current state, until Ctrl-C (PORT=8123)
	@echo 'In another terminal:'
	@echo '  export AWS_ENDPOINT_URL=http://127.0.0.1:$(PORT)'
	@echo '  export AWS_ACCESS_KEY_ID=AKIALABEXAMPLE000001'
	@echo '  export AWS_SECRET_ACCESS_KEY=lab/EXAMPLE+secret+of+no+account/0000001'
	@echo 'The lab listens on this port, until Ctrl-C:'
	@cd Tests/Lab && ../../$(PYTHON) -m lab --port $(PORT) --seed document

.PHONY: test
test: lint .venv/installed ## lint, unit, property and end-to-end tests; ends with a line that counts them
	@mkdir -p $(LOGS)
	@$(SWIFT) build --build-tests
	@.ci/count $(LOGS) \
	    unit "$(SWIFT) test --skip-build" \
	    lab "$(PYTHON) -m pytest -q -p no:cacheprovider Tests/Lab/tests" \
	    end-to-end "$(PYTHON) -m pytest -q -p no:cacheprovider Tests/EndToEnd"

.PHONY: lint
lint: packages ## who imports whom, formatting, and what the style forbids
	@.ci/check-imports
	@$(SWIFT) format lint --strict --recursive Package.swift Sources Reconcilers Tests

.PHONY: format
format: ## format all Swift files
	@$(SWIFT) format --in-place --recursive Package.swift Sources Reconcilers Tests

.PHONY: asan tsan
asan: packages ## unit tests under the address sanitizer
	@# Leaks are not looked for: libgit2, Foundation and the test library have some.
	ASAN_OPTIONS=detect_leaks=0 $(SWIFT) test --sanitize=address --scratch-path .build-asan
tsan: packages ## unit tests under the thread sanitizer
	TSAN_OPTIONS=suppressions=$(CURDIR)/.ci/tsan-suppressions $(SWIFT) test --sanitize=thread --scratch-path .build-tsan

.PHONY: bench
bench: build .venv/installed ## time the program beside boto3 and curl over the same pages
	@$(PYTHON) Tests/Bench/bench.py .build/release/reconcile

.PHONY: clean
clean: ## remove what was built
	rm -rf .build .build-asan .build-tsan .venv
