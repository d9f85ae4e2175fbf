"""Pages without markup: where the article lies, and what every other line is."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest

from rapporteur.clean import clean, main_text
from rapporteur.model import Article, Page, Refusal

LEAD = (
    "QUILL: The foreign ministers of Arcadia and Borduria met on Tuesday and agreed to reopen the crossing that "
    "was closed in the spring."
)
SECOND = (
    "The two sides will set up a commission on border security, according to a statement of the ministry, and "
    "its experts are to meet before the end of the month."
)
THIRD = (
    "“We have confirmed that the talks will go on,” a spokesperson of the ministry told reporters after the meeting."
)
TITLE = "Arcadia and Borduria agree to reopen border crossing"


def page(text, media="text", name="page.txt", **more):
    data = text if isinstance(text, bytes) else text.encode()
    return Page(data, f"/somewhere/{name}", media, hashlib.sha256(data).hexdigest(), **more)


def read(*lines, **more):
    seen = clean(page("\n".join(lines), **more))
    assert isinstance(seen, Article), seen
    return seen


def roles(article, role):
    return [line.text for line in article.lines if line.role == role]


def test_menus_byline_and_comments_stay_out():
    seen = read(
        "Home",
        "World",
        "Subscribe",
        TITLE,
        "By Ada Example",
        "March 3, 2024",
        "Share on Facebook",
        LEAD,
        SECOND,
        THIRD,
        "Related Articles",
        "Grain harvest in Arcadia breaks record",
        "Leave a Reply",
        "Your email address will not be published. Required fields are marked *",
    )
    assert seen.headline == TITLE
    assert seen.author == ("Ada Example",)
    assert seen.dateline == "QUILL"
    assert seen.published.earliest == seen.published.latest == date(2024, 3, 3)
    assert seen.published.basis == "stated"
    assert seen.body == "\n".join((LEAD.removeprefix("QUILL: "), SECOND, THIRD))
    assert roles(seen, "author") == ["By Ada Example"]
    assert roles(seen, "dateline") == ["QUILL:"]
    assert "Leave a Reply" in roles(seen, "comment")
    assert "Grain harvest in Arcadia breaks record" in roles(seen, "other-story")


def test_every_line_is_either_in_the_body_or_kept_with_a_role():
    lines = ["Home", TITLE, "By Ada Example", LEAD, SECOND, THIRD, "Tags:", "border"]
    seen = read(*lines)
    kept = {line.text for line in seen.lines} | set(seen.body.split("\n")) | {LEAD}
    assert set(lines) <= kept


def test_curly_quotes_stay_and_spaces_fold():
    seen = read(TITLE, LEAD, SECOND.replace(" ", "  "), THIRD)
    assert "“We have confirmed" in seen.body
    assert SECOND in seen.body


def test_repeated_title_is_one_headline():
    seen = read(
        "Herald | News & Analysis Website", f"Home World {TITLE}", TITLE, "5 min read", TITLE, LEAD, SECOND, THIRD
    )
    assert seen.headline == TITLE
    assert TITLE not in seen.body
    assert seen.publisher == "Herald"


def test_title_that_ends_in_a_full_stop_and_is_repeated():
    title = "Minister: The doors are open for a pact with other countries."
    seen = read(title, title, SECOND, THIRD, SECOND.replace("two", "three"))
    assert seen.headline == title
    assert seen.body.startswith("The two sides")


def test_subheads_with_dashes():
    seen = read(
        TITLE,
        "–Minister praises the role of the mediators in the region",
        "–Crossing was closed in the spring",
        LEAD,
        SECOND,
        THIRD,
    )
    assert (
        seen.alternative_headline
        == "Minister praises the role of the mediators in the region; Crossing was closed in the spring"
    )
    assert len(roles(seen, "alternative-headline")) == 2


def test_subhead_under_the_headline():
    seen = read(TITLE, "The ministers also spoke of trade and of the drought", "By News Desk", LEAD, SECOND, THIRD)
    assert seen.alternative_headline == "The ministers also spoke of trade and of the drought"
    assert seen.author == ("News Desk",)


@pytest.mark.parametrize(
    "caption",
    [
        "The ministers at the crossing on Tuesday. — APP/File",
        "Photo: The ministers at the crossing on Tuesday.",
        "FILE - The ministers shake hands at the crossing, March 2, 2024.",
        "The two ministers shake hands at the crossing. (AP Photo)",
    ],
)
def test_captions_stay_out(caption):
    seen = read(TITLE, "March 3, 2024", caption, caption, LEAD, SECOND, caption, THIRD)
    assert caption not in seen.body
    assert roles(seen, "caption")


def test_crossheads_are_kept_aside():
    seen = read(TITLE, LEAD, SECOND, "TALKS TO GO ON NEXT MONTH:", THIRD, SECOND.replace("two", "three"))
    assert "TALKS TO GO ON" not in seen.body
    assert roles(seen, "crosshead") == ["TALKS TO GO ON NEXT MONTH:"]


def test_lists_stay_in_the_body():
    items = [
        "• a commission on border security;",
        "• a hotline between the two ministries;",
        "• an exchange of observers.",
    ]
    seen = read(TITLE, LEAD, "The two sides agreed to set up the following:", *items, SECOND, THIRD)
    for item in items:
        assert item in seen.body.split("\n")


def test_numbered_communique():
    text = [
        f"{n}. The ministers noted the report of working group {n} and agreed to hold its next meeting in Quill."
        for n in range(1, 9)
    ]
    seen = read("Joint Communique of the Plains Ministers", *text)
    assert seen.genre == "communique"
    assert seen.body.split("\n") == text


def test_interview_lines_stay():
    lines = [
        "Q: Will the crossing be opened this month?",
        "A: We hope that it will be opened before the harvest.",
        "Q: And if not?",
        "A: Then we will go on talking, as we have done for the last three years.",
    ] * 2
    lines = [f"{line[:-1]} {n}{line[-1]}" for n, line in enumerate(lines)]
    seen = read("Interview: the negotiator of Arcadia", LEAD, *lines)
    assert seen.genre == "interview"
    for line in lines:
        assert line in seen.body


def test_glossary_before_the_headline_stays_out():
    glossary = [
        "Plains League",
        "Plains League",
        "A league of states that was founded on the plains by six kings of the north.",
        "Red Guard",
        "Red Guard",
        "A movement that seeks to build a new government in the southern hills.",
    ]
    seen = read(
        "Herald | News & Analysis Website",
        "Most Viewed",
        *glossary,
        "Analysis",
        TITLE,
        "Sunday 3 March 2024",
        TITLE,
        "Related Content",
        "Plains League blames its neighbours",
        LEAD,
        SECOND,
        THIRD,
    )
    assert seen.headline == TITLE
    assert seen.genre == "analysis"
    assert "six kings" not in seen.body
    assert "Plains League blames" not in seen.body
    assert seen.published.earliest == date(2024, 3, 3)


def test_clock_of_the_site_is_not_the_day_of_publication():
    seen = read("close", "Monday May 20, 2024", TITLE, "By News Desk", "April 30, 2024", LEAD, SECOND, THIRD)
    assert seen.published.earliest == date(2024, 4, 30)
    assert any("clock" in why for why in seen.published.why)


def test_update_alone_only_bounds():
    seen = read(TITLE, "By Ada Example", "Updated: March 3, 2024", LEAD, SECOND, THIRD)
    assert (seen.published.basis, seen.published.earliest, seen.published.latest) == (
        "inferred",
        date(2024, 2, 25),
        date(2024, 3, 3),
    )
    assert any("last change" in why for why in seen.published.why)


def test_update_at_the_foot_only_ends_the_range():
    seen = read(TITLE, "By Ada Example", LEAD, SECOND, THIRD, "Related", "Page last updated on: March 3, 2024")
    assert (seen.published.earliest, seen.published.latest) == (None, date(2024, 3, 3))


def test_closer_anchors_than_the_week_before_the_change():
    seen = read(TITLE, "Updated: March 3, 2024", "QUILL, Jan 31 (ABC): " + LEAD, SECOND, THIRD)
    assert (seen.published.earliest, seen.published.latest) == (date(2024, 1, 31), date(2024, 1, 31))


def test_no_date_is_unknown():
    assert read(TITLE, LEAD.replace("on Tuesday ", ""), SECOND, THIRD).published.basis == "unknown"


def test_agency_in_dateline():
    seen = read(TITLE, LEAD.replace("QUILL:", "QUILL, Aug 26 (ABC):"), SECOND, THIRD)
    assert (seen.dateline, seen.agency) == ("QUILL", "ABC")
    assert seen.body.startswith("The foreign ministers")


def test_dateline_in_a_line_of_its_own():
    seen = read(TITLE, "QUILL (AP) —", LEAD.removeprefix("QUILL: "), SECOND, THIRD)
    assert (seen.dateline, seen.agency) == ("QUILL", "AP")
    assert seen.body.startswith("The foreign ministers")


def test_hard_wrapped_paragraphs_are_joined():
    import textwrap

    wrapped = "\n\n".join(textwrap.fill(p, 72) for p in (LEAD, SECOND, THIRD, SECOND.replace("two", "three")))
    seen = clean(page(f"{TITLE}\n\n{wrapped}"))
    assert SECOND in seen.body.split("\n")


def test_identity_knows_the_name_and_not_the_folder():
    text = "\n".join((TITLE, LEAD, SECOND, THIRD))
    data = text.encode()
    digest = hashlib.sha256(data).hexdigest()
    here, there, other = (clean(Page(data, s, "text", digest)) for s in ("/a/one.txt", "/b/one.txt", "/a/two.txt"))
    assert here.id == there.id != other.id
    assert len(here.id) == 16


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (["Subscribe to continue reading", "The talks began on Tuesday and they are to go on."], "subscription"),
        (["404 Not Found", "The page you are looking for does not exist on this site any more."], "error"),
        (["Home", "World", "Sport"], "no article text"),
        (
            ["Le ministre des Affaires étrangères a déclaré mardi que les deux pays rouvriront le poste."] * 1
            + ["Les deux parties vont créer une commission pour la sécurité de la frontière, selon le ministère."],
            "French (fr)",
        ),
    ],
)
def test_refusals_say_why(lines, reason):
    seen = clean(page("\n".join(lines)))
    assert isinstance(seen, Refusal)
    assert (seen.stage, seen.source) == ("clean", "/somewhere/page.txt")
    assert reason in seen.reason


def test_index_pages_are_refused():
    lines = []
    for n in range(8):
        lines += [
            f"Border talks number {n} end in Quill",
            f"{n + 1} hours ago",
            f"The ministers of two states met for round {n} of talks on the border and the…",
        ]
    seen = clean(page("\n".join(lines)))
    assert isinstance(seen, Refusal)


def test_main_text_of_another_language():
    text = "Les deux parties vont créer une commission pour la sécurité de la frontière, selon le ministère."
    assert main_text(page(text)) == text
