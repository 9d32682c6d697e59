"""Conversations in words: their kinds and states, titles and times."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from tui_app.domain.forms.translations import in_language
from tui_app.domain.records.conversation import Conversation, ConversationKind, ConversationState, Role
from tui_app.text.dates import full_date, short_date
from tui_app.text.i18n import N_, _, current_language, format_message
from tui_app.text.people import left_legend, marked_name, name_with_status

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


def conversation_title(conversation: Conversation) -> str:
    """The title of the conversation's form, or its kind if it has none."""
    return in_language(conversation.title, current_language()) or _(CONVERSATION_KIND_LABELS[conversation.kind])


def start_time(conversation: Conversation, now: datetime) -> str:
    """The time of day of a conversation, in the zone of `now`; empty if none is agreed."""
    return f"{conversation.starts.astimezone(now.tzinfo):%H:%M}" if conversation.starts else ""


def conversation_time(conversation: Conversation, now: datetime) -> str:
    """Date and time of a conversation in a table; only the date once it is held."""
    shown = short_date(conversation.on, now.date())
    has_time = conversation.starts and not conversation.held_at
    return f"{shown} {start_time(conversation, now)}" if has_time else shown


def full_conversation_time(conversation: Conversation, now: datetime) -> str:
    """Date and time of a conversation in full."""
    return " ".join(part for part in (full_date(conversation.on), start_time(conversation, now)) if part)


def amendment_title(number: int) -> str:
    """The title of an amendment: version 2 of signed minutes is amendment 1."""
    return format_message(_("Amendment $number"), number=number - 1)


def version_title(number: int) -> str:
    """The title of a signed version of the minutes."""
    return _("Signed minutes") if number == 1 else amendment_title(number)


def other_party(conversation: Conversation, role: Role, today: date) -> str:
    """The name of the other participant, and that they have left if so."""
    return name_with_status(*_other(conversation, role), today)


def other_party_in_list(conversation: Conversation, role: Role, today: date) -> str:
    """The name of the other participant for a narrow column, with a sign before it if they have left."""
    return marked_name(*_other(conversation, role), today)


def other_party_legend(listed: Iterable[tuple[Conversation, Role]], today: date) -> str:
    """What the sign before a name means; empty if it is not in the list."""
    return left_legend((_other(conversation, role)[1] for conversation, role in listed), today)


def _other(conversation: Conversation, role: Role) -> tuple[str, date | None]:
    if role is Role.EMPLOYEE:
        return conversation.leader_name, conversation.leader_end
    return conversation.distinct_person_name, conversation.person_end
