"""Notices of what was changed: whose pages, never what. PostgreSQL has notifications, and leaves the table empty."""

import peewee as pw


def up(migrator, db):
    """A new table."""
    db.create_tables(tables(db))


def tables(db):
    """Copies frozen here, independent of what the program's tables become later."""

    class ChangeNotice(pw.Model):
        people = pw.TextField()

        class Meta:
            database = db
            table_name = "change_notice"

    return [ChangeNotice]
