"""Versions that never repeat: what is stored anew where something was deleted begins above the deleted version.

Who still has the deleted text open names its version when they save; the new text must never have the same one. The
database itself sees to it, whichever way rows come and go: also when they go with the row that they belong to.
"""

import peewee as pw

TABLES = (
    "action",
    "answer",
    "conversation",
    "follow_up",
    "follow_up_request",
    "goal",
    "minutes",
    "minutes_text",
    "pause",
    "person",
    "remark",
    "rhythm",
    "template",
    "topic",
    "walk",
)


def up(migrator, db):
    """A new table with the highest deleted version of each table, and triggers that keep to it."""
    db.create_tables(tables(db))
    is_postgres = isinstance(db, pw.PostgresqlDatabase)
    if is_postgres:
        db.execute_sql(NOTE_DELETED)
        db.execute_sql(RAISE_NEW)
    for table in TABLES:
        for statement in POSTGRES if is_postgres else SQLITE:
            db.execute_sql(statement.replace("TABLE", table))


SQLITE = (
    """create trigger TABLE_deleted_version after delete on "TABLE"
    when old.version > coalesce((select value from version_floor where name = 'TABLE'), 0)
    begin
        insert into version_floor (name, value) values ('TABLE', old.version)
        on conflict (name) do update set value = excluded.value;
    end""",
    """create trigger TABLE_new_version after insert on "TABLE"
    when new.version <= (select value from version_floor where name = 'TABLE')
    begin
        update "TABLE" set version = (select value + 1 from version_floor where name = 'TABLE') where id = new.id;
    end""",
)

POSTGRES = (
    """create trigger deleted_version after delete on "TABLE"
    for each row execute function samtale_note_deleted_version()""",
    """create trigger new_version after insert on "TABLE"
    for each row execute function samtale_raise_new_version()""",
)

NOTE_DELETED = """create function samtale_note_deleted_version() returns trigger language plpgsql as $$
begin
    if old.version > coalesce((select value from version_floor where name = tg_table_name), 0) then
        insert into version_floor as floor (name, value) values (tg_table_name, old.version)
        on conflict (name) do update set value = excluded.value where floor.value < excluded.value;
    end if;
    return null;
end $$"""

# after the insert: it may have waited for the deletion of the row before
RAISE_NEW = """create function samtale_raise_new_version() returns trigger language plpgsql as $$
declare floor integer;
begin
    select value into floor from version_floor where name = tg_table_name;
    if new.version <= floor then
        execute 'update ' || quote_ident(tg_table_name) || ' set version = $1 where id = $2' using floor + 1, new.id;
    end if;
    return null;
end $$"""


def tables(db):
    """Copies frozen here, independent of what the program's tables become later."""

    class VersionFloor(pw.Model):
        name = pw.CharField(max_length=40, primary_key=True)
        value = pw.IntegerField()

        class Meta:
            database = db
            table_name = "version_floor"

    return [VersionFloor]
