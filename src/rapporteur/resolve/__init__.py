"""Drafts → claims: who (in which office on that day), where, when.

The page's own words win; the register of the world fills in where they are silent, and every part says in ``why``
where it comes from.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from rapporteur import kinds, lang
from rapporteur.drafts import Drafts
from rapporteur.model import Article, DateRange, Evidence, Party, Reading, Tenure
from rapporteur.resolve.cast import Cast, cast
from rapporteur.resolve.commitments import CommitmentResolver
from rapporteur.resolve.events import EventResolver
from rapporteur.resolve.forums import Forums
from rapporteur.resolve.ids import digest
from rapporteur.resolve.page import PageContext
from rapporteur.resolve.parties import Parties
from rapporteur.resolve.phrases import Reader
from rapporteur.resolve.places import Places
from rapporteur.resolve.statements import StatementResolver
from rapporteur.resolve.topics import Topics
from rapporteur.world import World


def resolve(article: Article, drafts: Drafts, world: World, codebook: kinds.Codebook | None = None) -> Reading:
    """All claims of one article, resolved."""
    language = lang.load(article.language)
    book = codebook or kinds.load()
    reader, topics = _shared(article.language, world, book)
    forums = Forums(reader, world)
    named = Counter(f.id for line in article.body.split("\n") for f in reader.scan(line) if f.sort == "country")
    places = Places(reader, world, article.body, article.dateline)
    home = places.dateline.country if places.dateline else None
    persons = cast(
        drafts.mentions, reader, world, article.published, frozenset(named), article.body, _only(named, home)
    )
    parties = Parties(persons, reader, world, language, article, _collective(article, forums), home)
    parties.remember(drafts.mentions)
    page = PageContext(article, parties, places, forums, topics, language, book)
    statements = StatementResolver(page).statements(drafts.statements)
    events = EventResolver(page).events(drafts.events, statements)
    commitments = CommitmentResolver(page).commitments(drafts.undertakings, statements)
    return Reading(
        article=article,
        events=events,
        statements=tuple(s for s in statements if s is not None),
        commitments=commitments,
        tenures=_tenures(article, persons),
        refusals=tuple(page.refusals),
    )


def _only(named: Counter[str], home: str | None) -> str | None:
    """The state of which a page speaks: named three times as often as any other, and that of the dateline if there is
    one; a page from Moscow on two foreign ministers speaks of two."""
    (most, times), (_, others) = (*named.most_common(2), ("", 0), ("", 0))[:2]
    return most if most and times >= 3 * others and home in (None, most) else None


@lru_cache(maxsize=8)
def _shared(language: str, world: World, codebook: kinds.Codebook) -> tuple[Reader, Topics]:
    words = lang.load(language)
    reader = Reader(words.offices, words.epithets, world)
    return reader, Topics(reader, world, codebook, words.off_topic, words.stance)


def _collective(article: Article, forums: Forums) -> Party | None:
    """The standing meeting that the page is about: the first in its headline or opening paragraphs."""
    lead = "\n".join(article.body.split("\n")[:3])
    found = [
        o
        for text in (*lead.split("\n"), article.headline or "")
        for o in forums.find(text, 0)
        if o.kind in ("meeting", "summit")
    ]
    return found[0].party(found[0].forum.name) if found else None


def _tenures(article: Article, persons: Cast) -> tuple[Tenure, ...]:
    """The offices that the page itself gives, each with the words that give it."""
    found = []
    for m in persons.members:
        if m.office is None or m.said is None or m.from_register:
            continue
        start, end = m.said
        country = None if m.at_home else m.country  # a tenure holds what its words say
        evidence = Evidence(article.id, start, end, article.body[start:end])
        seen = DateRange(
            article.published.earliest, article.published.latest, article.published.basis, ("the page's date",)
        )
        found.append(
            Tenure(
                digest("tenure", article.id, m.name, m.office, country),
                m.name,
                m.office,
                country,
                m.organization,
                seen,
                (evidence,),
            )
        )
    return tuple(found)
