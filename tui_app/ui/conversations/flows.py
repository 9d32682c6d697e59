"""Planning conversations: the forms, the services behind them, and what happens when two people collide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from tui_app.domain import access
from tui_app.domain.errors import ConflictError, DomainError, InvalidInput
from tui_app.domain.form_drafts import form_draft_key
from tui_app.domain.records.conversation import Conversation, ConversationKind
from tui_app.domain.records.person import Person
from tui_app.domain.records.template import Template
from tui_app.services import calendars
from tui_app.services.administration import templates
from tui_app.services.change_stamp import Receipt
from tui_app.services.conversations import conversation_view, planning, topics
from tui_app.services.people import people
from tui_app.text import dates
from tui_app.text import forms as forms_module
from tui_app.text import people as people_module
from tui_app.text.conversations import labels
from tui_app.text.i18n import _, current_language, format_message, ngettext
from tui_app.ui import content
from tui_app.ui.content import plain
from tui_app.ui.dialogs.flow import show_form
from tui_app.ui.editing.conflicts import confirm_overwrite
from tui_app.ui.messages import OpenConversation

if TYPE_CHECKING:
    from datetime import date

    from tui_app.domain.drafts.conversations import ConversationPlanDraft
    from tui_app.domain.records.follow_up import Topic
    from tui_app.ui.context import AppContext
    from tui_app.ui.dialogs.fields import FormField

MAX_NAMES_LISTED = 4
"""Names told one by one; the rest are counted."""


class ConversationFlows:
    """Plans conversations and opens them; each method is awaited in a flow."""

    def __init__(self, ctx: AppContext) -> None:
        self._ctx = ctx

    async def read(self, conversation: Conversation | int) -> None:
        """Show a conversation: its form, or the note of one without a form.

        One with an earlier leader shows its signed minutes, if the employee shares them with the reader.

        Args:
            conversation: the conversation, or only its number.
        """
        if isinstance(conversation, int):
            found = await self._ctx.attempt(self._ctx.call(conversation_view.get, conversation))
            if found is None:
                return
            conversation = found
        if self._ctx.me.id not in (conversation.person_id, conversation.leader_id):
            self._read_shared(conversation)
        elif conversation.template_id is not None:
            self._ctx.open(OpenConversation(conversation.id))
        else:
            from tui_app.ui.dialogs.text import TextDialog

            when = labels.full_conversation_time(conversation, self._ctx.now)
            title = f"{labels.conversation_title(conversation)} · {when}"
            self._ctx.show(TextDialog(title, conversation.note or _("No notes.")))

    def _read_shared(self, talk: Conversation) -> None:
        from tui_app.ui.conversations.shared_minutes_screen import SharedMinutesScreen

        if talk.is_shown:
            self._ctx.show(SharedMinutesScreen(talk))
            return
        said = _("This was between $employee and $leader. $employee can show you the minutes.")
        self._ctx.notify(
            format_message(said, employee=people_module.first_name(talk.person_name), leader=talk.leader_name)
        )

    async def round(self) -> None:
        """Show the screen on which one conversation with each of the team is planned."""
        from tui_app.ui.conversations.round_screen import RoundScreen

        if await self._team():
            self._ctx.show(RoundScreen())

    async def forms(self) -> tuple[Template, ...]:
        """The forms in use, the yearly one first; at the very first conversation the shipped ones are put in use.

        Raises:
            DomainError: they cannot be read, or `no_form_in_use`.
        """
        found = await self._ctx.call(templates.published)
        if not found:
            shipped = await self._ctx.run(self._ctx.files.shipped_forms)
            found = await self._ctx.call(templates.install_shipped, shipped)
        if not found:
            raise DomainError("no_form_in_use")
        kinds = list(ConversationKind)
        return tuple(sorted(found, key=lambda form: kinds.index(form.kind)))

    async def plan(self, person: Person | None, talk: Conversation | None = None) -> None:
        """Plan a conversation with a report, or change a planned one; without a person the form asks for one."""
        if talk is None and person is not None and not access.leads(self._ctx.me, person):
            self._ctx.notify(_("Your leader plans the conversations. Press t to list what you want to talk about."))
            return
        asks_for_person = person is None and talk is None
        reports = await self._team() if asks_for_person else ()
        if asks_for_person and not reports:
            return
        try:
            forms = await self.forms()
        except DomainError as refusal:
            self._ctx.notify_error(refusal)
            return
        fields = [*self._person_field(reports), *self._plan_fields(forms, talk)]
        if talk is not None:
            title = format_message(_("Edit the conversation with $name"), name=talk.person_name)
            key = form_draft_key("talk-edit", talk.id, talk.version, about_id=talk.person_id)
        elif person is not None:
            title = format_message(_("Conversation with $name"), name=person.name)
            key = form_draft_key("talk-new", person.id, about_id=person.id)
        else:
            title, key = _("New conversation"), form_draft_key("talk-new")
        await show_form(self._ctx, title, fields, partial(self._planned, person, talk, reports), draft_key=key)

    async def _team(self) -> tuple[Person, ...]:
        """The reports of the signed-in person; where there are none, that is said."""
        try:
            found = await self._ctx.call(people.visible_people)
        except DomainError as refusal:
            self._ctx.notify_error(refusal)
            return ()
        reports = tuple(one for one in found if access.leads(self._ctx.me, one))
        if not reports:
            self._ctx.notify(_("Your team is empty, so there is no one to plan with."))
        return reports

    def _person_field(self, reports: Sequence[Person]) -> list[FormField]:
        from tui_app.ui.dialogs.fields import FieldKind, FormField

        if not reports:
            return []
        return [FormField("person_id", _("With"), FieldKind.PERSON, nearby=tuple(reports), required=True)]

    def _plan_fields(self, forms: Sequence[Template], talk: Conversation | None) -> list[FormField]:
        from tui_app.ui.dialogs.fields import FieldKind, FormField

        choices = [(form.id, forms_module.form_title(form)) for form in forms]
        if talk is not None and talk.template_id not in [form.id for form in forms]:
            choices.insert(0, (talk.template_id or 0, labels.conversation_title(talk)))
        at = labels.start_time(talk, self._ctx.now) if talk else ""
        return [
            FormField(
                "on",
                _("When"),
                FieldKind.DATE,
                talk.on if talk else None,
                hint=_("Friday, 15.3, +14, week 12"),
                ask_past=True,
                required=True,
            ),
            FormField("at", _("Time"), value=at, hint=_("9, 13.30; optional")),
            FormField("place", _("Place"), value=talk.place if talk else "", hint=_("optional")),
            FormField(
                "template_id", _("Form"), FieldKind.CHOICE, talk.template_id if talk else choices[0][0], tuple(choices)
            ),
            FormField("note", _("Note to both"), FieldKind.NOTE, talk.note if talk else ""),
        ]

    async def _planned(
        self,
        person: Person | None,
        talk: Conversation | None,
        reports: Sequence[Person],
        values: Mapping[str, object],
    ) -> None:
        from tui_app.domain.drafts.base import validate_draft
        from tui_app.domain.drafts.conversations import ConversationPlanDraft

        draft = validate_draft(
            ConversationPlanDraft, {name: value for name, value in values.items() if name != "person_id"}
        )
        if talk is not None:
            receipt = await self._moved(talk, draft)
            what = format_message(
                _("Changed: $name, $when"), name=talk.person_name, when=dates.short_date(draft.on, self._ctx.today)
            )
        else:
            person = person or next((one for one in reports if one.id == values["person_id"]), None)
            if person is None:
                raise InvalidInput({"person_id": "not_a_report" if values["person_id"] else "missing"})
            receipt = await self._ctx.call(planning.plan, person.id, draft)
            what = format_message(
                _("Planned: $name, $when"), name=person.name, when=dates.short_date(draft.on, self._ctx.today)
            )
        self._ctx.commit(receipt, what)

    async def _moved(self, talk: Conversation, draft: ConversationPlanDraft) -> Receipt:
        """Store a changed plan; where somebody else was first, ask.

        Raises:
            DomainError: it cannot be done, or was left as it is now.
        """
        version = talk.version
        mine = " · ".join(part for part in (self._full_day(draft.on, draft.at), draft.place) if part)
        while True:
            try:
                return await self._ctx.call(planning.edit, talk.id, version, draft)
            except ConflictError as clash:
                version = await self._mine_anyway(clash, mine)

    async def _mine_anyway(self, clash: ConflictError, mine: str) -> int:
        """The version as it is now, once somebody has said that theirs is to stand all the same.

        Raises:
            ConflictError: it is to be left as it is now.
        """
        current = cast("Conversation", clash.current)
        theirs = " · ".join(
            part for part in (labels.full_conversation_time(current, self._ctx.now), current.place) if part
        )
        if not await confirm_overwrite(self._ctx, clash, plain(theirs), plain(mine)):
            self._ctx.refresh()
            raise clash
        return current.version

    def _full_day(self, on: date, at: object) -> str:
        from tui_app.text.dates import full_date

        return full_date(on) + (f" {at:%H:%M}" if at else "")

    async def cancel(self, talk: Conversation) -> None:
        """Cancel a planned conversation, with a reason."""
        from tui_app.ui.dialogs.fields import FormField

        async def submit(values: Mapping[str, object]) -> None:
            from tui_app.domain.drafts.base import ReasonDraft, validate_draft

            draft = validate_draft(ReasonDraft, values)
            version = talk.version
            while True:
                try:
                    receipt = await self._ctx.call(planning.cancel, talk.id, version, draft)
                    break
                except ConflictError as clash:
                    version = await self._mine_anyway(
                        clash, format_message(_("cancel it: $reason"), reason=draft.reason)
                    )
            self._ctx.commit(receipt, format_message(_("Cancelled: $name"), name=talk.person_name))

        about = plain(
            f"{labels.conversation_title(talk)} · {labels.full_conversation_time(talk, self._ctx.now)}", "bold"
        )
        title = format_message(_("Cancel the conversation with $name"), name=talk.person_name)
        key = form_draft_key("talk-cancel", talk.id, about_id=talk.person_id)
        await show_form(self._ctx, title, [FormField("reason", _("Why"), required=True)], submit, about, draft_key=key)

    async def topic(self, person: Person) -> None:
        """Put something on the list for the next conversation, in one line."""
        from tui_app.ui.dialogs.fields import FormField

        async def submit(values: Mapping[str, object]) -> None:
            from tui_app.domain.drafts.base import validate_draft
            from tui_app.domain.drafts.conversations import TopicDraft

            if not str(values["topic"]).strip():
                raise InvalidInput({"topic": "missing"})
            draft = validate_draft(TopicDraft, {"text": values["topic"]})
            receipt = await self._ctx.call(topics.add, person.id, draft)
            self._ctx.commit(receipt, format_message(_("On the list: «$text»"), text=draft.text))

        about = plain(_("It stays on the list until you have discussed it. You can both see it."), content.MUTED)
        key = form_draft_key("topic-new", person.id, about_id=person.id, subject=person.name)
        title = _("For the next conversation")
        await show_form(self._ctx, title, [FormField("topic", _("Topic"), required=True)], submit, about, draft_key=key)

    async def tick_topic(self, topic: Topic) -> None:
        """A topic was talked about: it leaves the list."""
        try:
            receipt = await self._ctx.call(topics.toggle_discussed, topic.id)
        except DomainError as refusal:
            self._ctx.notify_error(refusal)
            self._ctx.refresh()
            return
        self._ctx.commit(receipt, format_message(_("Discussed: «$text»"), text=topic.text))

    async def calendar(self, talks: Sequence[Conversation]) -> None:
        """Save conversations as a calendar file; those without a time of day are named as left out."""
        from tui_app.ui.dialogs.fields import FormField
        from tui_app.ui.dialogs.save_file import write_or_confirm

        timed = [talk for talk in talks if talk.starts is not None or talk.in_calendar]
        left_out = [talk.person_name for talk in talks if talk not in timed]
        if not timed:
            self._ctx.notify(_("A calendar entry needs a time. Press m to set one."), error=True)
            return

        async def submit(values: Mapping[str, object]) -> None:
            path = _calendar_path(str(values["path"]))
            found = await self._ctx.call(calendars.appointments, [talk.id for talk in timed], current_language())
            await write_or_confirm(self._ctx, partial(self._ctx.files.write_calendar, found, path), path)
            count = len(found)
            said = format_message(ngettext("$count conversation saved: $path", "$count conversations saved: $path", count),
                        count=count, path=path)  # fmt: skip
            self._ctx.notify(said)

        lines = [_("Open the file in your calendar. A conversation moved later is updated, not duplicated.")]
        if left_out:
            lines.append(format_message(_("Skipped, no time set: $names"), names=_name_list(left_out)))
        name = self._ctx.files.export_folder / _calendar_file_name(talks)
        fields = [FormField("path", _("File"), value=str(name), required=True)]
        await show_form(self._ctx, _("Save as calendar file"), fields, submit, plain("\n".join(lines), content.MUTED))


def _calendar_path(typed: str) -> Path:
    return Path(typed.strip()).expanduser()


def _name_list(names: Sequence[str]) -> str:
    said = ", ".join(names[:MAX_NAMES_LISTED])
    return f"{said} +{len(names) - MAX_NAMES_LISTED}" if len(names) > MAX_NAMES_LISTED else said


def _calendar_file_name(talks: Sequence[Conversation]) -> str:
    """A name that tells whose conversation and when: "samtale-ola-hansen-2026-11-27.ics"; several: "samtaler.ics"."""
    if len(talks) > 1:
        return _("conversations") + ".ics"
    (talk,) = talks
    return "-".join((_("conversation"), people_module.name_for_file(talk.person_name), talk.on.isoformat())) + ".ics"
