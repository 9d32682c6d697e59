"""The flow for setting and editing a goal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tui_app.domain.form_drafts import form_draft_key
from tui_app.domain.records.goal import Goal, GoalKind, GoalStatus
from tui_app.domain.records.person import Person
from tui_app.services.people import goals
from tui_app.text.actions import GOAL_KIND_LABELS, GOAL_STATUS_LABELS
from tui_app.text.dates import full_date_or_dash
from tui_app.text.i18n import _, format_message, quoted
from tui_app.ui.dialogs.fields import FieldKind, FormField
from tui_app.ui.dialogs.flow import show_form
from tui_app.ui.editing.conflicts import save_edit

if TYPE_CHECKING:
    from tui_app.ui.context import AppContext

GOAL_FIELDS = ("text", "kind", "target", "status")
"""The fields of a goal that the form can change."""


async def edit_goal(
    ctx: AppContext, person: Person, goal: Goal | None = None, conversation_id: int | None = None
) -> None:
    """Set a goal, or edit one.

    Args:
        ctx: the application's context.
        person: the employee whose goal it is.
        goal: the goal to edit; None for a new one.
        conversation_id: the conversation in which it is set; it becomes part of its minutes.
    """

    async def submit(values: Mapping[str, object]) -> None:
        from tui_app.domain.drafts.actions import GoalDraft
        from tui_app.domain.drafts.base import validate_draft

        draft = validate_draft(GoalDraft, {**values, "conversation_id": conversation_id})
        if goal is None:
            receipt = await ctx.call(goals.add, person.id, draft)
        else:
            receipt = await save_edit(ctx, goals.edit, goal, draft, GOAL_FIELDS, _goal_field_text)
        ctx.commit(receipt)

    title = _("Edit goal") if goal else format_message(_("New goal for $name"), name=person.distinct_name)
    numbers = (goal.id, goal.version) if goal else (0, person.id, conversation_id or 0)
    key = form_draft_key("goal", *numbers, about_id=person.id, subject=goal.text if goal else "")
    label = _("Save") if goal else _("Add")
    await show_form(ctx, title, _goal_fields(goal), submit, submit_label=label, draft_key=key)


def _goal_fields(goal: Goal | None) -> list[FormField]:
    kinds = tuple((kind, _(GOAL_KIND_LABELS[kind])) for kind in GoalKind)
    kind = goal.kind if goal else GoalKind.DEVELOPMENT
    fields = [
        FormField("text", _("Goal"), value=goal.text if goal else "", required=True),
        FormField("kind", _("Type"), FieldKind.CHOICE, kind, kinds),
        FormField("target", _("Target date"), FieldKind.DATE, goal.target if goal else None, hint=_("optional")),
    ]
    if goal is not None:
        statuses = tuple((status, _(GOAL_STATUS_LABELS[status])) for status in GoalStatus)
        fields.append(FormField("status", _("Status"), FieldKind.CHOICE, goal.status, statuses))
    return fields


def _goal_field_text(field: str, holder: Any) -> str:
    """A field of a goal or a draft in words."""
    if field == "text":
        return quoted(holder.text)
    if field == "target":
        return f"{_('Target date')}: {full_date_or_dash(holder.target)}"
    if field == "kind":
        return _(GOAL_KIND_LABELS[holder.kind])
    return _(GOAL_STATUS_LABELS[holder.status])
