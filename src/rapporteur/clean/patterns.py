"""The named patterns of this room: each with a line that it matches and one that it must not."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapporteur.clean.words import words


@dataclass(frozen=True, slots=True)
class Pattern:
    """A regular expression with its name, an example and a counter-example; ``tests`` hold it to both."""

    name: str
    regex: re.Pattern[str]
    example: str
    counter: str

    def search(self, text: str) -> re.Match[str] | None:
        """The first place where it stands in ``text``."""
        return self.regex.search(text)

    def match(self, text: str) -> re.Match[str] | None:
        """The match at the start of ``text``."""
        return self.regex.match(text)


WORD = re.compile(r"[^\W\d_]\w*(?:[’'.&/-]+\w+)*|\d[\d,.]*")

SENTENCE_END = Pattern(
    "sentence-end",
    re.compile(r"[.!?…][\"”’'»)\]]*\s*(?:\[\d+\])?$|[\"”]$|[.!?][\"”’)]\s*$"),
    "The talks ended on Friday.",
    "Talks end in Tashkent",
)
CUT_SHORT = Pattern(
    "cut-short",
    re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])\s*(?:read more|more|continue reading)?\s*[»→›>]?$", re.IGNORECASE),
    "The final testing of the Central Control & Co…",
    "The final testing was done.",
)
BULLET = Pattern("bullet", re.compile(r"^\s*(?:[•●▪■◦‣*·►▶»–—-]\s+|[•●▪■◦‣►▶])"), "• FD News", "Peace - at last")
NUMBERED = Pattern(
    "numbered",
    re.compile(r"^\s*(?:\(?\d{1,3}[.)]|\(?[ivx]{1,5}[.)]|\([a-z]\)|[a-z]\))\s+\S"),
    "12. The Ministers noted the report.",
    "1998 was the year of the tests.",
)
DASH_LEAD = Pattern("dash-lead", re.compile(r"^\s*[–—-]\s?(?=\S)"), "–Lavrov says Moscow is wary", "Lavrov – in Moscow")
PHOTO_CREDIT = Pattern(
    "photo-credit",
    re.compile(r"[.—–-]\s*(?:[A-Z][\w/]*\s){1,3}[Pp]hoto\.?$"),
    "Lorries wait at the check post. Gazette photo",
    "The minister wanted no photo",
)
READING_TIME = Pattern(
    "reading-time",
    re.compile(r"^\s*\d{1,3}\s*(?:min|mins|minute|minutes)\b(?:\s+read)?\s*$|^\s*reading time\b", re.IGNORECASE),
    "7 min read",
    "7 minutes later the talks ended",
)
AGO_INSIDE = Pattern(
    "ago-inside",
    re.compile(
        r"\b(?:\d{1,3}|an?)\s?(?:sec(?:ond)?|min(?:ute)?|hour|hr|day|week|month|year|[hdwmy])s?\s+ago\b(?!\w)[^.]*$",
        re.IGNORECASE,
    ),
    "Ali, 2 hours ago",
    "Two years ago the pact was signed.",
)
COUNT = Pattern(
    "count",
    re.compile(
        r"^\W*[\d.,]+\s*[kKmM]?\W*(?:views?|shares?|comments?|likes?|reads?|votes?|followers?|photos?|images?)?\W*$",
        re.IGNORECASE,
    ),
    "31 comments",
    "31 comments were sent to the ministry",
)
CLOCK = Pattern(
    "clock",
    re.compile(
        r"^\W*\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?\s*\(?(?:[A-Z]{2,5}(?:[+-]\d+)?)?\)?\W*$", re.IGNORECASE
    ),
    "10:17 pm GMT",
    "10:17 was the time of the blast",
)
ADDRESS = Pattern(
    "address",
    re.compile(
        r"^\W*(?:https?://\S+|www\.\S+|\S+@\S+\.\w{2,}|@\w+|[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|info|gov|edu|pk|ru|in|cn|ir|uk))\W*$",
        re.IGNORECASE,
    ),
    "alwaght.net",
    "The site alwaght.net said so",
)
CAPITALS = Pattern(
    "capitals",
    re.compile(r"^(?=(?:[^A-Z]*[A-Z]){3})[^a-z]+$"),
    "RUSSIA TO HELP PAKISTAN:",
    "Russia to help PAKISTAN",
)
CAPTION_DASH = Pattern(
    "caption-dash",
    re.compile(r"\s[—–-]{1,2}\s*(?P<credit>(?:[A-Z][\w.&]*|[A-Z]{2,})(?:[/ ](?:[A-Za-z][\w.&]*)){0,3})\s*$"),
    "The minister at the meeting. — APP/File",
    "The talks - he said - were good.",
)
SPEAKER = Pattern(
    "speaker",
    re.compile(r"^(?:Q|A|Question|Answer|[A-Z][\w.’' -]{1,40})\s?:\s+\S"),
    "Q: Will you go?",
    "nothing here: no speaker",
)
COPYRIGHT = Pattern(
    "copyright",
    re.compile(
        r"(?:©|\(c\)|copyright)\s*(?:copyright)?\s*(?:©|\(c\))?\s*(?:\d{4}(?:\s*[-–]\s*\d{2,4})?)?,?\s*(?:by\s+)?"
        r"(?P<name>[A-Z][\w&'’.-]*(?: (?:[A-Z&][\w&'’.-]*|of|and|for|the)){0,5})",
        re.IGNORECASE,
    ),
    "Copyright © 2023 Kalmbach Media Co.",
    "The right to copy is his",
)

_MONTH = "(?i:" + "|".join(sorted(words().dates.months, key=lambda m: (-len(m), m))) + r")\.?"
_DAY = rf"(?:{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH})(?:,?\s+\d{{4}})?"
_CAPS_PLACE = r"[A-Z][A-Z.’'-]{2,}(?:[ /-](?:[A-Z][A-Z.’'-]*|de|al|el|of)){0,3}|[A-Z]\.[A-Z]\."
_PLACE = r"[A-Z][\w.’'-]+(?:[ /-](?:[A-Z][\w.’'-]*|de|al|el|of|sur|am)){0,3}"
_REGION = r"(?:,\s*(?P<region>[A-Z](?:[^\W\d_]|[.’' -]){1,24}?))?"
_AGENCY = r"\(\s*(?P<agency{n}>[A-Z][\w.&’'/ -]{{1,40}}?)\s*\)|/(?P<slash{n}>[A-Z][\w -]{{1,20}})/\.?"

DATELINE_CAPS = Pattern(
    "dateline-caps",
    re.compile(
        rf"^\s*(?P<place>(?:{_CAPS_PLACE})(?:/(?:{_CAPS_PLACE}))?){_REGION}"
        rf"(?:,?\s*(?P<day>{_DAY})\.?)?\s*,?\s*(?:{_AGENCY.format(n='')})?\s*(?:[:—–]|-{{1,2}}|(?<=/)|(?<=/\.))\s*"
    ),
    "BEIJING, Aug 26 (ABC): The meeting",
    "NATO said it would go",
)
DATELINE_AGENCY = Pattern(
    "dateline-agency",
    re.compile(
        rf"^\s*(?P<place>{_PLACE}){_REGION}(?:,?\s*(?P<day>{_DAY})\.?)?\s*,?\s*"
        rf"(?:{_AGENCY.format(n='')})\s*(?:[:—–]|-{{1,2}}|(?<=/)|(?<=\)))\s*"
    ),
    "London (AP) — The talks",
    "London is calling (again)",
)
DATELINE_DAY = Pattern(
    "dateline-day",
    re.compile(rf"^\s*(?P<place>{_PLACE}),\s*(?P<day>{_DAY})\.?\s*(?:[:—–]|\s-{{1,2}}\s)\s*"),
    "Moscow, 24 August 2022 — The minister",
    "Moscow, on 24 August, said",
)
DATELINE_PLACE = Pattern(
    "dateline-place",
    re.compile(rf"^\s*(?P<place>{_PLACE}){_REGION}\s*(?:\s[—–]|\s--?\s|:|[—–-]\s)\s*(?=[\"“‘'(]?[A-Z])"),
    "Geneva – The envoy",
    "Geneva hosts – again – the envoy",
)
AGENCY_LEAD = Pattern(
    "agency-lead",
    re.compile(
        r"^\s*(?:\(\s*(?P<agency>[A-Z][\w.&’'/ -]{1,40}?)\s*\)|/(?P<slash>[A-Z][\w -]{1,20})/\.?)\s*[:—–-]{0,2}\s*"
    ),
    "(Reuters) - The talks",
    "(the first of two) talks",
)
SOURCE_DASH = Pattern(
    "source-dash",
    re.compile(r"^\s*(?P<source>[A-Z][\w.]{2,20})[-–—]\s?(?=[A-Z][a-z]+\b)"),
    "Alwaght- Recently, Moscow",
    "Anti-terror talks",
)
_UPPER = "A-ZÀ-ÖØ-Þ" + "".join(chr(c) for c in range(0x100, 0x250) if chr(c).isupper())
NAME = Pattern(
    "name",
    re.compile(
        rf"^(?:(?:Dr|Prof|Amb|Gen|Col|Lt|Maj|Capt|Mr|Mrs|Ms|Sir)\.?\s+)*(?:d[’'])?[{_UPPER}][\w.’'-]*"
        rf"(?:\s+(?:(?:d[’'])?[{_UPPER}][\w.’'-]*|de|da|del|della|der|den|van|von|bin|ibn|al|el|la|le|ul|ur|di|du|dos|das|ter|ten|zu|af|y|e))"
        r"{1,4}$"
    ),
    "Maria van der Berg",
    "the rest of the world",
)

ALL = (
    SENTENCE_END,
    CUT_SHORT,
    BULLET,
    NUMBERED,
    DASH_LEAD,
    PHOTO_CREDIT,
    READING_TIME,
    AGO_INSIDE,
    COUNT,
    CLOCK,
    ADDRESS,
    CAPITALS,
    CAPTION_DASH,
    SPEAKER,
    COPYRIGHT,
    DATELINE_CAPS,
    DATELINE_AGENCY,
    DATELINE_DAY,
    DATELINE_PLACE,
    AGENCY_LEAD,
    SOURCE_DASH,
    NAME,
)
