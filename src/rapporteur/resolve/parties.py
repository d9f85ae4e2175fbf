"""Who a phrase means: phrases of one page to parties, with the page's memory of who was spoken of last."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from rapporteur.drafts import Mention
from rapporteur.lang import Language
from rapporteur.model import Article, Party
from rapporteur.resolve.cast import Cast, Member, day_of
from rapporteur.resolve.ids import slug
from rapporteur.resolve.memory import Memory, pairs
from rapporteur.resolve.naming import Naming
from rapporteur.resolve.phrases import Found, Reader
from rapporteur.resolve.pointing import BOTH, Pointing
from rapporteur.world import World

TWO_COUNTRIES = re.compile(r"(?i)\b(?:two|both) (?:countries|sides|states|nations|neighbou?rs|parties|governments)\b")
DOERS = ("er", "or", "ist", "man", "woman", "ian", "ant")  # "trawlerman", "activist", "guardian"


class Parties:
    """Resolves the phrases of one page."""

    def __init__(
        self,
        cast: Cast,
        reader: Reader,
        world: World,
        language: Language,
        article: Article,
        collective: Party | None,
        home: str | None = None,
    ) -> None:
        """``home`` is the country of the dateline, ``collective`` the standing meeting that the page is about."""
        self._cast, self._reader, self._world, self._language = cast, reader, world, language
        self._article, self._day = article, day_of(article.published)
        self._groups = language.actors.all
        self._organs = frozenset(f"the {w}" for w in language.actors.organs.words)
        self._local_words = frozenset(language.actors.places.words)
        self._founded = frozenset(language.actors.founded.words)
        self._sides = frozenset(language.modality.sides.words)
        self.memory = Memory()
        self.naming = Naming(world)
        self._pointing = Pointing(article, reader, self.naming, self.memory, home, collective)

    def remember(self, mentions: tuple[Mention, ...]) -> None:
        """Walk the page once, so that pronouns and "the two sides" can look back from anywhere."""
        self.memory.states += [
            (-1, f.id) for f in self._reader.scan(self._article.headline or "") if f.sort == "country"
        ] * 2
        self.memory.pairs += pairs(self._reader.scan, self._article.headline or "", -1)
        offset = 0
        for paragraph in self._article.body.split("\n"):
            self.memory.pairs += pairs(self._reader.scan, paragraph, offset)
            offset += len(paragraph) + 1
        for m in mentions:
            member = self._member(m)
            if member:
                self.memory.persons.append((m.head_start, member, m.subject))
                continue
            held = self._held(m) or self._registered(m)
            if held is not None:
                self.memory.persons.append((m.head_start, held, m.subject))
            found = self._reader.scan(m.text)
            self.memory.states += [(m.start + f.start, f.id) for f in found if f.sort == "country"]
            office = self._at_head(m, found, "office")
            if m.subject and office:
                self.memory.offices.append((m.head_start, office.id))
            if not m.pronoun:
                self._remember_body(m, mentions)

    def _remember_body(self, m: Mention, mentions: tuple[Mention, ...]) -> None:
        parties = self.of(m)
        if len(parties) == 1 and parties[0].kind in ("state", "organization", "group"):
            self.memory.named.append((m.head_start, parties[0]))
        if not m.subject:
            return
        if len(parties) == 1 and parties[0].kind in ("state", "organization"):
            self.memory.bodies.append((m.head_start, parties[0]))
        together = {p.id: p for x in self._pointing.listed(m, mentions) for p in self.of(x)}
        if len(together) > 1 or (m.plural and together):
            self.memory.several.append((m.head_start, tuple(together.values())))

    def two_sides(self, m: Mention) -> tuple[Party, ...]:
        """The parties behind "the two sides", "both countries"."""
        return self._pointing.two_sides(m)

    def of(
        self, m: Mention, speaker: Party | None = None, *, unnamed: bool = False, indirect: bool = False
    ) -> tuple[Party, ...]:
        """The parties that a phrase means; empty where it means none, or where the page does not tell which. With
        ``unnamed``, people whom only a common noun names ("dockers", "a trawler's crew") are a group as written;
        ``indirect``: the words are those of the speaker, told by another."""
        if indirect and speaker and self._pointing.means_speaker(m, speaker):
            return (replace(speaker, as_written=m.text),)
        return self._of(m, speaker) or (self._described(m) if unnamed else ())

    def why(self, parties: Iterable[Party]) -> tuple[str, ...]:
        """How offices and countries of persons came about that no words beside their names give."""
        named = {p.name for p in parties if p.kind == "person"}
        return tuple(f"{m.name}: {w}" for m in self._cast.members if m.name in named for w in m.why)

    def _described(self, m: Mention) -> tuple[Party, ...]:
        """People by a common noun: a plural, or a word for somebody who does something."""
        if m.pronoun or not m.lemma.endswith(DOERS) or m.lemma in self._language.offices.things.words:
            return ()
        return (self.naming.unnamed(m.text),)

    def _of(self, m: Mention, speaker: Party | None) -> tuple[Party, ...]:
        if m.pronoun or m.text.lower().startswith("whose "):
            return self._pointing.pronoun(m, speaker)
        member = self._member(m)
        if member:
            return (member.party(m.text),)
        found = self._reader.scan(m.text)
        office = self._at_head(m, found, "office")
        if office:
            return self._by_office(m, office, found)
        return self._by_counterpart(m, found) or self._by_name(m, found) or self._by_noun(m, found)

    # persons

    def _member(self, m: Mention) -> Member | None:
        if any(f.sort == "country" and f.certain and f.how == "name" for f in self._at_all_of(m)):
            return None  # "Costa Rica", on a page with a Mr Costa
        for n in m.names:
            if n.kind != "PER" and n.start <= m.head_start < n.end and self._cast.of(n.text):
                return self._cast.of(n.text)  # a surname that the analyser took for something else
            if n.kind == "PER" and (
                n.start <= m.head_start < n.end or n.start >= m.end or (n.end >= m.end and not self._head_is_body(m))
            ):
                return self._cast.of(n.text)
        if not m.names and not m.pronoun and m.head[:1].isupper() and not self._reader.scan(m.text):
            return self._cast.of(m.head)
        return None

    def _at_all_of(self, m: Mention) -> tuple[Found, ...]:
        """What a phrase names as a whole."""
        return tuple(f for f in self._reader.scan(m.text) if f.end - f.start >= len(m.text) - len("the "))

    def _registered(self, m: Mention) -> Member | None:
        """Whoever the register has in a singular office of one country: "the Emir of Qatar"."""
        found = self._reader.scan(m.text) if not m.plural and not m.pronoun else ()
        office = self._at_head(m, found, "office")
        countries = {f.id for f in found if f.sort == "country"}
        if office is None or office.plural or len(countries) != 1:
            return None
        party = self._office_of(m, office.id, next(iter(countries)))
        return Member(party.name, (m.text,), office.id, party.country, from_register=True)

    def _head_is_body(self, m: Mention) -> bool:
        found = self._reader.scan(m.text)
        return bool(self._at_head(m, found, "body"))

    def _held(self, m: Mention) -> Member | None:
        """A singular office whose holder the page names."""
        if m.plural or m.pronoun:
            return None
        found = self._reader.scan(m.text)
        office = self._at_head(m, found, "office")
        if office is None or office.plural:
            return None
        return self._holder(m, office.id, self._country(found))

    def _holder(self, m: Mention, office: str, country: str | None) -> Member | None:
        near = self.memory.person_before(m.head_start, None if office == "Minister" else office, country)
        if near and (office != "Minister" or (near.office or "").startswith("Minister")):
            return near
        known = self._cast.holding(office, country)
        return known[0] if len({k.name for k in known}) == 1 else None

    def _by_office(self, m: Mention, office: Found, found: tuple[Found, ...]) -> tuple[Party, ...]:
        countries = [f.id for f in found if f.sort == "country" and (f.certain or office.id != "Official")]
        organization = next((f for f in found if f.sort == "organization"), None)
        if not countries and TWO_COUNTRIES.search(m.text):
            countries = [p.country for p in self.two_sides(m) if p.country]
        if not countries and self._reader.of_state(office.id):
            countries = [c for c in (self._pointing.owner(m),) if c]
        if office.plural or m.plural:
            return self._holders(m, office.id, countries, organization)
        held = self._holder(m, office.id, countries[0] if countries else None)
        if held and not (organization and held.organization not in (None, organization.id)):
            return (held.party(m.text),)
        if countries:
            return (self._office_of(m, office.id, countries[0]),)
        if organization:
            return (self.naming.organization(organization.id, m.text, office.id),)
        return (Party(f"group/{slug(m.text)}", m.text, m.text, "person", None, office.id),) if office.how else ()

    def _holders(self, m: Mention, office: str, countries: list[str], organization: Found | None) -> tuple[Party, ...]:
        """ "the defence ministers of Russia and China": whoever held the office on that day, if the register knows."""
        if countries:
            return tuple(self._office_of(m, office, c) for c in countries)
        if m.text.lower().startswith(BOTH):
            members = self.memory.persons_before(m.head_start, 2, office)
            sides = [p.country for p in self.two_sides(m) if p.country]
            if len(members) == 2:
                return tuple(p.party(m.text) for p in members)
            if len(sides) == 2:
                return tuple(self._office_of(m, office, c) for c in sides)
        if self._pointing.collective is not None:
            return (replace(self._pointing.collective, as_written=m.text),)
        if organization:
            return (self.naming.organization(organization.id, m.text),)
        return self._pointing.sides(m)

    def _office_of(self, m: Mention, office: str, country: str) -> Party:
        here = self._cast.holding(office, country)
        if len({h.name for h in here}) == 1:
            return here[0].party(m.text)
        state = self._world.country(country)
        name = f"{office} of {state.name if state else country}"
        holders = self._world.office_holders(office, country, self._day) if self._day else ()
        if len(holders) == 1 and holders[0].certain:
            return Party(f"person/{slug(holders[0].person)}", holders[0].person, m.text, "person", country, office)
        return Party(f"office/{slug(name)}", name, m.text, "person", country, office)

    def _by_counterpart(self, m: Mention, found: tuple[Found, ...]) -> tuple[Party, ...]:
        """ "his Russian counterpart": the same office, of the country named."""
        if m.lemma not in ("counterpart", "opposite"):
            return ()
        subject = self.memory.person_before(m.head_start)
        office = self.memory.office_before(m.head_start) or (subject.office if subject else None)
        countries = [f.id for f in found if f.sort == "country"]
        if office and countries:
            return tuple(self._office_of(m, office, c) for c in countries)
        return (self.naming.unnamed(m.text),) if m.plural else ()

    # states, organisations, groups

    def _by_name(self, m: Mention, found: tuple[Found, ...]) -> tuple[Party, ...]:
        at = m.head_start - m.start
        head = next((f for f in found if f.start <= at < f.end), None)
        if head is None and m.names:
            head = next(
                (
                    f
                    for f in found
                    if any(
                        n.start - m.start <= f.start and f.end <= n.end - m.start and n.start <= m.head_start < n.end
                        for n in m.names
                    )
                ),
                None,
            )
            if (
                head
                and head.sort == "country"
                and any(n.kind == "ORG" and n.text != m.text[head.start : head.end] for n in m.names)
            ):
                return (Party(f"organization/{slug(m.text)}", m.text, m.text, "organization", head.id),)
        if head is None:
            return ()
        if head.sort == "country":
            if head.how == "demonym" and (m.plural or m.head[-1:] == "s"):
                return (self._people(m, head.id),)
            return (self.naming.state(head.id, m.text),)
        if head.sort == "organization":
            return (self.naming.organization(head.id, m.text),)
        if head.sort == "group":
            return (self.naming.group(head.id, m.text),)
        if head.sort == "series":
            return (self.naming.series(head.id, m.text),)
        if head.sort == "body" and self._only_part(m, head, found):
            return (self.naming.unnamed(m.text, next((f.id for f in found if f.sort == "country"), None)),)
        return self._body(m, head, found) if head.sort == "body" else ()

    def _only_part(self, m: Mention, body: Found, found: tuple[Found, ...]) -> bool:
        """A body of a province or town, or a word for a body inside a longer name ("Forces for Freedom and Change")."""
        if not self._local_words.isdisjoint(m.text.lower().split()):
            return True
        known = set(" ".join(m.text[f.start : f.end] for f in found).split())
        names = [n.text.split() for n in m.names if n.kind == "ORG" and m.text[body.start : body.end] in n.text]
        return any(w[:1].isupper() and w not in known for words in names for w in words)

    def _people(self, m: Mention, iso3: str) -> Party:
        return Party(f"group/{slug(m.head)}", m.head, m.text, "group", iso3)

    def _body(self, m: Mention, body: Found, found: tuple[Found, ...]) -> tuple[Party, ...]:
        countries = [f.id for f in found if f.sort == "country"]
        if not countries:
            countries = [c for c in (self._pointing.owner(m),) if c]
        organizations = [f for f in found if f.sort == "organization"]
        if not countries and organizations:
            return (self.naming.organization(organizations[0].id, m.text),)
        if not countries and m.text.lower().startswith("the "):
            countries = [c for c in (self._pointing.own_country(m),) if c]
        return tuple(self.naming.body(body.id, c, m.text) for c in countries) or (self.naming.unnamed(m.text),)

    # common nouns

    def _by_noun(self, m: Mention, found: tuple[Found, ...]) -> tuple[Party, ...]:
        low = m.text.lower()
        states = [f for f in found if f.sort == "country"]
        if m.plural and m.head.lower() in self._sides and not states:
            return self._pointing.sides(m)
        if m.lemma == "country" and low.startswith(("his ", "her ", "their ", "the ")) and not m.plural:
            person = self.memory.person_before(m.head_start)
            return (self.naming.state(person.country, m.text),) if person and person.country else ()
        if low.startswith(("a ", "an ")) and m.lemma in self._founded and " of " not in low:
            return ()  # "agreed to open a consulate"
        own = None if states else self._pointing.own_country(m) if low in self._organs else None
        if own:
            name = f"{m.head.lower()} of {self.naming.state_name(own)}"
            return (Party(f"group/{slug(name)}", m.text, m.text, "group", own),)
        if states and not self._groups.isdisjoint((m.lemma, m.head.lower())):
            return tuple(
                Party(
                    f"group/{slug((self.naming.state_name(f.id)) + ' ' + m.lemma)}",
                    m.text if len(states) == 1 else f"{m.head} of {self.naming.state_name(f.id)}",
                    m.text,
                    "group",
                    f.id,
                )
                for f in states
            )
        if not self._groups.isdisjoint((m.lemma, m.head.lower())) or any(
            n.kind == "ORG" and n.start <= m.head_start < n.end for n in m.names
        ):
            country = states[0].id if states else None
            if not m.names:
                return (self.naming.unnamed(m.text, country),)
            return (Party(f"organization/{slug(m.text)}", m.text, m.text, "organization", country),)
        return ()

    def _at_head(self, m: Mention, found: tuple[Found, ...], sort: str) -> Found | None:
        at = m.head_start - m.start
        return next((f for f in found if f.sort == sort and f.start <= at < f.end), None)

    def _country(self, found: tuple[Found, ...]) -> str | None:
        return next((f.id for f in found if f.sort == "country"), None)
