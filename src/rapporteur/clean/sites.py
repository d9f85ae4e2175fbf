"""Lines that return on the pages of one site: menus, teasers, author boxes, appeals.

A first pass over the pages of a run counts, for each host, on how many of its pages a line stands (``Sites.add``). In
the second pass the share of the host's pages that have a line is one more witness against it (``Sites.scorer``), from
five pages on. Counting is blind to the order of the pages, and takes the same room for a site of any size: counters in
tables addressed by hashes (Cormode and Muthukrishnan's count-min sketch; with 100 lines a page a share is too high by
less than 1 in 100).

What returns is not always furniture. So a line is counted apart where it stands amid prose (next to a line of 20 words
or more): an article's opening that is a teaser on other pages is no stranger on its own. A sentence loses only among
lines that return (between two of them, under a title that does, behind the story's end), or if it speaks to the reader
or of the outlet, or tells who the author is: a wire's paragraph of background and a ministry's set phrase return, too.
A line of less than four words loses only in such a block: "He said:" and "Background" stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from urllib.parse import urlsplit

import numpy as np
import numpy.typing as npt

from rapporteur.clean.article import lines_of
from rapporteur.clean.decode import text_of
from rapporteur.clean.features import Features, fold
from rapporteur.clean.label import Scorer
from rapporteur.clean.line_model import learned_scores
from rapporteur.model import Page, Refusal

FEWEST_PAGES = 5  # of a host, for its lines to tell anything
FEWEST = 3  # pages that must have a line
SOME = 0.05  # share of the pages from which a line counts as returning
BLOCK = (SOME, 0.2)  # shares from which, and from which surely, a line in a block of such lines is the site's
TITLE = (0.2, 0.5)  # the same for a line that is no sentence and stands alone
ALONE = 0.6  # share from which a sentence that speaks of the outlet is the site's
REST = 40  # words of prose that a page must keep; a page without them is a copy of others, and is left as it is
LONG, SENTENCE, SHORT, CUE = 20, 8, 4, 2  # words
LOSS = 3.0  # log odds below which a line falls that surely returns
ROWS, WIDTH = 2, 16384
MOST_LINES = 2000  # of a page
_CANONICAL = re.compile(
    r"<link\b(?=[^>]*\brel\s*=\s*[\"']?canonical\b)[^>]*\bhref\s*=\s*[\"']?(https?://[^\"'\s>]+)"
    r"|<meta\b(?=[^>]*\bproperty\s*=\s*[\"']?og:url\b)[^>]*\bcontent\s*=\s*[\"']?(https?://[^\"'\s>]+)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d+")
_HOST = re.compile(r"^(?:www|m|mobile|amp)\d?\.(?=[^.]+\.)")
Hashes = npt.NDArray[np.uint64]


class _Host:
    """How many pages of one host have a line: the lines of the first few pages as they are, then counters."""

    __slots__ = ("counts", "first", "pages")

    def __init__(self) -> None:
        self.pages = 0
        self.first: list[Hashes] = []
        self.counts: npt.NDArray[np.uint32] | None = None

    def add(self, lines: Hashes) -> None:
        """Counts the lines of one page; counters are made only when the host has pages enough."""
        self.pages += 1
        self.first.append(lines)
        if self.pages < FEWEST_PAGES:
            return
        if self.counts is None:
            self.counts = np.zeros((ROWS, WIDTH), dtype=np.uint32)
        for one in self.first:
            for row, at in enumerate(_places(one)):
                np.add.at(self.counts[row], at, 1)
        self.first = []

    def count(self, lines: Hashes) -> npt.NDArray[np.uint32]:
        """On how many pages each line stood, at most too many."""
        counts = self.counts
        assert counts is not None  # the host has pages enough
        found: npt.NDArray[np.uint32] = np.min([counts[row][at] for row, at in enumerate(_places(lines))], axis=0)
        return found


def _places(lines: Hashes) -> list[npt.NDArray[np.uint64]]:
    """Where a line's counters stand, one in each row."""
    return [(lines >> np.uint64(32 * row)) % np.uint64(WIDTH) for row in range(ROWS)]


class Sites:
    """What returns on the pages of each host. Add every page of a run, in any order, then ask for scorers."""

    def __init__(self) -> None:
        self._hosts: dict[str, _Host] = {}

    def add(self, page: Page) -> None:
        """Counts the lines of a page; one whose host is not known, or that cannot be read, tells nothing."""
        host, text = host_of(page), text_of(page)
        if host is not None and isinstance(text, str):
            texts = lines_of(page, text)[:MOST_LINES]
            counts = [len(t.split()) for t in texts]
            self._hosts.setdefault(host, _Host()).add(np.unique(_hashed(texts, counts, _amid(counts))))

    def pages(self, host: str) -> int:
        """How many pages of a host were counted."""
        known = self._hosts.get(host)
        return known.pages if known else 0

    def scorer(self, page: Page, base: Scorer = learned_scores) -> Scorer:
        """``base``, with what the page's site tells of its lines; ``base`` itself where the site has too few pages."""
        known = self._hosts.get(host_of(page) or "") if self._hosts else None
        if known is None or known.pages < FEWEST_PAGES:
            return base

        def scored(lines: Sequence[Features]) -> list[float]:
            own, weights = base(lines), returning(known, lines)
            kept = sum(f.n for f, s, w in zip(lines, own, weights, strict=True) if s > 0 and w < 0.5)
            return own if kept < REST else [_lowered(s, w) for s, w in zip(own, weights, strict=True)]

        return scored


