"""The tables of a record, the same for SQLite and PostgreSQL.

Two layers. The page layer (``document``, ``page_claim``, ``refusal``) holds what each page claims, as read. The
assembled layer (``assembled_*`` and ``document.copy_of``) holds what the pages claim together; it is always replaced as
a whole. Claims are kept as JSON, which is the truth; the columns beside it serve only to find and to sort them.
What SQLite alone knows (full-text tables, pragmas) stands in ``words.py`` and ``opening.py``.
"""

from __future__ import annotations

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, MetaData, Table, Text, UniqueConstraint

APPLICATION_ID = 0x52415050  # "RAPP", in the header of every SQLite file that is a record
KIND = "rapporteur record"  # the same mark, for databases without such a header
REVISION = "0001"  # the newest migration in migrations/versions

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

meta = Table(
    "meta",
    metadata,
    Column("one", Integer, primary_key=True, autoincrement=False),  # always 1: the table has one row
    Column("kind", Text, nullable=False),
    Column("pages", Integer, nullable=False),  # grows with each change of the page layer
    Column("assembled", Integer, nullable=False),  # the value of `pages` that the assembled layer was made from
)

document = Table(
    "document",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("version", Text, nullable=False),  # of the program that read it
    Column("headline", Text),
    Column("body", Text, nullable=False),
    Column("earliest", Date),  # of publication
    Column("latest", Date),
    Column("article", Text, nullable=False),  # JSON of the Article, its body left empty
    Column("refusals", Text, nullable=False),  # JSON of Reading.refusals
    Column("copy_of", Text),  # the id of the document that this one reprints
    UniqueConstraint("id"),
    UniqueConstraint("source"),
    Index(None, "copy_of"),
)

page_claim = Table(
    "page_claim",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("document", Integer, ForeignKey("document.key", ondelete="CASCADE"), nullable=False),
    Column("seq", Integer, nullable=False),  # its rank among the claims of the reading
    Column("id", Text, nullable=False),
    Column("sort", Text, nullable=False),
    Column("claim", Text, nullable=False),  # JSON
    Index(None, "document", "seq"),
    Index(None, "sort", "id"),
    Index(None, "id"),
)

refusal = Table(
    "refusal",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("source", Text, nullable=False),  # "" where the refusal names none
    Column("stage", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("text", Text, nullable=False),
    UniqueConstraint("source", "reason"),
)

assembled = Table(
    "assembled_claim",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", Text, nullable=False),
    Column("sort", Text, nullable=False),
    Column("type", Text, nullable=False),  # event type, manner, action or office; see columns.py
    Column("status", Text, nullable=False),
    Column("earliest", Date),
    Column("latest", Date),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),  # the words of the evidence
    Column("keywords", Text, nullable=False),  # names, places, forum, issues
    Column("claim", Text, nullable=False),  # JSON
    Column("reasons", Text, nullable=False),  # JSON of Merged.reasons
    UniqueConstraint("id"),
    Index(None, "sort", "id"),
    Index(None, "sort", "type"),
    Index(None, "sort", "earliest"),
)

member = Table(
    "assembled_member",
    metadata,
    Column("claim", Integer, ForeignKey("assembled_claim.key", ondelete="CASCADE"), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("member", Text, nullable=False),  # the id of a page claim
    Index(None, "member"),
)

party = Table(
    "assembled_party",
    metadata,
    Column("claim", Integer, ForeignKey("assembled_claim.key", ondelete="CASCADE"), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("role", Text, nullable=False),  # actor, recipient, speaker, addressee, about, by, to, holder
    Column("party", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False),  # the name without case, to be compared
    Column("kind", Text, nullable=False),
    Column("country", Text),
    Column("office", Text),
    Index(None, "party"),
    Index(None, "folded"),
)

country = Table(
    "assembled_country",
    metadata,
    Column("claim", Integer, ForeignKey("assembled_claim.key", ondelete="CASCADE"), primary_key=True),
    Column("country", Text, primary_key=True),
    Index(None, "country"),
)
