"""What a mail server said to a reminder that it did not take, and the address that it was sent to."""


def up(migrator, db):
    """New columns in place; of older reminders neither is known."""
    db.execute_sql("alter table reminder add column reply varchar(300) not null default ''")
    db.execute_sql("alter table reminder add column address varchar(200) not null default ''")
