"""Live blogs: one page, many articles, each entry with its own time and heading.

A page is a live blog if it says so - in a title, its address, or its markup - and holds at least three times with prose
under each. Its entries are told apart by these times; the heading stands above the time or below it, the same way on
the whole page. What stands above the first entry is an article of its own if it holds prose. Any other page is one
article, the same that ``clean`` gives.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from html import unescape
from typing import TYPE_CHECKING

from rapporteur.clean import dates, language, stamps
from rapporteur.clean.article import IN_BODY, article_of, identity, name_of, source_of, whole_of
from rapporteur.clean.datefind import Found, find
from rapporteur.clean.decode import text_of
from rapporteur.clean.features import Features, bare, features, fold
from rapporteur.clean.label import Scorer, walk
from rapporteur.clean.line_model import learned_scores
from rapporteur.clean.live_days import Anchor, PageDays, Timed, days_of
from rapporteur.clean.live_words import live_words
from rapporteur.clean.roles import assign
from rapporteur.clean.source_lines import Metadata, Source, SourceLine, fold_spaces
from rapporteur.clean.stamps import Stamp
from rapporteur.model import ENTRY_MARK, Article, DateRange, Line, LineRole, Page, Refusal

if TYPE_CHECKING:
    from rapporteur.world import World

FEWEST = 3  # entries with prose, of a live blog
FEWEST_WORDS = 4  # of an entry's text
INTRODUCTION = 25  # words above the first entry that make an article
HEAD = 40  # lines above the first entry in which a page says that it is live
SHORT, LONGEST_TITLE = 25, 200  # words of a line that is a title, and its code points
_TIME = re.compile(r"<time\b[^>]*?\bdatetime\s*=\s*[\"']?([^\"'\s>]{10,40})[^>]*>(.{0,400}?)</time>", re.I | re.S)
_YEARS = (1970, 2199)
_TAG = re.compile(r"<[^>]{0,300}>")


def entries(
    page: Page, *, world: World | None = None, scorer: Scorer = learned_scores
) -> tuple[Article, ...] | Refusal:
    """The articles of a page: those of a live blog's entries in the page's order, of any other page the one.

    An entry's ``source`` is the page's with ``#entry-`` and its time behind it, ``entry_of`` the page's own; its ``id``
    hashes the page's name and the entry's words alone, so that it stays while the page grows. ``world``, ``scorer`` and
    refusals are those of ``clean``. Never raises on any bytes.
    """
    text = text_of(page)
    if isinstance(text, Refusal):
        return text
    source = source_of(page, text)
    blog = _blog(page, text, source, scorer) if _may_be_live(page, source) else None
    found = _articles(page, blog, world) if blog is not None else ()
    if len(found) >= FEWEST:
        return found
    whole = whole_of(page, source, world, scorer)
    return whole if isinstance(whole, Refusal) else (whole,)


def _may_be_live(page: Page, source: Source) -> bool:
    """Whether anything says that the page is live, its times not looked at: that costs an ordinary page little."""
    short = [line.text for line in source.lines if len(line.text) <= LONGEST_TITLE]
    together = "\n".join(short).lower()
    hinted = any(hint in together for hint in live_words().hints)
    return _stated_live(page, source.metadata) or (hinted and any(map(_says_live, short)))


def _stated_live(page: Page, metadata: Metadata) -> bool:
    w = live_words()
    if any(kind in (metadata.kind or "").lower() for kind in w.kinds):
        return True
    titles = (metadata.title or "", metadata.page_title or "")
    return bool(w.addresses.search(page.url or metadata.url or "")) or any(map(_says_live, titles))


def _says_live(title: str) -> bool:
    w, lowered = live_words(), title.lower()
    return any(hint in lowered for hint in w.hints) and bool(w.titles.search(title) or w.edges.search(title.strip()))


@dataclass(frozen=True, slots=True)
class _Blog:
    """A page's lines, with scores and roles, where its entries begin, and the time of each."""

    source: Source
    lines: tuple[Features, ...]
    scores: list[float]
    starts: tuple[int, ...]
    stamps: tuple[Stamp, ...]
    stamp_lines: frozenset[int]
    headings: tuple[int | None, ...]
    moments: dict[int, datetime]

    def bounds(self, k: int) -> tuple[int, int]:
        """The first line of an entry and the one behind its last."""
        return self.starts[k], self.starts[k + 1] if k + 1 < len(self.starts) else len(self.lines)

    def moment(self, k: int) -> datetime | None:
        """What markup gives for an entry's time."""
        first, end = self.bounds(k)
        return next((self.moments[i] for i in range(first, end) if i in self.moments and i in self.stamp_lines), None)


