"""What can be done from anywhere: the forms, the services behind them, and what happens when two people collide."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from textual.content import Content

from tui_app.domain.actions import Acknowledge, ActionChange, MoveDue, Reword, SetStatus, started, step
from tui_app.domain.records import Action, ActionStatus, Goal, Person
from tui_app.domain.refusals import ChangedElsewhere, Refusal
from tui_app.domain.unfinished import FormKey, form_key
from tui_app.services import actions, pages, people
from tui_app.services.actions import Target
from tui_app.services.marks import Receipt
from tui_app.ui import words
from tui_app.ui.dates import full_day
from tui_app.ui.language import _, ngettext, spoken, told
from tui_app.ui.text import lit

if TYPE_CHECKING:
    from tui_app.ui.app import SamtaleApp
    from tui_app.ui.modals.form import Field, Later, Submit


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

    async def change(self, chosen: Sequence[Action], wanted: ActionChange) -> Receipt | None:
        """Change actions; where somebody else was first and wanted another thing, ask. None when it was left as it is.

        Raises:
            Refusal: it cannot be done for another reason.
        """
        targets = [self._as_left_here(action) for action in chosen]
        while True:
            try:
                receipt = await self._app.ask(actions.change, targets, wanted)
                if receipt.count == len(targets):
                    self._replaced_here.update((one.action_id, one.version) for one in targets)
                return receipt
            except ChangedElsewhere as clash:
                current = clash.current
                assert isinstance(current, Action)
                stands = step(current, wanted, self._app.today) is None
                if not stands and not await self._mine_anyway(
                    clash.by, action_in_words(current), change_in_words(wanted)
                ):
                    self._app.refresh_screens()
                    return None
                targets = [
                    Target(one.action_id, current.version) if one.action_id == current.id else one for one in targets
                ]

    def _as_left_here(self, action: Action) -> Target:
        version = action.version
        while (action.id, version) in self._replaced_here:
            version += 1
        return Target(action.id, version)

    async def _mine_anyway(self, by: str, theirs: Content, mine: Content) -> bool:
        from tui_app.ui.modals.ask import changed_by_another

        answer: bool | None = await self._app.push_screen_wait(changed_by_another(by, theirs, mine))
        return bool(answer)

    async def change_and_say(self, chosen: Sequence[Action], wanted: ActionChange, said: str) -> bool:
        """Change actions and say what was done; why not, where it could not be. Whether it was done."""
        async with self._app.changing:
            try:
                receipt = await self.change(chosen, wanted)
            except Refusal as refusal:
                self._app.tell_refusal(refusal)
                self._app.refresh_screens()
                return False
            if receipt is not None:
                self._app.done(receipt, _about(said, chosen))
            return receipt is not None

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
            if receipt is not None:
                self._app.done(receipt, _about(_("Dropped"), chosen))

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
            if receipt is not None:
                self._app.done(receipt, _about(_("Moved"), chosen))

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
            reworded = Reword(draft.text, draft.responsible_id, draft.goal_id)
            current = action
            for wanted in (reworded, MoveDue(draft.due)):
                if isinstance(wanted, MoveDue) and draft.due == action.due:
                    continue
                receipt = await self.change([current], wanted)
                if receipt is None:
                    return
                self._app.done(receipt)
                current = await self._app.ask(actions.one, action.id)

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
                receipt = await self._edited(pages.edit_goal, goal, draft)
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

    async def _edited(self, use_case: Callable[..., Receipt], record: Goal, draft: object) -> Receipt:
        """Store an edited goal; where somebody else was first, ask.

        Raises:
            Refusal: it cannot be done, or was left as it is now.
        """
        version = record.version
        while True:
            try:
                return await self._app.ask(use_case, record.id, version, draft)
            except ChangedElsewhere as clash:
                current = clash.current
                assert isinstance(current, Goal)
                mine = str(getattr(draft, "text", ""))
                if not await self._mine_anyway(clash.by, lit(current.text or "–"), lit(mine or "–")):
                    raise
                version = current.version

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
            await self._app.ask(people.edit, person.id, person.version, draft)
            self._app.refresh_screens()

        key = form_key("report-edit", person.id, person.version, about=person.id)
        await self._form(person.name, person_fields(person), submit, key=key)


def person_fields(person: Person | None) -> list[Field]:
    """What stands on the card of a person; with the last day where there is somebody already."""
    from tui_app.ui.modals.form import Field, Kind

    fields = [
        Field("name", _("Name"), value=person.name if person else "", required=True),
        Field("title", _("Title"), value=person.title if person else ""),
        Field("unit", _("Unit"), value=person.unit if person else ""),
        Field("email", _("E-mail"), value=person.email if person else ""),
        Field("employee_number", _("Number"), value=person.employee_number if person else ""),
        Field("start_date", _("Started"), Kind.DATE, person.start_date if person else None),
    ]
    if person is not None:
        last = Field("end_date", _("Last day"), Kind.DATE, person.end_date, hint=_("when leaving"))
        fields.append(last)
    return fields


def _date_hint() -> str:
    return _("friday, 15.3, +14, week 12")


def _about(said: str, chosen: Sequence[Action]) -> str:
    if len(chosen) == 1:
        text = chosen[0].text
        return f"{said}: «{text[:40]}{'…' if len(text) > 40 else ''}»"
    return told(ngettext("$said: $count action", "$said: $count actions", len(chosen)), said=said, count=len(chosen))


def _key_of(form: str, chosen: Sequence[Action]) -> FormKey | None:
    people = {action.person_id for action in chosen}
    about = people.pop() if len(people) == 1 else None
    text = chosen[0].text if len(chosen) == 1 else ""
    return form_key(form, *sorted(action.id for action in chosen), about=about, words=text)


def _all_of(chosen: Sequence[Action]) -> Content:
    if len(chosen) == 1:
        return lit(chosen[0].text, "bold")
    return lit(told(ngettext("$count action", "$count actions", len(chosen)), count=len(chosen)), "bold")


def action_in_words(action: Action) -> Content:
    """Who does what by when, and where it stands."""
    status = _(words.STATUS[action.status])
    return lit(f"«{action.text}» · {action.responsible_name} · {full_day(action.due, spoken())} · {status}")


def change_in_words(wanted: ActionChange) -> Content:
    """What a change is about to do."""
    if isinstance(wanted, SetStatus):
        return lit(_(words.STATUS[wanted.status]) + (f": {wanted.reason}" if wanted.reason else ""))
    if isinstance(wanted, MoveDue):
        return lit(told(_("the date $day"), day=full_day(wanted.due, spoken())))
    if isinstance(wanted, Acknowledge):
        return lit(wanted.word or _("seen"))
    return lit(f"«{wanted.text}»")
