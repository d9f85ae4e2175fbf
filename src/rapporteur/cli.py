"""The command line. Thin: each command calls one function of the package and prints what it gives.

Heavy libraries are imported inside the commands, so that help answers at once. Whatever comes from a page is printed
through ``plain``, as plain text: neither a terminal nor rich obeys it.
"""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ParamSpec, TextIO

import typer

from rapporteur import settings as settings_module
from rapporteur.errors import RapporteurError
from rapporteur.settings import Settings

if TYPE_CHECKING:
    from rapporteur.model import Refusal
    from rapporteur.pipeline import Outcome

P = ParamSpec("P")

INTERRUPTED = 130  # what a shell reports for a program ended by Ctrl-C
app = typer.Typer(
    name="rapporteur",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Reads pages on international security and keeps the record: who did, said or promised what, "
    "with the sentence that says so.",
)

own_codebook = typer.Typer(no_args_is_help=True, help="Check a codebook, and train event types of your own.")
app.add_typer(own_codebook, name="codebook")

RecordOption = Annotated[
    Path | None,
    typer.Option("--record", "-r", metavar="FILE", help="The record.  [default: rapporteur.db, or RAPPORTEUR_RECORD]"),
]


def _day(help: str) -> Any:
    """An option that takes a day."""
    return typer.Option(formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help=help)


def main() -> None:
    """Run the command line; ends the process with the command's exit status."""
    for stream in (sys.stdout, sys.stderr, sys.stdin):
        _tolerant(stream)
    app()


def guarded(command: Callable[P, None]) -> Callable[P, None]:
    """``command``, with each error of ours as one line on standard error and exit status 1.

    A reader that went away (``| head``) and Ctrl-C end it without a word.
    """

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
            sys.stdout.flush()
        except RapporteurError as error:
            from rapporteur.plain import one_line

            _say(f"rapporteur: {one_line(str(error))}")
            raise typer.Exit(1) from None
        except BrokenPipeError:
            _drop_output()
            raise typer.Exit(1) from None
        except OSError as error:  # of the files that the rooms themselves read and write they tell more
            _drop_output()
            _say(f"rapporteur: {error.filename or 'the output'}: {error.strerror or error}")
            raise typer.Exit(1) from None
        except KeyboardInterrupt:
            raise typer.Exit(INTERRUPTED) from None

    return run


@app.command(no_args_is_help=True)
@guarded
def read(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE",
            help="Files, folders, archives, tables, feeds, http(s) addresses; - for a list on standard input.",
        ),
    ],
    record: RecordOption = None,
    text_column: Annotated[
        str | None, typer.Option(metavar="NAME", help="The column of tables that holds text or HTML.")
    ] = None,
    url_column: Annotated[
        str | None, typer.Option(metavar="NAME", help="The column of tables that holds the page's address.")
    ] = None,
    date_column: Annotated[
        str | None, typer.Option(metavar="NAME", help="The column of tables that holds the day of publication.")
    ] = None,
    list_only: Annotated[
        bool, typer.Option("--list", help="Print the addresses that feeds and sitemaps name, and read nothing.")
    ] = False,
    world: Annotated[
        Path | None, typer.Option(metavar="DIR", help="A folder of your own tables, added to the shipped ones.")
    ] = None,
    codebook: Annotated[
        Path | None, typer.Option(metavar="DIR", help="A folder of your own event types, added to the shipped ones.")
    ] = None,
    conllu: Annotated[
        bool, typer.Option("--conllu", help="Take the trees from PAGE.conllu where that file lies beside a page.")
    ] = False,
    model: Annotated[
        str | None, typer.Option(metavar="NAME", help="A spaCy pipeline with UD labels instead of the shipped model.")
    ] = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Also fetch addresses of this machine and of private networks.")
    ] = False,
    sites: Annotated[
        bool,
        typer.Option("--sites/--no-sites", help="First learn from files which lines return on a site's pages."),
    ] = True,
) -> None:
    """Read pages into the record. What was read before and has not changed is not read again."""
    columns = {"text_column": text_column, "url_column": url_column, "date_column": date_column}
    settings = _settings(record=record, world=world, codebook=codebook, model=model, conllu=conllu or None, **columns)
    if list_only:
        _list_addresses(sources, settings, allow_private=allow_private)
        return
    if settings.world is not None and not settings.world.is_dir():
        raise typer.BadParameter(f"{settings.world} is not a folder", param_hint="--world")
    if settings.codebook is not None:
        from rapporteur.codebook import own_types

        own_types(settings.codebook)  # what is wrong in it is told before the first page
    from rapporteur.meter import Meter
    from rapporteur.pipeline import build_record
    from rapporteur.store import open_record

    with open_record(settings.record, create=True) as kept, Meter("reading", _total(sources)) as meter:
        outcome = build_record(
            _expanded(sources) if "-" in sources else sources,
            kept,
            settings=settings,
            allow_private=allow_private,
            sites=sites,
            progress=lambda step: meter.at(step.pages),
        )
    for refusal in outcome.refusals:
        _say(f"refused: {_refused(refusal)}")
    typer.echo(_summary(outcome))
    if outcome.pages + outcome.unchanged == 0:
        raise typer.Exit(1)


