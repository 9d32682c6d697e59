"""Plans, moves and cancels conversations, and asks what to do if two people change the same plan."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, cast

from tui_app.domain import access
from tui_app.domain.errors import ConflictError, DomainError, InvalidInput
from tui_app.domain.form_drafts import form_draft_key
from tui_app.domain.forms.translations import language_order
from tui_app.domain.records.conversation import Conversation, Role
from tui_app.domain.records.person import Person
from tui_app.domain.records.template import Template
from tui_app.services.change_stamp import Receipt
from tui_app.services.conversations import planning
from tui_app.text.conversations.labels import conversation_title, full_conversation_time, other_party, start_time
from tui_app.text.dates import echo_time, full_date, short_date
from tui_app.text.forms.labels import form_title
from tui_app.text.i18n import _, format_message, language_name
from tui_app.ui.content import plain
from tui_app.ui.conversations.planning_choices import forms_in_use, own_reports
from tui_app.ui.dialogs.flow import show_form
from tui_app.ui.editing.conflicts import confirm_overwrite

if TYPE_CHECKING:
    from tui_app.domain.drafts.conversations import ConversationPlanDraft
    from tui_app.ui.context import AppContext
    from tui_app.ui.dialogs.fields import FormField

Values = Mapping[str, object]


class PlanningFlows:
    """Each method runs one thing from the form to the saved change; only in a flow."""

    def __init__(self, ctx: AppContext) -> None:
        self._ctx = ctx

    async def plan(self, person: Person | None) -> None:
        """Plan a conversation with a report.

        Args:
            person: the report; if None, the form asks for one.
        """
        if person is not None and not access.leads(self._ctx.me, person):
            self._ctx.notify(
                self._ctx.with_keys(
                    _("Your leader plans the conversations. Press $topic to list what you want to talk about.")
                )
            )
            return
        reports = () if person else await own_reports(self._ctx)
        if person is None and not reports:
            return
        forms = await self._forms()
        if not forms:
            return
        fields = _plan_fields(forms, absences_of=(person.id,) if person else ())
        if person is not None:
            title = format_message(_("Conversation with $name"), name=person.distinct_name)
            key = form_draft_key("talk-new", person.id, about_id=person.id)
        else:
            title, key = _("New conversation"), form_draft_key("talk-new")
            fields = [_person_field(reports), *fields]
        submit = partial(self._submit_plan, person, reports)
        await show_form(self._ctx, title, fields, submit, submit_label=_("Plan"), draft_key=key)

    async def _forms(self) -> tuple[Template, ...]:
        """The forms in use. If they cannot be read, a message says so."""
        try:
            return await forms_in_use(self._ctx)
        except DomainError as error:
            self._ctx.notify_error(error)
            return ()

    async def _submit_plan(self, person: Person | None, reports: Sequence[Person], values: Values) -> None:
        draft = _plan_draft(values)
        person = person or next((one for one in reports if one.id == values["person_id"]), None)
        if person is None:
            raise InvalidInput({"person_id": "not_a_report" if values["person_id"] else "missing"})
        receipt = await self._ctx.call(planning.plan, person.id, draft)
        self._ctx.commit(receipt, self._plan_message(_("Planned: $name, $when"), person.distinct_name, draft))

    async def edit(self, conversation: Conversation) -> None:
        """Change day, time, place or form of a planned conversation."""
        forms = await self._forms()
        if not forms:
            return
        title = format_message(_("Edit the conversation with $name"), name=self._name_of(conversation))
        key = form_draft_key("talk-edit", conversation.id, conversation.version, about_id=conversation.person_id)
        at = start_time(conversation, self._ctx.now)
        fields = _plan_fields(forms, conversation, at, absences_of=(conversation.person_id,))
        await show_form(self._ctx, title, fields, partial(self._submit_edit, conversation), draft_key=key)

    async def _submit_edit(self, conversation: Conversation, values: Values) -> None:
        draft = _plan_draft(values)
        day = full_date(draft.on) + (f" {draft.at:%H:%M}" if draft.at else "")
        wanted = " · ".join(part for part in (day, draft.place) if part)
        receipt = await self._change(
            conversation, wanted, lambda version: self._ctx.call(planning.edit, conversation.id, version, draft)
        )
        self._ctx.commit(receipt, self._plan_message(_("Changed: $name, $when"), self._name_of(conversation), draft))

    def _name_of(self, conversation: Conversation) -> str:
        return other_party(conversation, Role.LEADER, self._ctx.today)

    def _plan_message(self, message: str, name: str, draft: ConversationPlanDraft) -> str:
        return format_message(message, name=name, when=short_date(draft.on, self._ctx.today))

    async def cancel(self, conversation: Conversation) -> None:
        """Cancel a planned conversation, with a reason."""
        from tui_app.ui.dialogs.fields import FormField

        time = full_conversation_time(conversation, self._ctx.now)
        about = plain(f"{conversation_title(conversation)} · {time}", "bold")
        title = format_message(_("Cancel the conversation with $name"), name=self._name_of(conversation))
        key = form_draft_key("talk-cancel", conversation.id, about_id=conversation.person_id)
        fields = [FormField("reason", _("Why"), required=True)]
        submit = partial(self._submit_cancel, conversation)
        await show_form(self._ctx, title, fields, submit, about, submit_label=_("Call it off"), draft_key=key)

    async def _submit_cancel(self, conversation: Conversation, values: Values) -> None:
        from tui_app.domain.drafts.base import ReasonDraft, validate_draft

        draft = validate_draft(ReasonDraft, values)
        wanted = format_message(_("cancel it: $reason"), reason=draft.reason)
        receipt = await self._change(
            conversation, wanted, lambda version: self._ctx.call(planning.cancel, conversation.id, version, draft)
        )
        self._ctx.commit(receipt, format_message(_("Cancelled: $name"), name=self._name_of(conversation)))

    async def _change(
        self, conversation: Conversation, wanted: str, change: Callable[[int], Awaitable[Receipt]]
    ) -> Receipt:
        """Change a planned conversation. If somebody else has changed it, ask.

        Args:
            wanted: the change in words.
            change: makes the change, given the version that it is based on.

        Raises:
            ConflictError: the person chose to keep the other change.
            DomainError: it cannot be changed for another reason.
        """
        version = conversation.version
        while True:
            try:
                return await change(version)
            except ConflictError as conflict:
                current = cast("Conversation", conflict.current)
                time = full_conversation_time(current, self._ctx.now)
                stored = " · ".join(part for part in (time, current.place) if part)
                if not await confirm_overwrite(self._ctx, conflict, plain(stored), plain(wanted)):
                    self._ctx.refresh()
                    raise
                version = current.version


def _person_field(reports: Sequence[Person]) -> FormField:
    from tui_app.ui.dialogs.fields import FieldKind, FormField

    return FormField("person_id", _("With"), FieldKind.PERSON, nearby=tuple(reports), required=True)


def _plan_fields(
    forms: Sequence[Template], planned: Conversation | None = None, at: str = "", *, absences_of: tuple[int, ...] = ()
) -> list[FormField]:
    """The fields of a plan.

    Args:
        planned: the conversation that is changed.
        at: its time of day.
        absences_of: ids of the people whose absence matters, if they are not chosen in the form.
    """
    from tui_app.ui.dialogs.fields import FieldKind, FormField

    choices = [(form.id, form_title(form)) for form in forms]
    if planned is not None and planned.template_id not in [form.id for form in forms]:
        choices.insert(0, (planned.template_id or 0, conversation_title(planned)))
    return [
        FormField(
            "on",
            _("When"),
            FieldKind.DATE,
            planned.on if planned else None,
            hint=_("Friday, 15.3, +14, week 12"),
            confirm_day_off=True,
            absences_of=absences_of,
            required=True,
        ),
        FormField("at", _("Time"), value=at, hint=_("9, 13.30; optional"), echo=echo_time),
        FormField("place", _("Place"), value=planned.place if planned else "", hint=_("optional")),
        FormField(
            "template_id",
            _("Form"),
            FieldKind.CHOICE,
            planned.template_id if planned else choices[0][0],
            tuple(choices),
        ),
        *_language_field(forms, planned),
        FormField("note", _("Note to both"), FieldKind.NOTE, planned.note if planned else ""),
    ]


def _language_field(forms: Sequence[Template], planned: Conversation | None) -> Iterator[FormField]:
    """The language of the form, if there is one to choose."""
    from tui_app.ui.dialogs.fields import FieldKind, FormField

    titles = [form.title for form in forms] + ([planned.title] if planned else [])
    languages = language_order({code for title in titles for code, text in title.items() if text})
    if len(languages) > 1:
        choices = (("", _("each reader's own")), *((code, language_name(code)) for code in languages))
        yield FormField("language", _("Language"), FieldKind.CHOICE, planned.language if planned else "", choices)


def _plan_draft(values: Values) -> ConversationPlanDraft:
    from tui_app.domain.drafts.base import validate_draft
    from tui_app.domain.drafts.conversations import ConversationPlanDraft

    fields = {name: value for name, value in values.items() if name != "person_id"}
    return validate_draft(ConversationPlanDraft, fields)
