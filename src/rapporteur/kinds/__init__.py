"""The codebook as data: one TOML file an event type, with definition, modes, cues and examples.

``load()`` gives the shipped codebook, ``load(folder)`` adds a user's own types, ``own(folder)`` gives these alone. A
file that breaks the schema raises ``DataError`` naming the file and the place in it. The cue language is explained in
``docs/codebook.md``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from hashlib import blake2b
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from rapporteur.errors import DataError
from rapporteur.model import Status

PREPOSITIONS = frozenset(
    [
        *("by", "with", "between", "of", "to", "from", "against", "on", "for", "in", "at", "among", "amongst", "into"),
        *("over", "about", "before", "after", "through", "throughout", "toward", "towards", "under", "across", "along"),
        *("alongside", "off", "opposite", "outside", "inside", "beyond", "above", "upon", "around", "onto", "within"),
        *("behind", "near", "as", "via"),
    ]
)
SLOTS = PREPOSITIONS | {
    "subject",
    "object",
    "indirect-object",
    "possessive",
    "modifier",
    "complement-subject",
    "complement-object",
}


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Mode(_Strict):
    """A mode of a type, with its definition."""

    name: str
    definition: str
    words: tuple[str, ...] = ()  # lower-case words of a sentence that tell the mode where the cue does not


class Cue(_Strict):
    """A named lexical-syntactic rule on one predicate word; slots name active roles."""

    name: str
    pos: str = Field(pattern="^(VERB|NOUN|ADJ)$")
    lemmas: tuple[str, ...]
    object: tuple[str, ...] = ()
    not_object: tuple[str, ...] = ()
    particle: tuple[str, ...] = ()
    preposition: tuple[str, ...] = ()
    complement: bool | None = None
    complement_lemmas: tuple[str, ...] = ()
    affirmative: bool = False  # the complement must not be negated ("said its ships had not violated ...")
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    mode: str = ""
    needs: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    weight: float = Field(default=0.8, ge=0, le=1)
    example: str = ""
    counter: str = ""

    @model_validator(mode="after")
    def _known_slots(self) -> Cue:
        unknown = [s for s in (*self.actor, *self.recipient) if s not in SLOTS]
        if unknown:
            raise ValueError(f"cue {self.name}: unknown slot {unknown[0]!r}")
        return self

    @property
    def conditions(self) -> int:
        """How many conditions the cue makes: the more, the more specific."""
        return sum(map(bool, (self.object, self.particle, self.preposition, self.complement, self.complement_lemmas)))


class Example(_Strict):
    """A sentence with what a careful coder finds in it.

    ``cue`` names the cue that finds it; where none does, ``predicate`` may give the word of the sentence that tells it.
    """

    text: str
    mode: str = ""
    status: Status = "happened"
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    cue: str = ""
    predicate: str = ""


class CounterExample(_Strict):
    """A sentence that is not of the type, the type it is ("" for none), and why."""

    text: str
    type: str = ""
    why: str


class Kind(_Strict):
    """One event type; ``type`` is its code in the record."""

    type: str = Field(pattern="^[A-Z][A-Z0-9_-]*$")
    title: str
    quad: str
    symmetric: bool
    definition: str
    mode: tuple[Mode, ...] = ()
    cue: tuple[Cue, ...] = ()
    example: tuple[Example, ...] = ()
    counter_example: tuple[CounterExample, ...] = ()

    def mode_of(self, text: str) -> str | None:
        """The mode whose longest words stand in ``text``, or None."""
        low = f" {text.lower()} "
        hits = [(len(w), m.name) for m in self.mode for w in m.words if f" {w}" in low]
        return max(hits)[1] if hits else None

    @model_validator(mode="after")
    def _known_modes(self) -> Kind:
        modes = {m.name for m in self.mode} | {""}
        for mode in (*(c.mode for c in self.cue), *(e.mode for e in self.example)):
            if mode not in modes:
                raise ValueError(f"mode {mode!r} is not declared")
        return self


class Context(_Strict):
    """One of PLOVER's contexts, with the words that signal it in running text."""

    name: str
    definition: str
    words: tuple[str, ...]


class Codebook:
    """Every type, and its cues by part of speech and lemma."""

    def __init__(self, kinds: Iterable[Kind], contexts: tuple[Context, ...]) -> None:
        self.kinds = {k.type: k for k in kinds}
        self.contexts = contexts
        self._cues: dict[tuple[str, str], list[tuple[Kind, Cue]]] = {}
        for kind in self.kinds.values():
            for cue in kind.cue:
                for lemma in dict.fromkeys(words.split()[-1] for words in cue.lemmas):
                    self._cues.setdefault((cue.pos, lemma), []).append((kind, cue))

    def cues(self, pos: str, lemma: str) -> tuple[tuple[Kind, Cue], ...]:
        """The cues whose predicate word is ``lemma`` as a ``pos``, each with its type.

        Of an entry of several words ("hunger strike") the last is the predicate word, the others depend on it.
        """
        return tuple(self._cues.get((pos, lemma), ()))


def _read(file: Traversable | Path, schema: type[BaseModel]) -> BaseModel:
    try:
        return schema.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"{file.name}: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        raise DataError(f"{file.name}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from error


class _Contexts(_Strict):
    context: tuple[Context, ...]


def load(extra: Path | None = None) -> Codebook:
    """The codebook, with the types of a user's folder added or put in place of shipped ones. Raises DataError."""
    return _loaded(extra, mark(extra))


@cache
def _loaded(extra: Path | None, _mark: str) -> Codebook:
    """One codebook for each content of a folder."""
    shipped = resources.files(__name__)
    found = {kind.type: kind for file in _files(shipped) if isinstance(kind := _read(file, Kind), Kind)}
    if extra:
        found |= {kind.type: kind for kind in own(extra).values()}
    contexts = _read(shipped / "contexts.toml", _Contexts)
    return Codebook(found.values(), contexts.context if isinstance(contexts, _Contexts) else ())


def _files(folder: Traversable | Path) -> list[Traversable | Path]:
    """The files of types in a folder, by name."""
    files = folder.iterdir() if folder.is_dir() else ()
    return sorted((f for f in files if f.name.endswith(".toml") and f.name != "contexts.toml"), key=lambda f: f.name)


def own(folder: Path) -> dict[str, Kind]:
    """The types of a user's folder by the names of their files. Raises DataError where it holds none, or one twice."""
    found: dict[str, Kind] = {}
    for file in _files(folder):
        kind = _read(file, Kind)
        if isinstance(kind, Kind):
            twin = next((name for name, other in found.items() if other.type == kind.type), None)
            if twin:
                raise DataError(f"{file.name}: type: {kind.type} is defined in {twin} already")
            found[file.name] = kind
    if not found:
        raise DataError(f"{folder}: holds no codebook; give a folder with one .toml file a type")
    return found


def mark(folder: Path | None) -> str:
    """A short name for the content of a user's folder, "" for none: pages are read again where it changes."""
    if folder is None:
        return ""
    digest = blake2b(digest_size=6)
    for file in sorted((*folder.glob("*.toml"), *folder.glob("*.npz"))):
        digest.update(file.name.encode() + file.read_bytes())
    return f"+codebook.{digest.hexdigest()}"
