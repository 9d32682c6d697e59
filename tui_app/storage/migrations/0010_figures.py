"""The day on which an action was agreed, and indexes by which figures of the whole organisation are read at once.

The day of older actions comes from their history (in UTC: the zone of the organisation is not in the database), or
from the conversation in which they were agreed.
"""

import peewee as pw


def up(migrator, db):
    """A new column in place."""
    day = "h.at::date" if isinstance(db, pw.PostgresqlDatabase) else "date(h.at)"
    db.execute_sql("alter table action add column agreed_on date")
    db.execute_sql(f"""
        update action set agreed_on = coalesce(
            (select {day} from history h where h.subject = 'action' and h.subject_id = action.id
             and h.kind = 'created' order by h.id desc limit 1),
            (select c."on" from conversation c where c.id = action.conversation_id))""")
    db.execute_sql("create index action_due_status_done_on_moved on action (due, status, done_on, moved)")
    db.execute_sql("create index action_agreed_on on action (agreed_on)")
