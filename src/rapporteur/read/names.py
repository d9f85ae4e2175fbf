"""What names of files tell: which ones in a folder or an archive are looked at."""

from __future__ import annotations

import os

PAGES = frozenset({".html", ".htm", ".txt", ".md", ".pdf"})
ARCHIVES = frozenset(
    {".zip", ".wacz", ".tar", ".tgz", ".warc", ".jsonl", ".ndjson", ".csv", ".tsv", ".parquet", ".rss", ".atom"}
)
DOUBTFUL = frozenset({".xml", ".json"})  # a feed, a sitemap, a table, or something else: the content tells


def suffix_of(name: str) -> str:
    """The suffix of a name in lower case, ``.gz`` not counted."""
    return os.path.splitext(name.lower().removesuffix(".gz"))[1]
