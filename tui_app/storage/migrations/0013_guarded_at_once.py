"""PostgreSQL asks who reads once for a statement, not at each row, and may read with several processes at once.

The rules of 0012 say the same here. A test that looks up each row's own person anew, or a function that is not called
safe, keeps the planner to one process: the figures of a large organisation then take three times as long.
"""

import peewee as pw

VIEWER = "(select nullif(nullif(current_setting('samtale.viewer', true), ''), 'keeper')::int)"
LEADS_AS = "string_to_array(nullif(current_setting('samtale.leads_as', true), ''), ',')::int[]"
KEEPER = "(select current_setting('samtale.viewer', true) = 'keeper')"

LED = f"array(select p.id from person p where p.leader_id = any ({LEADS_AS}))"
ON_THEIR_PAGE = f"person_id = {VIEWER} or person_id = any ({LED})"
AGREED = "(conversation_id is not null and samtale_is_party(conversation_id))"
RULES = {
    "goal": f"{ON_THEIR_PAGE} or {AGREED}",
    "action": f"{ON_THEIR_PAGE} or responsible_id = {VIEWER} or {AGREED}",
    "follow_up": ON_THEIR_PAGE,
    "history": f"""{ON_THEIR_PAGE}
    or (subject = 'action' and subject_id = any (array(select a.id from action a where a.responsible_id = {VIEWER})))
    or (subject = 'conversation' and samtale_is_party(subject_id))
    or (subject = 'minutes' and samtale_beside_minutes(subject_id))
    or (subject in ('rhythm', 'pause') and person_id = any ({LEADS_AS}))
    or (subject = 'template' and exists (
        select 1 from person p where p.id = {VIEWER} and p.is_administrator))""",
}
FUNCTIONS = ("samtale_is_party", "samtale_is_shown", "samtale_reads_minutes", "samtale_beside_minutes")


def up(migrator, db):
    """The same rules, in words that are answered once."""
    if not isinstance(db, pw.PostgresqlDatabase):
        return
    for name in FUNCTIONS:
        db.execute_sql(f"alter function {name}(integer) parallel safe")
    for table, rule in RULES.items():
        db.execute_sql(f"alter policy theirs on {table} using ({KEEPER} or {rule})")
