"""Flows with forms about an action: a new one, an edit, another responsible person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from tui_app.domain.actions.changes import ActionChange, EditAction, MoveDue, edited_fields
from tui_app.domain.errors import InvalidInput
from tui_app.domain.form_drafts import form_draft_key
from tui_app.domain.records.action import Action
from tui_app.domain.records.goal import GoalStatus
from tui_app.domain.records.person import Person
from tui_app.services.actions import actions
from tui_app.services.people import goals
from tui_app.text.i18n import _, format_message
from tui_app.ui.actions.choose_person import choose_person
from tui_app.ui.content import MUTED, plain
from tui_app.ui.dialogs.fields import FieldKind, FormField
from tui_app.ui.dialogs.flow import show_form
from tui_app.ui.editing.action_changes import change_actions

if TYPE_CHECKING:
    from tui_app.domain.drafts.actions import ActionDraft
    from tui_app.ui.context import AppContext
    from tui_app.ui.dialogs.draft_form import LoadFields


async def new_action(
    ctx: AppContext, person: Person | None, conversation_id: int | None = None, about_id: int = 0
) -> None:
    """Agree on an action: who does what by when.

    Args:
        ctx: the application's context.
        person: the employee it concerns; None for the person with the id `about_id`, or to ask.
        conversation_id: the conversation in which it is agreed; it becomes part of its minutes.
        about_id: see `person`.
    """
    employee = person or await choose_person(ctx, about_id)
    if employee is None:
        return

    async def submit(values: Mapping[str, object]) -> None:
        from tui_app.domain.drafts.actions import ActionDraft
        from tui_app.domain.drafts.base import validate_draft

        draft = validate_draft(ActionDraft, {**values, "conversation_id": conversation_id})
        receipt = await ctx.call(actions.add, employee.id, draft)
        ctx.commit(receipt, format_message(_("Agreed: “$text”"), text=draft.text))

    title = format_message(_("New action for $name"), name=employee.distinct_name)
    fields = _action_fields(ctx, employee, responsible=employee)
    load_goals = _goal_field_loader(ctx, employee, None)
    key = form_draft_key("action-new", employee.id, conversation_id or 0, about_id=employee.id)
    await show_form(ctx, title, fields, submit, submit_label=_("Add"), load_fields=load_goals, draft_key=key)


async def edit_action(ctx: AppContext, action: Action) -> bool:
    """Edit the text, the responsible person, the due date and the goal of an action. True if it was saved."""

    async def submit(values: Mapping[str, object]) -> None:
        from tui_app.domain.drafts.actions import ActionDraft
        from tui_app.domain.drafts.base import validate_draft

        draft = validate_draft(ActionDraft, values)
        ctx.commit(await change_actions(ctx, [action], *_changes_from_draft(action, draft)))

    person = Person(action.person_id, action.person_name)
    responsible = Person(action.responsible_id, action.responsible_name)
    fields = _action_fields(ctx, person, responsible=responsible, text=action.text, due=action.due)
    about = plain(hand_over_hint(), MUTED)
    load_goals = _goal_field_loader(ctx, person, action.goal_id)
    key = form_draft_key("action-edit", action.id, action.version, about_id=person.id, subject=action.text)
    return await show_form(ctx, _("Edit action"), fields, submit, about, load_fields=load_goals, draft_key=key)


async def reassign_action(ctx: AppContext, action: Action) -> bool:
    """Let somebody else be responsible for an action. True if the responsible person was changed."""
    was_changed = False

    async def submit(values: Mapping[str, object]) -> None:
        nonlocal was_changed
        responsible_id = values["responsible_id"]
        if not isinstance(responsible_id, int):
            raise InvalidInput({"responsible_id": "missing"})
        receipt = await change_actions(ctx, [action], EditAction({"responsible_id": responsible_id}))
        ctx.commit(receipt)
        was_changed = bool(receipt.batch)

    suggested = (Person(action.person_id, action.person_name), Person(ctx.me.id, ctx.me.name))
    nearby = tuple(one for one in suggested if one.id != action.responsible_id)
    fields = [FormField("responsible_id", _("Who"), FieldKind.PERSON, nearby=nearby, required=True)]
    about = plain(action.text, "bold") + plain("\n" + hand_over_hint(), MUTED)
    key = form_draft_key("action-hand-over", action.id, about_id=action.person_id, subject=action.text)
    await show_form(ctx, _("Reassign"), fields, submit, about, submit_label=_("Reassign"), draft_key=key)
    return was_changed


def _action_fields(
    ctx: AppContext, person: Person, *, responsible: Person, text: str = "", due: date | None = None
) -> list[FormField]:
    viewer = Person(ctx.me.id, ctx.me.name)
    nearby = (person,) if person.id == viewer.id else (person, viewer)
    return [
        FormField("text", _("What"), value=text, required=True),
        FormField("due", _("Due"), FieldKind.DATE, due, hint=due_date_hint(), confirm_past=True, required=True),
        FormField("responsible_id", _("Who"), FieldKind.PERSON, responsible, nearby=nearby, required=True),
    ]


def hand_over_hint() -> str:
    """What the next responsible person sees."""
    return _("A new person who does not see this page sees the action, and its history from now on.")


def due_date_hint() -> str:
    """Examples of how a due date can be typed."""
    return _("Friday, 15.3, +14, week 12")


def _goal_field_loader(ctx: AppContext, person: Person, goal_id: int | None) -> LoadFields:
    """A function that reads the person's open goals, and returns a field to choose one if there are any.

    Args:
        goal_id: the goal the action supports now; it can be chosen although it is not open any more.
    """

    async def load() -> list[FormField]:
        listed = await ctx.call(goals.list_goals, person.id)
        offered = [goal for goal in listed if goal.status is GoalStatus.OPEN or goal.id == goal_id]
        choices = ((None, _("no goal")), *((goal.id, goal.text) for goal in offered))
        field = FormField("goal_id", _("Supports goal"), FieldKind.CHOICE, goal_id, choices=choices)
        return [field] if offered else []

    return load


def _changes_from_draft(action: Action, draft: ActionDraft) -> list[ActionChange]:
    """The changes that were made in the form, and only those."""
    changes: list[ActionChange] = [EditAction(edited_fields(action, draft))]
    if draft.due != action.due:
        changes.append(MoveDue(draft.due))
    return changes
