"""From lines with roles to an Article: the room's last step."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from rapporteur.clean import dates, dates_marks, genre, head, language, makers
from rapporteur.clean.decode import STAGE, looks_like_html, refuse, text_of
from rapporteur.clean.features import Features, features
from rapporteur.clean.html import from_html, lines_alone
from rapporteur.clean.inference import Evidence, infer
from rapporteur.clean.intervals import Bound
from rapporteur.clean.label import Scorer, walk
from rapporteur.clean.line_model import learned_scores
from rapporteur.clean.roles import assign
from rapporteur.clean.source_lines import Source, from_text
from rapporteur.clean.witnesses import with_witnesses
from rapporteur.model import Article, DateRange, Line, LineRole, Page, Refusal

if TYPE_CHECKING:
    from rapporteur.world import World

MOST_BODY = 1_000_000  # code points; a thick book
IN_BODY: frozenset[LineRole] = frozenset(("body", "list-item", "quote"))


def clean(page: Page, *, world: World | None = None, scorer: Scorer = learned_scores) -> Article | Refusal:
    """What a page says: headline, body, makers, dates, genre, and the role of every line left out.

    ``world`` adds what only its tables know: towns in datelines, and bounds on a date that is not stated. ``scorer``
    gives the line scores, by default the learned model. A page that holds no article in a language of ``lang/``
    becomes a ``Refusal`` with the reason and what to do. Never raises on any bytes.
    """
    text = text_of(page)
    return text if isinstance(text, Refusal) else whole_of(page, source_of(page, text), world, scorer)


def whole_of(page: Page, source: Source, world: World | None, scorer: Scorer) -> Article | Refusal:
    """The one article that the lines of a page hold, or why they hold none."""
    lines, roles = _labelled(source, scorer)
    inside = [i for i, role in enumerate(roles) if role in IN_BODY]
    body = "\n".join(lines[i].text for i in inside)
    if reason := genre.why_no_article(lines, inside, body):
        return refuse(page, reason, lines[0].text if lines else "")
    code = language.language_of(body)
    if not language.has_folder(code):
        return refuse(page, language.refusal_reason(code), body)
    return article_of(page, source, lines, roles, code, world)


def main_text(page: Page, *, scorer: Scorer = learned_scores) -> str:
    """The body's lines alone, in any language and of any page; empty where there is none. Measures the line model."""
    text = text_of(page)
    if isinstance(text, Refusal):
        return ""
    lines, roles = _labelled(source_of(page, text), scorer)
    return "\n".join(f.text for f, role in zip(lines, roles, strict=True) if role in IN_BODY)


def source_of(page: Page, text: str) -> Source:
    """The lines of a page's text and what its markup and its witnesses state."""
    source = from_html(text) if looks_like_html(page, text) else from_text(text)
    return replace(source, metadata=with_witnesses(source.metadata, page.witnesses))


def lines_of(page: Page, text: str) -> list[str]:
    """The texts of a page's lines alone, the same that ``source_of`` gives, without the price of the hints."""
    return lines_alone(text) if looks_like_html(page, text) else [line.text for line in from_text(text).lines]


def _labelled(source: Source, scorer: Scorer) -> tuple[tuple[Features, ...], list[LineRole]]:
    lines = features(source)
    scores = scorer(lines)
    return lines, assign(lines, scores, walk(lines, scores))


def article_of(
    page: Page, source: Source, lines: Sequence[Features], roles: list[LineRole], code: str, world: World | None
) -> Article:
    """The article of lines whose roles are known; at least one of them is in the body."""
    inside = [i for i, role in enumerate(roles) if role in IN_BODY]
    lead = "\n".join(lines[i].text for i in inside[:6])
    top = head.find_head(lines, inside[0], lead, source.metadata)
    inside, top = _promoted(lines, inside, top)
    first, last = inside[0], inside[-1]
    publisher = makers.publisher(lines, first, top.headline, None, source.metadata)
    opening = _opening(lines, first, publisher, world)
    publisher = publisher or opening.source
    paragraphs = [opening.rest, *(lines[i].text for i in inside[1:])]
    body = "\n".join(p for p in paragraphs if p.strip())
    cut = source.cut
    if len(body) > MOST_BODY:
        cut = f"the article has {len(body):,} characters; only the first {MOST_BODY:,} were read"
        body = body[:MOST_BODY].rstrip()
    authors, agency = makers.authors(lines, top.at, first, last, source.metadata)
    agency = opening.agency or agency or makers.agency_at_end(body)
    url = page.url or source.metadata.url
    found = dates.candidates(lines, top.at, first, last, source.metadata, url)
    marks = dates_marks.bounds(lines, top.at, first, last, url, page.fetched)
    return Article(
        id=_identity(page, top.headline, body),
        source=page.source,
        url=page.url,
        sha256=page.sha256,
        headline=top.headline,
        alternative_headline=top.alternative,
        author=authors,
        agency=agency,
        publisher=publisher,
        dateline=opening.place,
        published=_published(page, found, opening, top.headline, body, marks, world),
        language=code,
        genre=genre.genre(lines, top.at, first, top.headline, body, url, source.metadata),
        body=body,
        lines=_left_out(lines, roles, set(inside), top, opening),
        refusals=(Refusal(STAGE, cut, source=page.source),) if cut else (),
    )


