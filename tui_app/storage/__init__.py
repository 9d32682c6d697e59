"""Database, tables and queries; the only room with SQL."""
