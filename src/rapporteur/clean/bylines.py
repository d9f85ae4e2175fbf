"""Persons, desks and agencies in a byline's words: "By X and Y, Outlet", "X | Staff writer", "X, Political Editor"."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from rapporteur.clean import datefind, patterns
from rapporteur.clean.features import bare, fold
from rapporteur.clean.maker_words import maker_words
from rapporteur.clean.words import words

_SEGMENTS = re.compile(r"\s+[|–—»·•/:-]{1,2}\s+|\s*[|•·]\s*|\s*/\s*(?=[A-Z]{2,}\b)|\s*\(|\)\s*")
_NAMES = re.compile(r"\s*(?:,|;|\band\b|\bAND\b|&|\+|\bwith\b)\s*")
_TAIL = re.compile(
    r"\s+(?:for|For|FOR|in|In|IN|from|at|of|is|are|was|reports?|reporting|writes|via|on|has|who|covers|,)(?:\s.*|$)"
)
_SMALL = re.compile(
    r"\s+(?!(?:de|da|del|della|der|den|van|von|bin|ibn|al|el|la|le|ul|ur|di|du|dos|das|do|ter|ten|zu|af|y|e)\s)[a-z][\w’'-]*(?:\s.*|$)"
)  # the first small word that is no part of names, and what follows it
_CLOCK = re.compile(
    r"^[\s,|•·–—-]*(?:at\s+)?\d{1,2}[:.]\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?)?"
    r"\s*(?:\(?[A-Z]{2,4}(?:[+-]\d+)?\)?(?=\W|$))?",
    re.IGNORECASE,
)
_STOP = re.compile(
    r"\s*\S+@\S+\.\w+|\s*@\w+|https?://|\b(?:Published|PUBLISHED|Updated|UPDATED|Posted|POSTED|Last\s+(?:updated|modified)|Follow|FOLLOW|Email|Share|Contact|"
    r"Reporting\s+from|Read\s+(?:more|bio)|See\s+all|View\s+all)\b|\b\d{1,2}[:.]\d\d\b|\b\d+\s?(?:sec|min|hour|hr|day|week|month|year)s?\b|\b\d+[dhwmy]\b|(?<=[a-z])\d"
)
_GLUED = re.compile(
    r"(?<!\bMc)(?<!\bMac)(?<!\bDe)(?<!\bLe)(?<!\bLa)(?<!\bFitz)(?<!\bDi)(?<!\bVan)(?<=[a-z])[A-Z]|[a-z]{3}\.(?:\s|$)"
    r"|(?<=[A-Z]{3})[A-Z][a-z]{2}|[’']s(?:\s|$)"
)
_GLUE = re.compile(r"(?<=[a-z]{2})(?<!Mac)(?<!Fitz)(?<!Van)(?<!Del)(?=[A-Z][a-z])")
_TITLES = re.compile(
    r"^(?:(?:Dr|Prof|Professor|Mr|Mrs|Ms|Amb|Ambassador|Gen|Brig|Col|Maj|Capt|Lt|Cmdr|Cdr|Adm|Sir|Rev|Sgt|Cpl|Pfc|Spc|Pvt|"
    r"(?:Rear|Vice)\s+Adm|(?:Staff|Master|Tech|Sr|First|1st|Chief)\.?\s+(?:Sgt|Lt|Airman)|1st\s+Class|(?:Senior\s+)?Airman|"
    r"Petty\s+Officer\s+\d\w+\s+Class)\.?\s+)+(?=\S+\s+\S)"
)
_BARRED = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ħ": "h"})
_DEGREE = re.compile(r",?\s+(?:Ph\.?D\.?|M\.?D\.?|Esq\.?|CFA|MBA)$")


@dataclass(frozen=True, slots=True)
class Byline:
    """Who a byline names; ``known`` counts the persons that bear a given name of ``makers.toml``."""

    persons: tuple[str, ...] = ()
    desks: tuple[str, ...] = ()
    agency: str | None = None
    known: int = 0


def parse(text: str, sure: bool, outlet: str | None = None) -> Byline:
    """The makers in a byline without its "By".

    ``sure`` says that the text is known to be a byline: names are then believed by their shape; else only those with
    a given name that is listed. ``outlet`` is the page's publisher, which is no person.
    """
    persons: list[str] = []
    desks: list[str] = []
    agency: str | None = None
    for segment in _SEGMENTS.split(cut(text)):
        found, signed, wire = _segment(segment, sure, outlet)
        agency, desks = agency or wire, [*desks, *signed]
        if persons:  # behind a bar an outlet stands more often than another person
            found = [name for name in found if has_given_name(name)]
        persons += found
    persons = list(dict.fromkeys(persons))
    return Byline(tuple(persons), tuple(dict.fromkeys(desks)), agency, sum(map(has_given_name, persons)))


def cut(text: str) -> str:
    """The text before its first day, address, clock or button."""
    days = datefind.find(text)
    ends = [d.start for d in days[:1]] + [m.start() for m in [_STOP.search(text)] if m]
    names = text[: min(ends)] if ends else text
    glue = _GLUE.search(names)
    return names[: glue.start()] if glue and len(names[: glue.start()].split()) >= 2 else names


def behind_day(text: str) -> str:
    """What stands behind the day, clock and label with which a line opens: "July 9, 2024 | X"; else the whole line."""
    days = datefind.find(text)
    if not days or len(text[: days[0].start].split()) > 2:
        return text
    rest = _CLOCK.sub("", text[days[-1].end :]).strip(" |•·–—-,:/")
    return rest if len(rest.split()) >= 2 else text


def _segment(segment: str, sure: bool, outlet: str | None) -> tuple[list[str], list[str], str | None]:
    persons: list[str] = []
    desks: list[str] = []
    agency: str | None = None
    joints = [m.group().strip().lower() for m in _NAMES.finditer(segment)]
    last_and = max((i for i, joint in enumerate(joints) if joint in {"and", "&"}), default=-1)
    unbroken = True  # as long as every piece was a person, what follows "and" is one by its shape
    for number, piece in enumerate(_NAMES.split(segment)):
        text = tidy(piece)
        if not text or (outlet and fold(text) == fold(outlet)):
            continue
        name = None
        if text in words().agencies:
            agency = agency or text
        elif is_desk(text, sure):
            desks.append(text)
        else:
            listed = number == 0 or joints[number - 1] != "," or number <= last_and
            name = person(text, sure and unbroken and listed)
        unbroken = unbroken and name is not None
        if name and name not in persons:
            persons.append(name)
    return persons, desks, agency


def tidy(text: str) -> str:
    """A piece of a byline without marks at its ends, and without what follows the name in small words."""
    text = without_job_before(text.replace("\u00a0", " ").strip())
    text = _SMALL.sub("", _without_job(_TAIL.sub("", text)))
    text = _DEGREE.sub("", re.sub(r"\s*[@#]\S*$", "", text))
    return text.strip(' \t.,;:|/•·–—-()[]*“”"') if not text.rstrip().endswith(("Jr.", "Sr.")) else text.strip()


def without_job_before(text: str) -> str:
    """ "foreign affairs reporter X" without the job before the name."""
    tokens = text.split()
    for length in range(min(5, len(tokens) - 2), 0, -1):
        if tokens[length][0].isupper() and is_job(" ".join(tokens[:length])):
            return " ".join(tokens[length:])
    return text


def is_desk(text: str, sure: bool = False) -> bool:
    """Whether a text is the name of a desk or a staff, which signs where no person does: "Staff Reports".

    ``sure`` says that the text is known to be a byline: any short name then counts that ends as a desk's does.
    """
    folded, w = bare(fold(text)), maker_words()
    if folded in w.nobody:
        return False
    tokens = folded.split()
    made_up = 1 < len(tokens) <= 5 and tokens[-1] in w.desk_ends
    return folded in words().desks or (made_up and (sure or (_beats() | w.desk_ends).issuperset(tokens[-2:-1])))


def is_job(text: str) -> bool:
    """Whether a text is what a person does: "Staff Writer", "Professor of Politics", "Africa correspondent"."""
    folded = bare(fold(text))
    w = maker_words()
    if folded in w.jobs or folded in words().roles or folded.startswith(w.job_starts):
        return True
    tokens = folded.replace(",", " ").split()
    return 1 < len(tokens) <= 7 and _singular(tokens[-1]) in _trades() and _beats().issuperset(tokens[:-1])


def works(text: str) -> bool:
    """Whether a text of a few words ends in a job ("Harbour Herald staff writers"): what stands beside a name."""
    head = text.split(",")[0]
    tokens = bare(fold(head)).split()
    if not 1 <= len(tokens) <= 6 or is_desk(text):
        return False
    return is_job(head) or _singular(tokens[-1]) in maker_words().trades


def _singular(word: str) -> str:
    return word.removesuffix("s")


def has_given_name(name: str) -> bool:
    """Whether the first word of a name is a listed given name, or initials stand before one."""
    tokens = _TITLES.sub("", name).split()
    known = maker_words().given
    first = next((t for t in tokens if not re.fullmatch(r"(?:[A-Z]\.?){1,2}", t)), "")
    folded = _plain(fold(first))
    return folded in known or ("-" in folded and folded.split("-")[0] in known)


def _plain(folded: str) -> str:
    """Small letters without their accents, as ``makers.toml`` lists names."""
    if folded.isascii():
        return folded
    parted = unicodedata.normalize("NFKD", folded.translate(_BARRED))
    return "".join(ch for ch in parted if not unicodedata.combining(ch))


@lru_cache(maxsize=4096)
def person(text: str, sure: bool) -> str | None:
    """The name if the text is a person's: two to five capitalised words, none of them a menu's; else None."""
    name = _without_job(_TITLES.sub("", tidy(text)))
    folded, w = fold(name), maker_words()
    if folded in w.nobody or is_desk(name) or is_job(name) or any(ch.isdigit() for ch in name):
        return None
    name = _without_outlet(name)
    tokens = fold(name).split()
    if not 2 <= len(tokens) <= 5 or _GLUED.search(name) or ":" in name:
        return None
    if not patterns.NAME.match(name) and not (
        name.isupper() and len(tokens) <= 4 and re.fullmatch(r"[^\W\d_]{1,2}[^\d]*", name)
    ):
        return None
    known = has_given_name(name)
    if not known and w.outlets & set(tokens):
        return None
    if {tokens[0], tokens[-1]} & w.never and not (known and tokens[-1] not in words().not_names):
        return None
    if set(tokens) & words().not_names or (tokens[-1] in w.outlets and not (known and sure and len(tokens) == 2)):
        return None
    return name if sure or known else None


def _without_job(name: str) -> str:
    """ "Priya Nair Senior Diplomatic Correspondent" without what the person does."""
    tokens = name.split()
    for length in range(min(5, len(tokens) - 2), 0, -1):
        if is_job(" ".join(tokens[-length:])) and tokens[-length - 1][0].isupper():
            return " ".join(tokens[:-length]).strip(" ,")
    employed = any(fold(t) in _trades() for t in tokens[2:])
    return " ".join(tokens[:2]) if employed and has_given_name(name) else name


@cache
def _trades() -> frozenset[str]:
    """The last words of jobs: "correspondent", "editor"."""
    return frozenset(job.split()[-1] for job in maker_words().jobs)


@cache
def _beats() -> frozenset[str]:
    """The words that can stand before a trade: fields, regions, ranks."""
    return maker_words().beats | {word for job in maker_words().jobs for word in job.split()[:-1]}


def _without_outlet(name: str) -> str:
    """ "Amanda Cappelli Fox News" without the outlet that stands unparted behind the name."""
    tokens = name.split()
    if len(tokens) < 3:
        return name
    foreign = maker_words().outlets | words().not_names | maker_words().jobs
    outlet = fold(tokens[-1]) in foreign or (tokens[-1].isupper() and len(tokens[-1]) > 2 and not name.isupper())
    return " ".join(tokens[:2]) if outlet and has_given_name(name) else name
