"""The tables. Rows stay in this room: queries hand out records of `domain`."""

from __future__ import annotations

import uuid

import peewee as pw
from playhouse.fields import EnumField

from tui_app.domain.records import (
    ActionStatus,
    ChangeKind,
    ConversationKind,
    ConversationState,
    GoalKind,
    GoalStatus,
    RemarkKind,
    Subject,
    TemplateState,
)
from tui_app.storage.account_tables import Account, AuditEntry, Session, SignInTry, StandIn
from tui_app.storage.follow_up_tables import FollowUp, Pause, Rhythm, TeamWalk, Walk
from tui_app.storage.mutual_tables import FollowUpRequest, Visit
from tui_app.storage.reminder_tables import Reminder, ReminderChoice
from tui_app.storage.table_base import Person, Table, UtcField
from tui_app.storage.unfinished_table import Unfinished


class Template(Table):
    """One version of a form. A draft may change; a published one never does, and is retired when a newer one stands."""

    key = pw.CharField(max_length=40)
    number = pw.IntegerField()
    state = EnumField(TemplateState, max_length=20)
    kind = EnumField(ConversationKind, max_length=20)
    title = pw.JSONField()
    body = pw.JSONField()
    published_at = UtcField(null=True)
    version = pw.IntegerField(default=1)

    class Meta:
        indexes = ((("key", "number"), True),)


class Conversation(Table):
    """A planned or held conversation; `template` is the version of the form that it began with."""

    person = pw.ForeignKeyField(Person, backref="conversations", on_delete="CASCADE", index=False)
    leader = pw.ForeignKeyField(Person, on_delete="RESTRICT")
    kind = EnumField(ConversationKind, max_length=20)
    state = EnumField(ConversationState, max_length=20)
    on = pw.DateField()
    note = pw.TextField(default="")
    version = pw.IntegerField(default=1)
    template = pw.ForeignKeyField(Template, null=True, on_delete="RESTRICT")
    starts = UtcField(null=True)
    minutes = pw.IntegerField(default=0)
    place = pw.CharField(max_length=200, default="")
    uid = pw.CharField(max_length=36, default=lambda: str(uuid.uuid4()), unique=True)
    sequence = pw.IntegerField(default=0)
    held_at = UtcField(null=True)
    reason = pw.CharField(max_length=300, default="")
    shows_draft = pw.BooleanField(default=False)
    in_calendar = pw.BooleanField(default=False)

    class Meta:
        indexes = ((("person", "on"), False),)


class Goal(Table):
    """A development or work goal of one person."""

    person = pw.ForeignKeyField(Person, backref="goals", on_delete="CASCADE")
    text = pw.CharField(max_length=300)
    kind = EnumField(GoalKind, max_length=20)
    status = EnumField(GoalStatus, max_length=20, default=GoalStatus.OPEN)
    target = pw.DateField(null=True)
    version = pw.IntegerField(default=1)
    conversation = pw.ForeignKeyField(Conversation, null=True, backref="agreed_goals", on_delete="SET NULL")


class Action(Table):
    """Who does what by when. `done_on` and `reason` are set while it is done or dropped."""

    person = pw.ForeignKeyField(Person, backref="actions", on_delete="CASCADE", index=False)
    goal = pw.ForeignKeyField(Goal, null=True, backref="actions", on_delete="SET NULL")
    responsible = pw.ForeignKeyField(Person, backref="promises", on_delete="RESTRICT", index=False)
    text = pw.CharField(max_length=300)
    due = pw.DateField()
    first_due = pw.DateField()
    moved = pw.IntegerField(default=0)
    status = EnumField(ActionStatus, max_length=20, default=ActionStatus.OPEN)
    reason = pw.CharField(max_length=300, default="")
    done_on = pw.DateField(null=True)
    comments = pw.IntegerField(default=0)
    version = pw.IntegerField(default=1)
    conversation = pw.ForeignKeyField(Conversation, null=True, backref="agreed_actions", on_delete="SET NULL")
    agreed_on = pw.DateField(null=True, index=True)
    acknowledged_on = pw.DateField(null=True)

    class Meta:
        indexes = (
            (("person", "status", "due"), False),
            (("responsible", "status", "due"), False),
            (("due", "status", "done_on", "moved"), False),
        )


class History(Table):
    """Every change: who, when, what, with the values before and after; changes made together share a batch."""

    at = UtcField()
    by = pw.ForeignKeyField(Person, on_delete="RESTRICT")
    batch = pw.CharField(max_length=32, index=True)
    person = pw.ForeignKeyField(Person, on_delete="CASCADE")
    subject = EnumField(Subject, max_length=20)
    subject_id = pw.IntegerField()
    kind = EnumField(ChangeKind, max_length=20)
    before = pw.JSONField(default=dict)
    after = pw.JSONField(default=dict)
    note = pw.TextField(default="")
    undone = pw.BooleanField(default=False)

    class Meta:
        indexes = ((("subject", "subject_id"), False),)


class Topic(Table):
    """Something to talk about next time; `talked_on` is set when it was."""

    person = pw.ForeignKeyField(Person, backref="topics", on_delete="CASCADE")
    by = pw.ForeignKeyField(Person, on_delete="RESTRICT")
    text = pw.CharField(max_length=300)
    added_on = pw.DateField()
    talked_on = pw.DateField(null=True)
    version = pw.IntegerField(default=1)


