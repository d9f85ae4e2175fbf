"""Who a phrase means: phrases of one page to parties, with the page's memory of who was spoken of last."""

from __future__ import annotations

import re
from dataclasses import replace

from rapporteur.drafts import Mention
from rapporteur.lang import Language
from rapporteur.model import Article, Party
from rapporteur.resolve.cast import Cast, Member, day_of
from rapporteur.resolve.ids import slug
from rapporteur.resolve.memory import LISTED, Memory, pairs
from rapporteur.resolve.phrases import Found, Reader
from rapporteur.world import World

SINGULAR_PERSON = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})
PLURAL = frozenset({"they", "them", "their", "themselves"})
FIRST = frozenset({"we", "us", "our", "i", "me", "my", "ours"})
TWO_COUNTRIES = re.compile(r"(?i)\b(?:two|both) (?:countries|sides|states|nations|neighbou?rs|parties|governments)\b")
OWNERS = ("his ", "her ", "its ", "their ", "our ")
BOTH = ("two ", "both ", "three ", "four ")
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
        self._home = home
        self._cast, self._reader, self._world, self._language = cast, reader, world, language
        self._article, self._day, self._collective = article, day_of(article.published), collective
        self._groups = language.actors.all
        self._organs = frozenset(f"the {w}" for w in language.actors.organs.words)
        self._sides = frozenset(language.modality.sides.words)
        self.memory = Memory()

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
            held = self._held(m)
            if held is not None:
                self.memory.persons.append((m.head_start, held, m.subject))
            for f in self._reader.scan(m.text):
                if f.sort == "country":
                    self.memory.states.append((m.start + f.start, f.id))
            if m.subject and not m.pronoun:
                parties = self.of(m)
                if len(parties) == 1 and parties[0].kind in ("state", "organization"):
                    self.memory.bodies.append((m.head_start, parties[0]))
                together = {p.id: p for x in self._listed(m, mentions) for p in self.of(x)}
                if len(together) > 1 or (m.plural and together):
                    self.memory.several.append((m.head_start, tuple(together.values())))

    def _listed(self, m: Mention, mentions: tuple[Mention, ...]) -> list[Mention]:
        """A subject with those who share its verb: "Kenya, Uganda and Rwanda"."""
        found = [m]
        for x in mentions:
            if x.start > found[-1].start and LISTED.fullmatch(self._article.body[found[-1].end : x.start]):
                found.append(x)
        return found

    def two_sides(self, m: Mention) -> tuple[Party, ...]:
        """The parties behind "the two sides", "both countries"."""
        pair = self.memory.pair_before(m.head_start)
        if pair is None:
            return tuple(self.state(s, m.text) for s in self.memory.states_before(m.head_start, 2))
        found = []
        for key in pair:
            sort, _, name = key.partition("/")
            found.append(
                self.state(name, m.text)
                if sort == "country"
                else Party(f"group/{name}", self._group_name(name), m.text, "group")
            )
        return tuple(found)

    def of(
        self, m: Mention, speaker: Party | None = None, *, unnamed: bool = False, indirect: bool = False
    ) -> tuple[Party, ...]:
        """The parties that a phrase means; empty where it means none, or where the page does not tell which. With
        ``unnamed``, people whom only a common noun names ("dockers", "a trawler's crew") are a group as written;
        ``indirect``: the words are those of the speaker, told by another."""
        if indirect and speaker and self._means_speaker(m, speaker):
            return (replace(speaker, as_written=m.text),)
        return self._of(m, speaker) or (self._described(m) if unnamed else ())

    def _means_speaker(self, m: Mention, speaker: Party) -> bool:
        """In "Okello told Mugisha that he refused" it is Okello, unless the pronoun looks back beyond the sentence."""
        if speaker.kind != "person" or not m.subject or m.head.lower() not in ("he", "she"):
            return False
        if m.antecedent is None or m.antecedent >= m.start - len(self._sentence_up_to(m)):
            return True
        meant = self.memory.person_at(m.antecedent)
        return meant is None or meant.name == speaker.name

    def _described(self, m: Mention) -> tuple[Party, ...]:
        """People by a common noun: a plural, or a word for somebody who does something."""
        if m.pronoun or not m.lemma.endswith(DOERS) or m.lemma in self._language.offices.things.words:
            return ()
        return (Party(f"group/{slug(m.text)}", m.text, m.text, "group"),)

    def _of(self, m: Mention, speaker: Party | None) -> tuple[Party, ...]:
        if m.pronoun or m.text.lower().startswith("whose "):
            return self._pronoun(m, speaker)
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
        if office.plural or m.plural:
            return self._holders(m, office.id, countries, organization)
        held = self._holder(m, office.id, countries[0] if countries else None)
        if held and not (organization and held.organization not in (None, organization.id)):
            return (held.party(m.text),)
        if countries:
            return (self._office_of(m, office.id, countries[0]),)
        if organization:
            return (self._organization(m, organization.id, office.id),)
        return (Party(f"group/{slug(m.text)}", m.text, m.text, "person", None, office.id),) if office.how else ()

    def _holders(self, m: Mention, office: str, countries: list[str], organization: Found | None) -> tuple[Party, ...]:
        """ "the defence ministers of Russia and China": whoever held the office on that day, if the register knows."""
        if countries:
            return tuple(self._office_of(m, office, c) for c in countries)
        counted = m.text.lower().startswith(BOTH) or m.text.lower().startswith(tuple(f"the {b}" for b in BOTH))
        if counted:
            members = self.memory.persons_before(m.head_start, 2)
            if len(members) == 2:
                return tuple(p.party(m.text) for p in members)
        if self._collective is not None:
            return (Party(self._collective.id, self._collective.name, m.text, "organization"),)
        if organization:
            return (self._organization(m, organization.id, None),)
        return (Party(f"group/{slug(m.text)}", m.text, m.text, "group"),)

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
        office = subject.office if subject else None
        countries = [f.id for f in found if f.sort == "country"]
        if office and countries:
            return tuple(self._office_of(m, office, c) for c in countries)
        return (Party(f"group/{slug(m.text)}", m.text, m.text, "group"),) if m.plural else ()

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
        if head is None:
            return ()
        if head.sort == "country":
            if head.how == "demonym" and (m.plural or m.head[-1:] == "s"):
                return (self._people(m, head.id),)
            return (self.state(head.id, m.text),)
        if head.sort == "organization":
            return (self._organization(m, head.id, None),)
        if head.sort == "group":
            return (Party(f"group/{head.id}", self._group_name(head.id), m.text, "group"),)
        if head.sort == "series":
            return (Party(f"series/{head.id}", self._series_name(head.id), m.text, "organization"),)
        if head.sort == "body":
            return self._body(m, head, found)
        return ()

    def state(self, iso3: str, as_written: str) -> Party:
        """A state as a party."""
        country = self._world.country(iso3)
        return Party(f"state/{iso3}", country.name if country else iso3, as_written, "state", iso3)

    def _people(self, m: Mention, iso3: str) -> Party:
        return Party(f"group/{slug(m.head)}", m.head, m.text, "group", iso3)

    def _organization(self, m: Mention, org: str, office: str | None) -> Party:
        known = self._world.organization(org)
        name = known.name if known else org
        if office:
            return Party(
                f"office/{slug(office + ' of ' + name)}", f"{office} of {name}", m.text, "person", None, office
            )
        return Party(f"organization/{org}", name, m.text, "organization")

    def _group_name(self, group: str) -> str:
        known = self._world.group(group)
        return known.name if known else group

    def _series_name(self, series: str) -> str:
        known = self._world.forum(series)
        return known.name if known else series

    def _body(self, m: Mention, body: Found, found: tuple[Found, ...]) -> tuple[Party, ...]:
        countries = [f.id for f in found if f.sort == "country"]
        if not countries and m.text.lower().startswith(OWNERS):
            owner = self.memory.person_before(m.head_start) if m.text.lower().startswith(("his ", "her ")) else None
            other = self.memory.body_before(m.head_start)
            countries = [c for c in (owner.country if owner else other.country if other else None,) if c]
        organizations = [f for f in found if f.sort == "organization"]
        if not countries and organizations:
            return (self._organization(m, organizations[0].id, None),)
        if not countries and m.text.lower().startswith("the "):
            countries = [c for c in (self._own_country(m),) if c]
        found_parties = []
        for c in countries:
            state = self._world.country(c)
            name = f"{body.id} of {state.name if state else c}"
            found_parties.append(Party(f"body/{slug(name)}", name, m.text, "organization", c))
        return tuple(found_parties) or (Party(f"group/{slug(m.text)}", m.text, m.text, "group"),)

    def _own_country(self, m: Mention) -> str | None:
        """The country of "the defence ministry", "the army" where the page can mean only one: the one that it has named
        most so far, if that is the dateline's, or if the page has named no other."""
        named = self.memory.states_before(m.start, 2)
        sentence = self._reader.scan(self._sentence_up_to(m))
        beside = {f.id for f in sentence if f.sort == "country"}
        if self._home:
            return self._home if (not beside and named[:1] in ([], [self._home])) or beside == {self._home} else None
        return named[0] if len(named) == 1 and beside <= {named[0]} else None

    def _sentence_up_to(self, m: Mention) -> str:
        before = self._article.body[max(0, m.start - 400) : m.start]
        return re.split(r"(?<=[.!?”])\s|\n", before)[-1]

    # what only points back

    def _by_noun(self, m: Mention, found: tuple[Found, ...]) -> tuple[Party, ...]:
        low = m.text.lower()
        states = [f for f in found if f.sort == "country"]
        if m.plural and m.head.lower() in self._sides and not states:
            return self._all_sides(m, low)
        if m.lemma == "country" and low.startswith(("his ", "her ", "their ", "the ")) and not m.plural:
            person = self.memory.person_before(m.head_start)
            return (self.state(person.country, m.text),) if person and person.country else ()
        own = None if states else self._own_country(m) if low in self._organs else None
        if own:
            name = f"{m.head.lower()} of {self._state_name(own)}"
            return (Party(f"group/{slug(name)}", m.text, m.text, "group", own),)
        if states and not self._groups.isdisjoint((m.lemma, m.head.lower())):
            return tuple(
                Party(
                    f"group/{slug((self._state_name(f.id)) + ' ' + m.lemma)}",
                    m.text if len(states) == 1 else f"{m.head} of {self._state_name(f.id)}",
                    m.text,
                    "group",
                    f.id,
                )
                for f in states
            )
        if not self._groups.isdisjoint((m.lemma, m.head.lower())) or any(
            n.kind == "ORG" and n.start <= m.head_start < n.end for n in m.names
        ):
            kind = "organization" if m.names else "group"
            return (
                Party(
                    f"{kind}/{slug(m.text)}",
                    m.text,
                    m.text,
                    "organization" if m.names else "group",
                    states[0].id if states else None,
                ),
            )
        return ()

    def _state_name(self, iso3: str) -> str:
        country = self._world.country(iso3)
        return country.name if country else iso3

    def _all_sides(self, m: Mention, low: str) -> tuple[Party, ...]:
        counted = any(b in f"{low} " for b in BOTH) or m.head.lower() in ("sides", "parties")
        if m.head.lower() in ("ministers", "leaders", "presidents", "counterparts", "officials") and counted:
            return tuple(p.party(m.text) for p in self.memory.persons_before(m.head_start, 2))
        if counted:
            return self.two_sides(m)
        if self._collective is not None and m.head.lower() in (
            "ministers",
            "participants",
            "leaders",
            "parties",
            "delegations",
        ):
            return (Party(self._collective.id, self._collective.name, m.text, "organization"),)
        return (Party(f"group/{slug(m.text)}", m.text, m.text, "group"),)

    def _pronoun(self, m: Mention, speaker: Party | None) -> tuple[Party, ...]:
        low = m.head.lower()
        if low in FIRST and speaker is not None:
            if low in ("i", "me", "my") or speaker.country is None:
                return (speaker,)
            return (self.state(speaker.country, m.text),)
        if low in SINGULAR_PERSON:
            meant = self.memory.person_at(m.antecedent) if m.antecedent is not None else None
            person = meant or self.memory.person_before(m.head_start)
            return (person.party(m.text),) if person else ()
        if low in ("it", "its", "itself"):
            body = (
                speaker
                if speaker and speaker.kind in ("state", "organization")
                else self.memory.body_before(m.head_start)
            )
            return (body,) if body else ()
        return self._they(m) if low in PLURAL else ()

    def _they(self, m: Mention) -> tuple[Party, ...]:
        """Whom a plural pronoun means: several who were the subject of a sentence shortly before, or the two sides."""
        meant = self.memory.several_before(m.head_start)
        if meant:
            return tuple(replace(p, as_written=m.text) for p in meant)
        if self.memory.pair_near(m.head_start):
            return self.two_sides(m)
        if self._collective is not None:
            return (Party(self._collective.id, self._collective.name, m.text, "organization"),)
        return ()

    def _at_head(self, m: Mention, found: tuple[Found, ...], sort: str) -> Found | None:
        at = m.head_start - m.start
        return next((f for f in found if f.sort == sort and f.start <= at < f.end), None)

    def _country(self, found: tuple[Found, ...]) -> str | None:
        return next((f.id for f in found if f.sort == "country"), None)
