# Everything a newcomer runs: `make demo` translates a sample, `make test` checks the whole project.
# Override PYTHON (3.11 or newer) and TORCH (for example a CUDA build) on the command line.

PYTHON ?= python3
TORCH ?= torch==2.13.0
QGIS_PYTHON ?= /usr/bin/python3

SUITE ?= bookworm
FRESH ?= /var/tmp/any2any-fresh-$(SUITE)
QGIS340 ?= /var/tmp/any2any-qgis340
IMAGE_ROOT ?= /var/tmp/any2any-image

VENV := .venv
QGIS_VENV := .venv-qgis
GATES_VENV := .venv-gates
DOCS_VENV := .venv-docs
QT6_VENV := .venv-qt6
VERSION := $(shell sed -n 's/^version=//p' metadata.txt)
DEMO := build/demo
SAMPLE := resources/sample

PROFILE ?= cpu
BUNDLE_PYTHON ?= build/python/3.12

.PHONY: help demo fuzz test test-backend test-qgis test-e2e test-qt6 test-zip test-fresh test-qgis340 test-image guide-pictures lint format plugin package wheel docs gates release locks bundle texts clean

help:
	@echo "make demo     translate the bundled radar sample to RGB and compare it with the truth"
	@echo "make test     run all tests, with QGIS (installed with apt when root)"
	@echo "make test-fresh  make demo and make test in a bare Debian 12, made with debootstrap"
	@echo "make test-image  the Dockerfile's steps in a bare Debian 12, and a translation by its user"
	@echo "make test-qgis340  the plugin's tests in QGIS 3.40, in a bare Debian 13"
	@echo "make test-qt6  the plugin's modules and its panel on Qt 6, with a stand-in for QGIS 4"
	@echo "make test-zip  install the zip, set up, translate, uninstall; again from a bundle without network: downloads 91 MB"
	@echo "make fuzz     10,000 hostile inputs of each kind: every answer must be a result or a sentence"
	@echo "make lint     ruff, mypy, codespell and import-linter"
	@echo "make plugin   assemble the QGIS plugin in build/any2any_qgis"
	@echo "make package  zip the plugin for its repository in dist/; make gates runs the repository's checks on it"
	@echo "make locks    write locks/*.txt: pins and hashes of what the plugin's Set up installs"
	@echo "make bundle   zip a Python and the wheels of PROFILE (cpu, gpu or train) for machines without network, in dist/"
	@echo "make wheel    build the backend's wheel and source archive, and try the wheel in an environment of its own"
	@echo "make docs     build the documentation as a site in build/site; a broken link is an error"
	@echo "make texts    list the plugin's new texts in i18n/*.ts, to be translated"

# What translates, computed by ONNX Runtime: no torch.
$(VENV)/.backend: pyproject.toml
	@packaging/ensure_venv.sh $(PYTHON) $(VENV)
	$(VENV)/bin/python -m pip install --quiet --editable ".[eval]"
	@touch $@

# torch goes first, so that its CPU build is not replaced by a default build of several gigabytes.
$(VENV)/.dev: $(VENV)/.backend
	$(VENV)/bin/python -m pip install --quiet "$(TORCH)"
	$(VENV)/bin/python -m pip install --quiet --editable ".[dev]"
	@touch $@

$(QGIS_VENV)/.ready: tests/qgis/requirements.txt packaging/programs.txt
	@packaging/ensure_qgis.sh $(QGIS_PYTHON)
	@packaging/ensure_venv.sh $(QGIS_PYTHON) $(QGIS_VENV) --system-site-packages
	$(QGIS_VENV)/bin/python -m pip install --quiet -r tests/qgis/requirements.txt
	@touch $@

# Debian's and Ubuntu's development releases have QGIS 3.44 on Qt 5 (November 2026), none has QGIS 4. The migration script of QGIS's authors asks for a newer Python than it needs.
$(QT6_VENV)/.ready: tests/qt6/requirements.txt packaging/programs.txt
	@packaging/ensure_qgis.sh $(QGIS_PYTHON)
	@packaging/ensure_venv.sh $(QGIS_PYTHON) $(QT6_VENV) --system-site-packages
	$(QT6_VENV)/bin/python -m pip install --quiet -r tests/qt6/requirements.txt
	$(QT6_VENV)/bin/python -m pip install --quiet --no-deps --ignore-requires-python qgis-pyqt5to6==0.0.0.dev0
	@touch $@