def _blog(page: Page, text: str, source: Source, scorer: Scorer) -> _Blog | None:
    """The page as a live blog; None where it is none."""
    source = _parted(source)
    lines = tuple(_once(f) for f in features(source))
    seen = {i: s for i, f in enumerate(lines) if (s := stamps.whole(f.text)) is not None}
    groups = _without_head(lines, _groups(lines, seen))
    if len(groups) < FEWEST:
        return None
    head = [f.text for f in lines[: groups[0][0]][-HEAD:] if f.n <= SHORT and not f.sentence]
    if not _stated_live(page, source.metadata) and not any(map(_says_live, head)):
        return None
    above = _headed_above(lines, [first for first, _, _ in groups])
    starts = [_start(lines, first, above) for first, _, _ in groups]
    found = _Blog(
        source,
        lines,
        scorer(lines),
        tuple(starts),
        tuple(stamp for _, _, stamp in groups),
        frozenset(seen),
        tuple(
            start if start < first else _heading_below(lines, last)
            for start, (first, last, _) in zip(starts, groups, strict=True)
        ),
        _moments(text, lines) if source.markup else {},
    )
    return found if _has_prose(found) else None


def _parted(source: Source) -> Source:
    """The lines, those that hold a time and a text parted into two, where at least three are of that sort."""
    before = {i: p for i, line in enumerate(source.lines) if (p := _in_two(line.text)) is not None}
    if len(before) < FEWEST:
        return source
    out: list[SourceLine] = []
    for i, line in enumerate(source.lines):
        one, two = before.get(i, (line.text, ""))
        out.append(replace(line, text=one))
        if two:
            out.append(replace(line, text=two, gap=False))
    return replace(source, lines=tuple(out))


def _in_two(text: str) -> tuple[str, str] | None:
    if stamps.whole(text) is not None:
        return None
    if lead := stamps.leading(text):
        return lead[0].text, lead[1]
    tail = stamps.trailing(text)
    return (tail[1].text, tail[0]) if tail else None


def _groups(lines: Sequence[Features], seen: dict[int, Stamp]) -> list[tuple[int, int, Stamp]]:
    """First and last line of each entry's time, and the time; what only tells of a change parts no entries."""
    if sum(not s.updated for s in seen.values()) >= FEWEST:
        seen = {i: s for i, s in seen.items() if not s.updated}
    end = next((i for i, f in enumerate(lines) if f.furniture == "comments" and f.ends_story == 1.0), len(lines))
    out: list[tuple[int, int, Stamp]] = []
    for i in sorted(i for i in seen if i < end):
        if (
            out
            and i - out[-1][1] <= 2
            and _completes(out[-1][2], seen[i])
            and all(f.n <= 3 for f in lines[out[-1][1] : i])
        ):
            first, _, stamp = out.pop()
            out.append((first, i, stamp.joined(seen[i])))
        else:
            out.append((i, i, seen[i]))
    return out


def _once(f: Features) -> Features:
    """A sentence that stands twice, as where a summary says it again, is no worse for that."""
    return f._replace(repeats=1, repeats_near=False) if f.repeats == 2 and f.sentence and f.n >= 8 else f


def _without_head(lines: Sequence[Features], groups: list[tuple[int, int, Stamp]]) -> list[tuple[int, int, Stamp]]:
    """The times without those on top that are the page's own: with a day where others have none, or over no prose."""
    dated = sum(stamp.day is not None for _, _, stamp in groups) >= 0.5 * len(groups)
    while len(groups) > 1 and (
        (groups[0][2].day is not None and not dated)
        or not any(f.n >= 6 for f in lines[groups[0][1] + 1 : groups[1][0]])
    ):
        groups = groups[1:]
    return groups


