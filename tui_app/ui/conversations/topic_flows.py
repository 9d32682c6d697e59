"""Changes the list of topics for the next conversation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tui_app.domain.errors import InvalidInput
from tui_app.domain.form_drafts import form_draft_key
from tui_app.services.conversations import topics
from tui_app.text.i18n import _, format_message
from tui_app.ui import content
from tui_app.ui.content import plain
from tui_app.ui.dialogs.flow import show_form

if TYPE_CHECKING:
    from tui_app.domain.records.follow_up import Topic
    from tui_app.domain.records.person import Person
    from tui_app.ui.context import AppContext


async def add_topic(ctx: AppContext, person: Person) -> None:
    """Ask for a topic in one line, and put it on the list for the next conversation with a person."""
    from tui_app.ui.dialogs.fields import FormField

    async def submit(values: Mapping[str, object]) -> None:
        from tui_app.domain.drafts.base import validate_draft
        from tui_app.domain.drafts.conversations import TopicDraft

        if not str(values["topic"]).strip():
            raise InvalidInput({"topic": "missing"})
        draft = validate_draft(TopicDraft, {"text": values["topic"]})
        receipt = await ctx.call(topics.add, person.id, draft)
        ctx.commit(receipt, format_message(_("On the list: “$text”"), text=draft.text))

    about = plain(_("It stays on the list until you have discussed it. You can both see it."), content.MUTED)
    key = form_draft_key("topic-new", person.id, about_id=person.id, subject=person.name)
    fields = [FormField("topic", _("Topic"), required=True)]
    await show_form(ctx, _("For the next conversation"), fields, submit, about, submit_label=_("Add"), draft_key=key)


async def mark_discussed(ctx: AppContext, topic: Topic) -> None:
    """Mark a topic as discussed; it leaves the list."""
    if receipt := await ctx.attempt(ctx.call(topics.toggle_discussed, topic.id)):
        ctx.commit(receipt, format_message(_("Discussed: “$text”"), text=topic.text))
