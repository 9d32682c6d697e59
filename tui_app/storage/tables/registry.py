"""All tables under one name: `from tui_app.storage.tables import registry as tables`.

Queries refer to `tables.Action` and return records of `domain`, never rows. This is the only module that re-exports
names: many records and query modules have the same names as the tables.
"""

from __future__ import annotations

from collections.abc import Mapping

from tui_app.domain.records.change import ChangeSubject
from tui_app.storage.tables.actions import Action, Goal
from tui_app.storage.tables.audit import AuditEntry
from tui_app.storage.tables.base import Table, UtcField
from tui_app.storage.tables.conversations import Answer, Bookmark, Conversation, Preparation, SharedMinutes, Topic
from tui_app.storage.tables.follow_up import (
    FollowUp,
    FollowUpRequest,
    FollowUpSchedule,
    FollowUpSession,
    Pause,
    TeamFollowUpSession,
)
from tui_app.storage.tables.forms import FormDraft, Template
from tui_app.storage.tables.history import History, Visit
from tui_app.storage.tables.minutes import Minutes, MinutesComment, MinutesText, RemarkDraft, Statement
from tui_app.storage.tables.people import Person, StaffImport, StaffImportChange, StandIn
from tui_app.storage.tables.practice import (
    ListeningAsked,
    ListeningCount,
    LookBack,
    PracticeInvitation,
    PracticeSession,
    WarmUp,
)
from tui_app.storage.tables.reminders import Reminder, ReminderChoice
from tui_app.storage.tables.retention import Hold
from tui_app.storage.tables.settings import ChangeNotice, Setting, VersionFloor
from tui_app.storage.tables.sign_in import Account, Session, SignInAttempt

ALL_TABLES: tuple[type[Table], ...] = (
    Person,
    Template,
    Conversation,
    Goal,
    Action,
    FollowUp,
    FollowUpSchedule,
    Pause,
    FollowUpSession,
    TeamFollowUpSession,
    History,
    Topic,
    Preparation,
    Answer,
    Minutes,
    MinutesText,
    MinutesComment,
    Statement,
    RemarkDraft,
    Bookmark,
    Account,
    SignInAttempt,
    Session,
    StandIn,
    StaffImport,
    StaffImportChange,
    SharedMinutes,
    Hold,
    AuditEntry,
    ReminderChoice,
    Reminder,
    FollowUpRequest,
    Visit,
    FormDraft,
    PracticeSession,
    PracticeInvitation,
    WarmUp,
    LookBack,
    ListeningAsked,
    ListeningCount,
    Setting,
    VersionFloor,
    ChangeNotice,
)
"""Every table; a table comes after those that it refers to."""

TABLES_BY_SUBJECT: Mapping[ChangeSubject, type[Table]] = {
    ChangeSubject.ACTION: Action,
    ChangeSubject.GOAL: Goal,
    ChangeSubject.CONVERSATION: Conversation,
    ChangeSubject.FOLLOW_UP: FollowUp,
    ChangeSubject.TOPIC: Topic,
    ChangeSubject.REQUEST: FollowUpRequest,
    ChangeSubject.SCHEDULE: FollowUpSchedule,
    ChangeSubject.PAUSE: Pause,
    ChangeSubject.MINUTES: Minutes,
    ChangeSubject.TEMPLATE: Template,
}
"""The table of each kind of record whose changes are recorded in the history."""

__all__ = [
    "ALL_TABLES",
    "TABLES_BY_SUBJECT",
    "Account",
    "Action",
    "Answer",
    "AuditEntry",
    "Bookmark",
    "ChangeNotice",
    "Conversation",
    "FollowUp",
    "FollowUpRequest",
    "FollowUpSchedule",
    "FollowUpSession",
    "FormDraft",
    "Goal",
    "History",
    "Hold",
    "ListeningAsked",
    "ListeningCount",
    "LookBack",
    "Minutes",
    "MinutesComment",
    "MinutesText",
    "Pause",
    "Person",
    "PracticeInvitation",
    "PracticeSession",
    "Preparation",
    "RemarkDraft",
    "Reminder",
    "ReminderChoice",
    "Session",
    "Setting",
    "SharedMinutes",
    "SignInAttempt",
    "StaffImport",
    "StaffImportChange",
    "StandIn",
    "Statement",
    "Table",
    "TeamFollowUpSession",
    "Template",
    "Topic",
    "UtcField",
    "VersionFloor",
    "Visit",
    "WarmUp",
]
