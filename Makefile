# Everything a newcomer needs. `make run` and `make test` do all their own set-up on a bare
# Debian 12 (after `apt-get install -y make`).
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready
OFFSCREEN := QT_QPA_PLATFORM=offscreen
# Programs that tests start would compile every module again where this is set.
export PYTHONDONTWRITEBYTECODE :=
TEXTS := $(patsubst %.po,%.mo,$(wildcard resources/translations/*/LC_MESSAGES/casedesk.po))

# What Qt needs of the system, found by trial on a bare machine; python3-venv for .venv.
SYSTEM := python3-venv libglib2.0-0 libdbus-1-3 libxkbcommon0 libfontconfig1 libegl1 libgl1 \
	libxcb-cursor0 libxkbcommon-x11-0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 \
	libwayland-cursor0 libwayland-egl1

# A screen and an accessibility bus of the tests' own, on which the journeys go through the program.
JOURNEYS := xvfb xdotool dbus at-spi2-core

.PHONY: run test types tests setup bench pictures package attack system journeys kills

run: setup ## open the window; without a screen, leave pictures of every page in tour/
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" != Linux ]; then \
		$(BIN)/python -m casedesk; \
	else \
		echo "There is no screen here, so the window cannot be shown."; \
		echo "Pictures of every page, documents and a publication are being made in tour/."; \
		$(OFFSCREEN) $(BIN)/python -m tests.tour tour; \
	fi

test: setup ## every check and every test
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m casedesk catalogue
	@$(MAKE) --no-print-directory --jobs=2 types tests

# Side by side: types are checked on one core, which takes a while where nothing is kept of before.
types:
	$(BIN)/mypy

# What fails beside two others is asked once more by itself, and both answers stand in the log: on
# a machine that is busy a window may be late. What fails twice fails.
ONCE_MORE := --last-failed --last-failed-no-failures=none
tests:
	$(OFFSCREEN) $(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder \
		--max-worker-restart=0 -q || { \
		echo "What failed is asked once more, by itself:"; \
		$(OFFSCREEN) $(BIN)/python -m pytest -q $(ONCE_MORE); }

bench: setup ## speed as ratios to the bare limit, in one run
	$(OFFSCREEN) $(BIN)/python -m tests.benchmarks

attack: setup ## hostile files, killed programs, and attempts to see through publications
	$(OFFSCREEN) $(BIN)/python -m pytest -q tests/security tests/property \
		tests/casedesk/disclosure/test_attacks.py tests/casedesk/workspace/test_faults.py \
		tests/casedesk/storage/test_sudden_ends.py

journeys: SYSTEM += $(JOURNEYS)
journeys: setup ## ten whole journeys in the real program, by what a screen reader hears
	$(BIN)/python -m pytest -q -o python_files="journey_*.py" tests/journeys

kills: setup ## how much typing a sudden end costs: 100 kills in fields of every page
	$(OFFSCREEN) $(BIN)/python -m tests.kills

pictures: setup ## the pictures of the README and those that tests compare, made again
	$(OFFSCREEN) $(BIN)/python -m tests.tour tour --readme resources/pictures
	$(OFFSCREEN) $(BIN)/python -m tests.pictures

# PyInstaller takes programs apart with objdump and needs Python as a shared library; the rest makes
# the Debian package and tries it in an empty Debian.
package: SYSTEM += binutils libpython3-dev debootstrap
package: setup ## the one-folder program and its .deb, in dist/, measured and tried
	$(BIN)/pyinstaller --noconfirm --clean --log-level ERROR build.spec
	$(OFFSCREEN) dist/casedesk/casedesk --self-check
	$(BIN)/pyinstaller --noconfirm --log-level ERROR build.spec -- --untrimmed
	$(BIN)/pyinstaller --noconfirm --log-level ERROR --specpath build tests/packaging/bare.py
	$(BIN)/python -m tests.packaging.figures dist
	rm -rf dist/casedesk-untrimmed dist/bare
	if command -v dpkg-deb >/dev/null; then \
		$(BIN)/python -m tests.packaging.deb dist && \
		$(BIN)/python -m tests.packaging.clean_root dist/casedesk_*.deb; fi

setup: $(READY) $(TEXTS)

# The texts of other languages, as the program reads them.
%.mo: %.po | $(READY)
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@ --locale cy

# A .venv without pip is one whose making was broken off: it is made again.
$(READY): requirements.lock pyproject.toml | system
	@echo "Setting up .venv with the locked dependencies (1.1 GB; once)."
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps \
		-r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps \
		--no-build-isolation --editable .
	@SBK_EMBED=0 $(BIN)/python -c "import PySide6.QtCore"  # a ninth of each start: ARCHITECTURE.md
	@touch $(READY)

# System libraries are installed where that is allowed, else the one line to type is printed.
# Newer Debians and Ubuntus have some of them under a name that ends in t64.
system:
	@if [ "$$(uname)" = Linux ] && command -v dpkg-query >/dev/null; then \
		missing=""; for p in $(SYSTEM); do \
			dpkg-query -W -f='$${Status}\n' $$p $${p}t64 2>/dev/null | grep -q 'ok installed' \
			|| missing="$$missing $$p"; done; \
		[ -n "$$missing" ] || exit 0; \
		line="apt-get update && apt-get install -y --no-install-recommends$$missing"; \
		if [ "$$(id -u)" = 0 ]; then run=env; \
		elif sudo -n true 2>/dev/null; then run="sudo env"; \
		elif command -v sudo >/dev/null; then echo "Type this first: sudo sh -c '$$line'"; exit 1; \
		else echo "Type this first: su - -c '$$line'"; exit 1; fi; \
		echo "Installing system packages:$$missing"; run="$$run DEBIAN_FRONTEND=noninteractive"; \
		$$run apt-get update -qq && \
		$$run apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
	fi