@app.command()
@guarded
def export(
    format: Annotated[str, typer.Option("--format", "-f", metavar="NAME", help="jsonl or csv.")],
    record: RecordOption = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="PATH", help="A file; for csv a folder.  [default: standard output]"),
    ] = None,
) -> None:
    """Write the record as files for other programs."""
    from rapporteur import export as exporting
    from rapporteur.meter import Meter
    from rapporteur.store import open_record

    if format not in exporting.formats():
        known = ", ".join(exporting.formats())
        raise typer.BadParameter(f"{format!r} is not one of {known}", param_hint="--format")
    if output is None and format != "jsonl":
        raise typer.BadParameter(f"{format} needs a path to write to", param_hint="--output")
    with open_record(_settings(record=record).record, create=False) as kept:
        if output is None:
            exporting.writer(format).write(kept, _utf8_output())
        else:
            with Meter("exporting", None):
                exporting.writer(format).write(kept, output)


@app.command(no_args_is_help=True)
@guarded
def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help='All must occur; "..." keeps words together.')],
    type: Annotated[str | None, typer.Option(metavar="TYPE", help="Only events of this type, as CONSULT.")] = None,
    actor: Annotated[str | None, typer.Option(metavar="PARTY", help="Only claims with this party.")] = None,
    country: Annotated[str | None, typer.Option(metavar="ISO3", help="Only claims with this country, as KAZ.")] = None,
    after: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="Not before this day.")
    ] = None,
    before: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="Not after this day.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="At most so many.")] = 20,
    record: RecordOption = None,
) -> None:
    """Find claims and documents, the best first, each with the words that were found."""
    from rapporteur.store import open_record
    from rapporteur.terminal import put_hit

    with open_record(_settings(record=record).record, create=False) as kept:
        hits = kept.search(
            " ".join(words),
            type=type.upper() if type else None,
            actor=actor,
            country=country.upper() if country else None,
            after=after.date() if after else None,
            before=before.date() if before else None,
            limit=limit,
        )
    for hit in hits:
        put_hit(hit)
    if not hits:
        _say("nothing found")


@app.command(no_args_is_help=True)
@guarded
def show(
    id: Annotated[str, typer.Argument(metavar="ID", help="The id of a claim or document, or the start of one.")],
    why: Annotated[bool, typer.Option("--why", help="Also the rules and reasons behind every value.")] = False,
    record: RecordOption = None,
) -> None:
    """Show a claim with the sentences that say so, or a document with its claims."""
    from rapporteur.model import Document
    from rapporteur.store import open_record
    from rapporteur.terminal import show_claim, show_document

    with open_record(_settings(record=record).record, create=False) as kept:
        found = kept.find(id)
        if isinstance(found, Document):
            show_document(found, kept)
        else:
            show_claim(found, kept, why=why)


