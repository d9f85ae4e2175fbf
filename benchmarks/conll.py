"""CoNLL-U files and the measures of the CoNLL 2018 shared task, for ``analyse.py``.

The measures are those of Zeman et al. (2018), "CoNLL 2018 Shared Task": both sides are laid over the text without its
white space; tokens and sentences count where their characters are the same, words where their characters are the same
or, inside a multiword token, where the longest common sequence of their forms pairs them. Tags and heads count on
paired words; of a label the part before the colon.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

Span = tuple[int, int]


@dataclass(slots=True)
class Row:
    """One syntactic word: ``head`` counts words of the sentence from 1, 0 is the root. ``space`` follows or not."""

    form: str
    upos: str
    head: int
    label: str
    lemma: str = "_"
    feats: str = "_"
    space: bool = True
    entity: str = ""  # of GUM


@dataclass(slots=True)
class Sentence:
    """Words in order, and the multiword tokens among them as (first, last, surface form), counted from 0."""

    rows: list[Row]
    fused: list[tuple[int, int, str, bool]] = field(default_factory=list)
    id: str = ""
    text: str = ""
    paragraph: bool = False

    def surface(self) -> list[tuple[int, int, str, bool]]:
        """The tokens as written: first and last word, form, and whether a space follows."""
        opening = {f[0]: f for f in self.fused}
        inside = {i for a, b, _, _ in self.fused for i in range(a, b + 1)}
        alone = [(i, i, r.form, r.space) for i, r in enumerate(self.rows) if i not in inside]
        return sorted([*opening.values(), *alone])


@dataclass(slots=True)
class Text:
    """One document: its sentences, and the raw text from which an analyser must find them."""

    id: str
    sentences: list[Sentence]

    @property
    def raw(self) -> str:
        """Paragraphs parted by a newline, sentences by a space unless none stood there."""
        parts: list[str] = []
        for i, s in enumerate(self.sentences):
            if i:
                joined = self.sentences[i - 1].surface()[-1][3]
                parts.append("\n" if s.paragraph else " " if joined else "")
            parts.append(s.text)
        return "".join(parts)


def read(path: Path) -> list[Text]:
    """The documents of a CoNLL-U file; a file without ``# newdoc`` is one. Empty nodes are passed over."""
    found: list[Text] = []
    sentence = Sentence([])
    new_document, new_paragraph = "", False
    with path.open(encoding="utf-8") as lines:
        for line in (x.rstrip("\n") for x in lines):
            key, _, value = line.removeprefix("# ").partition(" = ") if line.startswith("# ") else ("", "", "")
            if key.startswith("newdoc"):
                new_document = value or f"document-{len(found) + 1}"
            elif key.startswith("newpar"):
                new_paragraph = True
            elif key == "sent_id":
                sentence.id = value
            elif key == "text":
                sentence.text = value
            elif line and line[0].isdigit():
                _cells(line.split("\t"), sentence)
            elif not line and sentence.rows:
                if new_document or not found:
                    found.append(Text(new_document or "document-1", []))
                sentence.paragraph = new_paragraph or bool(new_document)
                found[-1].sentences.append(sentence)
                sentence, new_document, new_paragraph = Sentence([]), "", False
    return found


def _cells(cells: list[str], sentence: Sentence) -> None:
    space = "SpaceAfter=No" not in cells[9].split("|")
    if "-" in cells[0]:
        first, last = map(int, cells[0].split("-"))
        sentence.fused.append((first - 1, last - 1, cells[1], space))
    elif "." not in cells[0]:
        sentence.rows.append(
            Row(cells[1], cells[3], int(cells[6]), cells[7], cells[2], cells[5], space, _entity(cells[9]))
        )


def _entity(misc: str) -> str:
    return next((part[7:] for part in misc.split("|") if part.startswith("Entity=")), "")


def write(texts: Iterable[Text]) -> Iterator[str]:
    """The lines of a CoNLL-U file."""
    for text in texts:
        yield f"# newdoc id = {text.id}"
        for number, s in enumerate(text.sentences, 1):
            yield from ["# newpar"] if s.paragraph else []
            yield f"# sent_id = {s.id or f'{text.id}-{number}'}"
            yield f"# text = {s.text}"
            opening = {f[0]: f for f in s.fused}
            inside = {i for a, b, _, _ in s.fused for i in range(a, b + 1)}
            for i, r in enumerate(s.rows):
                if i in opening:
                    a, b, form, space = opening[i]
                    yield "\t".join([f"{a + 1}-{b + 1}", form, *"_______", "_" if space else "SpaceAfter=No"])
                after = "_" if r.space or i in inside else "SpaceAfter=No"
                yield "\t".join(
                    [str(i + 1), r.form, r.lemma or "_", r.upos, "_", r.feats, str(r.head), r.label, "_", after]
                )
            yield ""


@dataclass(slots=True)
class Word:
    """A word over the text's characters; ``head`` is the number of the head in the document, -1 for the root."""

    span: Span
    form: str
    upos: str
    label: str
    head: int
    fused: bool


@dataclass(slots=True)
class Laid:
    """A document over its characters without white space."""

    characters: str
    tokens: list[Span]
    sentences: list[Span]
    words: list[Word]


