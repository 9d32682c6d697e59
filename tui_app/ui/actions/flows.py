"""What the keys on actions do: the forms, and the services behind them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from textual.content import Content

from tui_app.domain.actions.changes import (
    ActionChange,
    EditAction,
    MoveDue,
    SetStatus,
    edited_fields,
    toggle_started,
)
from tui_app.domain.errors import DomainError, InvalidInput
from tui_app.domain.form_drafts import FormDraftKey, form_draft_key
from tui_app.domain.records.action import Action, ActionStatus
from tui_app.domain.records.person import Person
from tui_app.services.actions import actions
from tui_app.services.people import goals as goals_module
from tui_app.text.i18n import _, format_message, ngettext
from tui_app.ui.actions import acknowledgement_flows
from tui_app.ui.actions.choose_person import choose_person
from tui_app.ui.content import plain
from tui_app.ui.dialogs.flow import show_form
from tui_app.ui.editing.action_changes import change_actions, change_and_notify, done_message
from tui_app.ui.messages import ActionVerb

if TYPE_CHECKING:
    from tui_app.domain.drafts.actions import ActionDraft
    from tui_app.ui.context import AppContext
    from tui_app.ui.dialogs.draft_form import LoadFields
    from tui_app.ui.dialogs.fields import FormField


class ActionFlows:
    """Runs one thing with actions from question to answer; each method is awaited in a flow."""

    def __init__(self, ctx: AppContext) -> None:
        self._ctx = ctx

    async def perform(self, verb: ActionVerb, chosen: Sequence[Action]) -> bool:
        """Do one thing with actions; whether it was done."""
        if not chosen:
            return False
        if verb is ActionVerb.EDIT:
            return await self.edit(chosen[0])
        if verb is ActionVerb.COMMENT:
            return await self.comment(chosen[0])
        if verb is ActionVerb.REASSIGN:
            return await self.reassign(chosen[0])
        if verb is ActionVerb.NUDGE:
            return await acknowledgement_flows.nudge(self._ctx, chosen[0])
        several: dict[ActionVerb, Callable[[Sequence[Action]], Awaitable[bool]]] = {
            ActionVerb.TICK: self.tick,
            ActionVerb.START: self.start,
            ActionVerb.MOVE: self.move,
            ActionVerb.DROP: self.drop,
            ActionVerb.ACKNOWLEDGE: partial(acknowledgement_flows.acknowledge, self._ctx),
            ActionVerb.THANK: partial(acknowledgement_flows.thank, self._ctx),
        }
        return await several[verb](chosen)

    async def tick(self, chosen: Sequence[Action]) -> bool:
        """Done; where nothing remains of any of them, reopened. Whether it was done."""
        remaining = [action for action in chosen if action.is_open]
        if remaining:
            return await change_and_notify(self._ctx, remaining, SetStatus(ActionStatus.DONE), _("Done"))
        return bool(chosen) and await change_and_notify(self._ctx, chosen, SetStatus(ActionStatus.OPEN), _("Reopened"))

    async def start(self, chosen: Sequence[Action]) -> bool:
        """In progress, or back to not started; whether it was done."""
        if not chosen:
            return False
        wanted = toggle_started(chosen[0])
        said = _("In progress") if wanted.status is ActionStatus.STARTED else _("Not started")
        return await change_and_notify(self._ctx, chosen, wanted, said)

    async def drop(self, chosen: Sequence[Action]) -> bool:
        """Give up, with a reason; whether it was done."""
        from tui_app.ui.dialogs.fields import FormField

        async def submit(values: Mapping[str, object]) -> None:
            from tui_app.domain.text_normalization import clean_line

            wanted = SetStatus(ActionStatus.DROPPED, clean_line(str(values["reason"])))
            receipt = await change_actions(self._ctx, chosen, wanted)
            self._ctx.commit(receipt, done_message(_("Dropped"), chosen, receipt))

        fields = [FormField("reason", _("Why"), required=True)]
        key = _draft_key("action-drop", chosen)
        return bool(chosen) and await show_form(
            self._ctx, _("Drop"), fields, submit, _actions_summary(chosen), draft_key=key
        )

    async def move(self, chosen: Sequence[Action]) -> bool:
        """Another due date, with a reason if one likes; whether it was done."""
        from tui_app.ui.dialogs.fields import FieldKind, FormField

        async def submit(values: Mapping[str, object]) -> None:
            from tui_app.domain.errors import InvalidInput
            from tui_app.domain.text_normalization import clean_line

            due = values["due"]
            if not isinstance(due, date):
                raise InvalidInput({"due": "missing"})
            receipt = await change_actions(self._ctx, chosen, MoveDue(due, clean_line(str(values["reason"]))))
            self._ctx.commit(receipt, done_message(_("Moved"), chosen, receipt))

        open_ones = [action for action in chosen if action.is_open]
        if chosen and not open_ones:
            self._ctx.notify_error(DomainError("action_is_closed", text=chosen[0].text))
        if open_ones:
            chosen = open_ones
            fields = [
                FormField("due", _("New due date"), FieldKind.DATE, hint=_date_hint(), ask_past=True, required=True),
                FormField("reason", _("Why"), hint=_("optional")),
            ]
            key = _draft_key("action-move", chosen)
            return await show_form(
                self._ctx, _("Move due date"), fields, submit, _actions_summary(chosen), draft_key=key
            )
        return False

    async def comment(self, action: Action) -> bool:
        """Write a comment; whether it was done."""
        from tui_app.ui.dialogs.fields import FieldKind, FormField

        async def submit(values: Mapping[str, object]) -> None:
            self._ctx.commit(await self._ctx.call(actions.comment, action.id, str(values["text"])))

        fields, key = [FormField("text", _("Comment"), FieldKind.NOTE)], _draft_key("action-comment", [action])
        return await show_form(self._ctx, _("Comment"), fields, submit, _actions_summary([action]), draft_key=key)

    def _action_fields(self, person: Person, text: str, responsible: Person, due: date | None) -> list[FormField]:
        from tui_app.ui.dialogs.fields import FieldKind, FormField

        mine = Person(self._ctx.me.id, self._ctx.me.name)
        nearby = (person,) if person.id == mine.id else (person, mine)
        return [
            FormField("text", _("What"), value=text, required=True),
            FormField("due", _("Due"), FieldKind.DATE, due, hint=_date_hint(), ask_past=True, required=True),
            FormField("responsible_id", _("Who"), FieldKind.PERSON, responsible, nearby=nearby, required=True),
        ]

    def _goal_field(self, person: Person, goal_id: int | None) -> LoadFields:
        async def fetched() -> list[FormField]:
            from tui_app.ui.dialogs.fields import FieldKind, FormField

            goals = await self._ctx.call(goals_module.list_goals, person.id)
            open_goals = [goal for goal in goals if goal.status == "open" or goal.id == goal_id]
            choices = ((None, _("no goal")), *((goal.id, goal.text) for goal in open_goals))
            return (
                [FormField("goal_id", _("Supports goal"), FieldKind.CHOICE, goal_id, choices=choices)]
                if open_goals
                else []
            )

        return fetched

    async def new_action(self, person: Person | None, conversation_id: int | None = None, about_id: int = 0) -> None:
        """Agree who does what by when; in a conversation it becomes part of the minutes.

        Args:
            person: whom it concerns; where None, the person with the number `about_id`, else the form asks.
        """
        person = person or await choose_person(self._ctx, about_id)
        if person is not None:
            await self._agree(person, conversation_id)

    async def _agree(self, person: Person, conversation_id: int | None) -> None:

        async def submit(values: Mapping[str, object]) -> None:
            from tui_app.domain.drafts.actions import ActionDraft
            from tui_app.domain.drafts.base import validate_draft

            draft = validate_draft(ActionDraft, {**values, "conversation_id": conversation_id})
            receipt = await self._ctx.call(actions.add, person.id, draft)
            self._ctx.commit(receipt, format_message(_("Agreed: «$text»"), text=draft.text))

        fields, goals = self._action_fields(person, "", person, None), self._goal_field(person, None)
        key = form_draft_key("action-new", person.id, conversation_id or 0, about_id=person.id)
        await show_form(
            self._ctx,
            format_message(_("New action for $name"), name=person.name),
            fields,
            submit,
            load_fields=goals,
            draft_key=key,
        )

    async def reassign(self, action: Action) -> bool:
        """Let somebody else be responsible; whether it was done."""
        from tui_app.ui.dialogs.fields import FieldKind, FormField

        done = False

        async def submit(values: Mapping[str, object]) -> None:
            nonlocal done
            responsible_id = values["responsible_id"]
            if not isinstance(responsible_id, int):
                raise InvalidInput({"responsible_id": "missing"})
            receipt = await change_actions(self._ctx, [action], EditAction({"responsible_id": responsible_id}))
            self._ctx.commit(receipt)
            done = bool(receipt.batch)

        me = self._ctx.me
        known = [Person(action.person_id, action.person_name), Person(me.id, me.name)]
        nearby = tuple(one for one in known if one.id != action.responsible_id)
        fields = [FormField("responsible_id", _("Who"), FieldKind.PERSON, nearby=nearby, required=True)]
        key = form_draft_key("action-hand-over", action.id, about_id=action.person_id, subject=action.text)
        await show_form(self._ctx, _("Reassign"), fields, submit, plain(action.text, "bold"), draft_key=key)
        return done

    async def edit(self, action: Action) -> bool:
        """Change the text, the responsible person, the date or the goal of an action; whether it was done."""

        async def submit(values: Mapping[str, object]) -> None:
            from tui_app.domain.drafts.actions import ActionDraft
            from tui_app.domain.drafts.base import validate_draft

            draft = validate_draft(ActionDraft, {"goal_id": action.goal_id} | dict(values))
            self._ctx.commit(await change_actions(self._ctx, [action], *_changes_from_form(action, draft)))

        person = Person(action.person_id, action.person_name)
        responsible = Person(action.responsible_id, action.responsible_name)
        fields = self._action_fields(person, action.text, responsible, action.due)
        goals = self._goal_field(person, action.goal_id)
        key = form_draft_key("action-edit", action.id, action.version, about_id=person.id, subject=action.text)
        return await show_form(self._ctx, _("Edit action"), fields, submit, load_fields=goals, draft_key=key)


def _date_hint() -> str:
    return _("Friday, 15.3, +14, week 12")


def _changes_from_form(opened: Action, draft: ActionDraft) -> list[ActionChange]:
    """The changes that somebody made in the form of an action; fields that they left alone are not part of them."""
    changes: list[ActionChange] = [EditAction(edited_fields(opened, draft))]
    if draft.due != opened.due:
        changes.append(MoveDue(draft.due))
    return changes


def _draft_key(form: str, chosen: Sequence[Action]) -> FormDraftKey | None:
    people = {action.person_id for action in chosen}
    about = people.pop() if len(people) == 1 else None
    text = chosen[0].text if len(chosen) == 1 else ""
    return form_draft_key(form, *sorted(action.id for action in chosen), about_id=about, subject=text)


def _actions_summary(chosen: Sequence[Action]) -> Content:
    if len(chosen) == 1:
        return plain(chosen[0].text, "bold")
    return plain(format_message(ngettext("$count action", "$count actions", len(chosen)), count=len(chosen)), "bold")