demo: $(VENV)/.backend
	@mkdir -p $(DEMO)
	@$(VENV)/bin/any2any translate $(SAMPLE)/sar.tif $(DEMO)/rgb.tif --source sar --target rgb --overwrite
	@$(VENV)/bin/any2any compare $(DEMO)/rgb.tif $(SAMPLE)/rgb.tif --modality rgb \
		--source $(SAMPLE)/sar.tif sar --png $(DEMO)/comparison.png

# QGIS first: some backend tests read what the backend wrote with its GDAL, and skip without it.
test: $(QGIS_VENV)/.ready test-backend test-qgis test-e2e

# Each process gets neighbours, which share what they set up, and takes over some of another's tests at the end.
test-backend: $(VENV)/.dev
	$(VENV)/bin/python -m pytest tests/backend -n auto --dist worksteal

test-qgis: $(VENV)/.dev $(QGIS_VENV)/.ready plugin
	QT_QPA_PLATFORM=offscreen $(QGIS_VENV)/bin/python -m pytest tests/qgis -n auto

# Two at a time: a program that is tested mostly waits.
test-e2e: $(VENV)/.dev $(QGIS_VENV)/.ready plugin
	$(QGIS_VENV)/bin/python -m pytest tests/e2e -n 2 --dist loadfile

# From the zip to a translation: the plugin manager's installer, and a set-up with the real packages, by network and not.
test-zip: $(VENV)/.dev $(QGIS_VENV)/.ready
	ANY2ANY_TEST_DOWNLOADS=yes $(QGIS_VENV)/bin/python -m pytest tests/e2e/test_from_zip.py tests/e2e/test_offline.py

# The plugin's window on Qt 6, with a stand-in for QGIS.
test-qt6: $(QT6_VENV)/.ready
	QT_QPA_PLATFORM=offscreen $(QT6_VENV)/bin/python -m pytest tests/qt6

# Takes the guide's pictures in a real window on a virtual display, and puts them into the documentation.
guide-pictures: $(VENV)/.dev $(QGIS_VENV)/.ready plugin
	$(QGIS_VENV)/bin/python -m pytest tests/e2e/test_guide.py
	$(VENV)/bin/python packaging/guide_pictures.py

# Debian 12, or for example SUITE=noble for Ubuntu 24.04; see the script for what the environment can give.
test-fresh:
	@packaging/fresh_root.sh $(SUITE) $(FRESH) "make demo" "make test"

# What the Dockerfile does, where there is no Docker: its script, then its entry point as its user, called in both ways.
test-image:
	@packaging/fresh_root.sh bookworm $(IMAGE_ROOT) "TORCH=$(TORCH) sh packaging/image.sh /project" \
		"cp resources/sample/sar.tif /home/any2any && rm -rf /project/* && cd /home/any2any && su any2any -c \
		'any2any-entry translate sar.tif rgb.tif --source sar --target rgb --preset fast --stac && ls -l rgb.tif rgb.json \
		&& any2any-entry any2any translate sar.tif nir.tif --source sar --target nir --preset fast && ls -l nir.tif'"

# The QGIS that most people run; Debian 13 has it, with Python 3.13.
test-qgis340:
	@packaging/fresh_root.sh trixie $(QGIS340) "make test-qgis" "make test-e2e"

COUNT ?= 10000
SEED ?= 0

fuzz: $(VENV)/.dev
	$(VENV)/bin/python backend/benchmarks/fuzz.py --count $(COUNT) --seed $(SEED)

lint: $(VENV)/.dev
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/codespell
	PYTHONPATH=backend $(VENV)/bin/lint-imports

format: $(VENV)/.dev
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

plugin:
	@$(PYTHON) packaging/build_plugin.py build/any2any_qgis

$(GATES_VENV)/.ready: packaging/gates-requirements.txt
	@packaging/ensure_venv.sh $(PYTHON) $(GATES_VENV)
	$(GATES_VENV)/bin/python -m pip install --quiet -r $<
	@touch $@

build/wheels/.ready: packaging/pip-requirements.txt $(GATES_VENV)/.ready
	@rm -rf $(@D)
	$(GATES_VENV)/bin/python -m pip download --quiet --no-deps --require-hashes --dest $(@D) -r $<
	@touch $@