def _completes(one: Stamp, other: Stamp) -> bool:
    """Whether two times beside each other can be one entry's ("3h ago", "14.32 BST")."""
    return (one.minutes is None) != (other.minutes is None) or (one.ago is None) != (other.ago is None)


def _title_like(f: Features) -> bool:
    if not 2 <= f.n <= SHORT or f.furniture or f.caption or f.byline or f.date_only or f.bullet:
        return False
    return f.tag in {"h1", "h2", "h3", "h4", "h5", "h6"} or not f.sentence or f.text.endswith(("?", "!", "”", "’", '"'))


def _headed_above(lines: Sequence[Features], at: Sequence[int]) -> bool:
    """Whether the headings stand over the times of this page, not under them."""
    over = sum(i > 0 and _title_like(lines[i - 1]) for i in at)
    under = sum(i + 1 < len(lines) and _title_like(lines[i + 1]) for i in at)
    return over > under and over >= 0.5 * len(at)


def _start(lines: Sequence[Features], first: int, above: bool) -> int:
    return first - 1 if above and first > 0 and _title_like(lines[first - 1]) else first


def _heading_below(lines: Sequence[Features], last: int) -> int | None:
    """The title right under a time, over labels and names; None where prose or nothing follows."""
    for i in range(last + 1, min(last + 4, len(lines))):
        f = lines[i]
        if _title_like(f) and f.n >= 3:
            return i
        if f.n >= 6 and not f.byline:
            return None
    return None


def _has_prose(blog: _Blog) -> bool:
    """Whether prose stands under most of the times: a list of other stories' titles and times has none."""
    told = 0
    for k in range(len(blog.starts)):
        start, end = blog.bounds(k)
        told += any(f.n >= 8 and f.sentence and not f.furniture and not f.caption for f in blog.lines[start:end])
    return told >= FEWEST and told >= 0.5 * len(blog.starts)


def _moments(text: str, lines: Sequence[Features]) -> dict[int, datetime]:
    """What ``<time datetime>`` gives for lines that show it, in the page's order."""
    given: dict[str, list[datetime]] = defaultdict(list)
    for m in _TIME.finditer(text):
        try:
            moment = datetime.fromisoformat(m.group(1))
        except ValueError:
            continue
        if not _YEARS[0] <= moment.year <= _YEARS[1]:
            continue
        given[fold(fold_spaces(unescape(_TAG.sub("", m.group(2)))))].append(moment)
    found: dict[int, datetime] = {}
    for i, f in enumerate(lines):
        if waiting := given.get(f.folded):
            found[i] = waiting.pop(0)
    return found


# The articles ------------------------------------------------------------------------------------------------------


def _articles(page: Page, blog: _Blog, world: World | None) -> tuple[Article, ...]:
    """The introduction, if there is one, and the entries that hold prose; no line is lost."""
    whole = _whole(page, blog, world)
    if whole is None:
        return ()
    published = _published(page, blog, whole)
    out: list[Article] = []
    waiting: tuple[Line, ...] = ()
    names: dict[str, int] = defaultdict(int)
    for k in range(-1, len(blog.starts)):
        made = _entry(page, blog, k, whole, world)
        if isinstance(made, tuple):
            waiting += made
            continue
        when = whole.published if k < 0 else published[k] or made.published
        made = _named(page, replace(made, published=when), _key(blog, k, when), names)
        out.append(replace(made, lines=(*waiting, *made.lines)))
        waiting = ()
    if out and waiting:
        out[-1] = replace(out[-1], lines=(*out[-1].lines, *waiting))
    return tuple(out)


def _whole(page: Page, blog: _Blog, world: World | None) -> Article | None:
    """The page as one article, for what its entries share; None where it is in a language without a folder."""
    roles = assign(blog.lines, blog.scores, walk(blog.lines, blog.scores))
    body = "\n".join(f.text for f, role in zip(blog.lines, roles, strict=True) if role in IN_BODY)
    code = language.language_of(body)
    return article_of(page, blog.source, blog.lines, roles, code, world) if body and language.has_folder(code) else None