def _promoted(lines: Sequence[Features], inside: list[int], top: head.Head) -> tuple[list[int], head.Head]:
    """A title that the walk took for the body's first line is a headline after all where there is no other."""
    f = lines[inside[0]]
    if (
        top.headline is None
        and len(inside) > 2
        and 3 <= f.n <= 25
        and not f.dateline
        and (not f.sentence or f.capital_share > 0.7 or lines[inside[1]].dateline)
    ):
        return inside[1:], head.Head(f.text, None, inside[0], frozenset((inside[0],)))
    if top.headline is None and f.repeats_near and f.n <= 40:
        at = frozenset(i for i in range(len(lines)) if lines[i].folded == f.folded)
        return [i for i in inside if i not in at] or inside, head.Head(f.text, None, inside[0], at)
    same = [i for i in inside if i in top.headline_lines]
    kept = [i for i in inside if i not in top.headline_lines]
    return (kept, top) if same and len(kept) > 1 else (inside, top)


def _opening(lines: Sequence[Features], first: int, publisher: str | None, world: World | None) -> head.Opening:
    """The first line parted; a dateline may also stand alone in the line before ("WASHINGTON (AP) —")."""
    text = lines[first].text
    place = head.bare_place(text)
    known = bool(place and world is not None and (world.city(place) or world.area(place)))
    opening = head.split_opening(text, publisher, known)
    if not opening.cut and first and lines[first - 1].n <= 6:
        alone = head.split_opening(lines[first - 1].text + " X", publisher, False)
        if alone.cut and alone.rest == "X":
            return head.Opening(alone.place, alone.day, alone.agency, alone.source, "", text)
    return opening


def _published(
    page: Page,
    found: Sequence[dates.Candidate],
    opening: head.Opening,
    headline: str | None,
    body: str,
    marks: tuple[Bound, ...],
    world: World | None,
) -> DateRange:
    stated = dates.stated(found)
    if stated is not None:
        return stated
    if opening.day is not None and opening.day.date is not None:
        return DateRange(opening.day.date, opening.day.date, "stated", (f"the dateline “{opening.cut}”",))
    fetched = page.fetched.date() if page.fetched else None
    changed = dates.updated(found)
    revised = changed is not None and dates.revised(found) == changed
    evidence = Evidence(headline or "", body, opening.day, fetched, dates.clock(found), changed, revised, marks)
    return infer(evidence, world)


def _left_out(
    lines: Sequence[Features], roles: Sequence[LineRole], inside: set[int], top: head.Head, opening: head.Opening
) -> tuple[Line, ...]:
    out: list[Line] = []
    for i, (f, role) in enumerate(zip(lines, roles, strict=True)):
        if i in inside:
            if opening.cut and i == min(inside):
                out.append(Line("dateline" if opening.place else "agency", opening.cut))
            continue
        if opening.place and not opening.cut and i == min(inside) - 1:
            role = "dateline"
        elif i in top.headline_lines:
            role = "headline"
        elif i in top.alternative_lines:
            role = "alternative-headline"
        elif role in IN_BODY:
            role = "boilerplate"
        out.append(Line(role, f.text))
    return tuple(out)


def _identity(page: Page, headline: str | None, body: str) -> str:
    """The same for the same bytes under the same name or address."""
    return identity(name_of(page), page.sha256, headline or "", body)


def name_of(page: Page) -> str:
    """What a page is called in ids: its address, or its name; no folder of this machine goes in."""
    return page.url or (page.source if "://" in page.source else PurePath(page.source).name)


def identity(*parts: str) -> str:
    """Sixteen hex digits of the SHA-256 of the parts."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
