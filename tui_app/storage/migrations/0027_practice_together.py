"""Invitations to practise; and an index for the figures: all counters of a half-year, without a look at the table."""

import peewee as pw

VIEWER = "(select nullif(nullif(current_setting('samtale.viewer', true), ''), 'keeper')::int)"
KEEPER = "(select current_setting('samtale.viewer', true) = 'keeper')"


def up(migrator, db):
    """An invitation is read by the two it concerns.

    The order of the index follows from what the counters hold, so it does not tell who answered first.
    """
    db.create_tables(tables(db))
    db.execute_sql(
        "create index listening_count_half_year on listening_count "
        "(half_year, item, value, leader_id, waiting, released)"
    )
    if isinstance(db, pw.PostgresqlDatabase):
        db.execute_sql("alter table practice_invitation enable row level security")
        db.execute_sql("alter table practice_invitation force row level security")
        db.execute_sql(
            f"create policy theirs on practice_invitation using ({KEEPER} or person_id = {VIEWER} or by_id = {VIEWER})"
        )


def tables(db):
    """Copies frozen here, independent of what the program's tables become later."""

    class Person(pw.Model):
        class Meta:
            database = db
            table_name = "person"

    class PracticeInvitation(pw.Model):
        person = pw.ForeignKeyField(Person, on_delete="CASCADE", index=False)
        by = pw.ForeignKeyField(Person, on_delete="CASCADE")
        format = pw.CharField(max_length=20)
        on = pw.DateField()

        class Meta:
            database = db
            table_name = "practice_invitation"
            indexes = ((("person", "by", "format"), True),)

    return [PracticeInvitation]
