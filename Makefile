# make book   sets everything up and builds every edition of every volume into dist/
# make test   sets everything up and runs all tests
# make help   lists the rest

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
NODE := node_modules/.ready

.PHONY: help book test bench pictures lock setup

help:
	@sed -n 's/^# \(make .*\)/\1/p' Makefile

# make setup  installs what the project needs, nothing else
setup: $(READY)

$(READY): requirements/dev.txt requirements/uv.txt pyproject.toml requirements/debian.sh
	sh requirements/debian.sh
	python3 -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/uv.txt
	$(BIN)/uv pip install --quiet --compile-bytecode --require-hashes -r requirements/dev.txt
	$(BIN)/uv pip install --quiet --no-deps --no-build-isolation --editable .
	touch $(READY)

book: setup
	$(BIN)/tomes build

# DAISY Ace, for the accessibility of EPUB, runs in Node
$(NODE): package.json package-lock.json requirements/debian.sh
	PUPPETEER_SKIP_DOWNLOAD=1 npm ci --silent
	touch $(NODE)

test: setup $(NODE)
	sh requirements/verapdf.sh $(VENV)/share/verapdf
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	PATH="$(CURDIR)/node_modules/.bin:$$PATH" $(BIN)/pytest --numprocesses 2 --dist loadfile

# make bench  measures speed, memory and lines, and rewrites docs/performance.md (long)
bench: setup
	$(BIN)/python -m tests.benchmarks

# make pictures  draws contact sheets of pages and screens into pictures/
pictures: setup
	$(BIN)/python -m tests.pictures

# make lock   resolves the dependencies anew
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --upgrade \
	--no-emit-index-url --no-emit-find-links --no-header
lock: setup
	$(LOCK) pyproject.toml --extra check --extra lint --extra dev --output-file requirements/dev.txt
	echo uv | $(LOCK) - --output-file requirements/uv.txt
