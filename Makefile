# make run    the dashboard on http://localhost:8501 (PORT=… and SHUCHU_STORE=… change port and store)
# make test   every check: ruff, mypy, import-linter, pytest with a real browser
# make native compiles the engine, which then reads faster (needs a C compiler; see .ci/native.py)
# make bench  speed of the engine beside that of other readers, and of a cold start
# make clean  removes the virtual environment and caches; the store in .data stays
#
# Written for GNU make 3.81, which macOS still ships.

SHELL := /bin/bash
PORT ?= 8501
VENV := .venv
BIN := $(VENV)/bin

# A stamp is named after the checksum of the pins, so that an unchanged environment is not installed again.
RUN_STAMP := $(VENV)/.run-$(shell cat requirements.txt constraints.txt | cksum | cut -d' ' -f1)
TEST_STAMP := $(VENV)/.test-$(shell cat requirements*.txt constraints.txt | cksum | cut -d' ' -f1)

NATIVE_STAMP := $(VENV)/.native-$(shell cat requirements.txt requirements-native.txt constraints.txt | cksum | cut -d' ' -f1)
BENCH_STAMP := $(VENV)/.bench-$(shell cat requirements.txt requirements-bench.txt constraints.txt | cksum | cut -d' ' -f1)

.PHONY: run test native bench clean

run: $(RUN_STAMP)
	@$(BIN)/python -m streamlit run app.py --server.address localhost --server.port $(PORT) --server.headless true

test: $(TEST_STAMP)
	@.ci/browser
	$(BIN)/ruff check .
	$(BIN)/mypy --strict extract
	$(BIN)/lint-imports
	# Files of tests side by side, each in one process: those of the browser alone take minutes.
	CHROMIUM="$$(.ci/browser --path)" $(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile

native: $(NATIVE_STAMP)
	@$(BIN)/python .ci/native.py $(VENV)/native

bench: $(BENCH_STAMP) $(NATIVE_STAMP)
	@$(BIN)/python .ci/native.py $(VENV)/native || true
	@$(BIN)/python -W ignore benchmarks/speed.py
	@$(BIN)/python benchmarks/cold.py

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(RUN_STAMP): requirements.txt constraints.txt
	@.ci/environment $(VENV) requirements.txt
	@rm -f $(VENV)/.run-*
	@touch $@

$(TEST_STAMP): requirements.txt requirements-dask.txt requirements-hosted.txt requirements-dev.txt constraints.txt
	@.ci/environment $(VENV) requirements-dev.txt
	@rm -f $(VENV)/.test-* $(VENV)/.run-*
	@touch $@ $(RUN_STAMP)

$(NATIVE_STAMP): requirements.txt requirements-native.txt constraints.txt
	@.ci/environment $(VENV) requirements-native.txt
	@rm -f $(VENV)/.native-*
	@touch $@

$(BENCH_STAMP): requirements.txt requirements-bench.txt constraints.txt
	@.ci/environment $(VENV) requirements-bench.txt
	@rm -f $(VENV)/.bench-*
	@touch $@