def host_of(page: Page) -> str | None:
    """The host of a page's address, else of the canonical address in its markup, without "www."; None for neither."""
    address = page.url
    if not address:
        m = _CANONICAL.search(page.data[:200_000].decode("latin-1"))
        address = (m.group(1) or m.group(2)) if m else None
    try:
        name = urlsplit(address or "").hostname
    except ValueError:
        return None
    return _HOST.sub("", name) if name else None


def returning(host: _Host, lines: Sequence[Features]) -> list[float]:
    """How surely each line is its site's and not its story's, 0 to 1."""
    texts, counts = [f.text for f in lines], [len(f.text.split()) for f in lines]
    amid = _amid(counts)
    here = _shares(host, texts, counts, amid)
    there = _shares(host, texts, counts, [not a for a in amid])
    # What stands beside a line speaks against it wherever on the other pages it stands.
    often = [max(h, t) >= SOME and not _spared(f) for f, h, t in zip(lines, here, there, strict=True)]
    told = [o and n > CUE for o, n in zip(often, counts, strict=True)]
    own = [i for i, f in enumerate(lines) if not often[i] and f.sentence and counts[i] >= SENTENCE]
    end = own[-1] if own else 0
    return [
        0.0
        if not often[i] or here[i] < SOME
        else _sentence_weight(f, here[i], _framed(lines, told, i, end))
        if f.sentence and counts[i] >= SENTENCE
        else _weight(here[i], counts[i], _in_block(often, i))
        for i, f in enumerate(lines)
    ]


def _shares(host: _Host, texts: Sequence[str], counts: Sequence[int], amid: Sequence[bool]) -> list[float]:
    """The share of the host's pages that have each line, 0 where too few do."""
    found = host.count(_hashed(texts, counts, amid)).tolist()
    return [c / host.pages if c >= FEWEST else 0.0 for c in found]


def _weight(share: float, count: int, block: bool) -> float:
    if block:
        return _between(share, *BLOCK)
    return _between(share, *TITLE) if count >= SHORT else 0.0


def _sentence_weight(f: Features, share: float, block: bool) -> float:
    if block:
        return _between(share, *BLOCK)
    speaks = f.reader or f.outlet or f.bio or f.furniture
    return 1.0 if share >= ALONE and speaks and not f.quoted else 0.0


def _between(share: float, low: float, high: float) -> float:
    return min(1.0, max(0.0, (share - low) / (high - low)))


def _spared(f: Features) -> bool:
    """Days, bylines and datelines return with the author and the day, and have their own readers."""
    return f.date_only or f.byline or f.dateline


def _near(often: Sequence[bool], i: int) -> list[bool]:
    """Whether the two lines above and the two below return; beyond its ends a page is all the site's."""
    return [i + step not in range(len(often)) or often[i + step] for step in (-2, -1, 1, 2)]


def _in_block(often: Sequence[bool], i: int) -> bool:
    """Whether the lines on both sides return as well, or two on one side."""
    higher, above, below, lower = _near(often, i)
    return (above and below) or (higher and above) or (below and lower)


def _framed(lines: Sequence[Features], often: Sequence[bool], i: int, end: int) -> bool:
    """The same for a sentence, which inside the story must stand under a title that returns, as in a frame."""
    higher, above, below, lower = _near(often, i)
    titled = higher and above and (i == 0 or not lines[i - 1].sentence)
    return (above and below) or titled or (i > end and below and lower)


def _amid(counts: Sequence[int]) -> list[bool]:
    """Whether a long line stands right before or behind each."""
    long = [False, *(n >= LONG for n in counts), False]
    return [before or behind for before, behind in zip(long, long[2:], strict=False)]


def _hashed(texts: Sequence[str], counts: Sequence[int], amid: Sequence[bool]) -> Hashes:
    """A number for each line and whether it stands amid prose; digits in short lines do not count ("Comments (12)")."""
    keys = (
        f"{_NUMBER.sub('0', fold(text)) if n < 2 * SHORT else fold(text)}\x1f{among}"
        for text, n, among in zip(texts, counts, amid, strict=True)
    )
    digests = (blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest() for key in keys)
    return np.frombuffer(b"".join(digests), dtype="<u8").astype(np.uint64)


def _lowered(score: float, weight: float) -> float:
    return score - weight * (max(score, 0.0) + LOSS)


def survey(pages: Iterable[Page | Refusal]) -> Sites:
    """The sites of many pages, in one pass that holds one page at a time."""
    sites = Sites()
    for page in pages:
        if isinstance(page, Page):
            sites.add(page)
    return sites