class Preparation(Table):
    """What one side writes beforehand; private until shared."""

    conversation = pw.ForeignKeyField(Conversation, backref="preparations", on_delete="CASCADE", index=False)
    writer = pw.ForeignKeyField(Person, on_delete="CASCADE")
    shared_at = UtcField(null=True)

    class Meta:
        indexes = ((("conversation", "writer"), True),)


class Answer(Table):
    """One answer of one side's preparation."""

    preparation = pw.ForeignKeyField(Preparation, backref="answers", on_delete="CASCADE", index=False)
    question = pw.CharField(max_length=40)
    value = pw.JSONField(null=True)
    at = UtcField()
    version = pw.IntegerField(default=1)

    class Meta:
        indexes = ((("preparation", "question"), True),)


class Minutes(Table):
    """The minutes of a conversation (number 1) or an amendment; `signed` and `sha256` are set once, at signing."""

    conversation = pw.ForeignKeyField(Conversation, backref="versions", on_delete="CASCADE", index=False)
    number = pw.IntegerField()
    state = EnumField(ConversationState, max_length=20)
    submitted_at = UtcField(null=True)
    signed = pw.TextField(default="")
    sha256 = pw.CharField(max_length=64, default="")
    version = pw.IntegerField(default=1)

    class Meta:
        indexes = ((("conversation", "number"), True),)


class MinutesText(Table):
    """What the employee wrote in one section."""

    minutes = pw.ForeignKeyField(Minutes, backref="texts", on_delete="CASCADE", index=False)
    section = pw.CharField(max_length=40)
    text = pw.TextField()
    at = UtcField()
    version = pw.IntegerField(default=1)

    class Meta:
        indexes = ((("minutes", "section"), True),)


class MinutesComment(Table):
    """What the leader says about a section when returning the minutes; section "" is the whole."""

    minutes = pw.ForeignKeyField(Minutes, backref="comments", on_delete="CASCADE")
    section = pw.CharField(max_length=40)
    by = pw.ForeignKeyField(Person, on_delete="RESTRICT")
    at = UtcField()
    text = pw.TextField()


class Statement(Table):
    """What one party adds beside signed minutes."""

    minutes = pw.ForeignKeyField(Minutes, backref="statements", on_delete="CASCADE")
    by = pw.ForeignKeyField(Person, on_delete="RESTRICT")
    at = UtcField()
    text = pw.TextField()


class Remark(Table):
    """What one party has written about minutes and not handed over yet; section "" is the whole, or a statement."""

    conversation = pw.ForeignKeyField(Conversation, backref="remarks", on_delete="CASCADE", index=False)
    writer = pw.ForeignKeyField(Person, on_delete="CASCADE")
    kind = EnumField(RemarkKind, max_length=20)
    section = pw.CharField(max_length=40)
    text = pw.TextField()
    at = UtcField()
    version = pw.IntegerField(default=1)

    class Meta:
        indexes = ((("conversation", "writer", "kind", "section"), True),)


class Bookmark(Table):
    """Where in which conversation somebody was last."""

    person = pw.ForeignKeyField(Person, primary_key=True, on_delete="CASCADE")
    conversation = pw.ForeignKeyField(Conversation, on_delete="CASCADE")
    place = pw.CharField(max_length=60)


class ShownMinutes(Table):
    """Signed minutes that an employee lets a later leader read."""

    conversation = pw.ForeignKeyField(Conversation, on_delete="CASCADE", index=False)
    to = pw.ForeignKeyField(Person, on_delete="CASCADE")
    at = UtcField()

    class Meta:
        indexes = ((("conversation", "to"), True),)


class Hold(Table):
    """Nothing about this person is erased while a hold stands."""

    person = pw.ForeignKeyField(Person, on_delete="CASCADE")
    by = pw.ForeignKeyField(Person, on_delete="RESTRICT")
    reason = pw.CharField(max_length=300)
    since = pw.DateField()
    ended_on = pw.DateField(null=True)


class Setting(Table):
    """What holds for the whole organisation, by name."""

    key = pw.CharField(max_length=60, primary_key=True)
    value = pw.JSONField()


ALL: tuple[type[Table], ...] = (
    Person,
    Template,
    Conversation,
    Goal,
    Action,
    FollowUp,
    Rhythm,
    Pause,
    Walk,
    TeamWalk,
    History,
    Topic,
    Preparation,
    Answer,
    Minutes,
    MinutesText,
    MinutesComment,
    Statement,
    Remark,
    Bookmark,
    Account,
    SignInTry,
    Session,
    StandIn,
    ShownMinutes,
    Hold,
    AuditEntry,
    ReminderChoice,
    Reminder,
    FollowUpRequest,
    Visit,
    Unfinished,
    Setting,
)
"""Every table, in an order in which they can be made."""

__all__ = [
    "ALL",
    "Account",
    "Action",
    "Answer",
    "AuditEntry",
    "Bookmark",
    "Conversation",
    "FollowUp",
    "FollowUpRequest",
    "Goal",
    "History",
    "Hold",
    "Minutes",
    "MinutesComment",
    "MinutesText",
    "Pause",
    "Person",
    "Preparation",
    "Remark",
    "Reminder",
    "ReminderChoice",
    "Rhythm",
    "Session",
    "Setting",
    "ShownMinutes",
    "SignInTry",
    "StandIn",
    "Statement",
    "Table",
    "TeamWalk",
    "Template",
    "Topic",
    "Unfinished",
    "UtcField",
    "Visit",
    "Walk",
]