def _published(page: Page, blog: _Blog, whole: Article) -> list[DateRange | None]:
    timed: list[Timed] = []
    heading: Found | None = None
    start = blog.starts[0]
    for k, stamp in enumerate(blog.stamps):
        first, end = blog.bounds(k)
        timed.append(Timed(stamp, heading, blog.moment(k)))
        heading = next(
            (d for f in blog.lines[first:end] if f.date_only and stamps.whole(f.text) is None for d in find(f.text)),
            heading,
        )
    found = dates.candidates(blog.lines[:start], None, start, start, blog.source.metadata, page.url)
    anchors = [(c.role, Anchor(c.date, _clock(c.stamp or c.why), c.why)) for c in found]
    first_day = next((a for role, a in anchors if role == "published"), None)
    last_day = max((a for role, a in anchors if role == "updated"), key=lambda a: a.day, default=None)
    if first_day is None and whole.published.basis == "stated" and whole.published.earliest:
        first_day = Anchor(whole.published.earliest, None, whole.published.why[0])
    return days_of(timed, PageDays(first_day, last_day, page.fetched))


def _clock(text: str) -> int | None:
    """Minutes of the clock in a stamp or in the words that state a day."""
    m = re.search(r"(?:[T\s]|^)([01]?\d|2[0-3]):([0-5]\d)", text)
    return 60 * int(m.group(1)) + int(m.group(2)) if m else None


def _entry(page: Page, blog: _Blog, k: int, whole: Article, world: World | None) -> Article | tuple[Line, ...]:
    """The article of one entry, -1 for what stands above the first; its lines alone where it holds no prose."""
    start, end = blog.bounds(k) if k >= 0 else (0, blog.starts[0])
    lines, scores = blog.lines[start:end], blog.scores[start:end]
    roles = assign(lines, scores, walk(lines, scores)) if lines else []
    heading = blog.headings[k] if k >= 0 else None
    for i in range(start, end):
        if i in blog.stamp_lines:
            roles[i - start] = "date"
        elif i == heading:
            roles[i - start] = "headline"
    told = sum(f.n for f, role in zip(lines, roles, strict=True) if role in IN_BODY)
    if told < (FEWEST_WORDS if k >= 0 else INTRODUCTION):
        return tuple(Line(_unread(role), f.text) for f, role in zip(lines, roles, strict=True))
    title = blog.lines[heading].text if heading is not None else whole.headline
    metadata = (
        replace(blog.source.metadata, title=title, authors=(), bodies=(), bylines=())
        if k >= 0
        else blog.source.metadata
    )
    source = Source(blog.source.lines[start:end], metadata, blog.source.markup, blog.source.cut if k < 0 else None)
    made = article_of(page, source, lines, roles, whole.language, world)
    return replace(
        made,
        headline=title,
        alternative_headline=whole.headline if title != whole.headline else made.alternative_headline,
        author=made.author or whole.author,
        agency=made.agency or whole.agency,
        publisher=whole.publisher,
        genre="news" if made.genre in {"editorial", "other"} else made.genre,
    )


def _unread(role: LineRole) -> LineRole:
    return "boilerplate" if role in IN_BODY else role


def _key(blog: _Blog, k: int, when: DateRange) -> str:
    """What tells an entry from the others of its page: its day and clock as far as they are known."""
    if k < 0:
        return "top"
    minutes, moment = blog.stamps[k].minutes, blog.moment(k)
    if minutes is None and moment is not None:
        minutes = 60 * moment.hour + moment.minute
    clock = "" if minutes is None else f"{minutes // 60:02}:{minutes % 60:02}"
    day: date | None = when.earliest if when.days == 1 else None
    return "T".join(part for part in (day.isoformat() if day else "", clock) if part) or "undated"


def _named(page: Page, article: Article, key: str, names: dict[str, int]) -> Article:
    """The entry with its own source and id; among several with the same words or time the later ones are numbered."""
    names[key] += 1
    number = f"-{names[key]}" if names[key] > 1 else ""
    words = f"{bare(fold(article.headline or ''))}\x1f{article.body}"
    names[words] += 1
    return replace(
        article,
        id=identity(name_of(page), "entry", article.headline or "", article.body, str(names[words])),
        source=f"{page.source}{ENTRY_MARK}{key}{number}",
        entry_of=page.source,
    )
