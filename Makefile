# Two commands are all: `make run` and `make test`. Each installs what it needs.
VENV := .venv
BIN := $(VENV)/bin
PY := $(BIN)/python
JOBS ?= 2
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run book test check soak bench clean

run: $(VENV)/.run  ## Serve the exams on this machine, for one user
	$(BIN)/parcours run

book: $(VENV)/.book  ## The reading edition, in build/book
	$(BIN)/parcours curriculum book --out build/book

test: $(VENV)/.dev node_modules/.ready  ## Every check; what CI runs
	$(MAKE) --no-print-directory -j2 static tests-warm
	$(MAKE) --no-print-directory -j2 tests-quiet tests-served

# Pages and servers mostly wait: the rest runs beside them, and gives way to them. Three jobs would
# be too many for two cores: tests of servers that are killed count what came in within a time.
# Up to two of them that fail are tried once more, and told with their tracebacks.
.PHONY: tests-warm tests-quiet tests-served
SERVED := tests/apps tests/browser
ASIDE := tests/apps/book tests/apps/lessons
ONCE_MORE := --reruns 1 --max-suite-reruns 2 --rerun-show-tracebacks
tests-warm:
	$(PY) -m pytest -q -m "not soak" --durations=5 warm_kernels/tests
tests-served:
	$(PY) -m pytest -q -m "not soak" $(ONCE_MORE) --durations=10 $(SERVED) $(ASIDE:%=--ignore=%)
tests-quiet:
	nice -n 19 $(PY) -m pytest -q -m "not soak" --durations=10 tests $(SERVED:%=--ignore=%)
	$(PY) -m pytest -q -m "not soak" $(ONCE_MORE) --durations=5 $(ASIDE)

check: $(VENV)/.dev node_modules/.ready  ## The fast part: no browser, no database server
	$(MAKE) --no-print-directory static
	$(PY) -m pytest -q -m "not soak and not slow and not browser and not postgres" tests

.PHONY: static
static:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	npm run --silent check
	npm run --silent test
	node tools/bundle.mjs --check
	$(BIN)/parcours bank schema --check
	$(BIN)/parcours bank check
	$(BIN)/parcours bank fmt --check
	$(BIN)/parcours curriculum check
	$(BIN)/parcours curriculum fmt --check

soak: $(VENV)/.dev  ## Long tests
	$(PY) -m pytest -q -m soak warm_kernels/tests
	$(PY) -m pytest -q -m soak tests

bench: $(VENV)/.dev  ## Measurements quoted in docs/performance.md
	$(PY) benchmarks/exam.py
	$(PY) benchmarks/kernels.py
	$(PY) benchmarks/grading.py
	$(PY) benchmarks/sandbox.py

$(VENV)/.run: pyproject.toml warm_kernels/pyproject.toml constraints.txt
	tools/debian.sh run
	python3 -m venv $(VENV)
	$(BIN)/pip install -q -c constraints.txt -e ./warm_kernels -e .
	touch $@

$(VENV)/.book: pyproject.toml warm_kernels/pyproject.toml constraints.txt
	tools/debian.sh run
	python3 -m venv $(VENV)
	$(BIN)/pip install -q -c constraints.txt -e ./warm_kernels -e '.[book]'
	touch $@ $(VENV)/.run

$(VENV)/.dev: pyproject.toml warm_kernels/pyproject.toml constraints.txt
	tools/debian.sh test
	python3 -m venv $(VENV)
	$(BIN)/pip install -q -c constraints.txt -e ./warm_kernels -e '.[dev]'
	touch $@ $(VENV)/.run $(VENV)/.book

node_modules/.ready: package.json
	tools/debian.sh test
	npm install --silent --no-audit --no-fund --no-package-lock
	touch $@

clean:
	rm -rf $(VENV) node_modules build *.egg-info
