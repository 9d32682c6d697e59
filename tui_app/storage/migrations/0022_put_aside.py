"""Texts in languages that were turned off, minutes as they were when returned, and an index of last days."""


def up(migrator, db):
    """New columns in place; of what was turned off or returned before, nothing is known."""
    db.execute_sql("alter table template add column set_aside text not null default ''")
    db.execute_sql("alter table minutes add column returned text not null default ''")
    db.execute_sql("create index person_end_date on person (end_date)")
