"""How people want to be reminded, and the last reminder of each."""

import peewee as pw

VIEWER = "nullif(nullif(current_setting('samtale.viewer', true), ''), 'keeper')::int"
KEEPER = "current_setting('samtale.viewer', true) = 'keeper'"


def up(migrator, db):
    """Make the tables; whoever knows the name of a calendar can read it, so it is told to its owner alone."""
    db.create_tables(tables(db))
    if isinstance(db, pw.PostgresqlDatabase):
        db.execute_sql("alter table reminder_choice enable row level security")
        db.execute_sql("alter table reminder_choice force row level security")
        db.execute_sql(f"create policy theirs on reminder_choice using ({KEEPER} or person_id = {VIEWER})")


def tables(db):
    """Copies frozen here, independent of what the program's tables become later."""

    class Person(pw.Model):
        class Meta:
            database = db
            table_name = "person"

    class ReminderChoice(pw.Model):
        person = pw.ForeignKeyField(Person, primary_key=True, on_delete="CASCADE")
        rhythm = pw.CharField(max_length=10)
        weekday = pw.IntegerField()
        language = pw.CharField(max_length=5)
        bare = pw.BooleanField()
        calendar = pw.CharField(max_length=64)
        since = pw.DateField()

        class Meta:
            database = db
            table_name = "reminder_choice"

    class Reminder(pw.Model):
        person = pw.ForeignKeyField(Person, primary_key=True, on_delete="CASCADE")
        first = pw.DateField()
        until = pw.DateField()
        day = pw.DateField()
        state = pw.CharField(max_length=10)
        tries = pw.IntegerField()

        class Meta:
            database = db
            table_name = "reminder"

    return [ReminderChoice, Reminder]
