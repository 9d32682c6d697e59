"""PostgreSQL repeats who may see what people wrote in confidence, so that a forgotten condition shows nothing.

`samtale.viewer` is the person for whom the transaction works, `keeper` for work on everybody's behalf that shows
nobody anything (erasing, verifying); `samtale.leads_as` the leaders whose teams that person leads. SQLite has no such
thing.
"""

import peewee as pw

VIEWER = "nullif(nullif(current_setting('samtale.viewer', true), ''), 'keeper')::int"
LEADS_AS = "string_to_array(nullif(current_setting('samtale.leads_as', true), ''), ',')::int[]"
KEEPER = "current_setting('samtale.viewer', true) = 'keeper'"

FUNCTIONS = (
    f"""
create function samtale_is_party(talk integer) returns boolean language sql stable as $$
    select exists (select 1 from conversation c where c.id = talk and {VIEWER} in (c.person_id, c.leader_id))
$$""",
    f"""
create function samtale_is_shown(talk integer) returns boolean language sql stable as $$
    select exists (
        select 1 from shown_minutes s join conversation c on c.id = s.conversation_id
        join person p on p.id = c.person_id
        where s.conversation_id = talk and s.to_id = any ({LEADS_AS}) and p.leader_id = any ({LEADS_AS}))
$$""",
    f"""
create function samtale_reads_minutes(wanted integer) returns boolean language sql stable as $$
    select exists (
        select 1 from minutes m join conversation c on c.id = m.conversation_id
        where m.id = wanted and (
            c.person_id = {VIEWER}
            or (c.leader_id = {VIEWER} and (c.shows_draft or m.state not in ('drafting', 'returned')))
            or (m.state = 'signed' and samtale_is_shown(c.id))))
$$""",
    f"""
create function samtale_beside_minutes(wanted integer) returns boolean language sql stable as $$
    select exists (
        select 1 from minutes m where m.id = wanted and (
            samtale_is_party(m.conversation_id) or (m.state = 'signed' and samtale_is_shown(m.conversation_id))))
$$""",
)
RULES = {
    "preparation": "samtale_is_party(conversation_id)",
    "answer": f"""exists (
        select 1 from preparation p where p.id = preparation_id
        and (p.writer_id = {VIEWER} or (p.shared_at is not null and samtale_is_party(p.conversation_id))))""",
    "minutes": "samtale_is_party(conversation_id) or (state = 'signed' and samtale_is_shown(conversation_id))",
    "minutes_text": "samtale_reads_minutes(minutes_id)",
    "minutes_comment": "samtale_beside_minutes(minutes_id)",
    "statement": "samtale_beside_minutes(minutes_id)",
    "remark": f"writer_id = {VIEWER}",
    "topic": f"""person_id = {VIEWER} or exists (
        select 1 from person p where p.id = person_id and p.leader_id = any ({LEADS_AS}))""",
}


def up(migrator, db):
    """Rules for each table with what people wrote; they hold for the owner of the tables too."""
    if not isinstance(db, pw.PostgresqlDatabase):
        return
    for statement in FUNCTIONS:
        db.execute_sql(statement)
    for table, rule in RULES.items():
        db.execute_sql(f"alter table {table} enable row level security")
        db.execute_sql(f"alter table {table} force row level security")
        db.execute_sql(f"create policy theirs on {table} using ({KEEPER} or {rule})")
