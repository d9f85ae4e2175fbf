"""Who made the page: authors, agency, publisher. A menu's words are never a maker."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapporteur.clean import datefind, patterns
from rapporteur.clean.features import Features, bare, fold
from rapporteur.clean.source_lines import Metadata
from rapporteur.clean.words import words

_PARTS = re.compile(r"\s+[|–—»·•:-]{1,2}\s+|\s*\|\s*")
_NAMES = re.compile(r"\s*(?:,|;|\band\b|&|\bwith\b)\s*")
_GLUED = re.compile(
    r"(?<!\bMc)(?<!\bMac)(?<!\bDe)(?<!\bLe)(?<!\bLa)(?<!\bFitz)(?<!\bDi)(?<!\bVan)(?<=[a-z])[A-Z]|[a-z]{3}\.(?:\s|$)"
)
_INLINE_BY = re.compile(r"(?:^|[\s|/·•-])[Bb][Yy]\s+(?=[A-Z])")


def authors(lines: Sequence[Features], first: int, last: int, metadata: Metadata) -> tuple[tuple[str, ...], str | None]:
    """Authors and the agency named in the byline, from markup or from the lines around the body."""
    stated = [_person(a) for a in metadata.authors]
    names = [n for n in stated if n]
    agency = next((a for a in metadata.authors if a in words().agencies), None)
    names = [n for n in names if n not in words().agencies]
    if not names:
        for i in _byline_order(first, last, len(lines)):
            found, wire = _from_line(lines, i)
            agency = agency or wire
            if found:
                names = found
                break
    return tuple(dict.fromkeys(names)), agency


def _byline_order(first: int, last: int, total: int) -> list[int]:
    return [*range(first - 1, max(-1, first - 30), -1), *range(last + 1, min(total, last + 4))]


def _from_line(lines: Sequence[Features], i: int) -> tuple[list[str], str | None]:
    f = lines[i]
    if f.n > 25 or f.caption or f.furniture in {"other_stories", "comments", "menu", "share"}:
        return [], None
    if bare(f.folded) in words().desks:
        return [_tidy(f.text)], None
    text = f.text
    lead = words().byline_lead.match(text) if f.byline else None
    if lead:
        text = text[lead.end() :]
        if not text.strip() and i + 1 < len(lines):
            text = lines[i + 1].text
    elif (m := _INLINE_BY.search(text)) or (m := re.match(r"By(?=[A-Z][a-z])", text)):
        text = text[m.end() :]
    elif (name := _unmarked(lines, i)) is not None:
        return [name], None
    else:
        return [], None
    return names_in(text)


def _unmarked(lines: Sequence[Features], i: int) -> str | None:
    """A name without "By": in one line with a full date, or alone next to a date, with the bio of that name below."""
    text = lines[i].text
    days = datefind.find(text)
    name = re.split(r"\s*[@|,•]\s*|\s+-\s+", text[: days[0].start] if days else text)[0].strip(" -–—")
    if not 2 <= len(name.split()) <= 4 or not _person(name) or fold(name) in words().desks:
        return None
    if days and days[0].year and len(name.split()) <= 3:
        return name
    bio = any(g.bio and g.folded.startswith(fold(name)) for g in lines[i + 1 :])
    return name if bio else None


def names_in(text: str) -> tuple[list[str], str | None]:
    """The persons and desks of a byline without its "By", and the agency that it names."""
    days = datefind.find(text)
    if days:
        text = text[: days[0].start]
    found: list[str] = []
    agency = None
    for part in _PARTS.split(text):
        for piece in _NAMES.split(part):
            tidy = re.split(r"\s+(?:[Ff]or|FOR)\s+|\s*@", _tidy(piece))[0]
            if tidy in words().agencies:
                agency = agency or tidy
            elif (name := _person(tidy)) is not None:
                found.append(name)
        if found:
            break
    return found, agency


def _tidy(text: str) -> str:
    return text.strip(" \t.,;:|/•·–—-()[]") if not text.rstrip().endswith(("Jr.", "Sr.")) else text.strip()


def _person(text: str) -> str | None:
    """The name if the text is one: a desk, or two to five capitalised words, none of them a menu's."""
    name = re.sub(r"^(?:by)\s+", "", _tidy(text), flags=re.IGNORECASE)
    folded = fold(name)
    if folded in words().desks:
        return name
    if folded in words().roles or any(ch.isdigit() for ch in name):
        return None
    for role in sorted(words().roles, key=len, reverse=True):
        if folded.endswith(" " + role) and len(name.split()) - len(role.split()) >= 2:
            name = name[: len(name) - len(role)].strip(" ,")
            break
    tokens = name.split()
    outlet = next((i for i, t in enumerate(tokens) if i >= 2 and fold(t) in words().not_names), None)
    if outlet is not None:  # "Amanda Cappelli Fox News"
        name = " ".join(tokens[:2])
    if _GLUED.search(name) or ":" in name:
        return None
    if not patterns.NAME.match(name) and not (name.isupper() and 2 <= len(name.split()) <= 4):
        return None
    return None if set(fold(name).split()) & words().not_names else name


def agency_at_end(body: str) -> str | None:
    """The agency that signs the last paragraph: "... — AFP", "(Reuters)"."""
    m = re.search(r"(?:[—–-]\s*|\()(?P<name>[A-Z][\w&/ -]{1,20}?)\)?\s*$", body[-40:])
    return m.group("name") if m and m.group("name") in words().agencies else None


def publisher(
    lines: Sequence[Features], first: int, headline: str | None, opening_source: str | None, metadata: Metadata
) -> str | None:
    """The outlet: as markup states it, else from the page's first line, its title line, the opening or the footer."""
    if metadata.site and fold(metadata.site) not in words().publisher_never:
        return _short(metadata.site)
    known = fold(headline or "")
    for f in lines[: min(2, first)]:
        name = _from_first_line(f, known)
        if name:
            return name
    return opening_source or _from_footer(lines)


def _from_first_line(f: Features, headline: str) -> str | None:
    parts = [p for p in _PARTS.split(f.text) if p.strip()]
    if len(parts) > 1 and headline and fold(parts[0]).rstrip(".") == headline.rstrip("."):
        return _short(parts[-1]) if len(parts[-1].split()) <= 6 else None
    if f.n > 8 or f.furniture or f.date_only or f.byline or f.sentence or fold(f.text) == headline:
        return None
    if len(parts) > 1:
        after = bare(fold(parts[-1]))
        return _short(parts[0]) if after in words().publisher_after else None
    capitals = f.capital_share >= 0.99 and 1 <= f.n <= 5
    return _short(f.text) if capitals and bare(f.folded) not in words().publisher_never and f.n >= 2 else None


def _short(name: str) -> str | None:
    parts = [p for p in _PARTS.split(name) if p.strip()]
    if len(parts) > 1 and any(bare(fold(p)) in words().publisher_after for p in parts[1:]):
        name = parts[0]
    name = name.strip(" |–—-:")
    return None if bare(fold(name)) in words().publisher_never or not name else name


def _from_footer(lines: Sequence[Features]) -> str | None:
    for f in reversed(lines[-40:]):
        m = patterns.COPYRIGHT.search(f.text) if ("©" in f.text or "opyright" in f.text) else None
        if m and m.group("name")[0].isupper():
            name = re.split(r"\.?\s*All [Rr]ights|\s*(?:Inc|LLC|Ltd)\b", m.group("name"))[0].strip(" .,")
            if (
                name
                and bare(fold(name)) not in words().publisher_never
                and fold(name) not in {"all rights", "all", "rights"}
            ):
                return _short(name)
    return None
