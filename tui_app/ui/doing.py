"""What can be done from anywhere: the forms, the services behind them, and what happens when two people collide."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.content import Content

from tui_app.domain.actions import ActionChange, MoveDue, Reword, SetStatus, started, step
from tui_app.domain.records import Action, ActionStatus, Goal, Person
from tui_app.domain.refusals import ChangedElsewhere, Refusal
from tui_app.domain.unfinished import FormKey, form_key
from tui_app.services import actions, pages, people
from tui_app.services.actions import Target
from tui_app.services.marks import Receipt
from tui_app.ui import words
from tui_app.ui.colliding import action_in_words, changes_in_words, day_words, edited, mine_anyway
from tui_app.ui.language import _, ngettext, told
from tui_app.ui.person_card import PERSON_FIELDS, person_fields, person_words
from tui_app.ui.text import lit

if TYPE_CHECKING:
    from tui_app.domain.drafts import ActionDraft
    from tui_app.ui.app import SamtaleApp
    from tui_app.ui.modals.form import Field, Later, Submit

Wish = Callable[[Action], Sequence[ActionChange]]
"""What somebody wants, of an action as it is now."""


class Doing:
    """Runs one thing from question to answer; each method is awaited in a flow of the application."""

    def __init__(self, app: SamtaleApp) -> None:
        self._app = app
        self._replaced_here: set[tuple[int, int]] = set()
        """Actions and the versions of them after which a change made here followed: a fast key may still name one."""

    async def _form(
        self,
        title: str,
        fields: Sequence[Field],
        submit: Submit,
        about: Content | None = None,
        *,
        later: Later | None = None,
        key: FormKey | None,
    ) -> bool:
        from tui_app.ui.modals.form import FormScreen

        screen = FormScreen(lit(title), fields, submit, about, later, key)
        answer: bool | None = await self._app.push_screen_wait(screen)
        return bool(answer)

    async def change(self, chosen: Sequence[Action], wanted: ActionChange | Wish) -> Receipt:
        """Change actions; where somebody else was first and wanted another thing, ask.

        One of several that is to be left as it is now is left out, and the others are changed.

        Raises:
            ChangedElsewhere: all that remained was left as it is now.
            Refusal: it cannot be done for another reason.
        """
        targets = [self._as_left_here(action) for action in chosen]
        changes = wanted(chosen[0]) if callable(wanted) else (wanted,)
        while True:
            try:
                receipt: Receipt = await self._app.ask(actions.change, targets, *changes)
            except ChangedElsewhere as clash:
                current = clash.current
                assert isinstance(current, Action)
                changes = wanted(current) if callable(wanted) else changes
                others = [one for one in targets if one.action_id != current.id]
                if await self._is_to_be(clash, current, changes):
                    targets = [Target(current.id, current.version), *others]
                    continue
                self._app.refresh_screens()
                if not others:
                    raise
                targets = others
            else:
                self._note_replaced(targets, receipt, len(changes))
                return receipt

    async def _is_to_be(self, clash: ChangedElsewhere, current: Action, changes: Sequence[ActionChange]) -> bool:
        """Whether it stands so already, or is to be so all the same."""
        if all(step(current, change, self._app.today) is None for change in changes):
            return True
        return await mine_anyway(self._app, clash, action_in_words(current), changes_in_words(current, changes))

    def _note_replaced(self, targets: Sequence[Target], receipt: Receipt, changes: int) -> None:
        if receipt.count in (len(targets), changes * len(targets)):
            steps = receipt.count // len(targets)
            self._replaced_here.update((one.action_id, one.version + n) for one in targets for n in range(steps))

    def _as_left_here(self, action: Action) -> Target:
        version = action.version
        while (action.id, version) in self._replaced_here:
            version += 1
        return Target(action.id, version)

    async def change_and_say(self, chosen: Sequence[Action], wanted: ActionChange, said: str) -> bool:
        """Change actions and say what was done; why not, where it could not be. Whether it was done."""
        async with self._app.changing:
            try:
                receipt = await self.change(chosen, wanted)
            except ChangedElsewhere:
                return False  # left as it is now
            except Refusal as refusal:
                self._app.tell_refusal(refusal)
                self._app.refresh_screens()
                return False
            self._app.done(receipt, _about(said, chosen, receipt))
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
        wanted = started(chosen[0])
        said = _("In progress") if wanted.status is ActionStatus.STARTED else _("Not started")
        return await self.change_and_say(chosen, wanted, said)

    async def drop(self, chosen: Sequence[Action]) -> bool:
        """Give up, with a reason; whether it was done."""
        from tui_app.ui.modals.form import Field

        async def submit(values: Mapping[str, object]) -> None:
            from tui_app.domain.texts import clean_line

            wanted = SetStatus(ActionStatus.DROPPED, clean_line(str(values["reason"])))
            receipt = await self.change(chosen, wanted)
            self._app.done(receipt, _about(_("Dropped"), chosen, receipt))

        fields = [Field("reason", _("Why"), required=True)]
        key = _key_of("action-drop", chosen)
        return bool(chosen) and await self._form(_("Drop"), fields, submit, _all_of(chosen), key=key)

    async def move(self, chosen: Sequence[Action]) -> bool:
        """Another due date, with a reason if one likes; whether it was done."""
        from tui_app.ui.modals.form import Field, Kind

        async def submit(values: Mapping[str, object]) -> None:
            from tui_app.domain.refusals import Invalid
            from tui_app.domain.texts import clean_line

            due = values["due"]
            if not isinstance(due, date):
                raise Invalid({"due": "missing"})
            receipt = await self.change(chosen, MoveDue(due, clean_line(str(values["reason"]))))
            self._app.done(receipt, _about(_("Moved"), chosen, receipt))

        open_ones = [action for action in chosen if action.is_open]
        if chosen and not open_ones:
            self._app.tell_refusal(Refusal("action_is_closed", text=chosen[0].text))
        if open_ones:
            chosen = open_ones
            fields = [
                Field("due", _("New date"), Kind.DATE, hint=_date_hint(), ask_past=True, required=True),
                Field("reason", _("Why"), hint=_("if you like")),
            ]
            key = _key_of("action-move", chosen)
            return await self._form(_("Move the date"), fields, submit, _all_of(chosen), key=key)
        return False

    async def comment(self, action: Action) -> bool:
        """Write a comment; whether it was done."""
        from tui_app.ui.modals.form import Field, Kind

        async def submit(values: Mapping[str, object]) -> None:
            self._app.done(await self._app.ask(actions.comment, action.id, str(values["text"])))

        fields, key = [Field("text", _("Comment"), Kind.NOTE)], _key_of("action-comment", [action])
        return await self._form(_("Comment"), fields, submit, _all_of([action]), key=key)

    def _action_fields(self, person: Person, text: str, responsible: Person, due: date | None) -> list[Field]:
        from tui_app.ui.modals.form import Field, Kind

        mine = Person(self._app.me.id, self._app.me.name)
        nearby = (person,) if person.id == mine.id else (person, mine)
        return [
            Field("text", _("What"), value=text, required=True),
            Field("due", _("By when"), Kind.DATE, due, hint=_date_hint(), ask_past=True, required=True),
            Field("responsible_id", _("Who"), Kind.PERSON, responsible, nearby=nearby, required=True),
        ]

    def _goal_field(self, person: Person, goal_id: int | None) -> Later:
        async def fetched() -> list[Field]:
            from tui_app.ui.modals.form import Field, Kind

            goals = await self._app.ask(pages.goals, person.id)
            open_goals = [goal for goal in goals if goal.status == "open" or goal.id == goal_id]
            choices = ((None, _("no goal")), *((goal.id, goal.text) for goal in open_goals))
            return [Field("goal_id", _("Serves"), Kind.CHOICE, goal_id, choices=choices)] if open_goals else []

        return fetched

    async def new_action(self, person: Person, conversation_id: int | None = None) -> None:
        """Agree who does what by when; in a conversation it becomes part of the minutes."""

        async def submit(values: Mapping[str, object]) -> None:
            from tui_app.domain.drafts import ActionDraft, checked

            draft = checked(ActionDraft, {**values, "conversation_id": conversation_id})
            receipt = await self._app.ask(actions.add, person.id, draft)
            self._app.done(receipt, told(_("Agreed: «$text»"), text=draft.text))

        fields, goals = self._action_fields(person, "", person, None), self._goal_field(person, None)
        key = form_key("action-new", person.id, conversation_id or 0, about=person.id)
        await self._form(told(_("New action for $name"), name=person.name), fields, submit, later=goals, key=key)

    async def new_action_for_me(self) -> None:
        """Agree something that concerns myself."""
        await self.new_action(Person(self._app.me.id, self._app.me.name))

    async def edit(self, action: Action) -> None:
        """Change what stands in an action."""

        async def submit(values: Mapping[str, object]) -> None:
            from tui_app.domain.drafts import ActionDraft, checked

            draft = checked(ActionDraft, {"goal_id": action.goal_id} | dict(values))
            self._app.done(await self.change([action], partial(_edits, action, draft)))

        person = Person(action.person_id, action.person_name)
        responsible = Person(action.responsible_id, action.responsible_name)
        fields = self._action_fields(person, action.text, responsible, action.due)
        goals = self._goal_field(person, action.goal_id)
        key = form_key("action-edit", action.id, action.version, about=person.id, words=action.text)
        await self._form(_("Change the action"), fields, submit, later=goals, key=key)

    async def goal(self, person: Person, goal: Goal | None = None, conversation_id: int | None = None) -> None:
        """Set a goal, or change one; one set in a conversation becomes part of the minutes."""
        from tui_app.domain.records import GoalKind, GoalStatus
        from tui_app.ui.modals.form import Field, Kind

        async def submit(values: Mapping[str, object]) -> None:
            from tui_app.domain.drafts import GoalDraft, checked

            draft = checked(GoalDraft, {**values, "conversation_id": conversation_id})
            if goal is None:
                receipt = await self._app.ask(pages.add_goal, person.id, draft)
            else:
                receipt = await edited(self._app, pages.edit_goal, goal, draft, GOAL_FIELDS, _goal_words)
            self._app.done(receipt)

        fields = [
            Field("text", _("Goal"), value=goal.text if goal else "", required=True),
            Field(
                "kind",
                _("Kind"),
                Kind.CHOICE,
                goal.kind if goal else GoalKind.DEVELOPMENT,
                tuple((kind, _(words.GOAL_KINDS[kind])) for kind in GoalKind),
            ),
            Field("target", _("Reach by"), Kind.DATE, goal.target if goal else None, hint=_("if you like")),
        ]
        if goal is not None:
            states = tuple((status, _(words.GOAL_STATUS[status])) for status in GoalStatus)
            fields.append(Field("status", _("Status"), Kind.CHOICE, goal.status, states))
        title = _("Change the goal") if goal else told(_("New goal for $name"), name=person.name)
        numbers = (goal.id, goal.version) if goal else (0, person.id, conversation_id or 0)
        key = form_key("goal", *numbers, about=person.id, words=goal.text if goal else "")
        await self._form(title, fields, submit, key=key)

    async def new_person(self) -> None:
        """Add somebody to my team."""

        async def submit(values: Mapping[str, object]) -> None:
            from tui_app.domain.drafts import PersonDraft, checked

            draft = checked(PersonDraft, dict(values))
            added = await self._app.ask(people.add, draft)
            self._app.tell(told(_("$name is in your team."), name=added.name))
            self._app.refresh_screens()

        await self._form(_("New person in your team"), person_fields(None), submit, key=form_key("report-new"))

    async def edit_person(self, person: Person) -> None:
        """Change a person's name, title and dates."""

        async def submit(values: Mapping[str, object]) -> None:
            from tui_app.domain.drafts import PersonDraft, checked

            draft = checked(PersonDraft, dict(values) | {"leader_id": person.leader_id})
            await edited(self._app, people.edit, person, draft, PERSON_FIELDS, person_words)
            self._app.refresh_screens()

        key = form_key("report-edit", person.id, person.version, about=person.id)
        await self._form(person.name, person_fields(person), submit, key=key)


