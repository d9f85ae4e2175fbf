"""The application: addresses, what goes wrong, and what guards it."""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from rapporteur.errors import RecordError
from rapporteur.web import setting, twins
from rapporteur.web.guard import HEADERS, Guard
from rapporteur.web.openapi import describe
from rapporteur.web.routes import choices, router
from rapporteur.web.setting import STATIC
from rapporteur.web.single import Missing
from rapporteur.web.views import Failure

LOOK = "Look for it by its words, or by the name of somebody who takes part."


def create_app(record_path: Path, *, hosts: Iterable[str] = ()) -> FastAPI:
    """An application that shows the record at ``record_path``, which it opens anew for each request.

    It answers requests that name it by an IP address or as ``localhost``; ``hosts`` are further names. The record need
    not be there yet: until it is, every page says what to do.
    """
    app = FastAPI(title="Rapporteur", version=setting.version(), docs_url=None, redoc_url=None)
    app.state.record = Path(record_path)
    app.include_router(router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.add_middleware(Guard, hosts=tuple(hosts))
    app.add_exception_handler(Missing, _missing)
    app.add_exception_handler(RecordError, _unavailable)
    app.add_exception_handler(RequestValidationError, _unfit)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(Exception, _broken)
    app.openapi = lambda: describe(app)  # type: ignore[method-assign]
    return app


def _missing(request: Request, error: Exception) -> Response:
    return _told(request, Failure(404, "Nothing here has this id", _sentence(error), LOOK))


def _unavailable(request: Request, error: Exception) -> Response:
    return _told(request, Failure(503, "The record cannot be shown", _sentence(error)))


def _refused(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    if status == HTTPStatus.NOT_FOUND:
        return _told(request, Failure(status, "There is no such page", f"Nothing is at {request.url.path}.", LOOK))
    title = HTTPStatus(status).phrase
    advice = "The record can only be read here: GET and HEAD." if status == HTTPStatus.METHOD_NOT_ALLOWED else ""
    return _told(request, Failure(status, title, "This request cannot be answered.", advice))


def _broken(request: Request, error: Exception) -> Response:
    told = Failure(500, "Something went wrong", "This page could not be made.", "The program's log says more.")
    answer = _told(request, told)
    answer.headers.update(HEADERS)  # this answer does not pass the guard
    return answer


def _unfit(request: Request, error: Exception) -> Response:
    problems = error.errors() if isinstance(error, RequestValidationError) else ()
    fields = tuple((str(p["loc"][-1]) if len(p["loc"]) > 1 else "", _plain(p)) for p in problems)
    failure = Failure(422, "This cannot be asked so", "A part of the address does not fit.", "", fields)
    if request.url.path != "/search":
        return _told(request, failure)
    names = ("q", "sort", "type", "actor", "country", "after", "before")
    values = {name: request.query_params.get(name, "") for name in names}
    form = {"values": values, "errors": dict(fields), "choices": choices(values["type"])}
    return HTMLResponse(setting.page("search.html", v=None, **_frame(request), **form), 422)


def _told(request: Request, failure: Failure) -> Response:
    if request.url.path.endswith(".json"):
        return JSONResponse(twins.failure(failure), failure.status)
    return HTMLResponse(setting.page("failure.html", v=failure, **_frame(request)), failure.status)


def _frame(request: Request) -> dict[str, Any]:
    """What every page needs, where the record is not open."""
    return {"twin": None, "stale": False, "name": request.app.state.record.name, "at": request.url.path}


def _plain(problem: dict[str, Any]) -> str:
    """What does not fit, without the validator's own preface."""
    return str(problem["msg"]).removeprefix("Value error, ").removeprefix("Input should be ").strip()


def _sentence(error: Exception) -> str:
    told = str(error)
    return told[:1].upper() + told[1:] + ("" if told.endswith(".") else ".")