# The zip for the plugin repository. Without lrelease it would hold no translations, so it is installed first.
package: build/wheels/.ready
	@packaging/ensure_qgis.sh $(QGIS_PYTHON)
	@$(PYTHON) packaging/package.py --wheels build/wheels

# The backend for pip: a wheel and a source archive; the wheel tried in an environment that has nothing else, and the
# application package with it.
wheel: $(GATES_VENV)/.ready
	@rm -rf dist/any2any_rs-*
	$(GATES_VENV)/bin/python -m build --outdir dist .
	@rm -rf build/wheel-venv && $(PYTHON) -m venv build/wheel-venv
	build/wheel-venv/bin/python -m pip install --quiet dist/any2any_rs-*.whl
	cd build/wheel-venv && bin/python $(CURDIR)/packaging/try_wheel.py
	$(GATES_VENV)/bin/python packaging/try_cwl.py build/wheel-venv/bin

$(DOCS_VENV)/.ready: packaging/docs-requirements.txt
	@packaging/ensure_venv.sh $(PYTHON) $(DOCS_VENV)
	$(DOCS_VENV)/bin/python -m pip install --quiet -r $<
	@touch $@

docs: $(DOCS_VENV)/.ready
	NO_MKDOCS_2_WARNING=1 $(DOCS_VENV)/bin/python -m mkdocs --quiet build --strict

# PyQt6's wheel holds the names of Qt 6; it is read, not installed.
build/qt6/.ready: packaging/gates-requirements.txt $(GATES_VENV)/.ready
	@rm -rf $(@D)
	$(GATES_VENV)/bin/python -m pip download --quiet --no-deps --only-binary :all: --dest $(@D) "PyQt6>=6.6,<7"
	@touch $@

gates: package build/qt6/.ready
	$(GATES_VENV)/bin/python packaging/gates.py dist/any2any_qgis-$(VERSION).zip
	$(GATES_VENV)/bin/python packaging/qt6_names.py build/qt6/*.whl
	$(GATES_VENV)/bin/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	$(GATES_VENV)/bin/check-jsonschema --builtin-schema vendor.dependabot .github/dependabot.yml
	$(GATES_VENV)/bin/check-jsonschema --builtin-schema vendor.github-issue-forms .github/ISSUE_TEMPLATE/bug.yml .github/ISSUE_TEMPLATE/idea.yml
	$(GATES_VENV)/bin/check-jsonschema --builtin-schema vendor.github-issue-config .github/ISSUE_TEMPLATE/config.yml

# What the repository refuses is an error here.
release: build/wheels/.ready gates
	@$(PYTHON) packaging/package.py --release --wheels build/wheels

texts:
	@$(PYTHON) packaging/update_texts.py

# Pins and hashes of what Set up installs, for all platforms; uv resolves for machines other than this one.
locks: $(VENV)/.backend
	$(VENV)/bin/python -m pip install --quiet uv
	PATH="$(CURDIR)/$(VENV)/bin:$$PATH" $(VENV)/bin/python packaging/write_locks.py

# BUNDLE_PYTHON is a folder with a Python that can be moved; an empty one leaves the Python out. uv brings the default.
BUNDLE_NEEDS = $(if $(wildcard $(BUNDLE_PYTHON)/bin/python3 $(BUNDLE_PYTHON)/python.exe),,$(BUNDLE_PYTHON)/.ready)
bundle: $(if $(BUNDLE_PYTHON),$(BUNDLE_NEEDS)) $(VENV)/.backend
	$(VENV)/bin/python packaging/make_bundle.py $(PROFILE) dist $(if $(BUNDLE_PYTHON),--python $(BUNDLE_PYTHON))

build/python/%/.ready: $(VENV)/.backend
	$(VENV)/bin/python -m pip install --quiet uv
	$(VENV)/bin/uv python install $* --install-dir build/python/uv --no-bin
	rm -rf build/python/$*
	cp -R "$$(ls -d build/python/uv/cpython-$*.*/ | sort | tail -1)" build/python/$*
	touch $@

clean:
	rm -rf build dist $(VENV) $(QGIS_VENV) $(GATES_VENV) $(DOCS_VENV) $(QT6_VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis
