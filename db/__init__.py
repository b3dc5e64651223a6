"""Everything on disk: the tables, the queries and the one road to a write."""
