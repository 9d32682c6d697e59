"""What can be done from anywhere: the forms, the services behind them, and what happens when two people collide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from textual.content import Content

from tui_app.domain.actions.changes import (
    ActionChange,
    EditAction,
    MoveDue,
    SetStatus,
    edited_fields,
    resolve_change,
    toggle_started,
)
from tui_app.domain.errors import ConflictError, DomainError
from tui_app.domain.form_drafts import FormDraftKey, form_draft_key
from tui_app.domain.records.action import Action, ActionStatus
from tui_app.domain.records.goal import Goal
from tui_app.domain.records.person import Person
from tui_app.services.actions import actions
from tui_app.services.actions.actions import ActionVersion
from tui_app.services.change_stamp import Receipt
from tui_app.services.people import goals as goals_module
from tui_app.services.people import people
from tui_app.text import actions as words
from tui_app.text.actions import action_summary, changes_summary
from tui_app.text.dates import day_or_dash
from tui_app.text.i18n import _, format_message, ngettext
from tui_app.text.people import person_field_text
from tui_app.ui.content import plain
from tui_app.ui.editing.conflicts import confirm_overwrite, save_edit
from tui_app.ui.people.person_fields import PERSON_FIELDS, person_fields

if TYPE_CHECKING:
    from tui_app.domain.drafts.actions import ActionDraft
    from tui_app.ui.app import SamtaleApp
    from tui_app.ui.dialogs.draft_form import LoadFields
    from tui_app.ui.dialogs.fields import FormField
    from tui_app.ui.dialogs.form import SubmitForm


class ActionFlows:
    """Runs one thing from question to answer; each method is awaited in a flow of the application."""

    def __init__(self, app: SamtaleApp) -> None:
        self._app = app
        self._replaced_here: set[tuple[int, int]] = set()
        """Actions and the versions of them after which a change made here followed: a fast key may still name one."""

    async def _form(
        self,
        title: str,
        fields: Sequence[FormField],
        submit: SubmitForm,
        about: Content | None = None,
        *,
        later: LoadFields | None = None,
        key: FormDraftKey | None,
    ) -> bool:
        from tui_app.ui.dialogs.form import FormDialog

        screen = FormDialog(plain(title), fields, submit, about, later, key)
        answer: bool | None = await self._app.push_screen_wait(screen)
        return bool(answer)

    async def change(self, chosen: Sequence[Action], *changes: ActionChange) -> Receipt:
        """Change actions; where somebody else was first and wanted another thing, ask.

        One of several that is to be left as it is now is left out, and the others are changed.

        Raises:
            ConflictError: all that remained was left as it is now.
            DomainError: it cannot be done for another reason.
        """
        targets = [self._as_left_here(action) for action in chosen]
        while True:
            try:
                receipt: Receipt = await self._app.ask(actions.change, targets, *changes)
            except ConflictError as clash:
                current = clash.current
                assert isinstance(current, Action)
                others = [one for one in targets if one.action_id != current.id]
                if await self._is_to_be(clash, current, changes):
                    targets = [ActionVersion(current.id, current.version), *others]
                    continue
                self._app.refresh_screens()
                if not others:
                    raise
                targets = others
            else:
                self._note_replaced(targets, receipt, len(changes))
                return receipt

    async def _is_to_be(self, clash: ConflictError, current: Action, changes: Sequence[ActionChange]) -> bool:
        """Whether it stands so already, or is to be so all the same."""
        if all(resolve_change(current, change, self._app.today) is None for change in changes):
            return True
        return await confirm_overwrite(self._app, clash, action_summary(current), changes_summary(current, changes))

    def _note_replaced(self, targets: Sequence[ActionVersion], receipt: Receipt, changes: int) -> None:
        if receipt.count in (len(targets), changes * len(targets)):
            steps = receipt.count // len(targets)
            self._replaced_here.update((one.action_id, one.version + n) for one in targets for n in range(steps))

    def _as_left_here(self, action: Action) -> ActionVersion:
        version = action.version
        while (action.id, version) in self._replaced_here:
            version += 1
        return ActionVersion(action.id, version)

    async def change_and_say(self, chosen: Sequence[Action], wanted: ActionChange, said: str) -> bool:
        """Change actions and say what was done; why not, where it could not be. Whether it was done."""
        async with self._app.changing:
            try:
                receipt = await self.change(chosen, wanted)
            except ConflictError:
                return False  # left as it is now
            except DomainError as refusal:
                self._app.tell_refusal(refusal)
                self._app.refresh_screens()
                return False
            self._app.done(receipt, _done_message(said, chosen, receipt))
            return True

    async def tick(self, chosen: Sequence[Action]) -> bool:
        """Done; where nothing remains of any of them, reopened. Whether it was done."""
        remaining = [action for action in chosen if action.is_open]
        if remaining:
            return await self.change_and_say(remaining, SetStatus(ActionStatus.DONE), _("Done"))
        return bool(chosen) and await self.change_and_say(chosen, SetStatus(ActionStatus.OPEN), _("Reopened"))

    async def start(self, chosen: Sequence[Action]) -> bool:
        """In progress, or back to not started; whether it was done."""
        if not chosen:
            return False
        wanted = toggle_started(chosen[0])
        said = _("In progress") if wanted.status is ActionStatus.STARTED else _("Not started")
        return await self.change_and_say(chosen, wanted, said)

    async def drop(self, chosen: Sequence[Action]) -> bool:
        """Give up, with a reason; whether it was done."""
        from tui_app.ui.dialogs.fields import FormField

        async def submit(values: Mapping[str, object]) -> None:
            from tui_app.domain.text_normalization import clean_line

            wanted = SetStatus(ActionStatus.DROPPED, clean_line(str(values["reason"])))
            receipt = await self.change(chosen, wanted)
            self._app.done(receipt, _done_message(_("Dropped"), chosen, receipt))

        fields = [FormField("reason", _("Why"), required=True)]
        key = _draft_key("action-drop", chosen)
        return bool(chosen) and await self._form(_("Drop"), fields, submit, _actions_summary(chosen), key=key)

    async def move(self, chosen: Sequence[Action]) -> bool:
        """Another due date, with a reason if one likes; whether it was done."""
        from tui_app.ui.dialogs.fields import FieldKind, FormField

        async def submit(values: Mapping[str, object]) -> None:
            from tui_app.domain.errors import InvalidInput
            from tui_app.domain.text_normalization import clean_line

            due = values["due"]
            if not isinstance(due, date):
                raise InvalidInput({"due": "missing"})
            receipt = await self.change(chosen, MoveDue(due, clean_line(str(values["reason"]))))
            self._app.done(receipt, _done_message(_("Moved"), chosen, receipt))

        open_ones = [action for action in chosen if action.is_open]
        if chosen and not open_ones:
            self._app.tell_refusal(DomainError("action_is_closed", text=chosen[0].text))
        if open_ones:
            chosen = open_ones
            fields = [
                FormField("due", _("New due date"), FieldKind.DATE, hint=_date_hint(), ask_past=True, required=True),
                FormField("reason", _("Why"), hint=_("optional")),
            ]
            key = _draft_key("action-move", chosen)
            return await self._form(_("Move due date"), fields, submit, _actions_summary(chosen), key=key)
        return False

    async def comment(self, action: Action) -> bool:
        """Write a comment; whether it was done."""
        from tui_app.ui.dialogs.fields import FieldKind, FormField

        async def submit(values: Mapping[str, object]) -> None:
            self._app.done(await self._app.ask(actions.comment, action.id, str(values["text"])))

        fields, key = [FormField("text", _("Comment"), FieldKind.NOTE)], _draft_key("action-comment", [action])
        return await self._form(_("Comment"), fields, submit, _actions_summary([action]), key=key)

    def _action_fields(self, person: Person, text: str, responsible: Person, due: date | None) -> list[FormField]:
        from tui_app.ui.dialogs.fields import FieldKind, FormField

        mine = Person(self._app.me.id, self._app.me.name)
        nearby = (person,) if person.id == mine.id else (person, mine)
        return [
            FormField("text", _("What"), value=text, required=True),
            FormField("due", _("Due"), FieldKind.DATE, due, hint=_date_hint(), ask_past=True, required=True),
            FormField("responsible_id", _("Who"), FieldKind.PERSON, responsible, nearby=nearby, required=True),
        ]

    def _goal_field(self, person: Person, goal_id: int | None) -> LoadFields:
        async def fetched() -> list[FormField]:
            from tui_app.ui.dialogs.fields import FieldKind, FormField

            goals = await self._app.ask(goals_module.list_goals, person.id)
            open_goals = [goal for goal in goals if goal.status == "open" or goal.id == goal_id]
            choices = ((None, _("no goal")), *((goal.id, goal.text) for goal in open_goals))
            return (
                [FormField("goal_id", _("Supports goal"), FieldKind.CHOICE, goal_id, choices=choices)]
                if open_goals
                else []
            )

        return fetched

    async def new_action(self, person: Person, conversation_id: int | None = None) -> None:
        """Agree who does what by when; in a conversation it becomes part of the minutes."""

        async def submit(values: Mapping[str, object]) -> None:
            from tui_app.domain.drafts.actions import ActionDraft
            from tui_app.domain.drafts.base import validate_draft

            draft = validate_draft(ActionDraft, {**values, "conversation_id": conversation_id})
            receipt = await self._app.ask(actions.add, person.id, draft)
            self._app.done(receipt, format_message(_("Agreed: «$text»"), text=draft.text))

        fields, goals = self._action_fields(person, "", person, None), self._goal_field(person, None)
        key = form_draft_key("action-new", person.id, conversation_id or 0, about=person.id)
        await self._form(
            format_message(_("New action for $name"), name=person.name), fields, submit, later=goals, key=key
        )

    async def new_action_for_me(self) -> None:
        """Agree something that concerns myself."""
        await self.new_action(Person(self._app.me.id, self._app.me.name))

    async def edit(self, action: Action) -> None:
        """Change what stands in an action."""

        async def submit(values: Mapping[str, object]) -> None:
            from tui_app.domain.drafts.actions import ActionDraft
            from tui_app.domain.drafts.base import validate_draft

            draft = validate_draft(ActionDraft, {"goal_id": action.goal_id} | dict(values))
            self._app.done(await self.change([action], *_changes_from_form(action, draft)))

        person = Person(action.person_id, action.person_name)
        responsible = Person(action.responsible_id, action.responsible_name)
        fields = self._action_fields(person, action.text, responsible, action.due)
        goals = self._goal_field(person, action.goal_id)
        key = form_draft_key("action-edit", action.id, action.version, about=person.id, words=action.text)
        await self._form(_("Edit action"), fields, submit, later=goals, key=key)

    async def goal(self, person: Person, goal: Goal | None = None, conversation_id: int | None = None) -> None:
        """Set a goal, or change one; one set in a conversation becomes part of the minutes."""
        from tui_app.domain.records.goal import GoalKind, GoalStatus
        from tui_app.ui.dialogs.fields import FieldKind, FormField

        async def submit(values: Mapping[str, object]) -> None:
            from tui_app.domain.drafts.actions import GoalDraft
            from tui_app.domain.drafts.base import validate_draft

            draft = validate_draft(GoalDraft, {**values, "conversation_id": conversation_id})
            if goal is None:
                receipt = await self._app.ask(goals_module.add, person.id, draft)
            else:
                receipt = await save_edit(self._app, goals_module.edit, goal, draft, GOAL_FIELDS, _goal_field_text)
            self._app.done(receipt)

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
        key = form_draft_key("goal", *numbers, about=person.id, words=goal.text if goal else "")
        await self._form(title, fields, submit, key=key)

    async def new_person(self) -> None:
        """Add somebody to my team."""

        async def submit(values: Mapping[str, object]) -> None:
            from tui_app.domain.drafts.base import validate_draft
            from tui_app.domain.drafts.people import PersonDraft

            draft = validate_draft(PersonDraft, dict(values))
            added = await self._app.ask(people.add, draft)
            self._app.tell(format_message(_("$name is now in your team."), name=added.name))
            self._app.refresh_screens()

        await self._form(_("New person in your team"), person_fields(None), submit, key=form_draft_key("report-new"))

    async def edit_person(self, person: Person) -> None:
        """Change a person's name, title and dates."""

        async def submit(values: Mapping[str, object]) -> None:
            from tui_app.domain.drafts.base import validate_draft
            from tui_app.domain.drafts.people import PersonDraft

            draft = validate_draft(PersonDraft, dict(values) | {"leader_id": person.leader_id})
            await save_edit(self._app, people.edit, person, draft, PERSON_FIELDS, person_field_text)
            self._app.refresh_screens()

        key = form_draft_key("report-edit", person.id, person.version, about=person.id)
        await self._form(person.name, person_fields(person), submit, key=key)


