"""Live blogs: which pages are, their entries with their own times, headings and days; other pages stay one article."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from rapporteur.clean import clean, entries, live_words, stamps
from rapporteur.clean.live_words import live_words as words_of
from rapporteur.errors import DataError
from rapporteur.model import Page, Refusal

FOLDER = Path(__file__).parent / "data" / "live"
MENU = "Home\nWorld\nLive updates\nLive TV\nSubscribe\n"
STRIKE = "The dock workers of Quill went on strike on Tuesday and blocked the road to the harbour, police said."
TALKS = "Ministers of Arcadia and Borduria met for an hour in Sandport and agreed to meet again, officials said."
SHOTS = "Shots were heard near the northern crossing, and the Arcadian army sent two companies to the border."
AID = "Two lorries with medicines reached the camp outside Quill in the morning, the Lakes Council said."


def page(text, media="text", name="page.txt", **more):
    data = text.encode()
    return Page(data, f"/somewhere/{name}", media, hashlib.sha256(data).hexdigest(), **more)


def read(text, media="text", **more):
    seen = entries(page(text, media, **more))
    assert not isinstance(seen, Refusal), seen
    return seen


def days(found):
    return [(a.published.earliest, a.published.latest, a.published.basis) for a in found]


def stated(day):
    return (day, day, "stated")


def keys(found):
    return [a.source.partition("#entry-")[2] for a in found]


# Times ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "minutes", "ago"),
    [
        ("14:32", 872, None),
        ("2.05pm GMT", 845, None),
        ("2:05 p.m. ET, June 12, 2024", 845, None),
        ("12 Jun 2024 - 14:32", 872, None),
        ("(14:32 GMT+3)", 872, None),
        ("1432 GMT", 872, None),
        ("12.05am", 5, None),
        ("Posted at 09:15", 555, None),
        ("Updated at 10:15", 615, None),
        ("3h ago", None, 10800),
        ("an hour ago", None, 3600),
        ("2 hours 5 minutes ago", None, 7500),
        ("3h ago14.32 BST", 872, 10800),
        ("just now", None, 0),
    ],
)
def test_times(text, minutes, ago):
    stamp = stamps.whole(text)
    assert stamp is not None
    assert stamp.minutes == minutes
    assert (stamp.ago.total_seconds() if stamp.ago is not None else None) == ago


@pytest.mark.parametrize(
    "text",
    [
        "12 June 2024",
        "Share",
        "10:17 was the time of the blast",
        "$14.32",
        "1998",
        "3 hours ago, the army said",
        "7",
        "",
    ],
)
def test_no_times(text):
    assert stamps.whole(text) is None
    assert stamps.leading(text) is None


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("14:32 GMT - The envoy arrives", "The envoy arrives"),
        ("2.05pm: Talks begin", "Talks begin"),
        ("14:32 New sanctions on Arcadia", "New sanctions on Arcadia"),
        ("[09:15] “We go on,” he said", "“We go on,” he said"),
        ("12 June, 14:32 – Envoy lands", "Envoy lands"),
    ],
)
def test_times_before_a_text(text, rest):
    found = stamps.leading(text)
    assert found is not None
    assert found[1] == rest


def test_a_time_behind_a_name():
    found = stamps.trailing("Ada Example in Quill · 3h ago")
    assert found is not None
    assert found[0] == "Ada Example in Quill"


def test_a_change_is_told_from_a_time():
    assert stamps.whole("Updated at 10:15").updated
    assert not stamps.whole("10:02 Updated at 10:15").updated
    assert stamps.whole("10:02 Updated at 10:15").minutes == 602


@pytest.mark.parametrize("pattern", stamps.ALL, ids=lambda p: p.name)
def test_patterns_hold_to_their_examples(pattern):
    assert pattern.match(pattern.example)
    assert not pattern.match(pattern.counter)


# Pages ---------------------------------------------------------------------------------------------------------------


def test_newest_first_over_midnight():
    found = entries(page((FOLDER / "arcadia-newest-first.txt").read_text(encoding="utf-8")))
    after, before = stated(date(2024, 6, 13)), stated(date(2024, 6, 12))
    assert days(found) == [before, after, after, before, before, before, before]
    assert keys(found)[:3] == ["top", "2024-06-13T01:12", "2024-06-13T00:40"]
    assert [a.headline for a in found][1:3] == ["Council calls emergency session", "Power out in Quill"]
    assert all(a.author == ("Ada Example", "Bo Sample") for a in found)
    assert all(a.publisher == "Example Herald" for a in found)
    assert all(a.alternative_headline.startswith("Arcadia border crisis live") for a in found[1:])
    assert not any("Terrible news" in a.body or "Grain harvest" in a.body for a in found)


def test_oldest_first_with_times_before_the_text():
    found = entries(page((FOLDER / "lakes-oldest-first.txt").read_text(encoding="utf-8")))
    assert len(found) == 5
    assert set(days(found)) == {stated(date(2023, 3, 4))}
    assert {a.headline for a in found} == {"Lakes Council summit as it happened"}
    assert found[3].body.startswith("The leaders signed")
    assert keys(found)[3] == "2023-03-04T14:05"


def test_markup_tells_what_ago_means():
    found = entries(page((FOLDER / "relative.html").read_text(encoding="utf-8"), "html"))
    assert days(found) == [stated(date(2024, 5, 9))] * 3 + [stated(date(2024, 5, 8))]
    assert keys(found)[0] == "2024-05-09T17:31"
    assert [a.headline for a in found][:2] == ["Union calls general strike", "Police clear Liberty Square"]
    assert any(line.role == "caption" for line in found[1].lines)


def test_no_line_is_lost():
    text = (FOLDER / "arcadia-newest-first.txt").read_text(encoding="utf-8")
    found = entries(page(text))
    kept = [line.text for a in found for line in a.lines] + [p for a in found for p in a.body.split("\n")]
    assert sorted(kept) == sorted(line for line in text.split("\n") if line)


def test_ids_stay_when_the_page_grows_and_its_title_changes():
    text = (FOLDER / "arcadia-newest-first.txt").read_text(encoding="utf-8")
    grown = text.replace("01:12\n", f"01:18\nShots at the crossing\n{SHOTS}\n01:12\n").replace("01:20", "01:25")
    grown = grown.replace("envoys arrive in Quill as shelling goes on", "council meets")
    before, after = (entries(page(t)) for t in (text, grown))
    assert {a.id for a in before[1:]} < {a.id for a in after}
    assert len(after) == len(before) + 1
    assert {a.entry_of for a in after} == {"/somewhere/page.txt"}
    assert len({a.source for a in after}) == len(after)


def test_headings_above_the_times():
    body = "".join(
        f"<article><h3>{title}</h3><span>{clock}</span><div><p>{text}</p></div></article>"
        for title, clock, text in (
            ("Strike in the harbour", "16:40", STRIKE),
            ("Ministers meet in Sandport", "13:05", TALKS),
            ("Medicines reach the camp", "08:12", AID),
        )
    )
    found = read(
        f"<!doctype html><title>Borduria live: strike - Example</title><h1>Borduria live: strike and talks</h1>"
        f"<p>7 May 2024</p>{body}",
        "html",
    )
    assert [a.headline for a in found] == [
        "Strike in the harbour",
        "Ministers meet in Sandport",
        "Medicines reach the camp",
    ]
    assert [a.body for a in found] == [STRIKE, TALKS, AID]
    assert days(found) == [stated(date(2024, 5, 7))] * 3


def test_the_time_of_a_change_parts_no_entries():
    lines = ["Harbour strike – live", "By Ada Example", "Tue 7 May 2024 17.20 BST", ""]
    for ago, clock, text, change in (
        ("1h ago", "16.40 BST", STRIKE, "16.55 BST"),
        ("4h ago", "13.05 BST", TALKS, "13.09 BST"),
    ):
        lines += [ago, clock, text, "Share", f"Updated at {change}"]
    found = read("\n".join([*lines, "9h ago", "08.12 BST", AID]))
    assert [a.body for a in found] == [STRIKE, TALKS, AID]
    assert keys(found) == ["2024-05-07T16:40", "2024-05-07T13:05", "2024-05-07T08:12"]


def test_times_of_changes_alone_part_the_entries():
    lines = ["Harbour strike: live updates", "7 May 2024"]
    for clock, text in (("16:40", STRIKE), ("13:05", TALKS), ("08:12", AID)):
        lines += [f"Updated at {clock}", text]
    assert [a.body for a in read("\n".join(lines))] == [STRIKE, TALKS, AID]


def test_days_stand_over_their_entries():
    text = (
        "Harbour strike live blog\nUpdated 8 May 2024\n09:30\n" + STRIKE + "\nTuesday 7 May\n21:10\n" + TALKS
        + "\n19:45\n" + SHOTS + "\nMonday 6 May\n08:12\n" + AID
    )  # fmt: skip
    found = read(text)
    assert [d[0] for d in days(found)] == [date(2024, 5, 8), date(2024, 5, 7), date(2024, 5, 7), date(2024, 5, 6)]


def test_a_full_date_beside_the_clock_is_the_day():
    text = f"Harbour strike live updates\n12 Jun 2023 - 00:15\n{STRIKE}\n11 Jun 2023 - 23:50\n{TALKS}\n22:00\n{AID}\n"
    found = read(text)
    assert days(found) == [stated(date(2023, 6, 12)), stated(date(2023, 6, 11)), stated(date(2023, 6, 11))]


AGO = f"Harbour strike live updates\n{{}}\n20m ago\n{STRIKE}\n3h ago\n{TALKS}\n1d ago\n{AID}\n"


def test_ago_is_counted_from_the_crawl():
    found = read(AGO.format("Example Herald"), fetched=datetime(2024, 5, 7, 10, 30, tzinfo=UTC))
    inferred = "inferred"
    assert days(found)[:2] == [(date(2024, 5, 7), date(2024, 5, 7), inferred)] * 2
    assert days(found)[2] == (date(2024, 5, 5), date(2024, 5, 6), inferred)


def test_ago_without_a_crawl_tells_no_more_than_the_page():
    found = read(AGO.format("Published 6 May 2024\nLast updated 7 May 2024"))
    assert set(days(found)) == {(date(2024, 5, 6), date(2024, 5, 7), "inferred")}
    unknown = read(AGO.format("Example Herald"))
    assert {a.published.basis for a in unknown} == {"unknown"}


def test_a_pinned_entry_does_not_turn_the_day():
    text = f"Harbour strike live updates\n7 May 2024\n09:00\n{AID}\n17:30\n{STRIKE}\n14:10\n{TALKS}\n10:05\n{SHOTS}\n"
    assert {d[:2] for d in days(read(text))} == {(date(2024, 5, 7), date(2024, 5, 7))}


DAY = f"17:30\n{STRIKE}\n14:10\n{TALKS}\n10:05\n{SHOTS}\n"


def test_a_page_of_two_days_says_so_where_the_clocks_do_not_tell():
    text = "Harbour strike live\nPublished 6 May 2024\nUpdated 8 May 2024\n" + DAY
    assert set(days(read(text))) == {(date(2024, 5, 6), date(2024, 5, 8), "inferred")}


def test_the_pages_clock_tells_which_end_is_shown():
    text = "Harbour strike live\nPublished 6 May 2024 05:00\nUpdated 8 May 2024 17:42\n" + DAY
    assert set(days(read(text))) == {stated(date(2024, 5, 8))}


def test_names_beside_the_times_sign_the_entries():
    told = (("Ada Example", "16:40", STRIKE), ("Bo Sample", "13:05", TALKS), ("Cy Model", "08:12", AID))
    lines = [f"By {name}, {clock}\n{text}" for name, clock, text in told]
    found = read("\n".join(["Dock strike live", "7 May 2024", *lines]))
    assert [(a.author, a.body) for a in found] == [((name,), text) for name, _, text in told]


# Pages that are none -------------------------------------------------------------------------------------------------

STORY = "\n".join(
    (STRIKE, TALKS, SHOTS, AID, STRIKE.replace("Tuesday", "Monday"), TALKS.replace("an hour", "two hours"))
)
TIMED = "\n".join(f"0{n}:15\n{text}" for n, text in enumerate(STORY.split("\n")))
COMMENTS = f"Leave a Reply\n2 hours ago\n{STRIKE}\n3 hours ago\n{TALKS}\n4 hours ago\n{AID}"
OTHERS = {
    "menu and timed headlines": MENU + "14:32\nPrices fall\n13:10\nRain in Quill\n12:02\nShip runs aground\n" + STORY,
    "chronology": f"How the strike unfolded\n7 May 2024\n{TIMED}",
    "comments": f"Strike in Quill: live updates ended\n{STORY}\n{COMMENTS}",
    "two times": f"Strike live updates\n14:32\n{STRIKE}\n13:10\n{TALKS}\n{AID}",
    "no times": "Strike in Quill: live updates\n" + STORY,
}


@pytest.mark.parametrize("name", sorted(OTHERS))
def test_other_pages_are_one_article_and_the_same_as_ever(name):
    one = page(OTHERS[name])
    whole = clean(one)
    assert entries(one) == (whole if isinstance(whole, Refusal) else (whole,))
    assert isinstance(whole, Refusal) or whole.entry_of is None


def test_what_is_refused_is_refused_as_ever():
    one = page("Live updates\n14:32\n\n")
    assert entries(one) == clean(one)


def test_the_address_alone_can_say_that_a_page_is_live():
    text = f"Strike in Quill\n7 May 2024\n16:40\n{STRIKE}\n13:05\n{TALKS}\n08:12\n{AID}\n"
    assert len(read(text)) == 1
    assert len(read(text, url="https://news.example/world/live/2024/strike-in-quill")) == 3


def test_the_order_of_entries_is_the_pages():
    text = f"Strike in Quill live\n7 May 2024\n08:12\n{AID}\n13:05\n{TALKS}\n16:40\n{STRIKE}\n"
    assert [a.body for a in read(text)] == [AID, TALKS, STRIKE]


def test_same_words_twice_are_two_entries():
    text = f"Strike in Quill live\n7 May 2024\n08:12\n{AID}\n13:05\n{AID}\n16:40\n{STRIKE}\n"
    found = read(text)
    assert len({a.id for a in found}) == len({a.source for a in found}) == 3


def test_broken_words_name_their_file(monkeypatch):
    monkeypatch.setattr(live_words, "files", lambda _: Path("/nowhere"))
    words_of.cache_clear()
    try:
        with pytest.raises(DataError, match=r"lang/en/live\.toml"):
            words_of()
    finally:
        words_of.cache_clear()


def test_sources_of_pages_elsewhere_stay_whole():
    one = replace(page((FOLDER / "relative.html").read_text(encoding="utf-8"), "html"), source="a.zip!b.html")
    assert entries(one)[0].source == "a.zip!b.html#entry-2024-05-09T17:31"
