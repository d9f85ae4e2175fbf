"""How pages are set: one Jinja environment in which everything that comes from a record is escaped."""

from __future__ import annotations

import re
from functools import cache
from hashlib import sha256
from importlib import metadata
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape

from rapporteur import plain
from rapporteur.web import words

# day: matches "2021-03-04"; must not match "021-03-04".
_DAY = re.compile(r"\b(\d{4}-\d{2}-\d{2})\b")

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
        whole_days=_whole_days,
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


def _whole_days(text: str) -> Markup:
    """The text, escaped, its days kept from being broken at their hyphens."""
    pieces = _DAY.split(plain.printable(text))
    return Markup("").join(
        Markup('<span class="nowrap">{}</span>').format(piece) if n % 2 else escape(piece)
        for n, piece in enumerate(pieces)
    )


def _number(count: int) -> str:
    """A number with its thousands set apart."""
    return f"{count:,}".replace(",", " ")


@cache
def _static(name: str) -> str:
    """The address of a file in ``static/``, which changes when the file does."""
    digest = sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?v={digest}"