@app.command()
@guarded
def commitments(
    due_after: Annotated[datetime | None, _day("Due on this day or later.")] = None,
    due_before: Annotated[datetime | None, _day("Due on this day or before.")] = None,
    status: Annotated[str | None, typer.Option(metavar="STATUS", help="open, kept, partly, postponed, ...")] = None,
    by: Annotated[str | None, typer.Option(metavar="PARTY", help="Who undertook it: a name, id or code.")] = None,
    to: Annotated[str | None, typer.Option(metavar="PARTY", help="Toward whom: a name, id or code.")] = None,
    issue: Annotated[str | None, typer.Option(metavar="ISSUE", help="Only those on this issue.")] = None,
    strength: Annotated[str | None, typer.Option(metavar="STRENGTH", help="decided, agreed, pledged, ...")] = None,
    format: Annotated[str, typer.Option("--format", "-f", metavar="NAME", help="table, jsonl, csv or ics.")] = "table",
    record: RecordOption = None,
) -> None:
    """List what was promised, due when, and what is told of it later, with the sentences that say so."""
    from rapporteur import ledger
    from rapporteur.export.ics import due_days
    from rapporteur.store import open_record
    from rapporteur.store.commitments import undertakings, wanted

    settings = _settings(record=record)
    write = ledger.FORMATS[_one_of(format, ledger.FORMATS, "--format")]
    days = [day.date() if day else None for day in (due_after, due_before)]
    asked = wanted(*days, status=status, by=by, to=to, issue=issue, strength=strength, world=settings.world)
    with open_record(settings.record, create=False) as kept:
        found = undertakings(kept, asked)
        _put_lines(write(found, ledger.Sentences(kept)), for_people=format == "table")
    if not found:
        _say("nothing found")
    elif format == "ics" and (dayless := sum(due_days(c) is None for c in found)):
        _say(f"{_some(dayless, 'commitment')} left out: no due day is known")


@app.command()
@guarded
def positions(
    issue: Annotated[str, typer.Option(metavar="ISSUE", help="The issue, as afghanistan.")],
    since: Annotated[datetime | None, _day("Not before this day.")] = None,
    until: Annotated[datetime | None, _day("Not after this day.")] = None,
    format: Annotated[str, typer.Option("--format", "-f", metavar="NAME", help="table, jsonl or csv.")] = "table",
    record: RecordOption = None,
) -> None:
    """Show where states and organisations stand on an issue, with the sentences behind it."""
    from rapporteur import ledger, standing, world
    from rapporteur.store import open_record
    from rapporteur.store.issues import issue_of
    from rapporteur.store.positions import positions as positions_on

    settings = _settings(record=record)
    write = standing.FORMATS[_one_of(format, standing.FORMATS, "--format")]
    tables = world.load(settings.world)
    days = [day.date() if day else None for day in (since, until)]
    with open_record(settings.record, create=False) as kept:
        found = positions_on(kept, issue_of(issue, tables), tables, *days)
        _put_lines(write(found, ledger.Sentences(kept)), for_people=format == "table")


@app.command()
@guarded
def refusals(record: RecordOption = None) -> None:
    """List what was not read, and why."""
    from rapporteur.store import open_record
    from rapporteur.terminal import put

    count = 0
    with open_record(_settings(record=record).record, create=False) as kept:
        for refusal in kept.refusals():
            count += 1
            put((f"{refusal.stage}: ", "bold"), _refused(refusal))
    _say(f"{_some(count, 'refusal')}")


@app.command()
@guarded
def serve(
    host: Annotated[str | None, typer.Option(metavar="HOST", help="Where to listen.  [default: 127.0.0.1]")] = None,
    port: Annotated[
        int | None,
        typer.Option(min=0, max=65535, metavar="PORT", help="0 for any free one.  [default: 8765]"),
    ] = None,
    record: RecordOption = None,
) -> None:
    """Show the record in a browser, until Ctrl-C."""
    settings = _settings(record=record, host=host, port=port)
    from rapporteur.store import open_record

    open_record(settings.record, create=False).close()  # a record that cannot be opened is told before all else
    import uvicorn

    from rapporteur.web.app import create_app

    with _listening(settings) as (socket, address):
        _say(f"{settings.record} at {address} (Ctrl-C ends)")
        if settings.host not in {"127.0.0.1", "::1", "localhost"}:
            _say(f"rapporteur: everybody who can reach {settings.host} can read the record")
        served = create_app(settings.record, hosts=(settings.host,))
        config = uvicorn.Config(served, log_level="warning", server_header=False)
        uvicorn.Server(config).run(sockets=[socket])


@own_codebook.command()
@guarded
def check(
    folder: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help="A folder of your own types.  [default: the shipped ones]")
    ] = None,
) -> None:
    """Run the program over the examples of a codebook, and tell what it gets wrong."""
    from rapporteur.codebook import check, check_lines, stale

    _put_lines(check_lines(check(folder)), for_people=True)
    if folder and (warning := stale(folder)):
        _say(warning)


