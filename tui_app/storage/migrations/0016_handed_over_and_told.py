"""From which change on the person responsible for an action sees its history, if they do not see the page.

That is the last hand-over. PostgreSQL repeats the rule for the history, in words that are answered once (see 0013).
Each account also has the newest entry of the log that its owner was told about.
"""

import peewee as pw

VIEWER = "(select nullif(nullif(current_setting('samtale.viewer', true), ''), 'keeper')::int)"
LEADS_AS = "string_to_array(nullif(current_setting('samtale.leads_as', true), ''), ',')::int[]"
KEEPER = "(select current_setting('samtale.viewer', true) = 'keeper')"

LED = f"array(select p.id from person p where p.leader_id = any ({LEADS_AS}))"
HISTORY_RULE = f"""person_id = {VIEWER} or person_id = any ({LED})
    or (subject = 'action' and subject_id = any (array(select a.id from action a where a.responsible_id = {VIEWER}))
        and id > (select a.handed_over_after from action a where a.id = subject_id))
    or (subject = 'conversation' and samtale_is_party(subject_id))
    or (subject = 'minutes' and samtale_beside_minutes(subject_id))
    or (subject in ('rhythm', 'pause') and person_id = any ({LEADS_AS}))
    or (subject = 'template' and exists (
        select 1 from person p where p.id = {VIEWER} and p.is_administrator))"""


def up(migrator, db):
    """Two new columns, one filled from the history; and the rule."""
    is_postgres = isinstance(db, pw.PostgresqlDatabase)
    db.execute_sql("alter table action add column handed_over_after integer not null default 0")
    db.execute_sql("alter table account add column told_upto integer not null default 0")
    hands_over = "h.after ? 'responsible_id'" if is_postgres else "json_extract(h.after, '$.responsible_id') is not null"
    if is_postgres:
        db.execute_sql("select set_config('samtale.viewer', 'keeper', true)")
    db.execute_sql(f"""
        update action set handed_over_after = coalesce(
            (select max(h.id) - 1 from history h where h.subject = 'action' and h.subject_id = action.id
             and not h.undone and {hands_over}), 0)""")
    if is_postgres:
        db.execute_sql("select set_config('samtale.viewer', '', true)")
        db.execute_sql(f"alter policy theirs on history using ({KEEPER} or {HISTORY_RULE})")
