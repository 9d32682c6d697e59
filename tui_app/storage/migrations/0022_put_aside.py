"""Texts of a form in languages that were turned off, until it is published, and minutes as they were when returned."""


def up(migrator, db):
    """New columns in place; of what was turned off or returned before, nothing is known."""
    db.execute_sql("alter table template add column set_aside text not null default ''")
    db.execute_sql("alter table minutes add column returned text not null default ''")
