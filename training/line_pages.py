"""Compose labelled pages: lines as the room ``clean`` sees them, each with its role.

A layout says which blocks stand where, the furniture what a block says, a story the article. Markup is imitated: tags,
links, side boxes and an extractor that errs. Then noise: lines split or joined, capitals, lost blanks, doubled blocks.
"""

from __future__ import annotations

import argparse
import calendar
import re
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from stock import Stock, Story, load

from rapporteur.clean.features import Features, features
from rapporteur.clean.label import line_scores
from rapporteur.clean.source_lines import Source, SourceLine
from rapporteur.clean.vectors import vectors

_BLANK = re.compile(r"\{(\w+)\}")
_REPEAT = re.compile(r"^\*(\d+) (.*)$")
_ROLE = re.compile(r"^([a-z-]+)> (.*)$")
MONTHS = tuple(calendar.month_name)[1:]
DAYS = tuple(calendar.day_name)
BODY = frozenset(("body", "list-item"))
# How often an extractor of main text takes a line of each role, by block.
TAKEN = {"headline": 0.3, "alternative-headline": 0.4, "caption": 0.4, "author": 0.15, "date": 0.1, "comment": 0.2}
TAGS = {"headline": ("h1", "h1", "h2"), "crosshead": ("h2", "h3", "p"), "list-item": ("li",), "body": ("p",)}
EXTRAS = ("ad", "share", "newsletter", "teaser", "data", "video", "photo", "tags", "ticker", "related", "mostread")
NO_STORY = Story("", ())
LONG_INSERTS = ("related", "mostread", "hero", "newsletter", "photo", "data", "authorbox", "share", "nav", "video")
SIDE_TAGS = ("div", "li", "p", "a", "h3", "h4", "td", "label", "button", "section", "article", "h2")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A line with its role and the block it came from."""

    line: SourceLine
    role: str
    block: str


@dataclass(slots=True)
class Composer:
    """Makes pages from one stock; the same seed gives the same pages."""

    stock: Stock
    random: Random
    site: str = ""
    story: Story = NO_STORY
    author: str = ""

    def page(self) -> list[Labelled]:
        """One page."""
        r = self.random
        layout = r.choice(self.stock.layouts)
        self.site, self.story = layout.name, r.choice(self.stock.stories)
        self.author = self.story.author or self._fill("{first} {last}")
        parts = [self._mutated(part) if r.random() < 0.5 else part for part in layout.parts]
        out: list[tuple[str, str, str]] = []
        for at, part in enumerate(parts):
            if at == 2:
                out += self._article(part)
                continue
            for _ in range(self.random.choice((1, 1, 1, 2, 3)) if at in {0, 4} else 1):
                for name in part:
                    out += self._block(name)
        for _ in range(r.choice((0,) * 12 + (1, 1, 2, 2, 4))):
            out += self._block(r.choice(("secondstory", "comments", "secondstory", "hero", "authorbox")))
        if r.random() < 0.06:
            out += [x for name in [r.choice(("secondstory", "comments"))] * r.randint(3, 6) for x in self._block(name)]
        if parts[1] and "title" not in parts[1]:
            out.insert(0, ("headline", self.story.title, "title"))
        if r.random() < 0.04:
            out = [x for x in out if x[0] in BODY][: r.choice((1, 2, 3, 8))] or out
        return self._noise(self._marked(out) if r.random() < 0.45 else self._plain(out))

    def _mutated(self, part: tuple[str, ...]) -> tuple[str, ...]:
        r = self.random
        blocks = [b for b in part if b == "title" or r.random() > 0.2]
        if r.random() < 0.3 and blocks:
            extra = r.choice(EXTRAS)
            blocks.insert(r.randrange(len(blocks) + 1), extra)
        if r.random() < 0.15:
            r.shuffle(blocks)
        return tuple(blocks)

    def _block(self, name: str) -> list[tuple[str, str, str]]:
        r = self.random
        if name.endswith("?"):
            return self._block(name[:-1]) if r.random() < 0.5 else []
        if name.endswith("+"):
            return self._block(name[:-1]) + (self._block(name[:-1]) if r.random() < 0.5 else [])
        if name == "title":
            return [("headline", self.story.title, name)] * (2 if r.random() < 0.1 else 1)
        if name == "sub":
            return [("alternative-headline", self.story.sub, name)] if self.story.sub else []
        role, variants = self.stock.furniture[name]
        return [(role_, text, name) for role_, text in self._lines(role, r.choice(variants)) if text]

    def _article(self, inserts: tuple[str, ...]) -> list[tuple[str, str, str]]:
        r = self.random
        paragraphs = list(self.story.paragraphs)
        if r.random() < 0.3:
            paragraphs = paragraphs[: r.randint(1, max(3, len(paragraphs)))]
        out = [(role, text, "body") for role, text in paragraphs]
        if self.story.dateline and out:
            out[0] = (out[0][0], f"{self.story.dateline} {out[0][1]}", "body")
        if r.random() < 0.2:
            out = self._with_crossheads(out)
        names = list(inserts) * r.choice((1, 1, 1, 2, 4))
        if r.random() < 0.15:
            names += [r.choice(LONG_INSERTS) for _ in range(r.randint(1, 3))]
        for name in names:
            at = r.randint(1, max(1, len(out) - 1))
            out[at:at] = self._block(name)
        return out

    def _with_crossheads(self, story: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
        """A heading every few paragraphs, set as one site sets them: as written, in capitals, or with a colon."""
        r = self.random
        every, shape = r.randint(2, 5), r.choice((str, str.capitalize, str.title, str.upper))
        end = r.choice(("", "", "", ":", "?"))
        out: list[tuple[str, str, str]] = []
        for i, item in enumerate(story):
            if i and i % every == 0 and item[0] == "body":
                words = r.choice((r.choice(self.stock.titles), r.choice(self.stock.bits["tag"]))).split()
                out.append(("crosshead", shape(" ".join(words[: r.randint(2, 6)])) + end, "body"))
            out.append(item)
        return out

    def _lines(self, role: str, variant: str) -> list[tuple[str, str]]:
        out: list[tuple[str, str]] = []
        for part in variant.split(" | "):
            if m := _ROLE.match(part):
                role, part = m.groups()
            count, group = 1, part
            if m := _REPEAT.match(part):
                count, group = max(1, int(m[1]) + self.random.choice((-1, 0, 0, 1, 2, 6))), m[2]
            for i in range(1, count + 1):
                for piece in group.split(" / "):
                    out += self._filled(role, piece.replace("{i}", str(i)))
        return out

    def _filled(self, role: str, piece: str) -> list[tuple[str, str]]:
        if piece == "{fullstory}":
            return self._other_story()
        return [(role, self._fill(piece))]

    def _other_story(self) -> list[tuple[str, str]]:
        r = self.random
        story = r.choice([s for s in self.stock.stories if s is not self.story])
        byline = self._lines("author", r.choice(self.stock.furniture["byline"][1])) if r.random() < 0.7 else []
        paragraphs = list(story.paragraphs)[: r.randint(2, 14)]
        prose = [("other-story", text) for _, text in paragraphs]
        if story.dateline:
            prose[0] = ("other-story", f"{story.dateline} {prose[0][1]}")
        between = [x for name in ("share", "photo", "kicker", "crumbs") if r.random() < 0.3 for x in self._block(name)]
        after = [x for name in ("tags", "share", "related", "ad") if r.random() < 0.3 for x in self._block(name)]
        if len(prose) > 3 and r.random() < 0.4:
            prose[2:2] = [
                (role, text) for role, text, _ in self._block(r.choice(("ad", "teaser", "photo", "newsletter")))
            ]
        pieces = [(role, text) for role, text, _ in between]
        r.shuffle(pieces)
        return [("other-story", story.title), *byline, *pieces, *prose, *((role, text) for role, text, _ in after)]

    def _fill(self, text: str) -> str:
        for _ in range(4):
            text = _BLANK.sub(self._blank, text)
        return text

    def _blank(self, m: re.Match[str]) -> str:
        r, name = self.random, m[1]
        fixed = {"site": self.site, "title": self.story.title, "caption": self.story.caption, "he": "he", "He": "He"}
        if name == "caption":
            return fixed[name] if fixed[name] and r.random() < 0.5 else r.choice(self.stock.bits["caption"])
        if name in fixed:
            return fixed[name]
        if name in self.stock.bits:
            return r.choice(self.stock.bits[name])
        return str(getattr(self, f"_{name.lower()}")(name))

    def _his(self, name: str) -> str:
        return "his" if name == "his" else "His"

    def _author(self, name: str) -> str:
        said = self.author if self.random.random() < 0.3 else self._fill("{first} {last}")
        return said.upper() if name.isupper() else said

    def _author2(self, _: str) -> str:
        return self._fill("{first} {last}")

    def _othertitle(self, _: str) -> str:
        r = self.random
        title = r.choice(self.stock.titles) if r.random() < 0.4 else r.choice(self.stock.stories).title
        return title.title() if r.random() < 0.15 else title

    def _teaser(self, _: str) -> str:
        r = self.random
        if r.random() < 0.3:
            text = r.choice(self.stock.teasers)
        else:
            story = r.choice([s for s in self.stock.stories if s is not self.story and s.prose])
            text = r.choice((story.prose[0], story.prose[0], story.sub or story.prose[0]))
        cut = r.random()
        return (
            f"{text[: r.randint(60, 160)].rsplit(' ', 1)[0]}{r.choice(('...', '…', ' [...]'))}" if cut < 0.35 else text
        )

    def _teaser2(self, _: str) -> str:
        story = self.random.choice([s for s in self.stock.stories if s is not self.story and s.prose])
        return " ".join(story.prose[:2])[:400]

    def _teasersame(self, _: str) -> str:
        prose = self.story.prose
        return prose[0].split(". ")[0] + "." if prose else self.story.title

    def _sub(self, _: str) -> str:
        return self.story.sub or self._teasersame("")

    def _comment(self, _: str) -> str:
        return self.random.choice(self.stock.comments)

    def _section(self, name: str) -> str:
        said = self.story.section or self.random.choice(self.stock.bits["menuword"])
        return said.upper() if name.isupper() else said

    def _n(self, _: str) -> str:
        return str(self.random.choice((1, 2, 3, 4, 5, 7, 8, 12, 15, 24, 31, 48, 60, 113)))

    def _year(self, _: str) -> str:
        return str(self.random.randint(2009, 2025))

    def _month(self, _: str) -> str:
        return self.random.choice(MONTHS)

    def _monthno(self, _: str) -> str:
        return f"{self.random.randint(1, 12):02}"

    def _day(self, _: str) -> str:
        return str(self.random.randint(1, 28))

    def _dayno(self, _: str) -> str:
        return f"{self.random.randint(1, 28):02}"

    def _weekday(self, _: str) -> str:
        return self.random.choice(DAYS)

    def _date(self, _: str) -> str:
        form = self.random.choice(("{month} {day}, {year}", "{day} {month} {year}", "{year}-{monthno}-{dayno}"))
        said = self._fill(form)
        return said if self.random.random() < 0.7 else f"{said[:3]} {said[said.find(' ') + 1 :]}"

    def _time(self, _: str) -> str:
        hour, minute = self.random.randint(0, 23), self.random.randint(0, 59)
        return self.random.choice((f"{hour}:{minute:02}", f"{hour % 12 + 1}:{minute:02} {'ap'[hour < 12]}m"))

    def _handle(self, _: str) -> str:
        return self._fill("{first}{last}").lower()[: self.random.randint(5, 12)]

    def _email(self, _: str) -> str:
        return f"{self._handle('')}@{re.sub('[^a-z]', '', self.site.lower())}.example"

    def _plain(self, lines: list[tuple[str, str, str]]) -> list[Labelled]:
        gaps = self.random.choice((0.0, 0.0, 0.3, 1.0))
        return [Labelled(SourceLine(text, gap=self.random.random() < gaps), role, block) for role, text, block in lines]

    def _marked(self, lines: list[tuple[str, str, str]]) -> list[Labelled]:
        """Tags, links, side boxes, and the word of an extractor: mostly right, wrong by whole blocks."""
        r = self.random
        known = r.random() < 0.93
        takes: dict[str, bool] = {}
        loses = r.random() < 0.06
        asides: dict[str, bool] = {}
        out: list[Labelled] = []
        for role, text, block in lines:
            inside = role in BODY or role == "crosshead"
            taken = takes.setdefault(f"{block}{role}", r.random() < TAKEN.get(role, 0.1))
            if block in {"authorbox", "endnote", "teaser", "newsletter", "secondstory"} and len(text) > 60:
                taken = taken or r.random() < 0.5
            main = (r.random() < (0.5 if loses else 0.96)) if inside else taken and r.random() < 0.8
            aside = asides.setdefault(block, not inside and block not in {"title", "sub"} and r.random() < 0.5)
            tag = r.choice(TAGS.get(role, SIDE_TAGS))
            if role == "caption":
                tag = r.choice(("figcaption", "figcaption", "p", "div", "span"))
            if role == "body" and r.random() < 0.06:
                tag = r.choice(("div", "td", "blockquote", "pre"))
            linked = 0.0 if inside or r.random() < 0.25 else r.choice((0.0, 0.5, 1.0, 1.0))
            if role in {"comment", "caption", "headline"} or len(text) > 120:
                linked = 0.0 if r.random() < 0.8 else linked
            links = r.uniform(0.05, 0.3) if inside and r.random() < 0.15 else linked
            out.append(Labelled(SourceLine(text, 0, True, tag, links, aside, main if known else None), role, block))
        return out

    def _noise(self, lines: list[Labelled]) -> list[Labelled]:
        r = self.random
        p_split = r.choice((0.0, 0.0, 0.0, 0.02, 0.08))
        p_join = r.choice((0.0, 0.0, 0.03, 0.1))
        mojibake = r.random() < 0.05
        capitals = r.random() < 0.05
        open_ended = r.random() < 0.05
        out: list[Labelled] = []
        for item in lines:
            text = item.line.text
            if mojibake:
                text = text.replace("’", "â€™").replace("“", "â€œ").replace("”", "â€\x9d").replace("–", "â€“")
            if capitals and item.role in {"headline", "crosshead", "kicker"}:
                text = text.upper()
            if open_ended and item.role in BODY and r.random() < 0.5:
                text = text.rstrip(".")
            words = text.split()
            if item.role not in BODY and len(words) < 7 and out and out[-1].block == item.block and r.random() < p_join:
                text = f"{out.pop().line.text} {text}"
            if item.role in BODY and len(words) > 12 and r.random() < p_split:
                at = r.randint(2, len(words) - 2)
                out.append(replace(item, line=replace(item.line, text=" ".join(words[:at]))))
                text = " ".join(words[at:])
            out.append(replace(item, line=replace(item.line, text=" ".join(text.split()))))
        if r.random() < 0.06 and len(out) > 30:
            at = r.randrange(len(out) - 10)
            doubled = [x for x in out[at : at + 8] if x.role not in BODY]
            out[at + 8 : at + 8] = doubled
        return [x for x in out if x.line.text]


def matrices(pages: list[list[Labelled]]) -> dict[str, Any]:
    """Vectors, targets, weights and page ends of many pages, one array each.

    The weight of a line follows its words, as the measure of a page does; crossheads weigh little.
    """
    rows, targets, weights, ends, roles = [], [], [], [], []
    for at, page in enumerate(pages):
        lines = features(Source(tuple(x.line for x in page)))
        if at % 16 == 7:
            lines = tuple(_foreign(f) for f in lines)
        rows.append(vectors(lines, line_scores(lines)))
        targets += [float(x.role in BODY) for x in page]
        roles += [x.role for x in page]
        weights += [_weight(x, f) for x, f in zip(page, lines, strict=True)]
        ends.append(len(targets))
    return {
        "x": np.concatenate(rows).astype(np.float16),
        "y": np.array(targets, np.float32),
        "w": np.array(weights, np.float32),
        "ends": np.array(ends),
        "roles": np.array(roles),
    }


def _weight(line: Labelled, f: Features) -> float:
    return (0.3 + min(f.n, 60) / 20.0) + (1.0 if line.role == "crosshead" else 0.0)


def _foreign(f: Features) -> Features:
    """The line as it would show itself in a language of which no word is known."""
    kind = f.furniture if f.furniture in {"symbols", "count"} else ""
    return f._replace(function_share=0.0, furniture=kind, bio=False, reader=0, self=0, outlet=0, report=0)


def main() -> None:
    """Write the matrices of pages to learn from and of pages held out."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--data", type=Path, help="folder with the UD corpora; without it only the project's own texts")
    ask.add_argument("--output", type=Path, required=True)
    ask.add_argument("--pages", type=int, default=3600)
    ask.add_argument("--seed", type=int, default=29)
    given = ask.parse_args()
    given.output.mkdir(parents=True, exist_ok=True)
    for name, stock, count in zip(("train", "held"), load(given.data), (given.pages, given.pages // 8), strict=True):
        composer = Composer(stock, Random(given.seed))
        np.savez(given.output / f"{name}.npz", **matrices([composer.page() for _ in range(count)]))


if __name__ == "__main__":
    main()
