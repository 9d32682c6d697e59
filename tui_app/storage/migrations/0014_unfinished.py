"""What people have begun in forms, each writer's alone."""

import peewee as pw

VIEWER = "(select nullif(nullif(current_setting('samtale.viewer', true), ''), 'keeper')::int)"
KEEPER = "(select current_setting('samtale.viewer', true) = 'keeper')"


def up(migrator, db):
    """A new table; what is half typed is for whoever types it."""
    db.create_tables(tables(db))
    if isinstance(db, pw.PostgresqlDatabase):
        db.execute_sql("alter table unfinished enable row level security")
        db.execute_sql("alter table unfinished force row level security")
        db.execute_sql(f"create policy theirs on unfinished using ({KEEPER} or writer_id = {VIEWER})")


def tables(db):
    """Copies frozen here, independent of what the program's tables become later."""

    class Person(pw.Model):
        class Meta:
            database = db
            table_name = "person"

    class Unfinished(pw.Model):
        writer = pw.ForeignKeyField(Person, on_delete="CASCADE", index=False)
        about = pw.ForeignKeyField(Person, null=True, on_delete="CASCADE")
        form = pw.CharField(max_length=120)
        title = pw.CharField(max_length=300)
        texts = pw.JSONField()
        at = pw.DateTimeField()
        is_told = pw.BooleanField()

        class Meta:
            database = db
            table_name = "unfinished"
            indexes = ((("writer", "form"), True),)

    return [Unfinished]
