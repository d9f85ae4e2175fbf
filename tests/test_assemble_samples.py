"""Claims made by hand for the tests of assembling. Holds no test itself."""

from __future__ import annotations

from datetime import date

from test_extract_samples import DAY, article

from rapporteur.model import (
    UNKNOWN_DATE,
    Commitment,
    DateRange,
    Document,
    Event,
    Evidence,
    Party,
    Place,
    Quantity,
    Statement,
    Tenure,
)

RUSSIA = Party("state/RUS", "Russia", "Russia", "state", "RUS")
CHINA = Party("state/CHN", "China", "Beijing", "state", "CHN")
INDIA = Party("state/IND", "India", "India", "state", "IND")
MINISTER = Party("person/arun-velar", "Arun Velar", "Velar", "person", "IND", "Minister of Defence")
TASHKENT = Place("Tashkent", "UZB", 41.26, 69.22, 1512569)


def on(first: str, last: str | None = None) -> DateRange:
    """A stated day, or days."""
    return DateRange(date.fromisoformat(first), date.fromisoformat(last or first), "stated")


def event(document: str, number: int = 0, words: str = "Russia and China met in Tashkent.", **changed: object) -> Event:
    """A meeting of Russia and China on 12 June 2024, with what is changed in it."""
    given: dict[str, object] = {
        "type": "CONSULT",
        "mode": None,
        "contexts": (),
        "status": "happened",
        "actors": (RUSSIA, CHINA),
        "recipients": (),
        "date": on("2024-06-12"),
        "place": None,
        "forum": None,
        "issues": (),
        "quantities": (),
        **changed,
    }
    evidence = (Evidence(document, number, number + len(words), words),)
    return Event(id=f"e-{document}-{number}", evidence=evidence, **given)  # type: ignore[arg-type]


def killed(low: float | None, high: float | None, as_written: str) -> Quantity:
    """A count of the dead."""
    return Quantity("killed", low, high, None, as_written)


def statement(document: str, text: str, speaker: Party = MINISTER) -> Statement:
    """Something said."""
    return Statement(
        f"s-{document}",
        speaker,
        "indirect",
        text,
        "said",
        (),
        (),
        (),
        "neutral",
        None,
        UNKNOWN_DATE,
        (Evidence(document, 0, len(text), text),),
    )


def commitment(document: str, what: str, by: Party = INDIA, due: DateRange = UNKNOWN_DATE) -> Commitment:
    """A meeting promised."""
    return Commitment(
        f"c-{document}",
        (by,),
        (),
        what,
        "meeting",
        "agreed",
        None,
        due,
        None,
        "open",
        (Evidence(document, 0, len(what), what),),
    )


def tenure(document: str, seen: DateRange, office: str = "Minister of Defence") -> Tenure:
    """Somebody seen in an office."""
    return Tenure(f"t-{document}", "Arun Velar", office, "IND", None, seen, (Evidence(document, 0, 5, "Velar"),))


def document(id: str, body: str, published: DateRange = DAY) -> Document:
    """A document of a record."""
    return Document(article(body, published, id=id))
