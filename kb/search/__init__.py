"""Full-text search of a release: the same set of results, in the same order, on SQLite and on PostgreSQL."""
