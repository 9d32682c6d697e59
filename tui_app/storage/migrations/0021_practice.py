"""Practice of leaders, each person's alone, and counters of what employees answered, without the employees."""

import peewee as pw

VIEWER = "(select nullif(nullif(current_setting('samtale.viewer', true), ''), 'keeper')::int)"
KEEPER = "(select current_setting('samtale.viewer', true) = 'keeper')"
OWN = ("practice_session", "warm_up", "look_back", "listening_asked")


def up(migrator, db):
    """New tables; what somebody practises is theirs, and a leader reads only their own counters."""
    db.create_tables(tables(db))
    if isinstance(db, pw.PostgresqlDatabase):
        owners = {**dict.fromkeys(OWN, "person_id"), "listening_count": "leader_id"}
        for table, owner in owners.items():
            db.execute_sql(f"alter table {table} enable row level security")
            db.execute_sql(f"alter table {table} force row level security")
            db.execute_sql(f"create policy theirs on {table} using ({KEEPER} or {owner} = {VIEWER})")


def tables(db):
    """Copies frozen here, independent of what the program's tables become later."""

    class Person(pw.Model):
        class Meta:
            database = db
            table_name = "person"

    class Conversation(pw.Model):
        class Meta:
            database = db
            table_name = "conversation"

    class PracticeSession(pw.Model):
        person = pw.ForeignKeyField(Person, on_delete="CASCADE")
        format = pw.CharField(max_length=20)
        on = pw.DateField()
        minutes = pw.IntegerField()

        class Meta:
            database = db
            table_name = "practice_session"

    class WarmUp(pw.Model):
        conversation = pw.ForeignKeyField(Conversation, on_delete="CASCADE", index=False)
        person = pw.ForeignKeyField(Person, on_delete="CASCADE")
        questions = pw.JSONField()
        rule = pw.CharField(max_length=300)
        on = pw.DateField()

        class Meta:
            database = db
            table_name = "warm_up"
            indexes = ((("conversation", "person"), True),)

    class LookBack(pw.Model):
        conversation = pw.ForeignKeyField(Conversation, on_delete="CASCADE", index=False)
        person = pw.ForeignKeyField(Person, on_delete="CASCADE")
        opened_up = pw.TextField()
        took_over = pw.TextField()
        next_time = pw.TextField()
        on = pw.DateField()

        class Meta:
            database = db
            table_name = "look_back"
            indexes = ((("conversation", "person"), True),)

    class ListeningAsked(pw.Model):
        person = pw.ForeignKeyField(Person, on_delete="CASCADE", index=False)
        leader = pw.ForeignKeyField(Person, on_delete="CASCADE")
        half_year = pw.CharField(max_length=6)
        occasion = pw.CharField(max_length=12)
        is_open = pw.BooleanField()

        class Meta:
            database = db
            table_name = "listening_asked"
            indexes = ((("person", "leader", "half_year", "occasion"), True),)

    class ListeningCount(pw.Model):
        leader = pw.ForeignKeyField(Person, on_delete="CASCADE", index=False)
        half_year = pw.CharField(max_length=6)
        item = pw.CharField(max_length=12)
        value = pw.IntegerField()
        waiting = pw.IntegerField()
        released = pw.IntegerField()

        class Meta:
            database = db
            table_name = "listening_count"
            indexes = ((("leader", "half_year", "item", "value"), True),)

    return [PracticeSession, WarmUp, LookBack, ListeningAsked, ListeningCount]
