"""The first tables: people, goals, actions, conversations, follow-ups, history, settings."""

import peewee as pw


def up(migrator, db):
    """Create them from a copy frozen here, independent of what the program's tables become later."""

    class Person(pw.Model):
        name = pw.CharField(max_length=120)
        search = pw.CharField(max_length=600)
        sorting = pw.CharField(max_length=300)
        employee_number = pw.CharField(max_length=40, null=True, unique=True)
        email = pw.CharField(max_length=200, index=True)
        title = pw.CharField(max_length=120)
        unit = pw.CharField(max_length=120)
        start_date = pw.DateField(null=True)
        end_date = pw.DateField(null=True)
        leader = pw.ForeignKeyField("self", null=True, on_delete="SET NULL")
        is_administrator = pw.BooleanField()
        version = pw.IntegerField()

        class Meta:
            database = db
            table_name = "person"

    class Goal(pw.Model):
        person = pw.ForeignKeyField(Person, on_delete="CASCADE")
        text = pw.CharField(max_length=300)
        kind = pw.CharField(max_length=20)
        status = pw.CharField(max_length=20)
        target = pw.DateField(null=True)
        version = pw.IntegerField()

        class Meta:
            database = db
            table_name = "goal"

    class Action(pw.Model):
        person = pw.ForeignKeyField(Person, on_delete="CASCADE", index=False)
        goal = pw.ForeignKeyField(Goal, null=True, on_delete="SET NULL")
        responsible = pw.ForeignKeyField(Person, on_delete="RESTRICT", index=False)
        text = pw.CharField(max_length=300)
        due = pw.DateField()
        first_due = pw.DateField()
        moved = pw.IntegerField()
        status = pw.CharField(max_length=20)
        reason = pw.CharField(max_length=300)
        done_on = pw.DateField(null=True)
        comments = pw.IntegerField()
        version = pw.IntegerField()

        class Meta:
            database = db
            table_name = "action"
            indexes = ((("person", "status", "due"), False), (("responsible", "status", "due"), False))

    class Conversation(pw.Model):
        person = pw.ForeignKeyField(Person, on_delete="CASCADE", index=False)
        leader = pw.ForeignKeyField(Person, on_delete="RESTRICT")
        kind = pw.CharField(max_length=20)
        state = pw.CharField(max_length=20)
        on = pw.DateField()
        note = pw.TextField()
        version = pw.IntegerField()

        class Meta:
            database = db
            table_name = "conversation"
            indexes = ((("person", "on"), False),)

    class FollowUp(pw.Model):
        person = pw.ForeignKeyField(Person, on_delete="CASCADE", index=False)
        by = pw.ForeignKeyField(Person, on_delete="RESTRICT")
        on = pw.DateField()
        note = pw.TextField()
        next_on = pw.DateField(null=True)
        version = pw.IntegerField()

        class Meta:
            database = db
            table_name = "follow_up"
            indexes = ((("person", "on"), False),)

    class History(pw.Model):
        at = pw.DateTimeField()
        by = pw.ForeignKeyField(Person, on_delete="RESTRICT")
        batch = pw.CharField(max_length=32, index=True)
        person = pw.ForeignKeyField(Person, on_delete="CASCADE")
        subject = pw.CharField(max_length=20)
        subject_id = pw.IntegerField()
        kind = pw.CharField(max_length=20)
        before = pw.JSONField()
        after = pw.JSONField()
        note = pw.TextField()
        undone = pw.BooleanField()

        class Meta:
            database = db
            table_name = "history"
            indexes = ((("subject", "subject_id"), False),)

    class Setting(pw.Model):
        key = pw.CharField(max_length=60, primary_key=True)
        value = pw.JSONField()

        class Meta:
            database = db
            table_name = "setting"

    db.create_tables([Person, Goal, Action, Conversation, FollowUp, History, Setting])
