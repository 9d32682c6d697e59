"""What people write about minutes and have not handed over yet; which conversations a calendar has been told of."""

import peewee as pw


def up(migrator, db):
    """A new column in place, since a table made anew would take its children with it; then the new table."""
    db.execute_sql("alter table conversation add column in_calendar boolean not null default false")

    class Person(pw.Model):
        class Meta:
            database = db
            table_name = "person"

    class Conversation(pw.Model):
        class Meta:
            database = db
            table_name = "conversation"

    class Remark(pw.Model):
        conversation = pw.ForeignKeyField(Conversation, on_delete="CASCADE", index=False)
        writer = pw.ForeignKeyField(Person, on_delete="CASCADE")
        kind = pw.CharField(max_length=20)
        section = pw.CharField(max_length=40)
        text = pw.TextField()
        at = pw.DateTimeField()
        version = pw.IntegerField()

        class Meta:
            database = db
            table_name = "remark"
            indexes = ((("conversation", "writer", "kind", "section"), True),)

    db.create_tables([Remark])
