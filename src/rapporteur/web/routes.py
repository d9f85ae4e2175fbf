"""The addresses: each page, and its twin with ``.json``. Twins stand first, for an id could end in ``.json`` too."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Literal, TypeAlias, get_args
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse

from rapporteur.errors import RecordError
from rapporteur.kinds import load
from rapporteur.model import Action, Document, Manner, Merged
from rapporteur.store import Record, open_record
from rapporteur.web import lists, positions, setting, single, twins
from rapporteur.web.asking import Asked, Beginning, Kept, Page, Search
from rapporteur.web.openapi import as_json, as_page
from rapporteur.web.positions import Issued
from rapporteur.web.words import document_path, own_path, path_of

Sorts: TypeAlias = Literal["events", "statements", "commitments", "tenures"]
SORTS: tuple[Sorts, ...] = get_args(Sorts)
router = APIRouter()


def html(request: Request, record: Record, template: str, view: Any, twin: str, **more: Any) -> Response:
    """The page that ``template`` makes of a view; ``twin`` is the address of the same in JSON."""
    held = {"v": view, "twin": twin, "stale": record.stale, "name": record.path.name, "at": request.url.path}
    return HTMLResponse(setting.page(template, **held, **more))


# Lists --------------------------------------------------------------------------------------------------------------


@router.get("/.json", include_in_schema=False)
@router.get("/index.json", responses=as_json("StartAnswer"), tags=["json"])
def start_json(record: Kept) -> Response:
    """The first page's twin: counts, latest events, open commitments, what needs a look."""
    return JSONResponse(twins.start(lists.start(record)))


@router.get("/", responses=as_page(), tags=["pages"])
def start(request: Request, record: Kept) -> Response:
    """The first page."""
    return html(request, record, "start.html", lists.start(record), "/index.json", **form(Asked(), record))


@router.get("/search.json", responses=as_json("SearchAnswer"), tags=["json"])
def search_json(record: Kept, asked: Search) -> Response:
    """Claims and documents in which all the words stand, the best first; without words, the newest first."""
    return JSONResponse(twins.search(lists.search(record, asked)))


@router.get("/search", responses=as_page(), tags=["pages"])
def search(request: Request, record: Kept, asked: Search) -> Response:
    """The search."""
    found = lists.search(record, asked)
    return html(request, record, "search.html", found, asked.path(asked.page, ".json"), **form(asked, record))


@router.get("/review.json", responses=as_json("ReviewAnswer"), tags=["json"])
def review_json(record: Kept) -> Response:
    """Events on which sources differ, and documents whose date or content is in doubt."""
    return JSONResponse(twins.review(lists.review(record)))


@router.get("/review", responses=as_page(), tags=["pages"])
def review(request: Request, record: Kept) -> Response:
    """What needs a look."""
    return html(request, record, "review.html", lists.review(record), "/review.json")


@router.get("/refusals.json", responses=as_json("RefusalsAnswer"), tags=["json"])
def refusals_json(record: Kept, page: Page = 1) -> Response:
    """What was not read, by which stage, and why."""
    return JSONResponse(twins.refusals(lists.refusals(record, page)))


@router.get("/refusals", responses=as_page(), tags=["pages"])
def refusals(request: Request, record: Kept, page: Page = 1) -> Response:
    """What was not read."""
    return html(request, record, "refusals.html", lists.refusals(record, page), f"/refusals.json?page={page}")


@router.get("/actors.json", responses=as_json("ActorsAnswer"), tags=["json"])
def actors_json(record: Kept, q: Beginning = "") -> Response:
    """Parties whose id, name, or a word of whose name begins with ``q``; those with most claims first."""
    return JSONResponse(twins.actors(lists.actors(record, q)))


@router.get("/actors", responses=as_page(), tags=["pages"])
def actors(request: Request, record: Kept, q: Beginning = "") -> Response:
    """Parties."""
    view = lists.actors(record, q)
    asked = f"?{urlencode({'q': view.q})}" if view.q else ""
    return html(request, record, "actors.html", view, f"/actors.json{asked}")


@router.get("/positions.json", responses=as_json("PositionsAnswer"), tags=["json"])
def positions_json(record: Kept, asked: Issued) -> Response:
    """Who stands where on an issue, with the sentences behind each cell; without an issue, those there are."""
    return JSONResponse(positions.twin(positions.view(record, asked)))


@router.get("/positions", responses=as_page(), tags=["pages"])
def positions_page(request: Request, record: Kept, asked: Issued) -> Response:
    """The matrix of positions on an issue."""
    given = {name: str(value) for name, value in asked.model_dump(mode="json").items() if value}
    query = f"?{urlencode(given)}" if given else ""
    return html(request, record, "positions.html", positions.view(record, asked), f"/positions.json{query}")


# One thing ----------------------------------------------------------------------------------------------------------


