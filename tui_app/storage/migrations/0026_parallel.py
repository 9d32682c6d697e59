"""Versions of form drafts that never repeat, and a name for each follow-up session: two terminals are told apart.

And whom an action is about, in the indexes that figures are counted with: those of a large line need no other rows.
"""

import peewee as pw


def up(migrator, db):
    """New columns in place, the triggers of 0015 for drafts too, and two indexes in place of narrower ones."""
    db.execute_sql("alter table unfinished add column version integer not null default 1")
    db.execute_sql("alter table walk add column session varchar(40) not null default ''")
    for narrower, wider in INDEXES.items():
        db.execute_sql(f"drop index {narrower}")
        db.execute_sql(wider)
    for statement in POSTGRES if isinstance(db, pw.PostgresqlDatabase) else SQLITE:
        db.execute_sql(statement)


INDEXES = {
    "action_due_status_done_on_moved": (
        "create index action_due_status_done_on_moved_person_id on action (due, status, done_on, moved, person_id)"
    ),
    "action_agreed_on": "create index action_agreed_on_person_id on action (agreed_on, person_id)",
}

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
