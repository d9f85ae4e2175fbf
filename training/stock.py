"""What pages are composed of: stories, page furniture, comments, small bits; read from ``training/data/pages``.

Prose of the UD corpora (``RAPPORTEUR_DATA``/language) is added where it is at hand: GUM's news, interviews and the like
as stories, EWT's answers and reviews as comments. Every fifth story, layout and comment and every sixth furniture
variant is held out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent / "data"
PAGES = HERE / "pages"
GUM_GENRES = frozenset(("bio", "interview", "news", "speech", "textbook", "voyage"))
EWT_COMMENTS = frozenset(("answers", "reviews"))
EWT_POSTS = frozenset(("weblog", "newsgroup"))
_MARK = re.compile(r"\[[A-Z]+ ([^\][]*)\]")
_UNSPACE = re.compile(r" ([.,;:?!)’”]|'s\b|n't\b)|([(“‘]) ")


@dataclass(frozen=True, slots=True)
class Story:
    """A title and its paragraphs, each ``body``, ``crosshead`` or ``list-item``."""

    title: str
    paragraphs: tuple[tuple[str, str], ...]
    sub: str = ""
    caption: str = ""
    author: str = ""
    section: str = ""
    dateline: str = ""

    @property
    def prose(self) -> tuple[str, ...]:
        """The paragraphs that are sentences."""
        return tuple(text for role, text in self.paragraphs if role == "body" and len(text) > 40)


@dataclass(frozen=True, slots=True)
class Layout:
    """The blocks of a site: above the headline, to the body, inside it, after it, far below."""

    name: str
    parts: tuple[tuple[str, ...], ...]


@dataclass(slots=True)
class Stock:
    """One half of the material, for learning or held out."""

    stories: list[Story] = field(default_factory=list)
    layouts: list[Layout] = field(default_factory=list)
    furniture: dict[str, tuple[str, list[str]]] = field(default_factory=dict)
    bits: dict[str, list[str]] = field(default_factory=dict)
    comments: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    teasers: list[str] = field(default_factory=list)


def load(data: Path | None) -> tuple[Stock, Stock]:
    """The stock to learn from and the stock held out; ``data`` is the folder of corpora, None for own texts only.

    Raises ``OSError`` where a file of the project is missing.
    """
    train, held = Stock(), Stock()
    stories = [s for name in ("world", "local", "features") for s in _stories(PAGES / f"stories-{name}.txt")]
    comments = _entries(PAGES / "comments.txt")
    if data is not None and (data / "gum-open-train.conllu").is_file():
        stories += list(_gum(data / "gum-open-train.conllu"))
        posts, replies = _ewt(data / "ewt-train.conllu")
        stories += posts
        comments += replies
    lines = [_plain(x) for name in ("wire", "daily") for x in _entries(HERE / f"names-{name}.txt")]
    titles = [_plain(x) for x in _entries(HERE / "names-headlines.txt")]
    layouts = [_layout(x) for x in _entries(PAGES / "layouts.txt")]
    for i, story in enumerate(stories):
        (held if i % 5 == 4 else train).stories.append(story)
    for i, layout in enumerate(layouts):
        (held if i % 5 == 4 else train).layouts.append(layout)
    for into, source in (("comments", comments), ("titles", titles), ("teasers", lines)):
        for i, text in enumerate(source):
            getattr(held if i % 5 == 4 else train, into).append(text)
    _furniture(train, held)
    bits = _groups(PAGES / "bits.txt")
    train.bits = {name: [x for i, x in enumerate(all_) if i % 6 != 5] for name, all_ in bits.items()}
    held.bits = bits
    return train, held


def _entries(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def _plain(marked: str) -> str:
    """A marked sentence of the names' files as it would stand on a page."""
    text = _MARK.sub(r"\1", marked)
    return _UNSPACE.sub(lambda m: m.group(1) or m.group(2), text)


def _stories(path: Path) -> Iterator[Story]:
    for chunk in path.read_text(encoding="utf-8").split("\n=== "):
        head, *lines = chunk.removeprefix("=== ").strip().split("\n")
        _, section, author, dateline = (part.strip() for part in f"{head} | | |".split("|")[:4])
        marks = {"T": "", "S": "", "C": ""}
        paragraphs: list[tuple[str, str]] = []
        for line in lines:
            mark, _, rest = line.partition(": ")
            if mark in marks:
                marks[mark] = rest
            elif mark in {"H", "L"}:
                paragraphs.append(("crosshead" if mark == "H" else "list-item", rest))
            else:
                paragraphs.append(("body", line))
        yield Story(marks["T"], tuple(paragraphs), marks["S"], marks["C"], author, section, dateline)


def _layout(line: str) -> Layout:
    name, *parts = (part.strip() for part in line.split(";"))
    return Layout(name, tuple(tuple(part.split()) for part in (*parts, "", "", "", "", "")[:5]))


def _groups(path: Path) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for line in _entries(path):
        if line.startswith("@"):
            name = line[1:]
            out[name] = []
        else:
            out[name].append(line)
    return out


def _furniture(train: Stock, held: Stock) -> None:
    for heading, variants in _groups(PAGES / "furniture.txt").items():
        name, role = heading.split()
        train.furniture[name] = (role, [v for i, v in enumerate(variants) if i % 6 != 5])
        held.furniture[name] = (role, [v for i, v in enumerate(variants) if i % 6 in {2, 5}] or variants)


def _documents(path: Path) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Each document's name with its blocks: (what the annotation calls it, text)."""
    name, kind = "", "p"
    blocks: list[tuple[str, str]] = []
    fresh = True
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# newdoc id = "):
            if blocks:
                yield name, blocks
            name, blocks, fresh = line[14:], [], True
        elif line.startswith(("# newpar_block = ", "# newpar id")):
            kind, fresh = line.partition("= ")[2].split(" ")[0] if "block" in line else "p", True
        elif line.startswith("# text = "):
            # A paragraph of the corpora can fill a page; those of news are short.
            if fresh or len(blocks[-1][1]) > 260 + 37 * (len(blocks) % 7):
                blocks.append((kind, line[9:]))
            else:
                blocks[-1] = (blocks[-1][0], f"{blocks[-1][1]} {line[9:]}")
            fresh = False
    yield name, blocks


def _gum(path: Path) -> Iterator[Story]:
    for name, blocks in _documents(path):
        if name.split("_")[1] not in GUM_GENRES:
            continue
        heads = [text for kind, text in blocks if kind == "head"]
        paragraphs = [(_ROLES.get(kind, "body"), text) for kind, text in blocks if kind not in {"figure", "caption"}]
        if heads and paragraphs and paragraphs[0][1] == heads[0]:
            yield Story(heads[0], tuple(paragraphs[1:]))


_ROLES = {"head": "crosshead", "item": "list-item", "list": "list-item"}


def _ewt(path: Path) -> tuple[list[Story], list[str]]:
    posts: list[Story] = []
    replies: list[str] = []
    for name, blocks in _documents(path):
        genre = name.split("-")[0]
        texts = [text for _, text in blocks]
        if genre in EWT_COMMENTS:
            replies += texts
        elif genre in EWT_POSTS and len(texts) > 3 and 3 < len(texts[0].split()) < 15 and texts[0][-1] not in ".:,":
            posts.append(Story(texts[0], tuple(("body", text) for text in texts[1:30])))
    return posts, replies
