"""The tables of the index as SQLAlchemy Core sees them, and SQLite's own index of their words."""

from sqlalchemy import Table, column, table

from kb.models import SearchArea, SearchEntry, SearchSeries, SearchText

entries: Table = SearchEntry.__table__  # type: ignore[attr-defined]
texts: Table = SearchText.__table__  # type: ignore[attr-defined]
areas: Table = SearchArea.__table__  # type: ignore[attr-defined]
series: Table = SearchSeries.__table__  # type: ignore[attr-defined]

# an FTS5 table over `texts` (migration 0005); PostgreSQL has an index on an expression in its place
fts5 = table("search_words", column("rowid"), column("search_words"))
FTS5 = "search_words"
