.POSIX:

# The Python that makes the environment: 3.11 or newer.
PYTHON = python3
# Further words for pytest: make test ARGS='-k chain'.
ARGS =

BIN = .venv/bin
UV = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-annotate --custom-compile-command 'make lock'
# Without bytecode every start is four times slower, and some machines forbid it to all.
WRITE = unset PYTHONDONTWRITEBYTECODE PYTHONPATH PYTHONHOME PYTHONSAFEPATH;
PYTEST = $(WRITE) $(BIN)/python -m pytest

.PHONY: install demo test lint format soak bench pictures tools lock clean

# .venv is made again when the lock, the project's own table, the Python or the place has changed.
install:
	@$(WRITE) \
	python=$$($(PYTHON) -c 'import os, sys; print(os.path.realpath(sys.executable))') \
		|| { echo "There is no '$(PYTHON)' here: install Python 3.11 or newer." >&2; exit 1; }; \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "hearings needs Python 3.11 or newer and '$(PYTHON)' is older:" \
			"say which to use, as in 'make install PYTHON=python3.12'." >&2; exit 1; }; \
	key=$$({ pwd; "$$python" -V; echo "$$python"; cat requirements-dev.txt pyproject.toml; } | cksum); \
	if [ "$$key" != "$$(cat .venv/installed 2>/dev/null)" ]; then \
		echo 'Making .venv: this takes a minute.'; \
		rm -rf .venv \
		&& "$$python" -m venv .venv \
		&& $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input \
			--require-hashes --only-binary :all: -r requirements-dev.txt \
		&& $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input \
			--no-index --no-deps --no-build-isolation -e . \
		&& echo "$$key" > .venv/installed; \
	fi \
	&& $(BIN)/python -m compileall -q hearings db tui templates cli.py

demo: install
	@$(WRITE) $(BIN)/hearings demo

test: lint
	@$(PYTEST) -n logical $(ARGS)

lint: install
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check . || { echo "Say 'make format'." >&2; exit 1; }
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: install
	@$(BIN)/ruff check --quiet --fix-only .
	@$(BIN)/ruff format --quiet .

# The long tests at their full length; `make test` runs a tenth of them.
soak: install
	@$(WRITE) HEARINGS_SOAK=1 $(BIN)/python -m pytest -n logical $(ARGS)

bench: install tools
	@$(WRITE) $(BIN)/python -m tests.benchmarks $(ARGS)

# Keeps the screens as they now look, and draws those of docs/pictures; read the change before it
# is committed.
pictures: install
	@$(PYTEST) -m picture --snapshot-update $(ARGS)
	@$(WRITE) $(BIN)/python -m tests.pictures

# What `bench` and `lock` need beside the rest.
tools: install
	@cksum < requirements-bench.txt | cmp -s - .venv/tools || { \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input \
			--require-hashes -r requirements-bench.txt \
		&& cksum < requirements-bench.txt > .venv/tools; }

lock: tools
	$(UV) --upgrade pyproject.toml --extra postgres --extra publish --extra excel --extra fast --group dev -o requirements-dev.txt
	$(UV) --upgrade pyproject.toml --extra postgres -c requirements-dev.txt -o requirements.txt
	$(UV) --upgrade --group bench -c requirements-dev.txt -o requirements-bench.txt

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis \
		dist htmlcov mutants .coverage snapshot_report.html
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
