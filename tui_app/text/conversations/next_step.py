"""The next step in words: what waits, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from tui_app.domain.conversations.next_step import NextStep, NextStepKind, WaitingConversation
from tui_app.domain.records.conversation import ConversationState, Role
from tui_app.text.conversations.labels import other_party, start_time
from tui_app.text.dates import short_date
from tui_app.text.i18n import _, format_message, ngettext
from tui_app.text.people import first_name, text_with_name
from tui_app.text.tables import cell_width, fit_middle


def next_step_text(step: NextStep, now: datetime, width: int) -> str:
    """What waits, on one line; where it has no room, the name is shortened, then how far one has come is left out.

    Args:
        width: of the line, in cells.
    """
    conversation, role = step.waiting.conversation, step.waiting.role
    name = other_party(conversation, role, now.date())

    text = ""
    for count in range(len(_parts(step, now, name, name)), 0, -1):
        text = text_with_name(partial(_joined, step, now, first_name(name), count), name, width)
        if cell_width(text) <= width:
            break
    return text


def _joined(step: NextStep, now: datetime, called: str, count: int, shown: str) -> str:
    return " · ".join(_parts(step, now, shown, fit_middle(called, cell_width(shown)))[:count])


def _parts(step: NextStep, now: datetime, name: str, called: str) -> list[str]:
    return list(_all_parts(step, now, name, called))


def _all_parts(step: NextStep, now: datetime, name: str, called: str) -> Iterator[str]:
    waiting = step.waiting
    conversation = waiting.conversation
    if step.kind is NextStepKind.UNDER_WAY:
        yield format_message(_("The conversation with $name is under way"), name=name)
    elif step.kind is NextStepKind.MINUTES:
        yield _minutes_text(waiting, name)
    else:
        day = _("today") if step.kind is NextStepKind.TODAY else short_date(conversation.on, now.date(), ahead=True)
        when = f"{day} {start_time(conversation, now)}".rstrip()
        yield format_message(_("Conversation with $name $when"), name=name, when=when)
        if waiting.other_has_shared:
            yield format_message(_("$name has shared"), name=called)
        if waiting.questions:
            progress = _("$answered of $count answered")
            yield format_message(progress, answered=waiting.answered, count=waiting.questions)


def _minutes_text(waiting: WaitingConversation, name: str) -> str:
    state = waiting.conversation.pending_state
    if state is ConversationState.SUBMITTED:
        return format_message(_("The minutes by $name wait for your signature"), name=name)
    if state is ConversationState.RETURNED:
        return format_message(_("$name has returned your minutes with a comment"), name=name)
    return format_message(_("The minutes of the conversation with $name wait for you"), name=name)


def next_step_label(step: NextStep) -> str:
    """What the key for the next step does."""
    if step.kind is NextStepKind.UNDER_WAY or not step.waiting.conversation.template_id:
        return _("Open")
    if step.kind is NextStepKind.MINUTES:
        is_theirs = step.waiting.role is Role.LEADER
        return _("Read and sign") if is_theirs else _("Write")
    return _("Prepare")


def overdue_text(count: int) -> str:
    """That actions are overdue, where no conversation waits."""
    return format_message(ngettext("$count overdue", "$count overdue", count), count=count)
