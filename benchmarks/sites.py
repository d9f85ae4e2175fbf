"""What the statistics of a site's lines bring: invented sites, read page by page and with their sites known.

    python benchmarks/sites.py [--show]

Composes three sites of 20 pages each from the stories in ``training/data/pages`` and furniture written here: a daily
with teasers, frames, appeals and author boxes; a ministry whose releases share set phrases and a paragraph of
background that belong to them; a wire with boxes of long teasers. Each is read as text, and as HTML whose names tell
nothing. Prints how many lines that are no body were taken for it, and how many body lines were lost, before and after.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from rapporteur.clean import Sites, main_text, survey
from rapporteur.model import Page

STORIES = Path(__file__).parent.parent / "training" / "data" / "pages"
PAGES = 20
BIOS = (
    "Ilse Marrow has covered the harbour and its people for the Herald since 2011. She was born in Liske.",
    "Odo Renn writes about the mountain provinces. Before he joined us he taught geography in Karsh.",
    "Tess Abend is a reporter on the foreign desk of the Herald and lives between two rivers.",
)
APPEAL = (
    "You can read this story because people like you pay for the work of our newsroom. If you can spare the price of a "
    "coffee each month, stand with us and keep the Herald free for everybody."
)
PHRASE = "The two sides exchanged views on matters of mutual interest."
BACKGROUND = (
    "Ardania and Velmark have been at odds over the lower Oren since the flood year, when the river changed its bed "
    "and left four villages on the other bank."
)


@dataclass(frozen=True)
class Story:
    """A story with its lines by kind; ``body`` are those that belong to it."""

    title: str
    body: tuple[str, ...]
    rest: tuple[tuple[str, str], ...]


@dataclass
class Composed:
    """A page as lines with the tags they have in HTML, and which of them are its body."""

    lines: list[tuple[str, str]] = field(default_factory=list)
    body: set[str] = field(default_factory=set)

    def add(self, tag: str, *texts: str, body: bool = False) -> None:
        """Appends lines of one tag."""
        self.lines += [(tag, t) for t in texts]
        if body:
            self.body.update(texts)


def stories() -> list[Story]:
    """The stories of the training pages that have at least four paragraphs, in order."""
    out: list[Story] = []
    for path in sorted(STORIES.glob("stories-*.txt")):
        for block in path.read_text(encoding="utf-8").split("=== ")[1:]:
            lines = [line for line in block.split("\n")[1:] if line.strip()]
            marked = [(line[0], line[3:]) for line in lines if line[1:3] == ": " and line[0] in "TSCHL"]
            body = tuple(line for line in lines if not (line[1:3] == ": " and line[0] in "TSCHL"))
            title = next((t for k, t in marked if k == "T"), "")
            if title and len(body) >= 4:
                out.append(Story(title, body, tuple(marked)))
    return out


def daily(all_of: list[Story], n: int) -> Composed:
    """A daily: menu, two teasers above, a frame and an appeal inside, an author box and four teasers below."""
    out, story = Composed(), all_of[n]
    others = [all_of[(n + step) % PAGES] for step in (1, 2, 3, 5, 7, 11)]
    out.add("div", "Harbour Herald", "News", "Harbour", "Provinces", "Our journalism", "Sign in")
    for other in others[:2]:
        out.add("div", other.title)
        out.add("p", other.body[0])
    out.add("h1", story.title)
    out.add("div", "By " + BIOS[n % 3].split()[0] + " " + BIOS[n % 3].split()[1], f"{1 + n % 27} March 2024")
    out.add("p", *story.body[:2], body=True)
    out.add("div", "From our pages", others[2].title)
    out.add("p", others[2].body[0])
    out.add("p", *story.body[2:4], body=True)
    out.add("p", APPEAL)
    out.add("p", *story.body[4:], body=True)
    out.add("p", BIOS[n % 3], "The Harbour Herald was founded by pilots and is owned by those who work for it.")
    for other in others[2:]:
        out.add("div", other.title)
        out.add("p", other.body[0])
    return out


def ministry(all_of: list[Story], n: int) -> Composed:
    """A ministry's releases, with set phrases and background of their own and a mission statement around them."""
    out, story = Composed(), all_of[(n + 17) % len(all_of)]
    out.add("div", "Ministry of River Affairs", "The Minister", "Treaties", "Documents")
    out.add("p", "The Ministry keeps the rivers of Ardania open to all nations and protects those who live on them.")
    out.add("h1", story.title)
    out.add("div", "12 March 2024")
    out.add("p", *story.body[:3], body=True)
    if n % 2:
        out.add("p", PHRASE, body=True)
    out.add("p", "He said:", body=True)
    out.add("p", *story.body[3:5], body=True)
    if n % 4 != 3:
        out.add("h3", "Background")
        out.add("p", BACKGROUND, body=True)
    out.add("p", *story.body[5:], body=True)
    out.add("p", "The press office answers questions of accredited journalists on working days between nine and four.")
    out.add(
        "p", "Visitors are asked to register a week ahead. The reading room on the second floor is open to the public."
    )
    return out


