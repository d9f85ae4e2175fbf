"""All sorts of claims of a record, assembled in one go."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import Literal, TypeAlias, TypeVar

from rapporteur.assemble.follow import follow
from rapporteur.assemble.merge import commitments, events, statements, tenures
from rapporteur.model import Claim, Commitment, DateRange, Event, Merged, Statement, Tenure

Sort: TypeAlias = Literal["event", "statement", "commitment", "tenure"]
C = TypeVar("C", Event, Statement, Commitment, Tenure)


def assembled(
    claims: Callable[[Sort], Iterable[Claim]], published: Mapping[str, DateRange], copy_of: Mapping[str, str]
) -> Iterator[Merged]:
    """Claims merged sort by sort, and commitments with the events that answer them.

    ``claims`` gives the page claims of a sort, ``published`` each document's date, ``copy_of`` the reprints.
    """

    def of(sort: Sort, kind: type[C]) -> Iterator[C]:
        return (c for c in claims(sort) if isinstance(c, kind))

    told = list(events(of("event", Event), copy_of))
    made = list(
        of("commitment", Commitment)
    )  # what a page tells as put off answers the promise, and is not one with it
    undertaken = chain(
        commitments(c for c in made if c.status == "open"), commitments(c for c in made if c.status != "open")
    )
    promised = follow(undertaken, told, published)
    return chain(told, statements(of("statement", Statement)), promised, tenures(of("tenure", Tenure)))