@router.get("/documents/{id}.json", responses=as_json("DocumentAnswer"), tags=["json"])
def document_json(record: Kept, id: str) -> Response:
    """A document, what was left out of its text, and the claims that it carries."""
    noun = single.found(record, id)
    if not isinstance(noun, Document) or noun.article.id != id:
        return RedirectResponse(_path(noun) + ".json")
    return JSONResponse(twins.document(single.document_view(record, noun)))


@router.get("/documents/{id}", responses=as_page(), tags=["pages"])
def document(request: Request, record: Kept, id: str) -> Response:
    """A document with every claim marked in its text. The beginning of an id leads to the whole one."""
    noun = single.found(record, id)
    if not isinstance(noun, Document) or noun.article.id != id:
        return RedirectResponse(_path(noun))
    view = single.document_view(record, noun)
    return html(request, record, "document.html", view, _path(noun) + ".json")


@router.get("/actors/{id:path}.json", responses=as_json("ActorAnswer"), tags=["json"])
def actor_json(record: Kept, id: str, page: Page = 1) -> Response:
    """A party: its offices, what it did, said and committed to, and with whom."""
    return JSONResponse(twins.actor(single.actor_view(record, id, page)))


@router.get("/actors/{id:path}", responses=as_page(), tags=["pages"])
def actor(request: Request, record: Kept, id: str, page: Page = 1) -> Response:
    """A party; its id may hold slashes, as ``state/PAK``."""
    view = single.actor_view(record, id, page)
    return html(request, record, "actor.html", view, f"{request.url.path}.json?page={page}")


@router.get("/healthz", responses=as_json("Health"), tags=["json"])
def health(request: Request) -> Response:
    """Whether the record can be opened: 200, or 503 and why not."""
    try:
        with open_record(request.app.state.record, create=False) as record:
            stale = record.stale
    except RecordError as error:
        return JSONResponse({"status": "unavailable", "detail": str(error)}, 503)
    return JSONResponse({"status": "ok", "version": setting.version(), "stale": stale})


def _claim_page(sort: Sorts) -> Callable[..., Response]:
    def claim(request: Request, record: Kept, id: str) -> Response:
        noun = single.found(record, id)
        if isinstance(noun, Document) or _path(noun) != own_path(sort, id):
            return RedirectResponse(_path(noun))
        view = single.claim_view(record, noun)
        return html(request, record, "claim.html", view, _path(noun) + ".json")

    claim.__doc__ = f"One of the {sort}, with the sentences that say so, in their place in each document."
    return claim


def _claim_json(sort: Sorts) -> Callable[..., Response]:
    def claim(record: Kept, id: str) -> Response:
        noun = single.found(record, id)
        if isinstance(noun, Document) or _path(noun) != own_path(sort, id):
            return RedirectResponse(_path(noun) + ".json")
        return JSONResponse(twins.claim(single.claim_view(record, noun)))

    claim.__doc__ = f"One of the {sort}, with its members, its reasons and its documents."
    return claim


def _add_claims(sort: Sorts) -> None:
    name = sort.removesuffix("s")
    twin = as_json("ClaimAnswer")
    router.add_api_route(f"/{sort}/{{id}}.json", _claim_json(sort), name=f"{name}_json", responses=twin, tags=["json"])
    router.add_api_route(f"/{sort}/{{id}}", _claim_page(sort), name=name, responses=as_page(), tags=["pages"])


for _sort in SORTS:
    _add_claims(_sort)


# What the search form holds -----------------------------------------------------------------------------------------


def form(asked: Asked, record: Record) -> dict[str, Any]:
    """What the search form shows: the values asked for, no errors, and the choices."""
    values = {name: "" if value is None else str(value) for name, value in asked.model_dump(mode="json").items()}
    return {"values": values, "errors": {}, "choices": choices(values["type"], record.event_types())}


def choices(chosen: str = "", held: Iterable[str] = ()) -> list[tuple[str, list[tuple[str, str]]]]:
    """The types that can be chosen, by sort, each with its title; ``chosen`` is among them whatever it is, and so are
    the types of events that a record has ``held``."""
    shipped = load().kinds
    events = [(kind.type, kind.title) for kind in sorted(shipped.values(), key=lambda kind: kind.title)]
    groups = [
        ("Events", [*events, *((type, f"{type} (own type)") for type in held if type not in shipped)]),
        ("Statements", [(manner, manner) for manner in get_args(Manner)]),
        ("Commitments", [(action, action) for action in get_args(Action)]),
    ]
    known = {value.casefold() for _, group in groups for value, _ in group}
    return groups if not chosen or chosen.casefold() in known else [*groups, ("Other", [(chosen, chosen)])]


def _path(noun: Merged | Document) -> str:
    return document_path(noun.article.id) if isinstance(noun, Document) else path_of(noun.claim)
