"""The language of a conversation's form."""


def up(migrator, db):
    """A new column in place; empty for each reader's own language, as before."""
    db.execute_sql("alter table conversation add column language varchar(12) not null default ''")
