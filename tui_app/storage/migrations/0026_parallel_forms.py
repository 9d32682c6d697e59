"""Versions of form drafts that never repeat, and a name for each follow-up session: two terminals are told apart."""

import peewee as pw


def up(migrator, db):
    """New columns in place, and the triggers of 0015 for drafts too."""
    db.execute_sql("alter table unfinished add column version integer not null default 1")
    db.execute_sql("alter table walk add column session varchar(40) not null default ''")
    for statement in POSTGRES if isinstance(db, pw.PostgresqlDatabase) else SQLITE:
        db.execute_sql(statement)


SQLITE = (
    """create trigger unfinished_deleted_version after delete on "unfinished"
    when old.version > coalesce((select value from version_floor where name = 'unfinished'), 0)
    begin
        insert into version_floor (name, value) values ('unfinished', old.version)
        on conflict (name) do update set value = excluded.value;
    end""",
    """create trigger unfinished_new_version after insert on "unfinished"
    when new.version <= (select value from version_floor where name = 'unfinished')
    begin
        update "unfinished" set version = (select value + 1 from version_floor where name = 'unfinished')
        where id = new.id;
    end""",
)

POSTGRES = (
    """create trigger deleted_version after delete on "unfinished"
    for each row execute function samtale_note_deleted_version()""",
    """create trigger new_version after insert on "unfinished"
    for each row execute function samtale_raise_new_version()""",
)