def wire(all_of: list[Story], n: int) -> Composed:
    """A wire: above and below stand the same five stories of the day, told in two sentences each."""
    out, story = Composed(), all_of[(n + 31) % len(all_of)]
    box = [all_of[k] for k in (0, 4, 8, 12, 16)]
    out.add("div", "North Pole Agency", "World", "Economy", "Clients")
    out.add("p", *(other.body[0] for other in box[:3]))
    out.add("h1", story.title)
    out.add("div", "NPA, March 12 2024")
    out.add("p", *story.body, body=True)
    out.add(
        "p", "This report was written from the accounts of NPA correspondents and of partner agencies in nine states."
    )
    out.add("p", *(other.body[1] for other in box))
    out.body -= {other.body[0] for other in box[:3]} | {other.body[1] for other in box} if story not in box else set()
    return out


def as_page(site: str, n: int, composed: Composed, html: bool) -> Page:
    """The page in bytes, with its address."""
    if html:
        inner = "\n".join(f"<{tag}>{escape(text)}</{tag}>" for tag, text in composed.lines)
        data = f"<!doctype html><html><body><div>{inner}</div></body></html>".encode()
    else:
        data = "\n".join(text for _, text in composed.lines).encode()
    url = f"https://www.{site}.example/story/{n}"
    return Page(data, f"{site}-{n}", "html" if html else "text", hashlib.sha256(data).hexdigest(), url, "utf-8")


def read(pages: list[tuple[Page, Composed]], sites: Sites, show: bool) -> Iterator[int]:
    """Lines wrongly in the bodies of all pages, and lines lost from them."""
    wrong = lost = 0
    for page, composed in pages:
        lines = main_text(page, scorer=sites.scorer(page)).split("\n")
        more, less = set(lines) - composed.body - {""}, composed.body - set(lines)
        wrong, lost = wrong + len(more), lost + len(less)
        if show:
            for sign, texts in (("+", more), ("-", less)):
                print(
                    *(f"  {page.source} {sign} {t[:100]}" for t in sorted(texts)), sep="\n", end="\n" if texts else ""
                )
    yield wrong
    yield lost


def main() -> None:
    """Composes the sites, reads them twice, and prints the counts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true", help="print the lines that are wrong after")
    show = parser.parse_args().show
    all_of = stories()
    kinds: dict[str, Callable[[list[Story], int], Composed]] = {"daily": daily, "ministry": ministry, "wire": wire}
    print("site, form            lines of body   wrong before/after   lost before/after")
    for (name, compose), html in ((k, h) for k in kinds.items() for h in (False, True)):
        composed = [compose(all_of, n) for n in range(PAGES)]
        pages = [(as_page(name, n, c, html), c) for n, c in enumerate(composed)]
        before, after = read(pages, Sites(), False), read(pages, survey(p for p, _ in pages), show)
        (wrong, lost), (wrong_after, lost_after) = before, after
        told = sum(len(c.body) for c in composed)
        form = f"{name}, {'HTML' if html else 'text'}"
        print(f"{form:22}{told:13}{wrong:15}/{wrong_after:<6}{lost:12}/{lost_after}")


if __name__ == "__main__":
    main()
