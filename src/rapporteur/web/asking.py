"""What readers may ask for: the record that is open for their request, and the parts of an address after ``?``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Literal, TypeAlias
from urllib.parse import urlencode

from fastapi import Depends, Query, Request
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from rapporteur.store import Record, open_record

MOST_PAGES = 500

# day: matches "2021-03-04"; must not match "20210304", which would be read as seconds since 1970.
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# country: matches "KAZ"; must not match "KZ".
_COUNTRY = re.compile(r"[A-Za-z]{3}")


def opened(request: Request) -> Iterator[Record]:
    """The record, open for one request: a file that was replaced meanwhile is seen at once.

    Raises ``RecordError`` where it cannot be opened.
    """
    with open_record(request.app.state.record, create=False) as record:
        yield record


Kept: TypeAlias = Annotated[Record, Depends(opened)]


def _trimmed(value: Any) -> Any:
    return value.strip() or None if isinstance(value, str) else value


def _day(value: Any) -> Any:
    if not isinstance(value, str) or not value.strip():
        return None if isinstance(value, str) else value
    if not _DAY.fullmatch(value.strip()):
        raise ValueError("give a day as 2021-03-04")
    try:
        return date.fromisoformat(value.strip())
    except ValueError:
        raise ValueError("there is no such day; give one as 2021-03-04") from None


def _country(value: Any) -> Any:
    trimmed = _trimmed(value)
    if isinstance(trimmed, str) and not _COUNTRY.fullmatch(trimmed):
        raise ValueError("give a country by its three letters, as KAZ")
    return trimmed.upper() if isinstance(trimmed, str) else trimmed


Sought: TypeAlias = Literal["document", "event", "statement", "commitment", "tenure"]
Day: TypeAlias = Annotated[date | None, BeforeValidator(_day)]
Text: TypeAlias = Annotated[Annotated[str, Field(max_length=200)] | None, BeforeValidator(_trimmed)]
Words: TypeAlias = Annotated[str, StringConstraints(strip_whitespace=True, max_length=400)]
PageNumber: TypeAlias = Annotated[int, Field(ge=1, le=MOST_PAGES)]


def follows(page: int, more: bool) -> bool:
    """Whether a list has a page after this one that may be asked for."""
    return more and page < MOST_PAGES


class Asked(BaseModel):
    """A search: words and filters as in ``Record.search``, the sort of thing, and the page of the answer."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    q: Words = ""
    sort: Annotated[Sought | None, BeforeValidator(_trimmed)] = None
    type: Text = None
    actor: Text = None
    country: Annotated[str | None, BeforeValidator(_country)] = None
    after: Day = None
    before: Day = None
    page: PageNumber = 1

    @model_validator(mode="after")
    def _in_order(self) -> Asked:
        if self.after and self.before and self.after > self.before:
            raise ValueError("the first day is later than the last; exchange them")
        return self

    @property
    def filters(self) -> dict[str, Any]:
        """What goes to the record besides words and sort."""
        return self.model_dump(include={"type", "actor", "country", "after", "before"})

    @property
    def is_filtered(self) -> bool:
        """Whether anything narrows the answer besides words and sort."""
        return any(value is not None for value in self.filters.values())

    def path(self, page: int, suffix: str = "") -> str:
        """The address of another page of the same search."""
        asked = {name: value for name, value in self.model_dump(mode="json").items() if value and name != "page"}
        query = urlencode(asked | ({"page": page} if page > 1 else {}))
        return f"/search{suffix}" + (f"?{query}" if query else "")


Search: TypeAlias = Annotated[Asked, Query()]
Beginning: TypeAlias = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=200), Query(description="The beginning of a name or id.")
]
Page: TypeAlias = Annotated[int, Query(ge=1, le=MOST_PAGES, description="Which page of the list.")]
