"""The rhythm of follow-ups, pauses, when a follow-up was due, and how far somebody has come in following up."""

import peewee as pw

WALKER = "nullif(nullif(current_setting('samtale.viewer', true), ''), 'keeper')::int"
KEEPER = "current_setting('samtale.viewer', true) = 'keeper'"


def up(migrator, db):
    """A new column in place, new tables, and the note of a follow-up under way is its writer's alone."""
    db.execute_sql("alter table follow_up add column due_on date")
    db.create_tables(tables(db))
    if isinstance(db, pw.PostgresqlDatabase):
        db.execute_sql("alter table walk enable row level security")
        db.execute_sql("alter table walk force row level security")
        db.execute_sql(f"create policy theirs on walk using ({KEEPER} or walker_id = {WALKER})")


def tables(db):
    """Copies frozen here, independent of what the program's tables become later."""

    class Person(pw.Model):
        class Meta:
            database = db
            table_name = "person"

    class Rhythm(pw.Model):
        person = pw.ForeignKeyField(Person, on_delete="CASCADE", index=False)
        is_team = pw.BooleanField()
        weeks = pw.IntegerField()
        days = pw.CharField(max_length=100)
        months = pw.IntegerField()
        version = pw.IntegerField()

        class Meta:
            database = db
            table_name = "rhythm"
            indexes = ((("person", "is_team"), True),)

    class Pause(pw.Model):
        person = pw.ForeignKeyField(Person, on_delete="CASCADE")
        is_team = pw.BooleanField()
        first = pw.DateField()
        last = pw.DateField()
        kind = pw.CharField(max_length=20)
        is_withdrawn = pw.BooleanField()
        version = pw.IntegerField()

        class Meta:
            database = db
            table_name = "pause"

    class Walk(pw.Model):
        walker = pw.ForeignKeyField(Person, on_delete="CASCADE", index=False)
        person = pw.ForeignKeyField(Person, on_delete="CASCADE")
        actions = pw.JSONField()
        outcomes = pw.JSONField()
        place = pw.IntegerField()
        note = pw.TextField()
        at = pw.DateTimeField()
        version = pw.IntegerField()

        class Meta:
            database = db
            table_name = "walk"
            indexes = ((("walker", "person"), True),)

    class TeamWalk(pw.Model):
        walker = pw.ForeignKeyField(Person, primary_key=True, on_delete="CASCADE")
        people = pw.JSONField()
        place = pw.IntegerField()
        at = pw.DateTimeField()

        class Meta:
            database = db
            table_name = "team_walk"

    return [Rhythm, Pause, Walk, TeamWalk]
