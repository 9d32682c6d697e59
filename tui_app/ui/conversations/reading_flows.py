"""Shows a conversation in the way its reader may see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_app.domain.records.conversation import Conversation
from tui_app.services.conversations import conversation_view
from tui_app.text.conversations.labels import conversation_title, full_conversation_time
from tui_app.text.i18n import _, format_message
from tui_app.text.people import first_name, name_with_status
from tui_app.ui.messages import OpenConversation

if TYPE_CHECKING:
    from tui_app.ui.context import AppContext


async def read_conversation(ctx: AppContext, conversation: Conversation | int) -> None:
    """Show a conversation: its form, or the note of one without a form.

    Of a conversation with an earlier leader the signed minutes are shown, if the employee shares them with the reader.

    Args:
        conversation: the conversation, or only its number.
    """
    if isinstance(conversation, int):
        found = await ctx.attempt(ctx.call(conversation_view.get, conversation))
        if found is None:
            return
        conversation = found
    if ctx.me.id not in (conversation.person_id, conversation.leader_id):
        _read_shared(ctx, conversation)
    elif conversation.template_id is not None:
        ctx.open(OpenConversation(conversation.id))
    else:
        from tui_app.ui.dialogs.text import TextDialog

        title = f"{conversation_title(conversation)} · {full_conversation_time(conversation, ctx.now)}"
        ctx.show(TextDialog(title, conversation.note or _("No notes.")))


def _read_shared(ctx: AppContext, conversation: Conversation) -> None:
    from tui_app.ui.conversations.shared_minutes_screen import SharedMinutesScreen

    if conversation.is_shown:
        ctx.show(SharedMinutesScreen(conversation))
        return
    message = _("This was between $employee and $leader. $employee can show you the minutes.")
    employee = first_name(conversation.person_name)
    leader = name_with_status(conversation.leader_name, conversation.leader_end, ctx.today)
    ctx.notify(format_message(message, employee=employee, leader=leader))
