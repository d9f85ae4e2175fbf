"""The JSON Schema (draft 2020-12) of the lines that ``jsonl`` writes, made from the nouns themselves.

``python -m rapporteur.export.schema > schema/record.schema.json`` renews the committed file; a test compares them.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from rapporteur import model
from rapporteur.export.paper import ALWAYS, LAYOUT, RECORD_NAMES, Paper
from rapporteur.model import Conflict, Evidence

_PLAIN: dict[object, Paper] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    date: {"type": "string", "format": "date"},
}


def record_schema() -> Paper:
    """The schema of one line: an object that is a document, an event, a statement, a commitment or a tenure."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "One line of a record",
        "description": "What `rapporteur export --format jsonl` writes, one a line. An absent key means unknown.",
        "oneOf": [{"$ref": f"#/$defs/{kind.__name__}"} for kind in RECORD_NAMES],
        "$defs": {kind.__name__: _definition(kind) for kind in LAYOUT},
    }


def schema_text() -> str:
    """The schema as it stands in the committed file, with its last newline."""
    return json.dumps(record_schema(), indent=2, ensure_ascii=False) + "\n"


def _definition(kind: type) -> Paper:
    properties: Paper = {"record": {"const": RECORD_NAMES[kind]}} if kind in RECORD_NAMES else {}
    required = list(properties)
    for key in LAYOUT[kind]:
        hint = _hint(kind, key.path)
        optional = NoneType in get_args(hint)
        always = (kind, key.name) in ALWAYS
        properties[key.name] = _conflict_values() if (kind, key.name) == (Conflict, "values") else _of(hint, always)
        if always or not optional:
            required.append(key.name)
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _hint(kind: type, path: str) -> Any:
    hint: Any = kind
    for name in path.split("."):
        hint = get_type_hints(hint, vars(model))[name]
    return hint


def _of(hint: Any, nullable: bool = False) -> Paper:
    """The schema of a type; ``nullable`` where an unknown value is written as null instead of being left out."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        (known,) = (one for one in inner if one is not NoneType)
        return {"anyOf": [_of(known), {"type": "null"}]} if nullable else _of(known)
    if origin is Literal:
        return {"enum": list(inner)}
    if origin is tuple:
        return {"type": "array", "items": _of(inner[0])}
    if hint in LAYOUT:
        return {"$ref": f"#/$defs/{hint.__name__}"}
    return dict(_PLAIN[hint])


def _conflict_values() -> Paper:
    one = {
        "type": "object",
        "properties": {"value": _of(str), "evidence": {"type": "array", "items": _of(Evidence)}},
        "required": ["value", "evidence"],
        "additionalProperties": False,
    }
    return {"type": "array", "items": one}


if __name__ == "__main__":
    sys.stdout.write(schema_text())
