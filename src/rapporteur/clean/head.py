"""The lines above the body: headline, subheads, byline; and the dateline with which the body opens."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapporteur.clean import bylines, datefind, patterns
from rapporteur.clean.features import Features, bare, fold
from rapporteur.clean.maker_words import maker_words
from rapporteur.clean.source_lines import Metadata
from rapporteur.clean.words import words

LOOK_BACK = 150  # lines above the body in which a headline is sought
_FIELD = re.compile(r"^(?:Title|Headline|Subject)\s?:\s+")  # of a file with a head of fields
SHARED = 0.4  # of a title's words that the opening uses if both tell of the same
SIGNED = 3.0  # what a byline or day right below adds to a headline's score


@dataclass(frozen=True, slots=True)
class Head:
    """Headline and subheads with the lines they stand in; ``at`` is the headline's last line before the body."""

    headline: str | None
    alternative: str | None
    at: int | None
    headline_lines: frozenset[int] = frozenset()
    alternative_lines: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Opening:
    """A body's first line parted into dateline and sentence. ``cut`` is what was taken off."""

    place: str | None
    day: datefind.Found | None
    agency: str | None
    source: str | None
    cut: str
    rest: str


def find_head(lines: Sequence[Features], first: int, lead: str, metadata: Metadata) -> Head:
    """The headline and subheads of the body that begins at line ``first`` and opens with the text ``lead``."""
    stated = _without_site(metadata.title or _title_part(metadata.page_title, lines[:first]), metadata.site)
    scored = sorted(
        (
            (_headline_score(lines, i, first, lead, stated), i)
            for i in range(max(0, first - LOOK_BACK), first)
            if _may_be_headline(lines[i])
        ),
        key=lambda pair: (-pair[0], -pair[1]),
    )
    best, at = scored[0] if scored else (0.0, None)
    if at is None or best < 0.5:
        return Head(stated, None, None)
    headline = _FIELD.sub("", lines[at].text)
    same = frozenset({at} | {i for i in range(len(lines)) if _same_title(lines[i].folded, fold(headline))})
    at = max((i for i in same if i < first), default=at)
    if (stated and not _same_title(fold(stated), fold(headline)) and best < 4.0) or (
        stated and fold(stated) == fold(headline)
    ):
        headline = stated
    alternative, alternative_lines = _alternative(lines, at, first, same)
    return Head(headline, alternative, at, same, alternative_lines)


def _may_be_headline(f: Features) -> bool:
    if not 3 <= f.n <= 40 or f.furniture or f.date_only or f.caption or (f.byline and not _begins_title(f)):
        return False
    return not patterns.DASH_LEAD.match(f.text) and not (f.bullet and f.n < 5) and not f.cut_short


def _begins_title(f: Features) -> bool:
    """ "From bases to ports: ..." opens as a byline can, and goes on as none does."""
    return f.n >= 6 and not maker_words().lead.match(f.text)


def _headline_score(lines: Sequence[Features], i: int, first: int, lead: str, stated: str | None) -> float:
    f = lines[i]
    score = 1.5 if f.n >= 5 else 0.3
    score += {"h1": 5.0, "h2": 1.0}.get(f.tag, 0.0)
    score += 1.0 if 2 <= f.repeats <= 4 else -1.0 if f.repeats > 4 else 0.0
    score += 2.0 if _ends_longer(lines, i) else 0.0
    score += 4.0 * _overlap(f.text, lead) * min(1.0, f.n / 7)
    score -= min(2.5, 0.06 * (first - i))
    score -= 1.5 if f.sentence and not f.text.endswith(("?", '"', "”")) else 0.0
    score -= 1.0 if f.n <= 3 else 0.0
    score += 1.2 if _opens_cluster(lines, i) else 0.0
    score += _signed_below(lines, i, first)
    score -= 1.8 if _under_title(lines, i, lead) else 0.0
    score -= 2.0 if f.n > 25 else 0.0
    score -= 1.5 if f.aside or f.links > 0.8 else 0.0
    score -= 1.0 if f.dateline else 0.0
    score -= 3.0 if any(g.furniture == "other_stories" for g in lines[max(0, i - 4) : i]) else 0.0
    if stated and _same_title(fold(stated), f.folded):
        score += 5.0
    return score


def _ends_longer(lines: Sequence[Features], i: int) -> bool:
    """Whether a line shortly above is this one with a path of sections before it."""
    f = lines[i]
    return any(g is not f and g.folded.endswith(f.folded) and 0 < g.n - f.n <= 6 for g in lines[max(0, i - 5) : i])


def _under_title(lines: Sequence[Features], i: int, lead: str) -> bool:
    """Whether a title of the same story that opens its cluster stands right above: this line is then its subhead."""
    for f in lines[max(0, i - 2) : i]:
        if not _may_be_headline(f) or f.n < 5 or f.sentence:
            continue
        if lines[i].sentence or (lines[i].n >= f.n and _overlap(f.text, lead) >= SHARED):
            return True
    return False


def _signed_below(lines: Sequence[Features], i: int, first: int) -> float:
    """How closely a byline, a day or a job follows: a headline is signed, a teaser and a subhead seldom are."""
    titles = 0
    for distance, g in enumerate(lines[i + 1 : min(first, i + 7)], 1):
        if _signs(g):
            return SIGNED - 0.3 * distance - 0.8 * max(0, titles - 1)
        titles += g.n >= 4 and not g.furniture and not g.caption
    return 0.0


