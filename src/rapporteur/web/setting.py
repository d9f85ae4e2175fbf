"""How pages are set: one Jinja environment in which everything that comes from a record is escaped."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib import metadata
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from rapporteur import plain
from rapporteur.web import words

HERE = Path(__file__).parent
STATIC = HERE / "static"


def page(template: str, **held: Any) -> str:
    """The page that ``template`` makes of what it is given."""
    return _environment().get_template(template).render(**held)


@cache
def version() -> str:
    """This program's version, or nothing where it runs without being installed."""
    try:
        return metadata.version("rapporteur")
    except metadata.PackageNotFoundError:
        return ""


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("rapporteur.web"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_printable,
    )
    environment.filters.update(
        days=words.days,
        when=plain.when,
        where=plain.where,
        who=plain.who,
        one_line=plain.one_line,
        outward=words.outward,
        sentence=plain.sentence,
        number=_number,
    )
    environment.globals.update(
        actor_path=words.actor_path,
        document_path=words.document_path,
        path_of=words.path_of,
        rows=plain.rows,
        line_roles=words.LINE_ROLES,
        letters=words.LETTERS,
        static=_static,
        version=version,
    )
    return environment


def _printable(value: Any) -> Any:
    """What pages wrote, freed of characters that command a terminal or turn the direction of what follows."""
    return plain.printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _number(count: int) -> str:
    """A number with its thousands set apart."""
    return f"{count:,}".replace(",", " ")


@cache
def _static(name: str) -> str:
    """The address of a file in ``static/``, which changes when the file does."""
    digest = sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?v={digest}"
