"""From an article's body to a spaCy Doc: windows, network, decoding, assembly.

The body is read in windows of whole paragraphs; a paragraph longer than a window is cut where a sentence ends, so that
nothing is lost at a seam. ``Token.idx`` is the offset in ``body``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

import numpy as np
from spacy.tokens import Doc, Token
from spacy.vocab import Vocab

from rapporteur import kinds
from rapporteur.analyse import lemmas, tree
from rapporteur.analyse.coreference import Antecedent, antecedents
from rapporteur.analyse.network import Inventory, Network, Scores
from rapporteur.analyse.tokenise import ends_sentence, is_title, spans

WINDOW_WORDS, WINDOW_PIECES = 128, 400
CHUNK_WINDOWS = 12  # windows in memory at a time: a book costs no more than a page
PREDICATE, START, SURE_START = 0.0, 0.0, 2.0  # thresholds on the logit difference
NO_NAME = 0.8  # added to the score of "no name": a name too many costs more than one too few
SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "csubj:pass")
BOUND = ("nmod:desc", "flat", "compound")  # parts of one name or title
OWNER = "nmod:poss"
CLITIC = ("'", "’")
AGENT = "obl:agent"  # stands behind "by"


@dataclass(frozen=True, slots=True)
class Word:
    """One word with its offsets and whether a paragraph begins here."""

    text: str
    start: int
    end: int
    paragraph: bool


@dataclass(frozen=True, slots=True)
class Parsed:
    """The decoded annotation of one sentence; heads and roles index words of the sentence."""

    upos: list[str]
    feats: list[str]
    lemmas: list[str]
    heads: list[int]
    labels: list[str]
    names: list[str]
    roles: list[tuple[tuple[str, int], ...]]
    antecedents: Sequence[Antecedent | None] = ()


def words_of(body: str) -> list[Word]:
    """The words of ``body``; the first of each line begins a paragraph."""
    found: list[Word] = []
    line_end = -1
    for start, end in spans(body):
        begins = not found or "\n" in body[line_end:start]
        found.append(Word(body[start:end], start, end, begins))
        line_end = end
    return found


def windows_of(words: Sequence[Word], network: Network) -> Iterator[Sequence[Word]]:
    """Stretches of whole paragraphs within the window's limits; long paragraphs are cut at a sentence's end."""
    at = 0
    while at < len(words):
        size, end, paragraph, sentence = 0, at, at, at
        while end < len(words) and end - at < WINDOW_WORDS:
            size += network.length(words[end].text)
            if size > WINDOW_PIECES and end > at:
                break
            if words[end].paragraph:
                paragraph = end
            if end > at and ends_sentence(words[end - 1].text, words[end].text):
                sentence = end
            end += 1
        if end < len(words) and not words[end].paragraph:
            end = max(paragraph, at) if paragraph > at else (sentence if sentence > at else end)
        yield words[at:end]
        at = end


def parse(words: Sequence[Word], network: Network) -> Iterator[Parsed]:
    """The sentences of a text, in order."""
    pending: list[Sequence[Word]] = []
    for window in windows_of(words, network):
        pending.append(window)
        if len(pending) == CHUNK_WINDOWS:
            yield from _parse_windows(pending, network)
            pending = []
    yield from _parse_windows(pending, network)


def _parse_windows(windows: list[Sequence[Word]], network: Network) -> Iterator[Parsed]:
    for window, scores in zip(windows, network.run([[w.text for w in x] for x in windows]), strict=True):
        cuts = [*sentence_starts(window, scores), len(window)]
        yield from decode_window([w.text for w in window], scores, cuts, network)


def decode_window(words: list[str], scores: Scores, cuts: Sequence[int], network: Network) -> Iterator[Parsed]:
    """The sentences of a window, which begin at all ``cuts`` but the last, and whom their pronouns mean."""
    sentences = [decode(words[a:b], scores, a, b, network) for a, b in pairwise(cuts)]
    links = antecedents(scores.links, words, [tag for s in sentences for tag in s.upos])
    for s, (a, b) in zip(sentences, pairwise(cuts), strict=True):
        yield replace(s, antecedents=links[a:b])


def sentence_starts(window: Sequence[Word], scores: Scores) -> list[int]:
    """Where sentences begin: at paragraphs, and where the network says so; never after a rank ("Gen."), and behind a
    word without a full stop only where it is sure."""
    margin = scores.starts[:, 1] - scores.starts[:, 0]
    need = [SURE_START if window[i - 1].text[-1:].isalnum() else START for i in range(len(window))]
    return [
        i
        for i, w in enumerate(window)
        if i == 0 or w.paragraph or (margin[i] > need[i] and not is_title(window[i - 1].text))
    ]


def decode(words: list[str], scores: Scores, a: int, b: int, network: Network) -> Parsed:
    """The sentence ``[a, b)`` of a window, from its scores."""
    kept = network.inventory
    inside = np.concatenate([[0], np.arange(a + 1, b + 1)])
    heads = tree.heads(scores.arcs[a:b][:, inside])
    upos = _tags(words, scores.upos[a:b], network)
    label_scores = scores.labels[:, a:b][:, :, inside]
    root = kept.labels.index("root")
    columns = [label_scores[:, i, head].copy() for i, head in enumerate(heads)]
    for column, head in zip(columns, heads, strict=True):
        if head:
            column[root] = -1e9
    labels = ["root" if h == 0 else kept.labels[int(c.argmax())] for c, h in zip(columns, heads, strict=True)]
    for i in _second_subjects(labels, heads):
        columns[i][[kept.labels.index(x) for x in (*SUBJECTS, AGENT)]] = -1e9
        labels[i] = kept.labels[int(columns[i].argmax())]
    for i in _no_owners(words, upos, labels, heads):
        columns[i][kept.labels.index(OWNER)] = -1e9
        labels[i] = kept.labels[int(columns[i].argmax())]
    for i in _across(labels, heads):
        heads[i], labels[i] = heads[heads[i] - 1], "obj"
    return Parsed(
        upos=upos,
        feats=[kept.feats[i] for i in scores.feats[a:b].argmax(-1)],
        lemmas=[_lemma(w, tag, row, network) for w, tag, row in zip(words, upos, scores.lemmas[a:b], strict=True)],
        heads=heads,
        labels=labels,
        names=_names(scores.names[a:b], kept.names),
        roles=_roles(scores, a, b, kept),
    )


def _second_subjects(labels: list[str], heads: list[int]) -> list[int]:
    """Words behind their verb that were taken for its subject although one stands before it ("the court sentenced
    *him*")."""
    before = {h for i, (label, h) in enumerate(zip(labels, heads, strict=True)) if label in SUBJECTS and i + 1 < h}
    return [i for i, label in enumerate(labels) if label in SUBJECTS and heads[i] in before and i + 1 > heads[i]]


def _no_owners(words: list[str], upos: list[str], labels: list[str], heads: list[int]) -> list[int]:
    """Nouns that were taken for owners of a verb though no "'s" follows them ("where the *ministers* were meeting")."""
    marked = {heads[j] - 1 for j, w in enumerate(words) if labels[j] == "case" and w[:1] in "'’"}
    return [
        i
        for i, label in enumerate(labels)
        if label == OWNER and upos[i] in ("NOUN", "PROPN") and i not in marked and upos[heads[i] - 1] == "VERB"
    ]


def _across(labels: list[str], heads: list[int]) -> list[int]:
    """Nouns behind a verb that were taken for part of its subject's name before it ("Okello met his *counterpart*")."""
    return [
        i
        for i, (label, head) in enumerate(zip(labels, heads, strict=True))
        if label in BOUND and head and labels[head - 1] in SUBJECTS and head < heads[head - 1] <= i
    ]


def _lemma(word: str, tag: str, scores: np.ndarray, network: Network) -> str:
    """The lemma of the tables of irregular forms or of the lexicon; else the best of those that the form allows."""
    found = lemmas.irregular(word, tag) or network.lexicon.get(f"{word.lower()}/{tag}")
    if found is not None:
        return found
    if tag == "NUM" and any(c.isdigit() for c in word):
        return word.replace(",", "")
    rules = dict(zip(network.inventory.lemmas, scores.tolist(), strict=True))
    if tag in ("VERB", "NOUN", "ADJ", "ADV") and word[:1] not in CLITIC:
        return lemmas.best(word, tag, rules, network.known, _cue_words() if tag in ("VERB", "NOUN") else frozenset())
    if tag == "PROPN":
        return lemmas.name(word, rules)
    made = [lemmas.apply(rule, word) for rule in sorted(rules, key=rules.__getitem__, reverse=True)[:4]]
    return next((m for m in made if lemmas.fits(word, m)), word.lower())


@cache
def _cue_words() -> frozenset[str]:
    """The predicate words of the codebook: of two lemmas that an ending allows, the one that is a word there."""
    return frozenset(w for k in kinds.load().kinds.values() for c in k.cue for words in c.lemmas for w in words.split())


def _tags(words: list[str], scores: np.ndarray, network: Network) -> list[str]:
    """The best tag of each word; of a word of letters no closed class that is not known to have it."""
    tags = network.inventory.upos
    found = []
    for word, row in zip(words, scores, strict=True):
        best = tags[int(row.argmax())]
        if best in network.closed and word.isalpha() and word.lower() not in network.closed[best]:
            best = next(t for t in (tags[i] for i in np.argsort(-row)) if t not in network.closed)
        found.append(best)
    return found


def _names(scores: np.ndarray, kept: list[str]) -> list[str]:
    """The best BIO sequence in which no I follows anything but a B or I of its own type (Viterbi)."""
    allowed = np.array([[not t.startswith("I-") or p[2:] == t[2:] for t in kept] for p in kept])
    penalty = np.where(allowed, 0.0, -1e9)
    first = np.array([-1e9 if t.startswith("I-") else 0.0 for t in kept])
    scores = scores + np.array([NO_NAME if t == "O" else 0.0 for t in kept], dtype=np.float32)
    logp = (
        scores
        - np.log(np.exp(scores - scores.max(-1, keepdims=True)).sum(-1, keepdims=True))
        - scores.max(-1, keepdims=True)
    )
    best, back = logp[0] + first, []
    for row in logp[1:]:
        paths = best[:, None] + penalty
        back.append(paths.argmax(0))
        best = paths.max(0) + row
    at = int(best.argmax())
    found = [at]
    for pointers in reversed(back):
        at = int(pointers[at])
        found.append(at)
    return [kept[i] for i in reversed(found)]


def _roles(scores: Scores, a: int, b: int, kept: Inventory) -> list[tuple[tuple[str, int], ...]]:
    """For each word of the sentence its arguments (label, word), empty where it is no predicate; of several words for
    one numbered argument the best."""
    margin = scores.predicates[a:b, 1] - scores.predicates[a:b, 0]
    found: list[tuple[tuple[str, int], ...]] = []
    for i in range(b - a):
        if margin[i] <= PREDICATE:
            found.append(())
            continue
        row = scores.roles[:, a + i, a:b]
        surest: dict[str, int] = {}
        arguments = [(kept.roles[r], j, float(row[r, j] - row[0, j])) for j, r in enumerate(row.argmax(0)) if r]
        for label, j, _ in sorted(arguments, key=lambda x: -x[2]):
            surest.setdefault(label if label.startswith("ARG") and label[3:].isdigit() else f"{label} {j}", j)
        found.append(tuple((label, j) for label, j, _ in arguments if surest.get(label, j) == j))
    return found


def build(body: str, words: Sequence[Word], sentences: Sequence[Parsed], network: Network, vocab: Vocab) -> Doc:
    """The Doc of a body: UD labels as ``dep_``, names as ``ents``, roles as ``Token._.roles``, whom a
    pronoun means as ``Token._.antecedent`` (index, probability), and what codes its events as ``Doc._.coder``."""
    if not Token.has_extension("roles"):
        Token.set_extension("roles", default=())
        Token.set_extension("paragraph", default=False)
        Token.set_extension("antecedent", default=None)
        Doc.set_extension("coder", default=None)
    flat = [(s, i) for s in sentences for i in range(len(s.heads))]
    firsts = np.cumsum([0] + [len(s.heads) for s in sentences])
    starts = set(firsts[:-1].tolist())
    base = [int(f) for s, f in zip(sentences, firsts, strict=False) for _ in s.heads]
    doc = Doc(
        vocab,
        words=[w.text for w in words],
        spaces=[i + 1 < len(words) and words[i + 1].start > w.end for i, w in enumerate(words)],
        pos=[s.upos[i] for s, i in flat],
        lemmas=[s.lemmas[i] for s, i in flat],
        morphs=["" if s.feats[i] == "_" else s.feats[i] for s, i in flat],
        heads=[k if s.heads[i] == 0 else base[k] + s.heads[i] - 1 for k, (s, i) in enumerate(flat)],
        deps=["ROOT" if s.heads[i] == 0 else s.labels[i] for s, i in flat],
        sent_starts=[k in starts for k in range(len(flat))],
        ents=[s.names[i] for s, i in flat],
    )
    for k, (s, i) in enumerate(flat):
        if s.roles[i]:
            doc[k]._.roles = tuple((label, base[k] + j) for label, j in s.roles[i])
        link = s.antecedents[i] if s.antecedents else None
        if link:
            doc[k]._.antecedent = (k - link.back, link.probability)
        if words[k].paragraph:
            doc[k]._.paragraph = True
    if sentences:
        doc._.coder = network.coder
    return doc