def _date_hint() -> str:
    return _("Friday, 15.3, +14, week 12")


def _done_message(said: str, chosen: Sequence[Action], receipt: Receipt) -> str:
    if len(chosen) == 1:
        text = chosen[0].text
        return f"{said}: «{text[:40]}{'…' if len(text) > 40 else ''}»"
    words = ngettext("$said: $count action", "$said: $count actions", receipt.count)
    return format_message(words, said=said, count=receipt.count)


def _changes_from_form(opened: Action, draft: ActionDraft) -> list[ActionChange]:
    """The changes that somebody made in the form of an action; fields that they left alone are not part of them."""
    changes: list[ActionChange] = [EditAction(edited_fields(opened, draft))]
    if draft.due != opened.due:
        changes.append(MoveDue(draft.due))
    return changes


GOAL_FIELDS = ("text", "kind", "target", "status")


def _goal_field_text(field: str, holder: Any) -> str:
    if field == "text":
        return f"«{holder.text}»"
    if field == "target":
        return f"{_('Target date')}: {day_or_dash(holder.target)}"
    if field == "kind":
        return _(words.GOAL_KIND_LABELS[holder.kind])
    return _(words.GOAL_STATUS_LABELS[holder.status])


def _draft_key(form: str, chosen: Sequence[Action]) -> FormDraftKey | None:
    people = {action.person_id for action in chosen}
    about = people.pop() if len(people) == 1 else None
    text = chosen[0].text if len(chosen) == 1 else ""
    return form_draft_key(form, *sorted(action.id for action in chosen), about=about, words=text)


def _actions_summary(chosen: Sequence[Action]) -> Content:
    if len(chosen) == 1:
        return plain(chosen[0].text, "bold")
    return plain(format_message(ngettext("$count action", "$count actions", len(chosen)), count=len(chosen)), "bold")
