"""Planning conversations: the forms, the services behind them, and what happens when two people collide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from textual.content import Content

from tui_app.domain import access
from tui_app.domain.records import Conversation, ConversationKind, Person, Template
from tui_app.domain.refusals import ChangedElsewhere, Invalid, Refusal
from tui_app.domain.unfinished import FormKey, form_key
from tui_app.services import conversations, people, templates, topics
from tui_app.services.marks import Receipt
from tui_app.ui import words
from tui_app.ui.colliding import mine_anyway
from tui_app.ui.language import _, ngettext, spoken, told
from tui_app.ui.text import lit

if TYPE_CHECKING:
    from datetime import date

    from tui_app.domain.drafts import PlanDraft
    from tui_app.domain.records import Topic
    from tui_app.ui.app import SamtaleApp
    from tui_app.ui.modals.form import Field, Submit

NAMES_SAID = 4
"""Names told one by one; the rest are counted."""


class Planning:
    """Runs one thing from question to answer; each method is awaited in a flow of the application."""

    def __init__(self, app: SamtaleApp) -> None:
        self._app = app

    async def _form(
        self,
        title: str,
        fields: Sequence[Field],
        submit: Submit,
        about: Content | None = None,
        *,
        key: FormKey | None = None,
    ) -> bool:
        from tui_app.ui.modals.form import FormScreen

        screen = FormScreen(lit(title), fields, submit, about, unfinished=key)
        answer: bool | None = await self._app.push_screen_wait(screen)
        return bool(answer)

    def open(self, talk: Conversation) -> None:
        """Show the sheet of a conversation; of one that was noted without a form, its note.

        One with an earlier leader shows its signed minutes, if the employee shows them to the one who looks.
        """
        if self._app.me.id not in (talk.person_id, talk.leader_id):
            self._app.flow(self._open_shown(talk))
            return
        if talk.template_id is not None:
            self._app.open_conversation(talk.id)
            return
        from tui_app.ui.modals.note import NoteScreen

        title = f"{words.talk_title(talk)} · {words.full_when(talk, self._app.moment)}"
        self._app.push_screen(NoteScreen(title, talk.note or _("Nothing was noted.")))

    async def open_by_id(self, conversation_id: int) -> None:
        """Show a conversation of which only the number is known."""
        try:
            talk = await self._app.ask(conversations.one, conversation_id)
        except Refusal as refusal:
            self._app.tell_refusal(refusal)
        else:
            self.open(talk)

    async def _open_shown(self, talk: Conversation) -> None:
        from tui_app.ui.screens.shown_minutes import ShownMinutesScreen

        if talk.is_shown:
            self._app.push_screen(ShownMinutesScreen(talk))
            return
        said = _("This was between $employee and $leader. $employee can show you the minutes.")
        self._app.tell(told(said, employee=words.first_name(talk.person_name), leader=talk.leader_name))

    async def round(self) -> None:
        """Show the screen on which one conversation with each of the team is planned."""
        from tui_app.ui.screens.round import RoundScreen

        if await self._team():
            self._app.push_screen(RoundScreen())

    async def forms(self) -> tuple[Template, ...]:
        """The forms in use, the yearly one first; at the very first conversation the shipped ones are put in use.

        Raises:
            Refusal: they cannot be read, or `no_form_in_use`.
        """
        found = await self._app.ask(templates.in_use)
        if not found:
            shipped = await self._app.parts.gate(self._app.parts.shipped_forms)
            found = await self._app.ask(templates.install, shipped)
        if not found:
            raise Refusal("no_form_in_use")
        kinds = list(ConversationKind)
        return tuple(sorted(found, key=lambda form: kinds.index(form.kind)))

    async def plan(self, person: Person | None, talk: Conversation | None = None) -> None:
        """Plan a conversation with a report, or change a planned one; without a person the form asks for one."""
        if talk is None and person is not None and not access.leads(self._app.me, person):
            self._app.tell(_("The leader plans the conversations. Put what you want to talk about on the list: t."))
            return
        asks_for_person = person is None and talk is None
        reports = await self._team() if asks_for_person else ()
        if asks_for_person and not reports:
            return
        try:
            forms = await self.forms()
        except Refusal as refusal:
            self._app.tell_refusal(refusal)
            return
        fields = [*self._person_field(reports), *self._plan_fields(forms, talk)]
        if talk is not None:
            title = told(_("Change the conversation with $name"), name=talk.person_name)
            key = form_key("talk-edit", talk.id, talk.version, about=talk.person_id)
        elif person is not None:
            title = told(_("Conversation with $name"), name=person.name)
            key = form_key("talk-new", person.id, about=person.id)
        else:
            title, key = _("New conversation"), form_key("talk-new")
        await self._form(title, fields, partial(self._planned, person, talk, reports), key=key)

    async def _team(self) -> tuple[Person, ...]:
        """The reports of the signed-in person; where there are none, that is said."""
        try:
            found = await self._app.ask(people.my_people)
        except Refusal as refusal:
            self._app.tell_refusal(refusal)
            return ()
        reports = tuple(one for one in found if access.leads(self._app.me, one))
        if not reports:
            self._app.tell(_("Nobody is in your team yet, so there is nobody to plan with."))
        return reports

    def _person_field(self, reports: Sequence[Person]) -> list[Field]:
        from tui_app.ui.modals.form import Field, Kind

        if not reports:
            return []
        return [Field("person_id", _("With"), Kind.PERSON, nearby=tuple(reports), required=True)]

    def _plan_fields(self, forms: Sequence[Template], talk: Conversation | None) -> list[Field]:
        from tui_app.ui.modals.form import Field, Kind

        choices = [(form.id, words.form_title(form)) for form in forms]
        if talk is not None and talk.template_id not in [form.id for form in forms]:
            choices.insert(0, (talk.template_id or 0, words.talk_title(talk)))
        at = words.clock(talk, self._app.moment) if talk else ""
        return [
            Field(
                "on",
                _("When"),
                Kind.DATE,
                talk.on if talk else None,
                hint=_("friday, 15.3, +14, week 12"),
                ask_past=True,
                required=True,
            ),
            Field("at", _("Time"), value=at, hint=_("9, 13.30; if you like")),
            Field("place", _("Place"), value=talk.place if talk else "", hint=_("if you like")),
            Field("template_id", _("Form"), Kind.CHOICE, talk.template_id if talk else choices[0][0], tuple(choices)),
            Field("note", _("To both"), Kind.NOTE, talk.note if talk else ""),
        ]

    async def _planned(
        self,
        person: Person | None,
        talk: Conversation | None,
        reports: Sequence[Person],
        values: Mapping[str, object],
    ) -> None:
        from tui_app.domain.drafts import PlanDraft, checked

        draft = checked(PlanDraft, {name: value for name, value in values.items() if name != "person_id"})
        if talk is not None:
            receipt = await self._moved(talk, draft)
            what = told(_("Changed: $name, $when"), name=talk.person_name, when=words.day(draft.on, self._app.today))
        else:
            person = person or next((one for one in reports if one.id == values["person_id"]), None)
            if person is None:
                raise Invalid({"person_id": "not_a_report" if values["person_id"] else "missing"})
            receipt = await self._app.ask(conversations.plan, person.id, draft)
            what = told(_("Planned: $name, $when"), name=person.name, when=words.day(draft.on, self._app.today))
        self._app.done(receipt, what)

    async def _moved(self, talk: Conversation, draft: PlanDraft) -> Receipt:
        """Store a changed plan; where somebody else was first, ask.

        Raises:
            Refusal: it cannot be done, or was left as it is now.
        """
        version = talk.version
        mine = " · ".join(part for part in (self._full_day(draft.on, draft.at), draft.place) if part)
        while True:
            try:
                return await self._app.ask(conversations.move, talk.id, version, draft)
            except ChangedElsewhere as clash:
                version = await self._mine_anyway(clash, mine)

    async def _mine_anyway(self, clash: ChangedElsewhere, mine: str) -> int:
        """The version as it is now, once somebody has said that theirs is to stand all the same.

        Raises:
            ChangedElsewhere: it is to be left as it is now.
        """
        current = cast("Conversation", clash.current)
        theirs = " · ".join(part for part in (words.full_when(current, self._app.moment), current.place) if part)
        if not await mine_anyway(self._app, clash, lit(theirs), lit(mine)):
            self._app.refresh_screens()
            raise clash
        return current.version

    def _full_day(self, on: date, at: object) -> str:
        from tui_app.ui.dates import full_day

        return full_day(on, spoken()) + (f" {at:%H:%M}" if at else "")

    async def cancel(self, talk: Conversation) -> None:
        """Cancel a planned conversation, with a reason."""
        from tui_app.ui.modals.form import Field

        async def submit(values: Mapping[str, object]) -> None:
            from tui_app.domain.drafts import ReasonDraft, checked

            draft = checked(ReasonDraft, values)
            version = talk.version
            while True:
                try:
                    receipt = await self._app.ask(conversations.cancel, talk.id, version, draft)
                    break
                except ChangedElsewhere as clash:
                    version = await self._mine_anyway(clash, told(_("cancel it: $reason"), reason=draft.reason))
            self._app.done(receipt, told(_("Cancelled: $name"), name=talk.person_name))

        about = lit(f"{words.talk_title(talk)} · {words.full_when(talk, self._app.moment)}", "bold")
        title = told(_("Cancel the conversation with $name"), name=talk.person_name)
        key = form_key("talk-cancel", talk.id, about=talk.person_id)
        await self._form(title, [Field("reason", _("Why"), required=True)], submit, about, key=key)

    async def topic(self, person: Person) -> None:
        """Put something on the list for the next conversation, in one line."""
        from tui_app.ui.modals.form import Field

        async def submit(values: Mapping[str, object]) -> None:
            from tui_app.domain.drafts import TopicDraft, checked

            if not str(values["topic"]).strip():
                raise Invalid({"topic": "missing"})
            draft = checked(TopicDraft, {"text": values["topic"]})
            receipt = await self._app.ask(topics.add, person.id, draft)
            self._app.done(receipt, told(_("On the list: «$text»"), text=draft.text))

        about = lit(_("It waits on the list until you have talked about it. You both see it."), words.FAINT)
        key = form_key("topic-new", person.id, about=person.id, words=person.name)
        title = _("For the next conversation")
        await self._form(title, [Field("topic", _("Topic"), required=True)], submit, about, key=key)

    async def tick_topic(self, topic: Topic) -> None:
        """A topic was talked about: it leaves the list."""
        try:
            receipt = await self._app.ask(topics.tick, topic.id)
        except Refusal as refusal:
            self._app.tell_refusal(refusal)
            self._app.refresh_screens()
            return
        self._app.done(receipt, told(_("Talked about: «$text»"), text=topic.text))

    async def calendar(self, talks: Sequence[Conversation]) -> None:
        """Save conversations as a calendar file; those without a time of day are named as left out."""
        from tui_app.ui.exporting import write_or_ask
        from tui_app.ui.modals.form import Field

        timed = [talk for talk in talks if talk.starts is not None or talk.in_calendar]
        left_out = [talk.person_name for talk in talks if talk not in timed]
        if not timed:
            self._app.tell(_("A calendar needs a time of day. Press m to set one."), wrong=True)
            return

        async def submit(values: Mapping[str, object]) -> None:
            path = _path(str(values["path"]))
            found = await self._app.ask(conversations.appointments, [talk.id for talk in timed], spoken())
            await write_or_ask(self._app, partial(self._app.parts.write_calendar, found, path), path)
            count = len(found)
            said = told(ngettext("$count conversation saved: $path", "$count conversations saved: $path", count),
                        count=count, path=path)  # fmt: skip
            self._app.tell(said)

        lines = [_("Open the file in your calendar. A conversation that is moved later is updated, not doubled.")]
        if left_out:
            lines.append(told(_("Left out, without a time of day: $names"), names=_listed(left_out)))
        name = self._app.parts.documents / _file_name(talks)
        fields = [Field("path", _("File"), value=str(name), required=True)]
        await self._form(_("Save as a calendar file"), fields, submit, lit("\n".join(lines), words.FAINT))


def _path(typed: str) -> Path:
    return Path(typed.strip()).expanduser()


def _listed(names: Sequence[str]) -> str:
    said = ", ".join(names[:NAMES_SAID])
    return f"{said} +{len(names) - NAMES_SAID}" if len(names) > NAMES_SAID else said


def _file_name(talks: Sequence[Conversation]) -> str:
    """A name that tells whose conversation and when: "samtale-ola-hansen-2026-11-27.ics"; several: "samtaler.ics"."""
    if len(talks) > 1:
        return _("conversations") + ".ics"
    (talk,) = talks
    return "-".join((_("conversation"), words.for_file(talk.person_name), talk.on.isoformat())) + ".ics"
