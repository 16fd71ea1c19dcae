# make demo: the product on this machine. make test: everything it promises. See README.md.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
JOBS ?= 2

.PHONY: demo test test-postgres lint bench system clean

$(VENV)/.runtime: requirements.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing the packages the product needs …"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements.txt requirements-dev.txt | $(VENV)/.runtime
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -r requirements-dev.txt
	@touch $@

demo: $(VENV)/.runtime
	@$(BIN)/python manage.py collectstatic --noinput --verbosity 0
	@$(BIN)/python manage.py demo --port $(PORT)

system:
	@sh scripts/system_packages.sh

test: $(VENV)/.dev system
	@$(BIN)/python -m pytest -n $(JOBS)

test-postgres: $(VENV)/.dev
	@sh scripts/with_postgres.sh $(BIN)/python -m pytest -n $(JOBS) -m "not core and not browser"

lint: $(VENV)/.dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/python manage.py makemigrations --check --dry-run
	@SECRET_KEY=0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_ \
	  ALLOWED_HOSTS=leveling.example.com $(BIN)/python manage.py check --deploy --fail-level WARNING

bench: $(VENV)/.dev
	@$(BIN)/python -m benchmarks $(BENCH)

clean:
	rm -rf $(VENV) staticfiles
