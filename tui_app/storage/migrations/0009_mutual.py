"""Follow-ups that are asked for, when what is done was answered, and what somebody has seen."""

import peewee as pw

VIEWER = "nullif(nullif(current_setting('samtale.viewer', true), ''), 'keeper')::int"
LEADS_AS = "string_to_array(nullif(current_setting('samtale.leads_as', true), ''), ',')::int[]"
KEEPER = "current_setting('samtale.viewer', true) = 'keeper'"


def up(migrator, db):
    """A new column in place, new tables; why somebody asks is for them and whoever leads them."""
    db.execute_sql("alter table action add column acknowledged_on date")
    db.create_tables(tables(db))
    if isinstance(db, pw.PostgresqlDatabase):
        db.execute_sql("alter table follow_up_request enable row level security")
        db.execute_sql("alter table follow_up_request force row level security")
        db.execute_sql(f"""create policy theirs on follow_up_request using ({KEEPER} or person_id = {VIEWER} or exists (
            select 1 from person p where p.id = person_id and p.leader_id = any ({LEADS_AS})))""")


def tables(db):
    """Copies frozen here, independent of what the program's tables become later."""

    class Person(pw.Model):
        class Meta:
            database = db
            table_name = "person"

    class FollowUpRequest(pw.Model):
        person = pw.ForeignKeyField(Person, on_delete="CASCADE")
        text = pw.CharField(max_length=300)
        asked_on = pw.DateField()
        answered_on = pw.DateField(null=True)
        version = pw.IntegerField()

        class Meta:
            database = db
            table_name = "follow_up_request"

    class Visit(pw.Model):
        person = pw.ForeignKeyField(Person, primary_key=True, on_delete="CASCADE")
        upto = pw.IntegerField()
        at = pw.DateTimeField()

        class Meta:
            database = db
            table_name = "visit"

    return [FollowUpRequest, Visit]
