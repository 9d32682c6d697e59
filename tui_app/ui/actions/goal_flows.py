"""Setting goals and changing them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tui_app.domain.form_drafts import form_draft_key
from tui_app.domain.records.goal import Goal
from tui_app.domain.records.person import Person
from tui_app.services.people import goals
from tui_app.text import actions as words
from tui_app.text.dates import full_date_or_dash
from tui_app.text.i18n import _, format_message
from tui_app.ui.dialogs.flow import show_form
from tui_app.ui.editing.conflicts import save_edit

if TYPE_CHECKING:
    from tui_app.ui.context import AppContext

GOAL_FIELDS = ("text", "kind", "target", "status")
"""What a form changes of a goal."""


async def edit_goal(
    ctx: AppContext, person: Person, goal: Goal | None = None, conversation_id: int | None = None
) -> None:
    """Set a goal, or change one; one set in a conversation becomes part of the minutes."""
    from tui_app.domain.records.goal import GoalKind, GoalStatus
    from tui_app.ui.dialogs.fields import FieldKind, FormField

    async def submit(values: Mapping[str, object]) -> None:
        from tui_app.domain.drafts.actions import GoalDraft
        from tui_app.domain.drafts.base import validate_draft

        draft = validate_draft(GoalDraft, {**values, "conversation_id": conversation_id})
        if goal is None:
            receipt = await ctx.call(goals.add, person.id, draft)
        else:
            receipt = await save_edit(ctx, goals.edit, goal, draft, GOAL_FIELDS, _goal_field_text)
        ctx.commit(receipt)

    fields = [
        FormField("text", _("Goal"), value=goal.text if goal else "", required=True),
        FormField(
            "kind",
            _("Type"),
            FieldKind.CHOICE,
            goal.kind if goal else GoalKind.DEVELOPMENT,
            tuple((kind, _(words.GOAL_KIND_LABELS[kind])) for kind in GoalKind),
        ),
        FormField("target", _("Target date"), FieldKind.DATE, goal.target if goal else None, hint=_("optional")),
    ]
    if goal is not None:
        states = tuple((status, _(words.GOAL_STATUS_LABELS[status])) for status in GoalStatus)
        fields.append(FormField("status", _("Status"), FieldKind.CHOICE, goal.status, states))
    title = _("Edit goal") if goal else format_message(_("New goal for $name"), name=person.name)
    numbers = (goal.id, goal.version) if goal else (0, person.id, conversation_id or 0)
    key = form_draft_key("goal", *numbers, about_id=person.id, subject=goal.text if goal else "")
    await show_form(ctx, title, fields, submit, draft_key=key)


def _goal_field_text(field: str, holder: Any) -> str:
    if field == "text":
        return f"«{holder.text}»"
    if field == "target":
        return f"{_('Target date')}: {full_date_or_dash(holder.target)}"
    if field == "kind":
        return _(words.GOAL_KIND_LABELS[holder.kind])
    return _(words.GOAL_STATUS_LABELS[holder.status])
