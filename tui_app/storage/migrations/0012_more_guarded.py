"""PostgreSQL guards goals, actions, follow-up notes and the history too: who may not read them finds nothing there.

The rest of the pages that leader and employee share: theirs, and an action also of whoever is responsible for it.
Steps of forms and rhythms hold no words, and belong to whoever administers or leads.
"""

import peewee as pw

VIEWER = "nullif(nullif(current_setting('samtale.viewer', true), ''), 'keeper')::int"
LEADS_AS = "string_to_array(nullif(current_setting('samtale.leads_as', true), ''), ',')::int[]"
KEEPER = "current_setting('samtale.viewer', true) = 'keeper'"

ON_THEIR_PAGE = f"""person_id = {VIEWER}
    or exists (select 1 from person p where p.id = person_id and p.leader_id = any ({LEADS_AS}))"""
AGREED = "(conversation_id is not null and samtale_is_party(conversation_id))"
RULES = {
    "goal": f"{ON_THEIR_PAGE} or {AGREED}",
    "action": f"{ON_THEIR_PAGE} or responsible_id = {VIEWER} or {AGREED}",
    "follow_up": ON_THEIR_PAGE,
    "history": f"""{ON_THEIR_PAGE}
    or (subject = 'action' and exists (
        select 1 from action a where a.id = subject_id and a.responsible_id = {VIEWER}))
    or (subject = 'conversation' and samtale_is_party(subject_id))
    or (subject = 'minutes' and samtale_beside_minutes(subject_id))
    or (subject in ('rhythm', 'pause') and person_id = any ({LEADS_AS}))
    or (subject = 'template' and exists (
        select 1 from person p where p.id = {VIEWER} and p.is_administrator))""",
}


def up(migrator, db):
    """Rules for each table; they hold for the owner of the tables too."""
    if not isinstance(db, pw.PostgresqlDatabase):
        return
    for table, rule in RULES.items():
        db.execute_sql(f"alter table {table} enable row level security")
        db.execute_sql(f"alter table {table} force row level security")
        db.execute_sql(f"create policy theirs on {table} using ({KEEPER} or {rule})")