@own_codebook.command(no_args_is_help=True)
@guarded
def train(folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder of your own types.")]) -> None:
    """Teach the classifier your own types; it is written to DIR/classifier.npz and used by read --codebook DIR."""
    from rapporteur.codebook import learnt_lines, train

    for learnt in train(folder):
        _put_lines(learnt_lines(learnt), for_people=True)
    typer.echo(f"written: {folder / 'classifier.npz'}; use it with: rapporteur read --codebook {folder} SOURCE...")


@app.command()
@guarded
def version() -> None:
    """Print the version."""
    try:
        typer.echo(metadata.version("rapporteur"))
    except metadata.PackageNotFoundError:
        typer.echo("not installed")


# Settings and sources -----------------------------------------------------------------------------------------------


def _settings(**given: Any) -> Settings:
    try:
        loaded = settings_module.load()
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="the environment") from None
    return replace(loaded, **{name: value for name, value in given.items() if value is not None})


def _one_of(value: str, known: Iterable[str], option: str) -> str:
    if value not in known:
        raise typer.BadParameter(f"{value!r} is not one of {', '.join(known)}", param_hint=option)
    return value


def _expanded(sources: Iterable[str]) -> Iterator[str]:
    """The sources, with the lines of standard input in the place of ``-``, each read when it is asked for."""
    for source in sources:
        if source != "-":
            yield source
            continue
        for line in sys.stdin:
            if name := line.rstrip("\r\n"):
                yield name


def _list_addresses(sources: list[str], settings: Settings, *, allow_private: bool) -> None:
    from rapporteur import read as reading
    from rapporteur.model import Refusal
    from rapporteur.plain import one_line

    found = False
    limits = reading.Limits.of(settings, allow_private=allow_private)
    for item in reading.addresses(_expanded(sources), limits=limits):
        if isinstance(item, Refusal):
            _say(f"refused: {_refused(item)}")
        else:
            found = True
            typer.echo(one_line(item))
    if not found:
        raise typer.Exit(1)


def _total(sources: list[str]) -> int | None:
    """How many pages there will be, where that can be said and somebody watches."""
    if "-" in sources or not sys.stderr.isatty():
        return None
    from rapporteur.read import count

    return count(sources)


@contextmanager
def _listening(settings: Settings) -> Iterator[tuple[Any, str]]:
    """A socket that listens where the settings say, and its address for a browser."""
    import socket

    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        listening = socket.create_server((settings.host, settings.port), family=family)
    except (OSError, UnicodeError) as error:
        said = getattr(error, "strerror", None) or error
        where = f"{settings.host}, port {settings.port}"
        raise RapporteurError(f"cannot listen on {where}: {said}; choose others with --host and --port") from error
    with listening:
        host = f"[{settings.host}]" if family == socket.AF_INET6 else settings.host
        yield listening, f"http://{host}:{listening.getsockname()[1]}/"


# What is printed ---------------------------------------------------------------------------------------------------


def _put_lines(lines: Iterable[str], *, for_people: bool) -> None:
    """Lines for people, or lines with their ends for other programs."""
    if for_people:
        from rapporteur.terminal import put

        for line in lines:
            put(line)
    else:
        _utf8_output().writelines(lines)


def _refused(refusal: Refusal) -> str:
    from rapporteur.plain import one_line

    source = refusal.source or ""
    return one_line(refusal.reason if source in refusal.reason else f"{source}: {refusal.reason}")


def _summary(outcome: Outcome) -> str:
    counts = outcome.counts
    unchanged = f" ({outcome.unchanged} more unchanged)" if outcome.unchanged else ""
    told = [
        _some(counts.events, "event"),
        _some(counts.statements, "statement"),
        _some(counts.commitments, "commitment"),
        _some(outcome.refused, "refusal"),
    ]
    return f"{_some(outcome.pages, 'page')}{unchanged} → {', '.join(told)}"


def _some(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def _say(line: str) -> None:
    typer.echo(line, err=True)


def _utf8_output() -> TextIO:
    """Standard output, in UTF-8 and with plain newlines whatever the locale says."""
    _reconfigure(sys.stdout, encoding="utf-8", newline="\n")
    return sys.stdout


def _tolerant(stream: TextIO) -> None:
    """Let characters that the locale does not know be shown as escapes, or taken as bytes, instead of failing."""
    _reconfigure(stream, errors="surrogateescape" if stream is sys.stdin else "backslashreplace")


def _reconfigure(stream: Any, **settings: str) -> None:
    if hasattr(stream, "reconfigure"):  # a stream may be replaced, or None
        stream.reconfigure(**settings)


def _drop_output() -> None:
    """Have what is still to be written go nowhere, so that the interpreter's last flush does not fail either."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        return
