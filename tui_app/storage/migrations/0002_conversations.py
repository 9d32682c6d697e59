"""Conversations with forms: templates, preparations, minutes, topics, and where they belong to."""

import uuid

import peewee as pw

COLUMNS = (
    ("conversation", "template_id integer references template (id) on delete restrict"),
    ("conversation", "starts timestamp"),
    ("conversation", "minutes integer not null default 0"),
    ("conversation", "place varchar(200) not null default ''"),
    ("conversation", "uid varchar(36) not null default ''"),
    ("conversation", "sequence integer not null default 0"),
    ("conversation", "held_at timestamp"),
    ("conversation", "reason varchar(300) not null default ''"),
    ("conversation", "shows_draft boolean not null default false"),
    ("goal", "conversation_id integer references conversation (id) on delete set null"),
    ("action", "conversation_id integer references conversation (id) on delete set null"),
)
INDEXES = (
    "create index conversation_template_id on conversation (template_id)",
    "create unique index conversation_uid on conversation (uid)",
    "create index goal_conversation_id on goal (conversation_id)",
    "create index action_conversation_id on action (conversation_id)",
)


def up(migrator, db):
    """New columns in place, since a table made anew would take its children with it; then the new tables."""
    models = tables(db)
    db.create_tables(models[:1])
    for table, column in COLUMNS:
        db.execute_sql(f"alter table {table} add column {column}")
    ids = [row[0] for row in db.execute_sql("select id from conversation").fetchall()]
    for number in ids:
        db.execute_sql(f"update conversation set uid = '{uuid.uuid4()}' where id = {number}")
    for statement in INDEXES:
        db.execute_sql(statement)
    db.create_tables(models[1:])


def tables(db):
    """Copies frozen here, independent of what the program's tables become later."""

    class Person(pw.Model):
        class Meta:
            database = db
            table_name = "person"

    class Conversation(pw.Model):
        class Meta:
            database = db
            table_name = "conversation"

    class Template(pw.Model):
        key = pw.CharField(max_length=40)
        number = pw.IntegerField()
        state = pw.CharField(max_length=20)
        kind = pw.CharField(max_length=20)
        title = pw.JSONField()
        body = pw.JSONField()
        published_at = pw.DateTimeField(null=True)
        version = pw.IntegerField()

        class Meta:
            database = db
            table_name = "template"
            indexes = ((("key", "number"), True),)

    class Topic(pw.Model):
        person = pw.ForeignKeyField(Person, on_delete="CASCADE")
        by = pw.ForeignKeyField(Person, on_delete="RESTRICT")
        text = pw.CharField(max_length=300)
        added_on = pw.DateField()
        talked_on = pw.DateField(null=True)
        version = pw.IntegerField()

        class Meta:
            database = db
            table_name = "topic"

    class Preparation(pw.Model):
        conversation = pw.ForeignKeyField(Conversation, on_delete="CASCADE", index=False)
        writer = pw.ForeignKeyField(Person, on_delete="CASCADE")
        shared_at = pw.DateTimeField(null=True)

        class Meta:
            database = db
            table_name = "preparation"
            indexes = ((("conversation", "writer"), True),)

    class Answer(pw.Model):
        preparation = pw.ForeignKeyField(Preparation, on_delete="CASCADE", index=False)
        question = pw.CharField(max_length=40)
        value = pw.JSONField(null=True)
        at = pw.DateTimeField()
        version = pw.IntegerField()

        class Meta:
            database = db
            table_name = "answer"
            indexes = ((("preparation", "question"), True),)

    class Minutes(pw.Model):
        conversation = pw.ForeignKeyField(Conversation, on_delete="CASCADE", index=False)
        number = pw.IntegerField()
        state = pw.CharField(max_length=20)
        submitted_at = pw.DateTimeField(null=True)
        signed = pw.TextField()
        sha256 = pw.CharField(max_length=64)
        version = pw.IntegerField()

        class Meta:
            database = db
            table_name = "minutes"
            indexes = ((("conversation", "number"), True),)

    class MinutesText(pw.Model):
        minutes = pw.ForeignKeyField(Minutes, on_delete="CASCADE", index=False)
        section = pw.CharField(max_length=40)
        text = pw.TextField()
        at = pw.DateTimeField()
        version = pw.IntegerField()

        class Meta:
            database = db
            table_name = "minutes_text"
            indexes = ((("minutes", "section"), True),)

    class MinutesComment(pw.Model):
        minutes = pw.ForeignKeyField(Minutes, on_delete="CASCADE")
        section = pw.CharField(max_length=40)
        by = pw.ForeignKeyField(Person, on_delete="RESTRICT")
        at = pw.DateTimeField()
        text = pw.TextField()

        class Meta:
            database = db
            table_name = "minutes_comment"

    class Statement(pw.Model):
        minutes = pw.ForeignKeyField(Minutes, on_delete="CASCADE")
        by = pw.ForeignKeyField(Person, on_delete="RESTRICT")
        at = pw.DateTimeField()
        text = pw.TextField()

        class Meta:
            database = db
            table_name = "statement"

    class Bookmark(pw.Model):
        person = pw.ForeignKeyField(Person, primary_key=True, on_delete="CASCADE")
        conversation = pw.ForeignKeyField(Conversation, on_delete="CASCADE")
        place = pw.CharField(max_length=60)

        class Meta:
            database = db
            table_name = "bookmark"

    return [Template, Topic, Preparation, Answer, Minutes, MinutesText, MinutesComment, Statement, Bookmark]
