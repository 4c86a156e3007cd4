SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

BIN := .venv/bin
SETUP := sh build_tools/setup/setup.sh
UV := .cache/uv/bin/uv
# Every platform and every Python of requires-python; the command is named so that no path gets in.
LOCK := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--custom-compile-command "make lock"

export PYTHON

.PHONY: help
help: ## menampilkan daftar ini
	@sed -n 's/^\([a-z-]*\):.* ## \(.*\)/  make \1 \t\2/p' Makefile | expand -t 18

.PHONY: build
build: setup-build ## membuat semua edisi buku ini di dist/ (PDF, EPUB, DOCX)
	@$(BIN)/terbit build

.PHONY: verify
verify: setup-test ## membuktikan bahwa isi dist/ sama dengan naskah, dengan penguji dari luar
	@$(BIN)/terbit build
	@$(BIN)/terbit verify --strict --record

.PHONY: test
test: setup-test corpora ## menguji alat ini dan buku ini, dengan penguji dari luar
	@$(BIN)/python -m pytest -n auto

# Tests whose texts cannot be had say "not run".
.PHONY: corpora
corpora: ## mengunduh prosa orang lain untuk mengukur alarm palsu
	@sh tests/korpus.sh

.PHONY: check
check: setup-check ## memeriksa kode: ruff, mypy, import-linter
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports

.PHONY: soak
soak: setup-test ## menjalankan ujian yang lama
	@$(BIN)/python -m pytest -n auto -m soak

.PHONY: bench
bench: setup-check ## mengukur kecepatan
	@$(BIN)/python bench/run.py
	@$(BIN)/python bench/peers.py

.PHONY: catalogue
catalogue: setup-build ## menulis ulang docs/guide/checks.md dari pemeriksaan yang ada
	@$(BIN)/terbit explain --all >docs/guide/checks.md.baru
	@mv docs/guide/checks.md.baru docs/guide/checks.md

# The pages are imported as chapters, in this order; the catalogue of checks is too long for a guide to be read.
PAGES := $(addprefix docs/guide/,memulai.md panduan.md pratinjau.md profil.md pemenggalan.md ketepatan.md keamanan.md)

.PHONY: guide
guide: setup-build ## membuat panduan sebagai buku (PDF dan EPUB) di build/panduan/
	@rm -rf .cache/panduan
	@$(BIN)/terbit import $(PAGES) -o .cache/panduan --title "Panduan Terbit" >/dev/null
	@cp docs/guide/buku.yaml docs/guide/profil.yaml .cache/panduan/source/
	@$(BIN)/terbit build .cache/panduan layar epub
	@mkdir -p build
	@rm -rf build/panduan
	@mv .cache/panduan/dist build/panduan

.PHONY: patterns
patterns: setup-build ## menyusun ulang kamus pemenggalan dari kaidahnya
	@PYTHONPATH=build_tools $(BIN)/python -m hyphenation

.PHONY: lock
lock: ## memperbarui berkas kunci (perlu internet)
	@test -x $(UV) || { python3 -m venv .cache/uv && .cache/uv/bin/pip install --quiet uv; }
	@$(LOCK) --upgrade --group dev --output-file build_tools/setup/dev.lock pyproject.toml
	@$(LOCK) --upgrade --group setup --constraint build_tools/setup/dev.lock \
		--output-file build_tools/setup/runtime.lock pyproject.toml
	@$(LOCK) --upgrade --no-deps --group judges --output-file build_tools/setup/judges.lock
	@npm --prefix tests/judges install --package-lock-only --omit-lockfile-registry-resolved \
		--no-audit --no-fund

.PHONY: audit
audit: ## mencari kelemahan yang diketahui dalam paket yang dikunci (perlu internet)
	@test -x .cache/audit/bin/pip-audit || \
		{ python3 -m venv .cache/audit && .cache/audit/bin/pip install --quiet pip-audit; } || \
		{ echo "terbit: pip-audit tidak dijalankan: paketnya tidak dapat dipasang." >&2; exit 3; }
	@.cache/audit/bin/pip-audit --strict --require-hashes --disable-pip -r build_tools/setup/runtime.lock || \
		{ echo "terbit: pip-audit menemukan kelemahan, atau tidak dapat bertanya kepada PyPI dan jadi tidak dijalankan." >&2; exit 3; }

.PHONY: clean
clean: ## menghapus hasil dan singgahan
	@rm -rf dist build .cache .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	@find build_tools tests bench -name __pycache__ -exec rm -rf {} + 2>/dev/null || true

.PHONY: distclean
distclean: clean ## menghapus juga .venv dan penguji
	@rm -rf .venv tests/judges/node_modules

# Each does nothing when nothing has changed since the last time.
.PHONY: setup-build setup-check setup-test
setup-build setup-check setup-test: setup-%:
	@$(SETUP) $*
