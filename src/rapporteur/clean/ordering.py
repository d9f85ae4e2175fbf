"""Whether a page writes day or month first: by its other days, its clocks, its language, its site's country."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapporteur.clean import datefind
from rapporteur.clean.datefind import Order
from rapporteur.clean.maker_words import maker_words

_NUMBERS = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2}")
_ZONE = re.compile(r"\b\d{1,2}:\d\d\s*(?:[AaPp]\.?[Mm]\.?)?\s*\(?(?P<zone>[A-Z]{2,4})\b")
_LATE = re.compile(r"\d{4}[,\s|•-]{1,4}(?:1[3-9]|2[0-3])[:.h][0-5]\d")  # a clock of 24 hours beside the numbers


def order_of(texts: Sequence[str], address: str | None, language: str | None) -> Order | None:
    """The order in which the page's numbers stand; None where nothing tells or witnesses contradict each other."""
    numbers = [t for t in texts if _NUMBERS.search(t)]
    if not numbers:
        return None
    own = {order for t in numbers if (order := datefind.order_of(t))}
    if own:
        return own.pop() if len(own) == 1 else None
    told = {o for o in (_by_zone(numbers), _by_clock(numbers), _by_language(language), _by_site(address)) if o}
    return told.pop() if len(told) == 1 else None


def _by_zone(texts: Sequence[str]) -> Order | None:
    zones = {m.group("zone").lower() for t in texts for m in [_ZONE.search(t)] if m}
    w = maker_words()
    month = any(w.month_first_zones.fullmatch(z) for z in zones)
    day = any(w.day_first_zones.fullmatch(z) for z in zones)
    return None if month == day else "month" if month else "day"


def _by_clock(texts: Sequence[str]) -> Order | None:
    """Who writes 18:22 beside the numbers writes the day first; who writes 6:22 pm may do either."""
    return "day" if any(_LATE.search(t) for t in texts) else None


def _by_language(language: str | None) -> Order | None:
    code = (language or "").lower().replace("_", "-")
    w = maker_words()
    return "day" if code in w.day_first_languages else "month" if code in w.month_first_languages else None


def _by_site(address: str | None) -> Order | None:
    m = re.match(r"\w+://(?:[^/@]*@)?[^/:]*\.(?P<end>[a-z]{2,6})(?=[/:]|$)", (address or "").lower())
    end = m.group("end") if m else ""
    w = maker_words()
    return "day" if end in w.day_first_sites else "month" if end in w.month_first_sites else None
