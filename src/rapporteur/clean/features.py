"""What one line shows of itself: shape, words, place among its neighbours. No decision is taken here."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from rapporteur.clean import datefind, patterns
from rapporteur.clean.source_lines import Source, SourceLine
from rapporteur.clean.words import PageWords, Phrases, words

LOOKED_AT = 3000  # code points of a line that are looked at
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})
_TRIM = re.compile(r"^[\s•●▪◦►▶»›→←«‹|*#+·.,:;/-]+|[\s»›→←«‹|*#+·/-]+$")


_CLOCKS = re.compile(
    r"\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?|\b(?:[ap]\.?m\.?|at|on|and|date|min|mins|read|(?-i:[A-Z]{2,4}))(?=\W|$)|[^\w\s]|\d",
    re.IGNORECASE,
)
_BIO_VERBS = frozenset({"is", "was", "works", "serves", "covers", "writes", "reports"})
_BIO_ARTICLE = re.compile(r"(?:an?|the|our|one of|currently|also|based|as an?)\b")


def fold(text: str) -> str:
    """Lower case, plain quotes and dashes, folded blanks: the form in which word lists are matched."""
    return " ".join(text[:LOOKED_AT].translate(_QUOTES).casefold().split())


def bare(folded: str) -> str:
    """A folded line without bullets, arrows and the like at its ends."""
    return _TRIM.sub("", folded).rstrip(":").strip()


@dataclass(frozen=True, slots=True)
class Features:
    """One line's observable properties; counts are of words, shares lie in 0..1.

    ``furniture`` names the word list of ``page.toml`` that the line carries ("" for none); ``ends_story`` is how
    surely the article lies before this line and ``starts_story`` how surely it lies after it, both 0..1.
    """

    text: str
    folded: str
    n: int
    function_share: float
    capital_share: float
    sentence: bool
    sentences: int
    bullet: bool
    numbered: bool
    capitals: bool
    colon: bool
    cut_short: bool
    date_only: bool
    has_date: bool
    repeats: int
    repeats_near: bool
    caption: bool
    byline: bool
    dateline: bool
    furniture: str
    bio: bool
    starts_story: float
    ends_story: float
    indent: int
    gap: bool
    tag: str
    links: float
    aside: bool
    main: bool | None


def features(source: Source) -> tuple[Features, ...]:
    """The features of every line of a page, in order."""
    w = words()
    folded = [fold(line.text) for line in source.lines]
    counts = Counter(folded)
    out: list[Features] = []
    for i, line in enumerate(source.lines):
        near = folded[max(0, i - 2) : i] + folded[i + 1 : i + 3]
        out.append(_features(line, folded[i], counts[folded[i]], folded[i] in near, w))
    return tuple(out)


def _features(line: SourceLine, folded: str, repeats: int, near: bool, w: PageWords) -> Features:
    text = line.text[:LOOKED_AT]
    tokens = patterns.WORD.findall(text)
    n = len(tokens)
    lowered = [t.lower() for t in tokens]
    content = [t for t in tokens if t.lower() not in w.function_words]
    sentence = bool(patterns.SENTENCE_END.search(text))
    dates = datefind.find(text) if n < 40 else ()
    date_only = bool(dates) and _little_besides(text, w)
    prose = n >= 25 and sentence
    furniture = _furniture(folded, n, prose, w)
    byline = is_byline(text, n)
    caption = line.tag in {"figcaption", "caption"} or is_caption(text, folded, n, w)
    dateline = n >= 8 and not caption and furniture in {"", "author_box"} and has_dateline(text)
    return Features(
        text=line.text,
        folded=folded,
        n=n,
        function_share=sum(t in w.function_words for t in lowered) / n if n else 0.0,
        capital_share=sum(t[0].isupper() for t in content) / len(content) if content else 0.0,
        sentence=sentence,
        sentences=len(re.findall(r"[.!?][\"”’)]*\s+[\"“‘(]?[A-Z]", text)) + int(sentence),
        bullet=bool(patterns.BULLET.match(text)),
        numbered=bool(patterns.NUMBERED.match(text)),
        capitals=bool(patterns.CAPITALS.match(text)),
        colon=folded.endswith(":"),
        cut_short=bool(patterns.CUT_SHORT.search(text)),
        date_only=date_only,
        has_date=bool(dates),
        repeats=repeats,
        repeats_near=near,
        caption=caption,
        byline=byline,
        dateline=dateline,
        furniture=furniture,
        bio=_is_bio(folded, n, w),
        starts_story=_starts(byline, dateline, date_only and any(d.year for d in dates), line.tag),
        ends_story=_ends(folded, furniture, n, w),
        indent=line.indent,
        gap=line.gap,
        tag=line.tag,
        links=line.links,
        aside=line.aside,
        main=line.main,
    )


def _little_besides(text: str, w: PageWords) -> bool:
    """A date with at most a clock, a zone and the words that stand beside dates."""
    rest = text
    for found in reversed(datefind.find(text)):
        rest = rest[: found.start] + " " + rest[found.end :]
    for pattern in (w.dates.published, w.dates.updated, w.dates.crawled):
        rest = pattern.sub(" ", rest)
    rest = _CLOCKS.sub(" ", rest)
    return len(rest.split()) <= 1


def _furniture(folded: str, n: int, prose: bool, w: PageWords) -> str:
    stripped = bare(folded)
    if not stripped or n == 0:
        return "symbols"
    lists: tuple[tuple[str, Phrases], ...] = (
        ("comments", w.comments),
        ("other_stories", w.other_stories),
        ("tags", w.tags),
        ("share", w.share),
        ("author_box", w.author_box),
        ("menu", w.menu),
    )
    for name, phrases in lists:
        if stripped in phrases.whole or folded in phrases.whole:
            return name
    for name, phrases in lists:
        if phrases.starts(stripped) and not (prose and n > 60):
            return name
    if n < 90 and not _quoted(folded) and (w.appeal.starts(stripped) or w.appeal.within(folded)):
        return "appeal"
    if not prose:
        for name, phrases in lists:
            if phrases.within(folded):
                return name
    shapes = (patterns.READING_TIME, patterns.COUNT, patterns.CLOCK, patterns.ADDRESS)
    if any(p.match(stripped) for p in shapes):
        return "count"
    if n <= 9 and patterns.AGO_INSIDE.search(stripped):
        return "ago"
    if folded.rstrip().endswith(":") and stripped.strip(" :*") in w.comment_fields:
        return "comments"
    return ""


def _quoted(folded: str) -> bool:
    return '"' in folded


def is_caption(text: str, folded: str, n: int, w: PageWords) -> bool:
    """Whether the line is the text of a picture: its credit, or the words before or after it."""
    if n > 70 or n == 0:
        return False
    if w.caption.starts(folded) or (n <= 60 and w.caption.ends(folded)):
        return True
    if n <= 45 and w.caption.within(folded):
        return True
    if patterns.PHOTO_CREDIT.search(text):
        return True
    credit = patterns.CAPTION_DASH.search(text)
    if credit is None:
        return False
    parts = re.split(r"[/ ]", credit.group("credit").lower())
    return bool(set(parts) & w.photo_agencies) or "/" in credit.group("credit")


def is_byline(text: str, n: int) -> bool:
    """A short line that names who wrote: "By X", "By X | date", a desk."""
    if n == 0 or n > 20:
        return False
    folded = fold(text)
    if bare(folded) in words().desks:
        return True
    lead = words().byline_lead.match(text)
    if not lead or not lead.group().strip():
        return False
    rest = text[lead.end() :].strip()
    if not rest:
        return folded.startswith(("by", "written by"))
    if patterns.SENTENCE_END.search(rest) and n > 8:
        return False
    first = rest.split()[0]
    return first[:1].isupper() or fold(rest) in words().desks


def has_dateline(text: str) -> bool:
    """Whether the line opens with a place in capitals, or a place with an agency or a day."""
    for pattern in (patterns.DATELINE_CAPS, patterns.DATELINE_AGENCY, patterns.DATELINE_DAY):
        m = pattern.match(text)
        if m and m.end() < len(text) and not text[m.end() :].startswith(("http", "//")):
            return fold(m.group("place")) not in words().not_places
    return False


def _is_bio(folded: str, n: int, w: PageWords) -> bool:
    """ "X is a reporter ...": who an author or outlet is, in the page's own words."""
    if not 5 <= n <= 130:
        return False
    tokens = folded.split()
    verb = next((i for i, t in enumerate(tokens[1:10], 1) if t in _BIO_VERBS), None)
    if verb is None:
        return False
    after = " ".join(tokens[verb + 1 : verb + 12])
    trade = w.trades.search(after)
    return bool(_BIO_ARTICLE.match(after) and trade and not {"said", "told", "according"} & set(tokens))


def _starts(byline: bool, dateline: bool, dated: bool, tag: str) -> float:
    return 1.0 if dateline or tag == "h1" else 0.7 if byline else 0.5 if dated else 0.0


def _ends(folded: str, furniture: str, n: int, w: PageWords) -> float:
    if furniture == "comments":
        strong = w.comments.starts(folded) or bare(folded) in {"leave a reply", "leave a comment", "post a comment"}
        return 1.0 if strong else 0.5
    if furniture in {"other_stories", "tags", "author_box"}:
        return 0.4 if n <= 8 else 0.2
    if furniture == "ago":
        return 0.3
    return 0.0