def _date_hint() -> str:
    return _("friday, 15.3, +14, week 12")


def _about(said: str, chosen: Sequence[Action], receipt: Receipt) -> str:
    if len(chosen) == 1:
        text = chosen[0].text
        return f"{said}: «{text[:40]}{'…' if len(text) > 40 else ''}»"
    words = ngettext("$said: $count action", "$said: $count actions", receipt.count)
    return told(words, said=said, count=receipt.count)


def _edits(opened: Action, draft: ActionDraft, now: Action) -> list[ActionChange]:
    """What somebody changed in the form of an action, of the action as it is now; the rest of it stays."""

    def wanted(field: str) -> Any:
        mine = getattr(draft, field)
        return mine if mine != getattr(opened, field) else getattr(now, field)

    changes: list[ActionChange] = [Reword(wanted("text"), wanted("responsible_id"), wanted("goal_id"))]
    if draft.due != opened.due:
        changes.append(MoveDue(draft.due))
    return changes


GOAL_FIELDS = ("text", "kind", "target", "status")


def _goal_words(field: str, holder: Any) -> str:
    if field == "text":
        return f"«{holder.text}»"
    if field == "target":
        return f"{_('Reach by')}: {day_words(holder.target)}"
    if field == "kind":
        return _(words.GOAL_KINDS[holder.kind])
    return _(words.GOAL_STATUS[holder.status])


def _key_of(form: str, chosen: Sequence[Action]) -> FormKey | None:
    people = {action.person_id for action in chosen}
    about = people.pop() if len(people) == 1 else None
    text = chosen[0].text if len(chosen) == 1 else ""
    return form_key(form, *sorted(action.id for action in chosen), about=about, words=text)


def _all_of(chosen: Sequence[Action]) -> Content:
    if len(chosen) == 1:
        return lit(chosen[0].text, "bold")
    return lit(told(ngettext("$count action", "$count actions", len(chosen)), count=len(chosen)), "bold")