def _signs(g: Features) -> bool:
    dated = g.date_only or g.furniture in {"ago", "author_box"} or (g.has_date and g.n <= 14 and not g.sentence)
    return dated or (g.byline and not _begins_title(g)) or (g.n <= 6 and bylines.person(g.text, False) is not None)


def _opens_cluster(lines: Sequence[Features], i: int) -> bool:
    """Whether the line comes first of a title and the text under it: the one above it is a menu's or short."""
    if i == 0:
        return True
    above = lines[i - 1]
    crumbs = above.text.count("»") + above.text.count(" > ") > 1
    return bool(above.n <= 3 or above.furniture or above.date_only or crumbs) and lines[i].n >= 5


def _overlap(text: str, lead: str) -> float:
    """The share of a line's content words that the body's opening uses as well, by their first five letters."""
    known = words().function_words
    mine = {w.lower()[:5] for w in patterns.WORD.findall(text) if w.lower() not in known}
    return len(mine & _stems(lead)) / len(mine) if mine else 0.0


@lru_cache(maxsize=4)
def _stems(lead: str) -> frozenset[str]:
    return frozenset(w.lower()[:5] for w in patterns.WORD.findall(lead[:2500]))


def _same_title(one: str, other: str) -> bool:
    a, b = bare(one).rstrip("."), bare(other).rstrip(".")
    return a == b or (min(len(a), len(b)) > 25 and (a.startswith(b) or b.startswith(a)) and abs(len(a) - len(b)) < 30)


def _without_site(title: str | None, site: str | None) -> str | None:
    if not title:
        return None
    parts = re.split(r"\s+[|–—»·•-]\s+", title)
    if site and len(parts) > 1 and fold(parts[-1]) == fold(site):
        return title[: title.rfind(parts[-1])].rstrip(" |–—»·•-")
    return title


def _title_part(title: str | None, lines: Sequence[Features]) -> str | None:
    """The part of an HTML title that stands as a line on the page."""
    known = {f.folded for f in lines}
    return next((p for p in re.split(r"\s+[|–—»·•-]\s+", title or "") if fold(p) in known and len(p.split()) > 2), None)


def _alternative(
    lines: Sequence[Features], at: int, first: int, titles: frozenset[int]
) -> tuple[str | None, frozenset[int]]:
    """Subheads: lines with a dash before them, or a sentence-like line right under the headline."""
    span = [i for i in range(at + 1, first) if i not in titles]
    dashed = [i for i in span if patterns.DASH_LEAD.match(lines[i].text) and lines[i].n >= 4 and not lines[i].caption]
    if dashed:
        return "; ".join(patterns.DASH_LEAD.regex.sub("", lines[i].text) for i in dashed), frozenset(dashed)
    for i in span[:3]:
        f = lines[i]
        if f.furniture or f.date_only or f.byline or f.caption:
            if f.furniture == "other_stories":
                break
            continue
        if (
            5 <= f.n <= 60
            and f.repeats == 1
            and f.function_share >= 0.15
            and not f.aside
            and f.links < 0.6
            and not f.bullet
        ):
            return f.text, frozenset((i,))
        break
    return None, frozenset()


def split_opening(text: str, publisher: str | None = None, known_place: bool = False) -> Opening:
    """Part "BEIJING, Aug 26 (ABC): The ministers ..." into dateline, agency and sentence.

    ``known_place`` says that the gazetteer knows the place of a bare "Geneva – The envoy ...".
    """
    if m := patterns.SOURCE_DASH.match(text):
        known = {bare(fold(publisher or ""))} | {a.lower() for a in words().agencies}
        if fold(m.group("source")) in known or (publisher and fold(m.group("source")) in fold(publisher)):
            return Opening(None, None, None, m.group("source"), m.group().strip(), text[m.end() :].lstrip())
    for pattern in (patterns.DATELINE_CAPS, patterns.DATELINE_AGENCY, patterns.DATELINE_DAY, patterns.DATELINE_PLACE):
        m = pattern.match(text)
        if m is None or fold(m.group("place")) in words().not_places:
            continue
        if pattern is patterns.DATELINE_PLACE and not known_place:
            continue
        return _opening(m, text)
    if m := patterns.AGENCY_LEAD.match(text):
        name = m.group("agency") or m.group("slash")
        if name in words().agencies or (name.isupper() and 2 <= len(name) <= 8):
            return Opening(None, None, name, None, m.group().strip(), text[m.end() :])
    return Opening(None, None, None, None, "", text)


def _opening(m: re.Match[str], text: str) -> Opening:
    groups = m.groupdict()
    rest = text[m.end() :].lstrip()
    agency = groups.get("agency") or groups.get("slash")
    cut = m.group().strip()
    if agency is None and (lead := patterns.AGENCY_LEAD.match(rest)):
        agency = lead.group("agency") or lead.group("slash")
        if agency in words().agencies or agency.isupper():
            cut, rest = f"{cut} {lead.group().strip()}", rest[lead.end() :]
        else:
            agency = None
    days = datefind.find(groups.get("day") or "")
    place = groups["place"]
    region = groups.get("region")
    if region and fold(region) not in words().dates.months:
        place = f"{place}, {region.strip()}"
    return Opening(place.strip(" ,"), days[0] if days else None, agency, None, cut, rest)


def bare_place(text: str) -> str | None:
    """The place of "Geneva – The envoy ...", to be asked of a gazetteer before the line is cut."""
    m = patterns.DATELINE_PLACE.match(text)
    return m.group("place") if m and fold(m.group("place")) not in words().not_places else None
