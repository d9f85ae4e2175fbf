"""Nouns to JSON and back, without loss.

Every noun has one adapter; what goes in comes out equal, ``why`` and reasons included.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Literal, TypeAlias, TypeVar, get_args

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

from rapporteur.errors import RecordError
from rapporteur.model import Article, Claim, Commitment, Event, Refusal, Statement, Tenure

T = TypeVar("T")
Sort: TypeAlias = Literal["event", "statement", "commitment", "tenure"]
SORTS: tuple[Sort, ...] = get_args(Sort)
_CLASSES: dict[Sort, type[Claim]] = {
    "event": Event,
    "statement": Statement,
    "commitment": Commitment,
    "tenure": Tenure,
}


def sort_of(claim: Claim) -> Sort:
    """Which of the sorts of claim this is."""
    return next(sort for sort, cls in _CLASSES.items() if isinstance(claim, cls))


def check_sort(sort: str | None) -> None:
    """Raises ``RecordError`` where ``sort`` is neither None nor one of ``SORTS``."""
    if sort is not None and sort not in SORTS:
        raise RecordError(f"there is no sort of claim {sort!r}; it is one of {', '.join(SORTS)}")


@cache
def _claim_adapter(sort: Sort) -> TypeAdapter[Claim]:
    return TypeAdapter(_CLASSES[sort])


@cache
def _article_adapter() -> TypeAdapter[Article]:
    return TypeAdapter(Article)


@cache
def _refusals_adapter() -> TypeAdapter[tuple[Refusal, ...]]:
    return TypeAdapter(tuple[Refusal, ...])


@cache
def _words_adapter() -> TypeAdapter[tuple[str, ...]]:
    return TypeAdapter(tuple[str, ...])


def _dump(adapter: TypeAdapter[T], value: T) -> str:
    try:
        return adapter.dump_json(value).decode()
    except PydanticSerializationError as error:
        raise RecordError(f"a claim or an article cannot be kept: {' '.join(str(error).split())}") from error


def _load(adapter: TypeAdapter[T], text: str) -> T:
    try:
        return adapter.validate_json(text)
    except ValidationError as error:
        what = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in what["loc"])
        raise RecordError(
            f"the record holds an item ({error.title}) that this version cannot read ({where}: {what['msg']}); "
            "use the version that wrote it, or read the pages into a new record"
        ) from error


def claim_to_json(claim: Claim) -> str:
    """The claim as JSON. Raises ``RecordError`` where a text in it holds half a character."""
    return _dump(_claim_adapter(sort_of(claim)), claim)


def claim_from_json(sort: Sort, text: str) -> Claim:
    """The claim of this sort that ``text`` holds. Raises ``RecordError`` where it does not fit this version."""
    return _load(_claim_adapter(sort), text)


def article_to_json(article: Article) -> str:
    """The article as JSON, its body left empty: the body is kept beside it, where it can be searched."""
    return _dump(_article_adapter(), replace(article, body=""))


def article_from_json(text: str, body: str) -> Article:
    """The article that ``text`` and its body hold."""
    return replace(_load(_article_adapter(), text), body=body)


def refusals_to_json(refusals: tuple[Refusal, ...]) -> str:
    """Refusals as JSON."""
    return _dump(_refusals_adapter(), refusals)


def refusals_from_json(text: str) -> tuple[Refusal, ...]:
    """The refusals that ``text`` holds."""
    return _load(_refusals_adapter(), text)


def words_to_json(words: tuple[str, ...]) -> str:
    """A list of texts (reasons) as JSON."""
    return _dump(_words_adapter(), words)


def words_from_json(text: str) -> tuple[str, ...]:
    """The texts that ``text`` holds."""
    return _load(_words_adapter(), text)
