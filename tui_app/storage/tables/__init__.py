"""The tables: one module of peewee models per subject."""
