"""The first schema: documents, page claims, refusals, and the assembled layer with its search tables.

A step is frozen once released: it spells its tables out and imports nothing of the package.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TOKENS = "tokenize='porter unicode61 remove_diacritics 2'"


def upgrade() -> None:
    """Makes every table; on SQLite also the full-text tables and the triggers that keep them in step."""
    _meta()
    _pages()
    _assembled()
    _assembled_sides()
    if op.get_bind().dialect.name == "sqlite":
        _full_text("document", "headline", "body")
        _full_text("assembled_claim", "title", "text", "keywords")


def downgrade() -> None:
    """There is nothing before the first step."""
    raise NotImplementedError("the first step cannot be undone; delete the record instead")


def _meta() -> None:
    table = op.create_table(
        "meta",
        sa.Column("one", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("pages", sa.Integer, nullable=False),
        sa.Column("assembled", sa.Integer, nullable=False),
    )
    op.execute(table.insert().values(one=1, kind="rapporteur record", pages=0, assembled=0))


def _pages() -> None:
    op.create_table(
        "document",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("headline", sa.Text),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("earliest", sa.Date),
        sa.Column("latest", sa.Date),
        sa.Column("article", sa.Text, nullable=False),
        sa.Column("refusals", sa.Text, nullable=False),
        sa.Column("copy_of", sa.Text),
        sa.UniqueConstraint("id"),
        sa.UniqueConstraint("source"),
    )
    op.create_index("ix_document_copy_of", "document", ["copy_of"])
    op.create_table(
        "page_claim",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("document", sa.Integer, sa.ForeignKey("document.key", ondelete="CASCADE"), nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("sort", sa.Text, nullable=False),
        sa.Column("claim", sa.Text, nullable=False),
    )
    op.create_index("ix_page_claim_document_seq", "page_claim", ["document", "seq"])
    op.create_index("ix_page_claim_sort_id", "page_claim", ["sort", "id"])
    op.create_index("ix_page_claim_id", "page_claim", ["id"])
    op.create_table(
        "refusal",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("stage", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.UniqueConstraint("source", "reason"),
    )


def _assembled() -> None:
    op.create_table(
        "assembled_claim",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("sort", sa.Text, nullable=False),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("earliest", sa.Date),
        sa.Column("latest", sa.Date),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("keywords", sa.Text, nullable=False),
        sa.Column("claim", sa.Text, nullable=False),
        sa.Column("reasons", sa.Text, nullable=False),
        sa.UniqueConstraint("id"),
    )
    for columns in (["sort", "id"], ["sort", "type"], ["sort", "earliest"]):
        op.create_index("ix_assembled_claim_" + "_".join(columns), "assembled_claim", columns)


def _claim_key() -> sa.Column[int]:
    return sa.Column("claim", sa.Integer, sa.ForeignKey("assembled_claim.key", ondelete="CASCADE"), primary_key=True)


def _assembled_sides() -> None:
    op.create_table(
        "assembled_member",
        _claim_key(),
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("member", sa.Text, nullable=False),
    )
    op.create_index("ix_assembled_member_member", "assembled_member", ["member"])
    op.create_table(
        "assembled_party",
        _claim_key(),
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("party", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("folded", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("country", sa.Text),
        sa.Column("office", sa.Text),
    )
    op.create_index("ix_assembled_party_party", "assembled_party", ["party"])
    op.create_index("ix_assembled_party_folded", "assembled_party", ["folded"])
    op.create_table("assembled_country", _claim_key(), sa.Column("country", sa.Text, primary_key=True))
    op.create_index("ix_assembled_country_country", "assembled_country", ["country"])


def _full_text(table: str, *columns: str) -> None:
    """An index over ``table`` that holds no copy of its text, and triggers for each way in which a row changes."""
    index, names = f"{table}_words", ", ".join(columns)
    new, old = (", ".join(f"{row}.{c}" for c in columns) for row in ("new", "old"))
    add = f"INSERT INTO {index} (rowid, {names}) VALUES (new.key, {new});"
    drop = f"INSERT INTO {index} ({index}, rowid, {names}) VALUES ('delete', old.key, {old});"
    op.execute(f"CREATE VIRTUAL TABLE {index} USING fts5({names}, content='{table}', content_rowid='key', {TOKENS})")
    op.execute(f"CREATE TRIGGER {table}_insert AFTER INSERT ON {table} BEGIN {add} END")
    op.execute(f"CREATE TRIGGER {table}_delete AFTER DELETE ON {table} BEGIN {drop} END")
    op.execute(f"CREATE TRIGGER {table}_update AFTER UPDATE OF {names} ON {table} BEGIN {drop} {add} END")
