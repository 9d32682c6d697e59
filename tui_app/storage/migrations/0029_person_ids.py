"""Ids of people that never come twice: the log names people by id, and is kept when somebody is deleted.

SQLite would give the highest id again after its person is deleted. PostgreSQL never does.
"""

import peewee as pw


def up(migrator, db):
    """A trigger that notes the highest id of the deleted people; `storage/people/identifiers.py` goes on above it."""
    if not isinstance(db, pw.PostgresqlDatabase):
        db.execute_sql(TRIGGER)


TRIGGER = """create trigger person_deleted_id after delete on person
    when old.id > coalesce((select value from version_floor where name = 'person.id'), 0)
    begin
        insert into version_floor (name, value) values ('person.id', old.id)
        on conflict (name) do update set value = excluded.value;
    end"""
