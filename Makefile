# Two commands matter: `make demo` and `make test`. Both set the project up first.
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.set-up

.PHONY: setup demo test test-browser quick check lock bench bench-fanout bench-sizing bench-links bench-year drill fuzz fuzz-guided mutants simulate eval sbom audit clean

setup: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	python3 -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip install --quiet --python $(BIN)/python --compile-bytecode --require-hashes -r requirements.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --editable .
	$(BIN)/python -m compileall -q bot handlers tests
	touch $(STAMP)

demo: setup
	$(BIN)/benteng demo

check: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/benteng content check

test: check
	$(BIN)/pytest -n auto --dist worksteal

# The pages in a real Chromium: installs it where there is none, and skips nothing. Screenshots: build/screenshots.
test-browser: setup
	command -v chromium chromium-browser google-chrome >/dev/null || apt-get install -y --no-install-recommends chromium \
	    || $(BIN)/playwright install chromium
	BENTENG_BROWSER=required $(BIN)/pytest tests/journeys/test_browser.py tests/console/test_in_a_browser.py

quick: setup
	$(BIN)/pytest -n auto --dist worksteal -m "not slow"

bench: setup
	$(BIN)/python -m bench --seconds 5
	$(BIN)/python -m bench.screening
	$(BIN)/python -m bench.flyers
	$(BIN)/python -m bench.audit
	$(BIN)/python -m bench.fanout --recipients 30000 --kills 2
	$(BIN)/python -m bench.starting
	$(BIN)/python -m bench.figures speed screening flyers audit fanout starting

bench-fanout: setup
	$(BIN)/python -m bench.fanout

bench-sizing: setup
	$(BIN)/python -m bench.sizing

bench-links: setup
	$(BIN)/python -m bench.links
	$(BIN)/python -m bench.links --seed 60 --held-out

bench-year: setup
	$(BIN)/python -m bench.year

drill: setup
	$(BIN)/python -m bench.drills
	$(BIN)/python -m bench.figures drills

# Bodies nobody should send: FUZZ="telegram --bodies 1000000" for one target, or more of them.
fuzz: setup
	$(BIN)/python -W ignore -m bench.fuzz $(FUZZ)
	$(BIN)/python -m bench.fuzz.slow

# atheris has wheels for few machines, so the set-up does without it.
fuzz-guided: setup
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps atheris==3.0.0
	for name in telegram whatsapp chat registry regions opportunities content; do \
	    $(BIN)/python -W ignore -m bench.fuzz.guided $$name || exit 1; done

# Small mistakes, made on purpose in the modules on which safety rests: which of them no test notices.
mutants: setup
	$(BIN)/python -m bench.mutants --show

simulate: setup
	$(BIN)/python -m bench.village

eval: setup
	$(BIN)/python -m bench.evaluation
	$(BIN)/python -m bench.metamorphic
	$(BIN)/python -m bench.wording

lock: setup
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --all-extras --generate-hashes \
	    --no-annotate --no-header pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --extra ocr --extra otel --generate-hashes \
	    --no-annotate --no-header --constraint requirements.lock pyproject.toml -o deploy/requirements.lock

# What runs on servers, as CycloneDX: build/sbom.json.
sbom: setup
	mkdir -p build
	$(BIN)/uv tool run --quiet --from cyclonedx-bom==7.5.0 cyclonedx-py requirements deploy/requirements.lock \
	    --pyproject pyproject.toml --output-reproducible --output-format JSON --output-file build/sbom.json

# Strict: a package nobody could ask about is no package without known weaknesses.
audit: setup
	$(BIN)/uv tool run --quiet --from pip-audit==2.10.1 pip-audit --strict --disable-pip --require-hashes \
	    --requirement requirements.lock

clean:
	rm -rf $(VENV) build *.egg-info
