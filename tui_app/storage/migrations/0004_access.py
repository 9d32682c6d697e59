"""Sign-in, stand-ins, shown minutes, holds, and the log of who has seen what."""

import peewee as pw

APPEND_ONLY = {
    "sqlite": (
        "create trigger audit_entry_unchanged before update on audit_entry "
        "begin select raise(abort, 'the log is only added to'); end",
        "create trigger audit_entry_kept before delete on audit_entry "
        "begin select raise(abort, 'the log is only added to'); end",
    ),
    "postgresql": (
        "create function audit_entry_stays() returns trigger language plpgsql as "
        "$$ begin raise exception 'the log is only added to'; end $$",
        "create trigger audit_entry_stays before update or delete on audit_entry "
        "for each row execute function audit_entry_stays()",
        "create trigger audit_entry_kept before truncate on audit_entry "
        "for each statement execute function audit_entry_stays()",
    ),
}


def up(migrator, db):
    """Make the tables; the log refuses to be changed."""
    db.create_tables(tables(db))
    kind = "postgresql" if isinstance(db, pw.PostgresqlDatabase) else "sqlite"
    for statement in APPEND_ONLY[kind]:
        db.execute_sql(statement)


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

    class Account(pw.Model):
        person = pw.ForeignKeyField(Person, primary_key=True, on_delete="CASCADE")
        secret = pw.CharField(max_length=200)
        secret_at = pw.DateTimeField(null=True)
        pin = pw.CharField(max_length=200)
        pin_tries = pw.IntegerField()
        code = pw.CharField(max_length=200)
        code_until = pw.DateTimeField(null=True)
        is_open = pw.BooleanField()

        class Meta:
            database = db
            table_name = "account"

    class SignInTry(pw.Model):
        key = pw.CharField(max_length=64, primary_key=True)
        count = pw.IntegerField()
        last_at = pw.DateTimeField(index=True)

        class Meta:
            database = db
            table_name = "sign_in_try"

    class Session(pw.Model):
        id = pw.CharField(max_length=64, primary_key=True)
        person = pw.ForeignKeyField(Person, on_delete="CASCADE")
        terminal = pw.CharField(max_length=80)
        started_at = pw.DateTimeField()
        ended_at = pw.DateTimeField(null=True)

        class Meta:
            database = db
            table_name = "session"

    class StandIn(pw.Model):
        leader = pw.ForeignKeyField(Person, on_delete="CASCADE")
        stand_in = pw.ForeignKeyField(Person, on_delete="CASCADE")
        first = pw.DateField()
        last = pw.DateField()

        class Meta:
            database = db
            table_name = "stand_in"

    class ShownMinutes(pw.Model):
        conversation = pw.ForeignKeyField(Conversation, on_delete="CASCADE", index=False)
        to = pw.ForeignKeyField(Person, on_delete="CASCADE")
        at = pw.DateTimeField()

        class Meta:
            database = db
            table_name = "shown_minutes"
            indexes = ((("conversation", "to"), True),)

    class Hold(pw.Model):
        person = pw.ForeignKeyField(Person, on_delete="CASCADE")
        by = pw.ForeignKeyField(Person, on_delete="RESTRICT")
        reason = pw.CharField(max_length=300)
        since = pw.DateField()
        ended_on = pw.DateField(null=True)

        class Meta:
            database = db
            table_name = "hold"

    class AuditEntry(pw.Model):
        at = pw.DateTimeField()
        by = pw.IntegerField(null=True)
        person = pw.IntegerField(null=True, index=True)
        conversation = pw.IntegerField(null=True, index=True)
        kind = pw.CharField(max_length=30)
        terminal = pw.CharField(max_length=80)
        details = pw.TextField()
        previous = pw.CharField(max_length=64)
        hash = pw.CharField(max_length=64)

        class Meta:
            database = db
            table_name = "audit_entry"

    return [Account, SignInTry, Session, StandIn, ShownMinutes, Hold, AuditEntry]
