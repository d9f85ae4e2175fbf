"""The lines above the body: headline, subheads, byline; and the dateline with which the body opens."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from rapporteur.clean import bylines, datefind, patterns
from rapporteur.clean.features import Features, bare, fold
from rapporteur.clean.maker_words import maker_words
from rapporteur.clean.source_lines import Metadata
from rapporteur.clean.words import words

LOOK_BACK = 150  # lines above the body in which a headline is sought
_FIELD = re.compile(r"^(?:Title|Headline|Subject)\s?:\s+")  # of a file with a head of fields
SHARED = 0.4  # of a title's words that the opening uses if both tell of the same
STANDFIRST = 0.33  # share of function words from which a line under a title is its standfirst
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
    above = _Above(lines, first, lead, _key(fold(stated)) if stated else "", cache(lambda i: _signs(lines[i])))
    titles = (i for i in range(max(0, first - LOOK_BACK), first) if _may_be_headline(lines[i]))
    best, at = max(((_headline_score(above, i), i) for i in titles), default=(0.0, None))
    if at is None or best < 0.5:
        return Head(stated, None, None)
    headline = _FIELD.sub("", lines[at].text)
    title = _key(fold(headline))
    same = frozenset({at} | {i for i, f in enumerate(lines) if _same_key(f.bare.rstrip("."), title)})
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


@dataclass(frozen=True, slots=True)
class _Above:
    """The lines above the body, where it begins and how it opens; the title that markup states, as ``_key`` has it.

    ``signs`` tells of a line whether it signs (``_signs``); each is asked for several lines above it.
    """

    lines: Sequence[Features]
    first: int
    lead: str
    stated: str
    signs: Callable[[int], bool]


def _headline_score(above: _Above, i: int) -> float:
    lines, first, lead = above.lines, above.first, above.lead
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
    score += _signed_below(above, i)
    score -= 2.5 if _under_title(lines, i, lead) else 0.0
    score -= 2.5 if i <= 4 and _is_masthead(f) and i + 1 < first and _may_be_headline(lines[i + 1]) else 0.0
    score -= 2.0 if f.n > 25 else 0.0
    score -= 1.5 if f.aside or f.links > 0.8 else 0.0
    score -= 1.0 if f.dateline else 0.0
    score -= 3.0 if any(g.furniture == "other_stories" for g in lines[max(0, i - 4) : i]) else 0.0
    if above.stated and _same_key(above.stated, f.bare.rstrip(".")):
        score += 5.0
    return score


def _ends_longer(lines: Sequence[Features], i: int) -> bool:
    """Whether a line shortly above is this one with a path of sections before it."""
    f = lines[i]
    return any(g is not f and g.folded.endswith(f.folded) and 0 < g.n - f.n <= 6 for g in lines[max(0, i - 5) : i])


def _under_title(lines: Sequence[Features], i: int, lead: str) -> bool:
    """Whether a title of the same story that opens its cluster stands right above: this line is then its subhead."""
    for f in lines[max(0, i - 2) : i]:
        if not _may_be_headline(f) or f.sentence or _is_masthead(f):
            continue
        if f.n >= 5 and (lines[i].sentence or (lines[i].n >= f.n and _overlap(f.text, lead) >= SHARED)):
            return True
        if _explains(lines[i], f) and _overlap(f.text, f"{lead}\n{lines[i].text}") > 0:
            return True
    return False


def _explains(f: Features, title: Features) -> bool:
    """Whether a line is to the title above it as a standfirst is: longer, and written as prose is."""
    least = 9 if title.n >= 5 else 14  # a kicker has few words as well, and then a title follows
    return f.n >= max(least, 1.2 * title.n) and f.function_share >= STANDFIRST


def _is_masthead(f: Features) -> bool:
    """Whether a line is the name of the institution that issues the page: "Embassy of X in Y"."""
    return f.n <= 9 and f.folded.startswith(maker_words().mastheads) and f.capital_share >= 0.99


def _signed_below(above: _Above, i: int) -> float:
    """How closely a byline, a day or a job follows: a headline is signed, a teaser and a subhead seldom are."""
    titles = 0
    for j in range(i + 1, min(above.first, i + 7)):
        if above.signs(j):
            return SIGNED - 0.3 * (j - i) - 0.8 * max(0, titles - 1)
        g = above.lines[j]
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


@lru_cache(maxsize=256)
def _overlap(text: str, lead: str) -> float:
    """The share of a line's content words that the body's opening uses as well, by their first five letters."""
    known = words().function_words
    mine = {w.lower()[:5] for w in patterns.WORD.findall(text) if w.lower() not in known}
    return len(mine & _stems(lead)) / len(mine) if mine else 0.0


@lru_cache(maxsize=4)
def _stems(lead: str) -> frozenset[str]:
    return frozenset(w.lower()[:5] for w in patterns.WORD.findall(lead[:2500]))


def _same_title(one: str, other: str) -> bool:
    return _same_key(_key(one), _key(other))


def _key(folded: str) -> str:
    """What two spellings of a title share: no marks at its ends."""
    return bare(folded).rstrip(".")


def _same_key(a: str, b: str) -> bool:
    return a == b or (min(len(a), len(b)) > 25 and abs(len(a) - len(b)) < 30 and (a.startswith(b) or b.startswith(a)))


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
