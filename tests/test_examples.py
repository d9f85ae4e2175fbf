"""The sample pages and their gold: the two agree, and both keep the promises that gold/README.md makes."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rapporteur import kinds

ROOT = Path(__file__).parent.parent
PAGES = ROOT / "examples" / "pages"
GOLD = json.loads((ROOT / "gold" / "examples.json").read_text(encoding="utf-8"))
FOOTER = "Written for the Rapporteur project as a sample; not a news report."
SECTIONS = ("events", "statements", "commitments")
# Words between curly quotation marks: “It rained.” and not 'it rained'.
QUOTATION = re.compile(r"“([^”]+)”")
# How invented people are named where they are quoted: “…,” said a border guard; not: “…,” said the minister.
INVENTED = re.compile(
    r"conference official|officer (?:at|on)|border guard|student in|rescue worker|customs official|lawyer at|^A: |"
    r"Two hundred badges an hour"
)


def folded(text: str) -> str:
    """White space folded to single spaces."""
    return re.sub(r"\s+", " ", text).strip()


def visible(name: str) -> str:
    """What a reader of the page may see, attributes of HTML included, white space folded."""
    text = (PAGES / name).read_text(encoding="utf-8")
    if name.endswith(".html"):
        text = html.unescape(re.sub(r"</?(?:p|div|h\d|li|figcaption|br|b|strong|span|a)\b[^>]*>", " ", text))
    return folded(text)


def lines(name: str) -> list[str]:
    """The page's paragraphs without markup."""
    text = (PAGES / name).read_text(encoding="utf-8")
    if name.endswith(".html"):
        text = html.unescape(re.sub(r"<[^>]+>", "", re.sub(r"(?s)<(script|style).*?</\1>", "", text)))
    return text.splitlines()


def items(page: dict[str, Any], *, of: str = "must") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every item of the page's sections, each with the section's name."""
    for section in SECTIONS:
        for item in page[section].get(of, []):
            yield section, item


def test_every_page_has_gold_and_every_gold_has_a_page() -> None:
    files = {p.name for p in PAGES.iterdir()}
    assert files == set(GOLD["pages"]) | set(GOLD["refused"])
    assert not set(GOLD["pages"]) & set(GOLD["refused"])
    assert len(files) >= 16


@pytest.mark.parametrize("name", sorted(p.name for p in PAGES.iterdir()))
def test_the_page_says_what_it_is(name: str) -> None:
    assert FOOTER in visible(name)


@pytest.mark.parametrize("name", sorted(GOLD["pages"]))
def test_the_words_of_the_gold_stand_on_the_page(name: str) -> None:
    gold, text = GOLD["pages"][name], visible(name)
    document = gold["document"]
    wanted = [
        document[k]
        for k in ("headline", "alternativeHeadline", "dateline", "body_starts", "body_ends")
        if k in document
    ]
    wanted += document["not_in_body"]
    for of in ("must", "never"):
        for _, item in items(gold, of=of):
            wanted += [item[k] for k in ("evidence", "quote", "what") if k in item]
    assert [w for w in wanted if folded(w) not in text] == []


@pytest.mark.parametrize("name", sorted(GOLD["pages"]))
def test_makers_and_persons_are_named_on_the_page(name: str) -> None:
    gold, text = GOLD["pages"][name], visible(name).casefold()
    names = [gold["document"][k] for k in ("author", "publisher") if k in gold["document"]]
    names += [p["person"] for p in gold["persons_in_office"]]
    assert [n for n in names if n.casefold() not in text] == []


@pytest.mark.parametrize("name", sorted(GOLD["pages"]))
def test_items_are_well_formed(name: str) -> None:
    gold = GOLD["pages"][name]
    ids = [item["id"] for _, item in items(gold) if "id" in item]
    assert len(ids) == len(set(ids))
    known = kinds.load().kinds
    for _, item in [*items(gold), *items(gold, of="never")]:
        assert set(item.get("type", [])) <= set(known)
        modes = {mode.name for type_ in item.get("type", []) for mode in known[type_].mode}
        assert "mode" not in item or item["mode"] in modes
        for key in ("date", "due"):
            if key in item:
                first, last = map(date.fromisoformat, item[key])
                assert first <= last
    assert all("why" in item for _, item in items(gold, of="never"))
    if gold.get("empty"):
        assert not list(items(gold))


def test_cross_items_name_items_that_exist() -> None:
    known = {(name, item["id"]) for name, page in GOLD["pages"].items() for _, item in items(page) if "id" in item}
    cross = GOLD["cross"]
    named = [pair for group in (*cross["same_event"], *cross["different_event"]) for pair in group]
    named += [c["event"] for c in cross["conflicts"]] + [f["commitment"] for f in cross["follow_through"]]
    assert [pair for pair in named if tuple(pair) not in known] == []
    assert {name for group in cross["copies"] for name in group} <= set(GOLD["pages"])


def test_a_fifth_is_held_out_and_the_readme_names_it() -> None:
    held = GOLD["held_out"]
    assert set(held) <= set(GOLD["pages"])
    assert len(held) == len(GOLD["pages"]) // 5
    readme = (ROOT / "gold" / "README.md").read_text(encoding="utf-8")
    assert [name for name in held if name not in readme] == []


@pytest.mark.parametrize("name", sorted(p.name for p in PAGES.iterdir()))
def test_only_invented_people_are_quoted(name: str) -> None:
    quoted = [line.strip() for line in lines(name) if QUOTATION.search(line)]
    assert [line for line in quoted if not INVENTED.search(line)] == []
    assert not [line for line in lines(name) if re.search(r'(?<!\w)"\w[^"]*"(?!\w)', line)]


def test_a_copy_is_nearly_the_same_text() -> None:
    for group in GOLD["cross"]["copies"]:
        first, *others = [{folded(line) for line in lines(name) if len(folded(line)) > 120} for name in group]
        for other in others:
            assert len(first & other) / len(first | other) > 0.6
