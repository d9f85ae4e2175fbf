"""The world's tables: what is loaded, how a broken row is named, and what the questions answer."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from rapporteur.errors import DataError
from rapporteur.world import World, load
from rapporteur.world.names import acronym, fold
from rapporteur.world.people import surnames

TENURES = "person,office,country,organization,from,to,source,certain\n"
PERSONS = "name,aliases,country,note\n"
COUNTRIES = "iso3,iso2,name,official_name,aliases,demonyms,capital,metonyms,cow,gw,source\n"
MEMBERSHIPS = "organization,country,from,to,role,source,certain\n"
PLACES = "name,aliases,country,claimants,lat,lon,kind,source\n"


@pytest.fixture(scope="module")
def world() -> World:
    return load()


@pytest.fixture(scope="module")
def peopled(tmp_path_factory: pytest.TempPathFactory) -> World:
    folder = tmp_path_factory.mktemp("world")
    (folder / "persons.csv").write_text(
        PERSONS
        + "Ada Testova,Ada Testowa|Testova Ada,ATL,\n"
        + "Ada Testova,Adele Testova,ATL,\n"
        + "Bo Ma Di,Boma Di,CHN,\n"
        + "Carl von der Aue,,DEU,\n"
        + "Ada Testova,,FRA,a namesake\n",
        encoding="utf-8",
    )
    (folder / "countries.csv").write_text(
        COUNTRIES + "ATL,AQ,Atlantia,Republic of Atlantia,,Atlantian|Atlantians,Atlantis City,,,,made up\n",
        encoding="utf-8",
    )
    (folder / "tenures_made_up.csv").write_text(
        TENURES
        + "Ada Testova,Minister of Defence,ATL,,2013-11-27,2017-07,made up,yes\n"
        + "Ada Testova,Minister of Foreign Affairs,ATL,,2017-08-04,,made up,yes\n"
        + "Carl von der Aue,Minister of Defence,ATL,,2017,2018,made up,no\n"
        + "Bo Ma Di,Secretary-General,,SCO,2022,,made up,yes\n",
        encoding="utf-8",
    )
    return load(folder)


def ids(world: World, words: str, sort: str = "") -> list[str]:
    return [entry.id for entry in world.lookup(words) if entry.sort.startswith(sort)]


def fails(folder: Path, name: str, content: str, message: str) -> None:
    (folder / name).write_text(content, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load(folder)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


# --- schema ---------------------------------------------------------------------------------------------------------

ROW = "ATL,AQ,Atlantia,Republic of Atlantia,,,,,,,made up\n"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        (
            "countries.csv",
            COUNTRIES + ROW + ROW.replace("AQ", "AQX").replace("ATL", "ATM"),
            "countries.csv:3: iso2 must be two capital letters, found 'AQX'",
        ),
        ("countries.csv", COUNTRIES + ROW.replace("Atlantia", "", 1), "countries.csv:2: name must not be empty"),
        ("countries.csv", COUNTRIES + ROW + "\n" + ROW, "countries.csv:4: the same iso3 as in"),
        ("countries.csv", COUNTRIES + ROW.replace(",,,made", ",7x,,made"), "cow must be a whole number, found '7x'"),
        ("countries.csv", COUNTRIES.replace("gw,", ""), "countries.csv:1: column 'gw' is missing"),
        ("countries.csv", COUNTRIES.replace("gw,", "gw,colour,"), "countries.csv:1: column 'colour' is not known"),
        ("countries.csv", COUNTRIES + "ATL,AQ\n", "countries.csv:2: 11 cells expected, found 2"),
        ("countries.csv", "", "countries.csv:1: the table is empty"),
        ("countries.csv", COUNTRIES + 'ATL,AQ,"Atlantia\n', "countries.csv:2: not a CSV row"),
        (
            "memberships.csv",
            MEMBERSHIPS + "SCO,XXX,2001,,member,s,yes\n",
            "memberships.csv:2: country 'XXX' is not in countries.csv",
        ),
        (
            "memberships.csv",
            MEMBERSHIPS + "NOSUCH,CHN,2001,,member,s,yes\n",
            "memberships.csv:2: organization 'NOSUCH' is not in organizations.csv",
        ),
        ("memberships.csv", MEMBERSHIPS + "SCO,MNG,2001,,king,s,yes\n", "role must be one of member, observer"),
        ("memberships.csv", MEMBERSHIPS + "SCO,MNG,2001,,member,s,maybe\n", "certain must be one of yes, no"),
        ("memberships.csv", MEMBERSHIPS + "SCO,MNG,2001-02-30,,member,s,yes\n", "from is not a day of the calendar"),
        ("memberships.csv", MEMBERSHIPS + "SCO,MNG,2001-13,,member,s,yes\n", "from is not a day of the calendar"),
        (
            "memberships.csv",
            MEMBERSHIPS + "SCO,MNG,1 May 2001,,member,s,yes\n",
            "from must be YYYY, YYYY-MM or YYYY-MM-DD",
        ),
        ("memberships.csv", MEMBERSHIPS + "SCO,MNG,2004,2001,member,s,yes\n", "to (2001) is before from (2004)"),
        ("places.csv", PLACES + "Nowhere,,CHN,,91,0,city,s\n", "places.csv:2: lat must lie between -90 and 90"),
        ("places.csv", PLACES + "Nowhere,,,CHN|QQQ,1,0,city,s\n", "claimants 'QQQ' is not in countries.csv"),
        (
            "tenures_x.csv",
            TENURES + "Nobody At All,Minister,CHN,,2001,,s,yes\n",
            "tenures_x.csv:2: person 'Nobody At All' is not in persons*.csv",
        ),
        ("tenures_x.csv", TENURES + "Nobody At All,Minister,,,2001,,s,yes\n", "country and organization must not both"),
        ("country.csv", COUNTRIES, "country.csv: no table of this name; the tables are countries,"),
    ],
)
def test_a_broken_row_names_file_and_line(tmp_path: Path, name: str, content: str, message: str) -> None:
    fails(tmp_path, name, content, message)


def test_a_table_in_another_encoding_is_named(tmp_path: Path) -> None:
    (tmp_path / "countries.csv").write_bytes(COUNTRIES.encode() + b"ATL,AQ,Atl\xe1ntia,x,,,,,,,s\n")
    with pytest.raises(DataError, match=r"countries\.csv: not UTF-8"):
        load(tmp_path)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no such folder"):
        load(tmp_path / "nowhere")


def test_byte_order_mark_quotes_and_empty_lines_are_fine(tmp_path: Path) -> None:
    content = COUNTRIES + '\nATL,AQ,"Atlantia, the lost",Republic of Atlantia,,,,,,,made up\n'
    (tmp_path / "countries.csv").write_text(content, encoding="utf-8-sig")
    found = load(tmp_path).country("ATL")
    assert found is not None
    assert found.name == "Atlantia, the lost"
    assert found.where.endswith("countries.csv:3")


def test_a_users_row_stands_in_the_place_of_ours(tmp_path: Path) -> None:
    (tmp_path / "memberships.csv").write_text(MEMBERSHIPS + "SCO,BLR,2024-07-04,2030-01-01,member,mine,yes\n")
    own = load(tmp_path)
    assert "BLR" in own.members("SCO", date(2026, 1, 1))
    assert "BLR" not in own.members("SCO", date(2031, 1, 1))
    assert "CHN" in own.members("SCO", date(2031, 1, 1))


def test_loading_is_cached() -> None:
    assert load() is load()


# --- shipped tables -------------------------------------------------------------------------------------------------


def test_members_of_the_united_nations(world: World) -> None:
    assert len(world.members("UN", date(2024, 1, 1))) == 193
    assert world.members("UN", date(2024, 1, 1), "observer") == ("PSE", "VAT")


def test_every_row_says_where_it_stands(world: World) -> None:
    assert world.countries[0].where == "countries.csv:2"
    tables = (world.countries, world.organizations, world.memberships, world.groups, world.areas)
    assert all(row.where and row.source for table in tables for row in table)


def test_country_codes_are_unique_and_state_numbers_known(world: World) -> None:
    assert len({c.iso2 for c in world.countries}) == len(world.countries)
    by_name = {c.name: (c.iso3, c.cow, c.gw) for c in world.countries}
    assert by_name["Germany"] == ("DEU", 255, 260)
    assert by_name["Yemen"] == ("YEM", 679, 678)
    assert by_name["Kosovo"] == ("XKX", 347, 347)
    assert by_name["Palestine"] == ("PSE", None, None)


@pytest.mark.parametrize(
    ("organization", "day", "inside", "outside"),
    [
        ("SCO", date(2017, 6, 8), "CHN KAZ KGZ RUS TJK UZB", "IND PAK IRN BLR"),
        ("SCO", date(2017, 6, 9), "IND PAK", "IRN BLR"),
        ("SCO", date(2023, 7, 4), "IRN", "BLR"),
        ("SCO", date(2024, 7, 4), "BLR", "MNG"),
        ("NATO", date(2023, 4, 3), "NOR", "FIN SWE"),
        ("NATO", date(2024, 3, 7), "FIN SWE MKD MNE", "UKR"),
        ("EU", date(2020, 1, 31), "GBR HRV", "SRB"),
        ("EU", date(2020, 2, 1), "IRL", "GBR"),
        ("CIS", date(2009, 8, 18), "GEO MDA", "TKM"),
        ("CIS", date(2009, 8, 19), "ARM", "GEO"),
        ("CSTO", date(2012, 1, 1), "UZB ARM", "AZE"),
        ("CSTO", date(2013, 1, 1), "ARM", "UZB"),
        ("BRICS", date(2025, 2, 1), "IDN EGY ETH IRN ARE ZAF", "SAU ARG"),
        ("LAS", date(2012, 1, 1), "EGY", "SYR"),
        ("LAS", date(2023, 5, 8), "SYR", "TUR"),
        ("ASEAN", date(2025, 10, 26), "TLS", "PNG"),
        ("ECOWAS", date(2025, 1, 30), "NGA", "MLI NER BFA"),
        ("AES", date(2024, 1, 1), "MLI NER BFA", "TCD"),
        ("EAEU", date(2015, 8, 12), "KGZ", "UZB"),
        ("UNSC", date(2020, 6, 1), "CHN TUN VNM", "IND"),
    ],
)
def test_members_by_date(world: World, organization: str, day: date, inside: str, outside: str) -> None:
    members = set(world.members(organization, day))
    assert set(inside.split()) <= members
    assert not set(outside.split()) & members


def test_roles_and_uncertain_rows(world: World) -> None:
    assert "SYR" in world.members("LAS", date(2012, 1, 1), "suspended")
    assert "MNG" in world.members("SCO", date(2020, 1, 1), "observer")
    assert "SAU" in world.members("BRICS", date(2025, 2, 1), certain=False)
    assert len(world.members("AU", date(2024, 6, 1)) + world.members("AU", date(2024, 6, 1), "suspended")) == 55
    assert world.members("NOSUCH", date(2020, 1, 1)) == ()


@pytest.mark.parametrize(
    ("organization", "count"),
    [
        ("NATO", 32),
        ("EU", 27),
        ("OIC", 57),
        ("LAS", 22),
        ("ASEAN", 11),
        ("GCC", 6),
        ("OPEC", 12),
        ("OSCE", 57),
        ("COE", 46),
        ("SAARC", 8),
        ("BIMSTEC", 7),
        ("ECO", 10),
        ("D8", 9),
        ("OTS", 5),
        ("FVEY", 5),
        ("G7", 7),
        ("QUAD", 4),
        ("AUKUS", 3),
        ("V4", 4),
        ("SCO", 10),
        ("CICA", 28),
    ],
)
def test_number_of_members_now(world: World, organization: str, count: int) -> None:
    assert len(world.members(organization)) == count


# --- lookup ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "sort", "key", "how"),
    [
        ("US", "country", "USA", "alias"),
        ("U.S.", "country", "USA", "alias"),
        ("the US's", "country", "USA", "alias"),
        ("U. S.", "country", "USA", "alias"),
        ("United States'", "country", "USA", "name"),
        ("IS", "group", "islamic-state", "alias"),
        ("Daesh", "group", "islamic-state", "alias"),
        ("UN", "organization", "UN", "alias"),
        ("EU", "organization", "EU", "alias"),
        ("the Kremlin", "country", "RUS", "metonym"),
        ("Kremlin’s", "country", "RUS", "metonym"),
        ("Islamabad", "country", "PAK", "capital"),
        ("Quai d’Orsay", "country", "FRA", "metonym"),
        ("Uzbeks", "country", "UZB", "demonym"),
        ("russian", "country", "RUS", "demonym"),
        ("Turkiye", "country", "TUR", "name"),
        ("TURKEY", "country", "TUR", "alias"),
        ("Côte d'Ivoire", "country", "CIV", "name"),
        ("cote d’ivoire", "country", "CIV", "name"),
        ("DPRK", "country", "PRK", "alias"),
        ("BLR", "country", "BLR", "code"),
        ("Shanghai Co-operation Organization", "organization", "SCO", "name"),
        ("SCO Defense Ministers' Meeting", "series", "sco-defence-ministers", "name"),
        ("Ansar Allah", "group", "houthis", "alias"),
        ("Al Qaeda", "group", "al-qaeda", "name"),
        ("Nagorno Karabakh", "place", "Nagorno-Karabakh", "name"),
        ("Arabian Gulf", "place", "Persian Gulf", "alias"),
        ("IRGC", "country", "IRN", "metonym"),
        ("C5+1", "organization", "C5+1", "name"),
    ],
)
def test_lookup(world: World, words: str, sort: str, key: str, how: str) -> None:
    assert (sort, key, how) in [(e.sort, e.id, e.how) for e in world.lookup(words)]


@pytest.mark.parametrize("words", ["us", "Us", "is", "Is", "un", "eu", "who", "aid", "and", "", "...", "'s", "the"])
def test_small_words_are_no_acronyms(world: World, words: str) -> None:
    assert world.lookup(words) == ()


@pytest.mark.parametrize(
    ("words", "certain"),
    [
        ("France", True),
        ("NATO", True),
        ("Moscow", True),
        ("Georgia", False),
        ("Congo", False),
        ("Congolese", False),
        ("turkey", False),
        ("Korea", False),
        ("IS", False),
        ("BLR", False),
        ("AUKUS", True),
        ("Hong Kong", True),
    ],
)
def test_certain_only_where_nothing_else_bears_the_name(world: World, words: str, certain: bool) -> None:
    found = world.lookup(words)
    assert found
    assert found[0].certain is certain


def test_georgia_is_a_country_and_a_state(world: World) -> None:
    assert ids(world, "Georgia") == ["GEO", "Georgia (US state)"]
    assert ids(world, "Georgians") == ["GEO"]


@pytest.mark.parametrize(
    ("words", "folded"),
    [
        ("the  Sana’a's", "sanaa"),
        ("Defence Ministers’ Meeting", "defense ministers meeting"),
        ("Tórshavn", "torshavn"),
        ("Kim Jong-un", "kim jong un"),
        ("Jammu & Kashmir", "jammu and kashmir"),
        ("İzmir", "izmir"),
        ("Łódź", "lodz"),
        ("Laos", "laos"),
        ("BRICS+", "brics+"),
        ("Theresa", "theresa"),
    ],
)
def test_fold(words: str, folded: str) -> None:
    assert fold(words) == folded


@pytest.mark.parametrize(
    ("words", "short"),
    [
        ("US", "US"),
        ("U.S.", "US"),
        ("U.S.A", "USA"),
        ("UAE's", "UAE"),
        ("Us", None),
        ("BRICS", None),
        ("G7", None),
        ("A B", None),
        ("", None),
    ],
)
def test_acronym(words: str, short: str | None) -> None:
    assert acronym(words) == short


# --- persons and offices --------------------------------------------------------------------------------------------


def test_office_holder_by_date(peopled: World) -> None:
    def holders(office: str, seat: str, day: date) -> list[str]:
        return [t.person for t in peopled.office_holders(office, seat, day)]

    assert holders("Minister of Defence", "ATL", date(2013, 11, 26)) == []
    assert holders("minister of defense", "ATL", date(2017, 7, 31)) == ["Ada Testova", "Carl von der Aue"]
    assert holders("Minister of Defence", "ATL", date(2018, 12, 31)) == ["Carl von der Aue"]
    assert holders("Minister of Foreign Affairs", "ATL", date(2030, 1, 1)) == ["Ada Testova"]
    assert "Bo Ma Di" in holders("Secretary-General", "SCO", date(2023, 1, 1))


def test_tenures_of_a_person_and_of_the_namesake(peopled: World) -> None:
    offices = [t.office for t in peopled.tenures_of("ada-testova-atl")]
    assert offices == ["Minister of Defence", "Minister of Foreign Affairs"]
    assert peopled.tenures_of("ada-testova-fra") == ()
    assert len(peopled.tenures_of("Ada Testova")) == 2
    first = peopled.tenures_of("ada-testova-atl")[0]
    assert (first.start, first.end, first.precise) == (date(2013, 11, 27), date(2017, 7, 31), False)


@pytest.mark.parametrize(
    ("text", "country", "expected"),
    [
        ("Ada Testova", "ATL", [("ada-testova-atl", "full")]),
        ("Ada Testova's", None, [("ada-testova-atl", "full"), ("ada-testova-fra", "full")]),
        ("Testova Ada", "ATL", [("ada-testova-atl", "alias")]),
        ("Ada Testowa", None, [("ada-testova-atl", "alias")]),
        ("Adele Testova", None, [("ada-testova-atl", "alias")]),
        ("Testowa", None, [("ada-testova-atl", "surname")]),
        ("Testova", "FRA", [("ada-testova-fra", "surname")]),
        ("Ada", "ATL", []),
        ("Bo", "CHN", [("bo-ma-di", "surname")]),
        ("von der Aue", "DEU", [("carl-von-der-aue", "surname")]),
        ("Aue", "ATL", [("carl-von-der-aue", "surname")]),
    ],
)
def test_person(peopled: World, text: str, country: str | None, expected: list[tuple[str, str]]) -> None:
    found = [
        (p.id, how)
        for p, how in peopled.person(text, country)
        if p.id in {"ada-testova-atl", "ada-testova-fra", "bo-ma-di", "carl-von-der-aue"}
    ]
    assert found == expected


def test_surnames_follow_the_country() -> None:
    assert surnames("Xi Jinping", "CHN") == ("xi",)
    assert surnames("Ursula von der Leyen", "DEU") == ("leyen", "der leyen", "von der leyen")
    assert surnames("Abiy Ahmed", "ETH") == ("ahmed", "abiy")
    assert surnames("Lula", "BRA") == ()


# --- places ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "country", "expected"),
    [
        ("Moscow", None, "RUS"),
        ("Moscow", "USA", "USA"),
        ("Moscow, Idaho", None, "USA"),
        ("Moscow", "Idaho", "USA"),
        ("Hyderabad", None, "IND"),
        ("Hyderabad, Sindh", None, "PAK"),
        ("Paris, Texas", None, "USA"),
        ("Qingdao", None, "CHN"),
        ("Kiev", None, "UKR"),
        ("Odessa", None, "UKR"),
        ("Peking", None, "CHN"),
        ("Kubinka", None, "RUS"),
        ("tashkent", None, "UZB"),
        ("Luxembourg", None, "LUX"),
        ("Nur-Sultan", None, "KAZ"),
    ],
)
def test_city(world: World, name: str, country: str | None, expected: str) -> None:
    place = world.city(name, country)
    assert place is not None
    assert place.country == expected
    assert place.geonames_id is not None
    assert -90 <= (place.lat or 999) <= 90


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Mexico", None),
        ("Jordan", None),
        ("Xyzzyville", None),
        ("Moscow", "Nowhereland"),
        ("", None),
        ("Kabul", "RUS"),
    ],
)
def test_no_city(world: World, name: str, country: str | None) -> None:
    assert world.city(name, country) is None


def test_disputed_places_have_claimants_and_no_country(world: World) -> None:
    kashmir = world.area("Kashmir")
    assert kashmir is not None
    assert kashmir.country is None
    assert {"IND", "PAK"} <= set(kashmir.claimants)
    jerusalem = world.city("Jerusalem")
    assert jerusalem is not None
    assert jerusalem.country is None
    gaza = world.area("the Gaza Strip")
    assert gaza is not None
    assert gaza.place.country == "PSE"
    assert world.area("Nowhere at all") is None