def lay(text: Text) -> Laid:
    """Where the tokens, words and sentences of a document lie."""
    laid = Laid("", [], [], [])
    characters: list[str] = []
    at = 0
    for s in text.sentences:
        began, base = at, len(laid.words)
        for first, last, form, _ in s.surface():
            plain = "".join(c for c in form if not c.isspace())
            characters.append(plain)
            laid.tokens.append((at, at + len(plain)))
            for r in s.rows[first : last + 1]:
                head = base + r.head - 1 if r.head else -1
                laid.words.append(
                    Word(laid.tokens[-1], r.form.lower(), r.upos, r.label.partition(":")[0], head, last > first)
                )
            at += len(plain)
        laid.sentences.append((began, at))
    laid.characters = "".join(characters)
    return laid


def pair(gold: Sequence[Word], ours: Sequence[Word]) -> list[tuple[int, int]]:
    """Which word of ``gold`` is which of ``ours``, by characters, or by forms where a token holds several words."""
    found: list[tuple[int, int]] = []
    g = s = 0
    while g < len(gold) and s < len(ours):
        if gold[g].fused or ours[s].fused:
            g2, s2 = _stretch(gold, ours, g, s)
            found += [(g + a, s + b) for a, b in _common([w.form for w in gold[g:g2]], [w.form for w in ours[s:s2]])]
            g, s = g2, s2
        elif gold[g].span == ours[s].span:
            found.append((g, s))
            g, s = g + 1, s + 1
        elif gold[g].span[0] <= ours[s].span[0]:
            g += 1
        else:
            s += 1
    return found


def _stretch(gold: Sequence[Word], ours: Sequence[Word], g: int, s: int) -> tuple[int, int]:
    """Where the stretch ends that a multiword token covers, with every multiword token that reaches into it."""
    end = gold[g].span[1] if gold[g].fused else ours[s].span[1]
    if gold[g].fused and not ours[s].fused and ours[s].span[0] < gold[g].span[0]:
        return g, s + 1
    if ours[s].fused and not gold[g].fused and gold[g].span[0] < ours[s].span[0]:
        return g + 1, s
    g2, s2 = g, s
    while _within(gold, g2, end) or _within(ours, s2, end):
        take_gold = g2 < len(gold) and (s2 >= len(ours) or gold[g2].span[0] <= ours[s2].span[0])
        word = gold[g2] if take_gold else ours[s2]
        end = max(end, word.span[1]) if word.fused else end
        g2, s2 = g2 + take_gold, s2 + (not take_gold)
    return g2, s2


def _within(words: Sequence[Word], at: int, end: int) -> bool:
    """Whether a word belongs to a stretch: a part of a multiword token begins in it, any other word ends in it."""
    return at < len(words) and (words[at].span[0] < end if words[at].fused else words[at].span[1] <= end)


def _common(a: list[str], b: list[str]) -> list[tuple[int, int]]:
    """The longest common subsequence of two lists, as pairs of places."""
    best = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a) - 1, -1, -1):
        for j in range(len(b) - 1, -1, -1):
            best[i][j] = best[i + 1][j + 1] + 1 if a[i] == b[j] else max(best[i + 1][j], best[i][j + 1])
    found, i, j = [], 0, 0
    while i < len(a) and j < len(b):
        if a[i] == b[j]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif best[i + 1][j] >= best[i][j + 1]:
            i += 1
        else:
            j += 1
    return found


@dataclass(slots=True)
class Tally:
    """Right ones, those in the gold, those of ours."""

    right: int = 0
    gold: int = 0
    ours: int = 0

    def add(self, right: int, gold: int, ours: int) -> None:
        """Count another document in."""
        self.right, self.gold, self.ours = self.right + right, self.gold + gold, self.ours + ours

    @property
    def f1(self) -> float:
        """Percent."""
        return 200 * self.right / (self.gold + self.ours) if self.gold + self.ours else 0.0


MEASURES = ("Tokens", "Sentences", "Words", "UPOS", "UAS", "LAS")


def evaluate(pairs: Iterable[tuple[Text, Text]]) -> dict[str, Tally]:
    """The measures over (gold, ours). Raises ValueError where the two are not the same text."""
    found = {m: Tally() for m in MEASURES}
    for gold_text, our_text in pairs:
        gold, ours = lay(gold_text), lay(our_text)
        if gold.characters != ours.characters:
            raise ValueError(f"{gold_text.id}: the words do not make up the same text")
        for name, a, b in (("Tokens", gold.tokens, ours.tokens), ("Sentences", gold.sentences, ours.sentences)):
            found[name].add(len(set(a) & set(b)), len(a), len(b))
        paired = pair(gold.words, ours.words)
        to_gold = {s: g for g, s in paired} | {-1: -1}
        right = dict.fromkeys(("Words", "UPOS", "UAS", "LAS"), 0)
        for g, s in paired:
            x, y = gold.words[g], ours.words[s]
            attached = to_gold.get(y.head, -2) == x.head
            right["Words"] += 1
            right["UPOS"] += x.upos == y.upos
            right["UAS"] += attached
            right["LAS"] += attached and x.label == y.label
        for name, n in right.items():
            found[name].add(n, len(gold.words), len(ours.words))
    return found
