"""What sort of page it is, and whether it is an article at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from rapporteur.clean.features import Features, bare, fold
from rapporteur.clean.maker_words import maker_words
from rapporteur.clean.source_lines import Metadata
from rapporteur.clean.words import words
from rapporteur.model import Genre

_ORDER: tuple[Genre, ...] = ("editorial", "interview", "communique", "release", "analysis")

# Types of JSON-LD that say what sort of article it is; "NewsArticle" and "Article" are used for all sorts.
_MARKED: tuple[tuple[str, Genre], ...] = (
    ("opinionnewsarticle", "editorial"),
    ("analysisnewsarticle", "analysis"),
    ("backgroundnewsarticle", "analysis"),
    ("pressrelease", "release"),
    ("interview", "interview"),
)
INDEX = "the page is an index of many stories, not one article; give the address of each story"
FEWEST_TEASERS = 4
LEAD = 100  # code points in which a question or an answer is marked as one
MOST_TEASER = 50  # words of a teaser's text


def genre(
    lines: Sequence[Features],
    at: int | None,
    first: int,
    headline: str | None,
    body: str,
    url: str | None,
    metadata: Metadata,
) -> Genre:
    """The genre, from section words near the headline, the address, the headline itself, and the body's shape."""
    w = words()
    title = fold(headline or "")
    if w.communique_titles.search(title):
        return "communique"
    marked = next((genre for kind, genre in _MARKED if kind in (metadata.kind or "").lower()), None)
    if marked:
        return marked
    said = _sections(lines, at, first) + [bare(fold(s)) for s in (metadata.section or "").split(",")]
    said += [p.replace("-", " ") for p in re.split(r"[/?#]", (url or "").lower())[3:-1]]
    for kind in _ORDER:
        if any(s in w.genres[kind] for s in said) or title.split(":")[0] in w.genres[kind]:
            return kind
    if w.interview_marks and sum(fold(p[:LEAD]).startswith(w.interview_marks) for p in body.split("\n")) >= 4:
        return "interview"
    numbered = sum(bool(re.match(r"\d{1,3}[.)]\s", p)) for p in body.split("\n"))
    if numbered >= 4 and w.communique_openings.match(fold(body[:200])):
        return "communique"
    if "for immediate release" in fold(body[:400]) or any("for immediate release" in f.folded for f in lines[:first]):
        return "release"
    return "news"


def _sections(lines: Sequence[Features], at: int | None, first: int) -> list[str]:
    """Short lines right around the headline: two above, and those between it and the body."""
    if at is None:
        return []
    heads = [i for i in range(first) if lines[i].folded == lines[at].folded] or [at]
    near = {j for h in heads for j in range(max(0, h - 2), h)} | set(range(at + 1, min(first, at + 4)))
    return [lines[j].bare for j in sorted(near) if lines[j].n <= 3]


def why_no_article(lines: Sequence[Features], body_lines: Sequence[int], body: str) -> str | None:
    """Why the page holds no article (error page, paywall stub, index page, no prose); None where it does."""
    w = words()
    count = len(body.split())
    whole = " ".join(f.folded for f in lines[:60])
    if count < 120 and w.error.search(whole):
        return (
            "the page is an error or check page of the site, not an article; fetch it again or give the saved article"
        )
    if count < 80 and any(w.paywall.search(f.folded) for f in lines):
        return f"the page holds back its text behind a subscription ({count} words are shown); give the full article"
    if _is_listing(lines):
        return INDEX
    if count < 8:
        return f"the page has no article text (its longest prose has {count} words); give the page of one article"
    if _is_index(lines, body_lines):
        return INDEX
    return None


def _is_index(lines: Sequence[Features], body_lines: Sequence[int]) -> bool:
    """Teasers: many short pieces of prose, each parted from the next by titles, dates or labels."""
    if len(body_lines) < 5:
        return False
    parted = sum(b - a > 1 for a, b in pairwise(body_lines))
    mean = sum(lines[i].n for i in body_lines) / len(body_lines)
    between = [lines[i] for a, b in pairwise(body_lines) for i in range(a + 1, b)]
    labels = sum(
        bool(f.date_only or f.furniture in {"ago", "other_stories", "menu", "count"} or f.links > 0.7) for f in between
    )
    cut = sum(lines[i].cut_short for i in body_lines)
    return (
        parted >= 0.8 * (len(body_lines) - 1) and mean < 35 and (labels >= 0.5 * parted or cut >= 0.5 * len(body_lines))
    )


def _is_listing(lines: Sequence[Features]) -> bool:
    """Whether nearly all prose of the page is teasers: a title, a short text, and a day, a link or "Read more"."""
    prose = [i for i, f in enumerate(lines) if f.n >= 8 and (f.sentence or f.cut_short) and f.function_share >= 0.15]
    teasers = [i for i in prose if lines[i].n <= MOST_TEASER and not lines[i].caption and _title_of(lines, i)]
    labelled = sum(_is_labelled(lines, i) for i in teasers)
    words_of = sum(lines[i].n for i in prose)
    return (
        len(teasers) >= FEWEST_TEASERS
        and labelled >= 0.75 * len(teasers)
        and sum(lines[i].n for i in teasers) >= 0.75 * words_of
    )


def _title_of(lines: Sequence[Features], i: int) -> Features | None:
    """The title right above a teaser's text, over a line with its day or section."""
    for f in reversed(lines[max(0, i - 2) : i]):
        if 3 <= f.n <= 20 and not f.sentence and not f.date_only and not f.byline and not f.furniture and not f.caption:
            return f
        if f.n >= 8:
            return None
    return None


def _is_labelled(lines: Sequence[Features], i: int) -> bool:
    title = _title_of(lines, i)
    if lines[i].cut_short or (title is not None and title.links > 0.7):
        return True
    below = lines[i + 1] if i + 1 < len(lines) else None
    near = [g for g in (below, lines[i - 1]) if g is not None]
    return any(g.date_only or g.furniture in {"ago", "other_stories"} or g.bare in maker_words().more for g in near)
