"""The description of the JSON twins (OpenAPI 3.1): their parts are those of the export's schema.

``python -m rapporteur.web.openapi > schema/openapi.json`` renews the committed file; a test compares them.
"""

from __future__ import annotations

import json
import sys
from typing import Any, TypeAlias, get_args

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from rapporteur.export.schema import record_schema
from rapporteur.model import Stance

Schema: TypeAlias = dict[str, Any]
Responses: TypeAlias = dict[int | str, dict[str, Any]]

VERSION = "1"  # of the addresses and what they answer with, not of the program
_TEXT: Schema = {"type": "string"}
_NUMBER: Schema = {"type": "integer"}
_TRUTH: Schema = {"type": "boolean"}
_STANCE: Schema = {"enum": list(get_args(Stance))}
_SORTS = ("Event", "Statement", "Commitment", "Tenure")
DESCRIPTION = (
    "The record, read only. Each page has a twin with `.json` at the end of its address. Claims and documents are the "
    "lines of `rapporteur export --format jsonl`; an absent key means unknown. Offsets count Unicode code points."
)


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _list(item: Schema) -> Schema:
    return {"type": "array", "items": item}


def _object(required: str, **properties: Schema) -> Schema:
    """An object; ``required`` are the keys that are always there, parted by blanks."""
    return {"type": "object", "properties": properties, "required": required.split()}


_COUNTED = ("documents", "copies", "events", "statements", "commitments", "tenures", "refusals")
_ANSWERS: dict[str, Schema] = {
    "Claim": {"oneOf": [_ref(name) for name in _SORTS]},
    "Counts": _object(" ".join(_COUNTED), **dict.fromkeys(_COUNTED, _NUMBER)),
    "Head": _object(
        "id source_file published copy_of path",
        id=_TEXT, headline=_TEXT, publisher=_TEXT, agency=_TEXT, published=_ref("DateRange"), url=_TEXT,
        source_file=_TEXT, copy_of={"type": ["string", "null"]}, path=_TEXT,
    ),
    "Concern": {"allOf": [_ref("Head"), _object("reasons", reasons=_list(_TEXT))]},
    "Hit": _object(
        "record id path text date",
        record={"enum": ["document", "event", "statement", "commitment", "tenure"]},
        id=_TEXT, path=_TEXT, text=_TEXT, date=_ref("DateRange"), status=_TEXT, snippet=_TEXT,
        matches=_list({"type": "array", "items": _NUMBER, "minItems": 2, "maxItems": 2}),
    ),
    "PartyEntry": _object("id name kind claims", id=_TEXT, name=_TEXT, kind=_TEXT, country=_TEXT, claims=_NUMBER),
    "Refused": _object("stage reason text", stage=_TEXT, reason=_TEXT, text=_TEXT, source=_TEXT),
    "StartAnswer": _object(
        "counts latest_events open_commitments review",
        counts=_ref("Counts"), latest_events=_list(_ref("Event")), open_commitments=_list(_ref("Commitment")),
        review=_ref("ReviewAnswer"),
    ),
    "ReviewAnswer": _object(
        "conflicts documents looked_through documents_in_record",
        conflicts=_list(_ref("Event")), documents=_list(_ref("Concern")), looked_through=_NUMBER,
        documents_in_record=_NUMBER,
    ),
    "SearchAnswer": _object(
        "asked more found", asked={"type": "object"}, total=_NUMBER, more=_TRUTH, found=_list(_ref("Hit"))
    ),
    "ClaimAnswer": _object(
        "claim members merged_because why documents",
        claim=_ref("Claim"), members=_list(_TEXT), merged_because=_list(_TEXT), why=_list(_TEXT),
        documents=_list(_ref("Head")),
    ),
    "DocumentAnswer": _object(
        "document lines claims",
        document=_ref("Document"), lines=_list(_object("role text", role=_TEXT, text=_TEXT)),
        claims=_list(_ref("Claim")),
    ),
    "ActorAnswer": _object(
        "party offices tenures claims with page more",
        **{"with": _list(_object("party name claims", party=_TEXT, name=_TEXT, claims=_NUMBER))},
        party=_ref("PartyEntry"), offices=_list(_TEXT), tenures=_list(_ref("Tenure")), claims=_list(_ref("Claim")),
        page=_NUMBER, more=_TRUTH,
    ),
    "ActorsAnswer": _object("parties more", parties=_list(_ref("PartyEntry")), more=_TRUTH),
    "RefusalsAnswer": _object(
        "refusals total page more", refusals=_list(_ref("Refused")), total=_NUMBER, page=_NUMBER, more=_TRUTH
    ),
    "Issue": _object("id name", id=_TEXT, name=_TEXT),
    "Holder": _object("key name kind", key=_TEXT, name=_TEXT, kind={"enum": ["state", "organization"]}),
    "Position": _object(
        "claim toward stance date speaker",
        claim=_TEXT, toward=_TEXT, stance=_STANCE, words=_TEXT, date=_ref("DateRange"), speaker=_TEXT, sentence=_TEXT,
        page=_TEXT,
    ),
    "PositionsAnswer": _object(
        "",
        issues=_list(_ref("Issue")), issue=_ref("Issue"), since=_TEXT, until=_TEXT, unplaced=_NUMBER,
        rows=_list(_object("holder cells", holder=_ref("Holder"), cells=_list(
            _object("stance count said", stance=_STANCE, count=_NUMBER, said=_list(_ref("Position")))
        ))),
        changes=_list(_object("earlier later", earlier=_ref("Position"), later=_ref("Position"))),
        alignments=_list(_object(
            "one other same shared low high", one=_ref("Holder"), other=_ref("Holder"), same=_NUMBER, shared=_NUMBER,
            low={"type": "number"}, high={"type": "number"},
        )),
    ),
    "Health": _object("status", status={"enum": ["ok", "unavailable"]}, version=_TEXT, stale=_TRUTH, detail=_TEXT),
    "Problem": _object(
        "detail fields", detail=_TEXT, fields=_list(_object("field message", field=_TEXT, message=_TEXT))
    ),
}  # fmt: skip
_FAILURES = {
    404: "Nothing has this id.",
    422: "A part of the address does not fit.",
    503: "The record cannot be opened.",
}


def as_json(schema: str) -> Responses:
    """What a twin answers with."""
    failures: Responses = {
        status: {"description": told, "content": {"application/json": {"schema": _ref("Problem")}}}
        for status, told in _FAILURES.items()
    }
    good = {"description": "The answer.", "content": {"application/json": {"schema": _ref(schema)}}}
    return {200: good, **failures}


def as_page() -> Responses:
    """What a page answers with."""
    shown = {"text/html": {"schema": _TEXT}}
    told = {200: "The page.", **_FAILURES}
    return {status: {"description": text, "content": shown} for status, text in told.items()}


def describe(app: FastAPI) -> Schema:
    """The OpenAPI description of the application, with the schemas of the export among its components."""
    described = get_openapi(title="Rapporteur", version=VERSION, description=DESCRIPTION, routes=app.routes)
    text = json.dumps(record_schema()["$defs"]).replace('"#/$defs/', '"#/components/schemas/')
    described.setdefault("components", {})["schemas"] = {**json.loads(text), **_ANSWERS}
    return described


def description_text() -> str:
    """The description as it stands in the committed file, with its last newline."""
    from pathlib import Path

    from rapporteur.web.app import create_app

    return json.dumps(create_app(Path("rapporteur.db")).openapi(), indent=2, ensure_ascii=False, sort_keys=True) + "\n"


if __name__ == "__main__":
    sys.stdout.write(description_text())
