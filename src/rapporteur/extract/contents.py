"""Content: the stretches of a text that a cue attributes to somebody, by grammar and by quotation marks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from rapporteur.drafts import Span
from rapporteur.extract.clause_words import CALENDAR
from rapporteur.extract.clauses import is_passive
from rapporteur.extract.cues import Cue, Shape
from rapporteur.extract.mentions import NOMINAL, case_of
from rapporteur.extract.quotes import Quote

if TYPE_CHECKING:
    from rapporteur.extract.index import Doc, Token

WH = frozenset({"what", "how", "why", "where", "when", "who", "whom", "which", "whether", "whatever", "if"})
THAT = frozenset({"that", "whether", "if"})
CLAUSES = frozenset({"ccomp", "xcomp", "advcl", "acl", "obj", "obl", "csubj", "csubj:pass", "nsubj", "parataxis"})
PREDICATIVE = frozenset({"as", "for", "of"})  # "described it as", "criticised him for", "accused them of"
GERUNDS = frozenset({"xcomp", "ccomp", "obj"})
EDGES = " \t\u00a0,;:.–—-…\n"
MARKS = "“”\"«»„'‘’`"


def heads(cue: Cue, documents: frozenset[str] = frozenset()) -> Iterator[tuple[Shape, list[Token]]]:
    """The heads of the content that the grammar gives to a cue, one list for each shape it takes, best first.
    ``documents`` are nouns through which a verb may take its clause ("announced in a statement that ...")."""
    token, takes = cue.token, cue.takes
    if "clause" in takes:
        yield (
            "clause",
            [c for c in token.children if is_content_clause(c, token)] or _through_document(token, documents),
        )
    if "infinitive" in takes:
        yield "infinitive", _infinitives(token)
    if "gerund" in takes:
        yield "gerund", [c for c in token.children if c.dep_ in GERUNDS and _form(c, "Ger") and c.i > token.i]
    if "object" in takes:
        yield "object", _objects(token)
    if "topic" in takes:
        yield "topic", _topics(cue)


def _through_document(cue: Token, documents: frozenset[str]) -> list[Token]:
    if cue.pos_ == "NOUN":
        return []
    held = (c for c in cue.children if c.dep_ in ("obl", "obj") and c.i > cue.i and c.lemma_.lower() in documents)
    return [x for c in held for x in c.children if x.dep_ in ("acl", "ccomp") and _marker(x) == "that"]


def _infinitives(cue: Token) -> list[Token]:
    """The clauses with "to", and before them who is to do it: "urged the two sides to talk"."""
    found = [c for c in cue.children if is_infinitive(c)]
    asked = [c for c in cue.children if found and cue.i < c.i < found[0].i and _is_asked(c)]
    return [*asked, *found]


def _is_asked(child: Token) -> bool:
    return child.dep_ in ("obj", "iobj") or (child.dep_ == "obl" and case_of(child) in ("on", "upon", "for"))


def is_content_clause(child: Token, cue: Token) -> bool:
    """A finite clause that says what: under its own label, or under another with "that" or a question word."""
    if child.dep_ not in CLAUSES or child.dep_ == "parataxis":
        return False
    first = _marker(child)
    if child.dep_ == "ccomp":
        return not is_infinitive(child)
    if child.i < cue.i:
        return child.dep_.startswith("csubj") and first == "that"
    if child.dep_ in ("advcl", "obl"):
        return first == "that"
    if child.dep_ in ("acl", "xcomp"):
        return first in THAT or (child.dep_ == "xcomp" and _form(child, "Fin"))
    if child.dep_ in ("obj", "nsubj"):
        return (first == "that" and _form(child, "Fin")) or (child.lower_ in WH and _has_clause(child))
    return False


def _has_clause(noun: Token) -> bool:
    return any(c.dep_.startswith("acl") for c in noun.children)


def is_infinitive(child: Token) -> bool:
    """A clause with "to", and not one in which "to" follows a finite verb ("the goal was to damage ...")."""
    to = next((c.i for c in child.children if c.lower_ == "to" and c.dep_ == "mark"), None)
    if to is None or child.dep_ not in ("xcomp", "ccomp", "acl", "advcl", "obj"):
        return False
    return not any(c.dep_ in ("cop", "aux") and c.i < to for c in child.children)


def _marker(clause: Token) -> str:
    marks = [c for c in clause.children if c.dep_ == "mark"]
    if marks:
        return marks[0].lower_
    first = clause.left_edge.lower_
    return first if first in WH else ""


def _form(token: Token, form: str) -> bool:
    return f"VerbForm={form}" in token.morph


def _objects(cue: Token) -> list[Token]:
    """The thing named: the object with what is said of it ("called it a failure"), or the subject of a passive."""
    if is_passive(cue):
        return []
    found = [c for c in cue.children if c.dep_ == "obj" and c.i > cue.i and c.pos_ in NOMINAL]
    if not found:
        return []
    behind = [c for c in cue.children if c.i > found[0].i and c.dep_ in ("xcomp", "obl", "advcl")]
    return [*found, *(c for c in behind if c.dep_ == "xcomp" or _case(c) in PREDICATIVE)]


def _topics(cue: Cue) -> list[Token]:
    """What the words were about: "spoke of a new beginning", "criticism of the plan"."""
    return [
        c
        for c in cue.token.children
        if c.dep_ in ("obl", "nmod", "advcl", "acl", "obl:agent")
        and c.i > cue.token.i
        and _case(c) in cue.prepositions
        and c.lower_ not in CALENDAR
        and c.pos_ != "NUM"
        and not (c.dep_ == "nmod" and _case(c) == "of" and c.ent_type_ in ("PER", "ORG"))
    ]


def _case(token: Token) -> str:
    """The preposition before a phrase or a clause in -ing."""
    return case_of(token) or next((c.lower_ for c in token.children if c.dep_ == "mark" and c.i < token.i), "")


def lined(doc: Doc, paragraphs: list[int]) -> str:
    """The text of a document with its paragraphs parted by newlines, which the Doc itself shows as spaces."""
    text = list(doc.text)
    for token in doc[1:]:
        if paragraphs[token.i] != paragraphs[token.i - 1]:
            text[token.idx - 1] = "\n"
    return "".join(text)


def tokens_of(head: Token, without: Token, ends: Callable[[Token], bool] = lambda _: False) -> set[Token]:
    """The words under ``head``, but not ``without`` nor what hangs on it, nor any for which ``ends`` is true."""
    found: set[Token] = set()
    todo = [head]
    while todo:
        token = todo.pop()
        if token == without or (token != head and ends(token)):
            continue
        found.add(token)
        todo += list(token.children)
    return found


class Stretches:
    """Makes stretches of characters out of words: trimmed, and with the quotation marks that belong to them."""

    def __init__(self, body: str, marked: tuple[Quote, ...]) -> None:
        self._body, self._marked = body, marked

    def of(self, tokens: Iterable[Token]) -> list[Span]:
        """The stretches of words that stand side by side; those without a letter are left out."""
        found: list[list[int]] = []
        last = -2
        for t in sorted(tokens, key=lambda t: t.i):
            if t.i == last + 1 and "\n" not in self._body[found[-1][1] : t.idx]:
                found[-1][1] = t.idx + len(t)
            else:
                found.append([t.idx, t.idx + len(t)])
            last = t.i
        spans = [self.trim((a, b)) for a, b in found]
        return [(a, b) for a, b in spans if any(c.isalnum() for c in self._body[a:b])]

    def trim(self, span: Span) -> Span:
        """Without punctuation at its ends, without half a pair of marks, with both marks where it fills them."""
        start, end = span
        while start < end and self._body[start] in EDGES:
            start += 1
        while end > start and self._body[end - 1] in EDGES:
            end -= 1
        for q in self._marked:
            a, b = q.outer
            if a < start <= q.start and end >= q.end - 1:
                start = a
            if a == start and q.end <= end + 2 and end < b and "\n" not in self._body[end:b]:
                end = b
            if q.start - 1 <= a and start <= a and q.end - 2 <= end < b:
                end = b
            if start == a and end < q.end - 2:  # an opening mark alone
                start = q.start
            if end == b and start > q.start:  # a closing mark alone
                end = q.end
        while end > start and self._body[end - 1] in EDGES:
            end -= 1
        return start, end

    def widened(self, spans: list[Span], cue: Token) -> list[Span]:
        """Where a quotation is cut by the edge of a stretch that does not begin outside it, the whole quotation."""
        found = list(spans)
        for q in self._marked:
            a, b = q.outer
            if a <= cue.idx < b:
                continue
            if any(x < b and a < y and not (x <= a and b <= y) for x, y in spans):
                found.append((a, b))
        return self.joined(found)

    def joined(self, spans: Iterable[Span]) -> list[Span]:
        """The stretches in order, those that touch or overlap made one."""
        found: list[Span] = []
        for a, b in sorted(spans):
            if found and (a <= found[-1][1] or not self._body[found[-1][1] : a].strip(" ")):
                found[-1] = (found[-1][0], max(b, found[-1][1]))
            else:
                found.append((a, b))
        return found
