"""What the words of one line mark it as: furniture of a page, a caption, a byline, a dateline, a bio."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapporteur.clean import datefind, patterns
from rapporteur.clean.words import PageWords

LOOKED_AT = 3000  # code points of a line that are looked at
LONG = 90  # words from which prose is no appeal and no caption
_PLAIN = (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("–", "-"), ("—", "-"), ("\u00a0", " "))
_ENDS = "•●▪◦►▶»›→←«‹|*#+/- \t\n\r\f\v\u2028\u2029\x1c\x1d\x1e\x1f\x85"
_CLOCKS = re.compile(
    r"\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?|\b(?:[ap]\.?m\.?|at|on|and|date|min|mins|read|(?-i:[A-Z]{2,4}))(?=\W|$)|[^\w\s]|\d",
    re.IGNORECASE,
)
_BIO_VERBS = frozenset({"is", "was", "works", "serves", "covers", "writes", "reports"})
_BIO_ARTICLE = re.compile(r"(?:an?|the|our|one of|currently|also|based|as an?)\b")
_REPORTED = frozenset({"said", "told", "according"})
_DIGIT = re.compile(r"\d")
_DATELINE = re.compile(r"[:—–)/-]")


def fold(text: str) -> str:
    """Lower case, plain quotes and dashes, folded blanks: the form in which word lists are matched."""
    text = text[:LOOKED_AT]
    if text.isascii():
        return " ".join(text.lower().split())
    for curled, plain in _PLAIN:  # several times as fast as a table of single characters
        text = text.replace(curled, plain)
    return " ".join(text.casefold().split())


def bare(folded: str) -> str:
    """A folded line without bullets, arrows and the like at its ends."""
    return folded.lstrip(_ENDS + "·.,:;").rstrip(_ENDS + "·").rstrip(":").strip()


def furniture(
    folded: str, stripped: str, found: Sequence[str], keyed: Sequence[str], n: int, prose: bool, w: PageWords
) -> str:
    """The word list of ``page.toml`` that the line carries, "" for none.

    ``stripped`` is the line made ``bare``, ``found`` are its ``runs``, ``keyed`` the same, or none where no phrase can
    stand inside it; prose of ``LONG`` and more needs none.
    """
    if not stripped or n == 0:
        return "symbols"
    said = w.furniture.whole.get(stripped) or w.furniture.whole.get(folded)
    if not said and not (prose and n > 60):
        said = w.furniture.starts(stripped, found)
    if said:
        return said
    if n < LONG and '"' not in folded and (w.appeal.starts(stripped, found) or w.appeal.within(folded, keyed)):
        return "appeal"
    if not prose and (said := w.furniture.within(folded, keyed)):
        return said
    return _counted(folded, stripped, n, w)


def _counted(folded: str, stripped: str, n: int, w: PageWords) -> str:
    if _reading_time(stripped) or (n <= 6 and _number_or_address(stripped)):
        return "count"
    if n <= 9 and "ago" in stripped and patterns.AGO_INSIDE.search(stripped):
        return "ago"
    if folded.endswith(":") and stripped.strip(" :*") in w.comment_fields:
        return "comments"
    return ""


def _reading_time(stripped: str) -> bool:
    can_be = stripped[0].isdigit() or stripped.startswith("reading")
    return can_be and bool(patterns.READING_TIME.match(stripped))


def _number_or_address(stripped: str) -> bool:
    # A line that opens with a letter is no number; most lines do, so they are asked for a dot alone.
    if stripped[0].isalpha():
        return ("." in stripped or ":" in stripped) and bool(patterns.ADDRESS.match(stripped))
    return any(p.match(stripped) for p in (patterns.COUNT, patterns.CLOCK, patterns.ADDRESS))


def is_caption(text: str, folded: str, found: Sequence[str], keyed: Sequence[str], n: int, w: PageWords) -> bool:
    """Whether the line is the text of a picture: its credit, or the words before or after it."""
    if n > 70 or n == 0:
        return False
    if w.caption.starts(folded, found) or (n <= 60 and w.caption.ends(folded, found)):
        return True
    if n <= 45 and w.caption.within(folded, keyed):
        return True
    if "hoto" in text[-8:] and patterns.PHOTO_CREDIT.search(text):
        return True
    tail = text[-120:]
    credit = patterns.CAPTION_DASH.search(tail) if " -" in tail or " –" in tail or " —" in tail else None
    if credit is None:
        return False
    parts = re.split(r"[/ ]", credit.group("credit").lower())
    return bool(set(parts) & w.photo_agencies) or "/" in credit.group("credit")


def is_byline(text: str, folded: str, stripped: str, n: int, w: PageWords) -> bool:
    """A short line that names who wrote: "By X", "By X | date", a desk."""
    if n == 0 or n > 20:
        return False
    if stripped in w.desks:
        return True
    lead = w.byline_lead.match(text)
    if not lead or not lead.group().strip():
        return False
    rest = text[lead.end() :].strip()
    if not rest:
        return folded.startswith(("by", "written by"))
    if patterns.SENTENCE_END.search(rest) and n > 8:
        return False
    return rest[:1].isupper() or fold(rest) in w.desks


def has_dateline(text: str, w: PageWords) -> bool:
    """Whether the line opens with a place in capitals, or a place with an agency or a day."""
    # A dateline opens with a capital and ends in a mark; most lines have none near their start.
    if not text[:1].isupper() or not _DATELINE.search(text, 0, 100):
        return False
    forms = [patterns.DATELINE_CAPS]
    forms += [patterns.DATELINE_AGENCY] if "(" in text or "/" in text else []
    forms += [patterns.DATELINE_DAY] if "," in text and _DIGIT.search(text) else []
    for pattern in forms:
        m = pattern.match(text)
        if m and m.end() < len(text) and not text[m.end() :].startswith(("http", "//")):
            return fold(m.group("place")) not in w.not_places
    return False


def is_bio(folded: str, n: int, w: PageWords) -> bool:
    """ "X is a reporter ...": who an author or outlet is, in the page's own words."""
    if not 5 <= n <= 130:
        return False
    if _BIO_VERBS.isdisjoint(folded.split(None, 10)[1:10]):
        return False
    tokens = folded.split()
    verb = next(i for i, t in enumerate(tokens[1:10], 1) if t in _BIO_VERBS)
    after = " ".join(tokens[verb + 1 : verb + 12])
    return bool(_BIO_ARTICLE.match(after) and w.trades.search(after)) and _REPORTED.isdisjoint(tokens)


def is_date(text: str, found: tuple[datefind.Found, ...], w: PageWords) -> bool:
    """A date with at most a clock, a zone and the words that stand beside dates."""
    if not found:
        return False
    rest = text
    for one in reversed(found):
        rest = rest[: one.start] + " " + rest[one.end :]
    for pattern in (w.dates.published, w.dates.updated, w.dates.crawled):
        rest = pattern.sub(" ", rest)
    return len(_CLOCKS.sub(" ", rest).split()) <= 1


def starts_story(byline: bool, dateline: bool, dated: bool) -> float:
    """How surely the article lies after the line."""
    return 1.0 if dateline else 0.7 if byline else 0.5 if dated else 0.0


def ends_story(folded: str, stripped: str, kind: str, n: int, w: PageWords) -> float:
    """How surely the article lies before the line."""
    if kind == "comments":
        strong = w.comments.starts(folded) or stripped in {"leave a reply", "leave a comment", "post a comment"}
        return 1.0 if strong else 0.5
    if kind in {"other_stories", "tags", "author_box"}:
        return 0.4 if n <= 8 else 0.2
    return 0.3 if kind == "ago" else 0.0
