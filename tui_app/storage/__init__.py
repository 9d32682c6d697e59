"""The database: its schema, tables and queries. No other package contains SQL."""
