"""TODO-DOC."""

from __future__ import annotations

from datetime import datetime

from tui_app.domain.records.conversation import Conversation, ConversationKind, ConversationState
from tui_app.text.dates import full_date, short_date
from tui_app.text.i18n import N_, _, current_language

CONVERSATION_KIND_LABELS = {
    ConversationKind.YEARLY: N_("development conversation"),
    ConversationKind.FOLLOW_UP: N_("follow-up conversation"),
    ConversationKind.NEW_EMPLOYEE: N_("new employee"),
    ConversationKind.SENIOR: N_("late-career conversation"),
    ConversationKind.LEAVER: N_("exit conversation"),
    ConversationKind.OTHER: N_("other conversation"),
}


CONVERSATION_STATE_LABELS = {
    ConversationState.PLANNED: N_("planned"),
    ConversationState.HELD: N_("held"),
    ConversationState.DRAFTING: N_("minutes in progress"),
    ConversationState.SUBMITTED: N_("waiting for leader"),
    ConversationState.RETURNED: N_("returned"),
    ConversationState.SIGNED: N_("signed"),
    ConversationState.CANCELLED: N_("cancelled"),
}


MY_TURN_LABELS = {
    ConversationState.HELD: N_("write the minutes"),
    ConversationState.DRAFTING: N_("finish the minutes"),
    ConversationState.RETURNED: N_("returned to you"),
    ConversationState.SUBMITTED: N_("read and sign"),
}


def conversation_title(talk: Conversation) -> str:
    """What a conversation is called: by its form's title, else by its kind."""
    from tui_app.domain.forms.translations import in_language

    return in_language(talk.title, current_language()) or _(CONVERSATION_KIND_LABELS[talk.kind])


def start_time(talk: Conversation, now: datetime) -> str:
    """The time of day of a conversation, in the zone of `now`; nothing where none is agreed."""
    return f"{talk.starts.astimezone(now.tzinfo):%H:%M}" if talk.starts else ""


def conversation_time(talk: Conversation, now: datetime) -> str:
    """Day and time of a conversation in a table; once it is held, its day."""
    shown = short_date(talk.on, now.date())
    return shown if talk.held_at or not talk.starts else f"{shown} {start_time(talk, now)}"


def full_conversation_time(talk: Conversation, now: datetime) -> str:
    """Day and time of a conversation in full."""
    return " ".join(part for part in (full_date(talk.on), start_time(talk, now)) if part)
