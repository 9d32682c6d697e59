"""Flows about people: adding and editing them, under any leader."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from tui_app.domain.errors import DomainError
from tui_app.domain.form_drafts import form_draft_key
from tui_app.domain.records.person import Person
from tui_app.services.people import people
from tui_app.text.i18n import _, format_message
from tui_app.text.people import first_name, person_field_text
from tui_app.ui.dialogs.flow import confirm, show_form
from tui_app.ui.editing.conflicts import save_edit
from tui_app.ui.people.leaving import offer_new_leaders, open_items_about, show_open_items
from tui_app.ui.people.person_fields import PERSON_FIELDS, confirm_namesake, person_fields

if TYPE_CHECKING:
    from tui_app.ui.context import AppContext
    from tui_app.ui.dialogs.fields import FormField


class PeopleFlows:
    """Each method is one flow."""

    def __init__(self, ctx: AppContext) -> None:
        self._ctx = ctx

    async def new_person(self, added: Callable[[Person], None]) -> None:
        """Add a person.

        Args:
            added: called with the person once they are added.
        """

        async def submit(values: Mapping[str, object]) -> None:
            from tui_app.domain.drafts.base import validate_draft
            from tui_app.domain.drafts.people import PersonDraft

            draft = validate_draft(PersonDraft, values)
            if draft.leader_id is None:
                await self._confirm_no_leader(draft.name)
            await confirm_namesake(self._ctx, draft.name)
            person = await self._ctx.call(people.add, draft, True)
            message = _("$name has been added. Press $code for a one-time code to sign in with.")
            self._ctx.notify(self._ctx.with_keys(message, name=person.name))
            added(person)
            self._ctx.refresh()

        fields, key = _fields_with_leader(None), form_draft_key("person-new")
        await show_form(self._ctx, _("New person"), fields, submit, submit_label=_("Add"), draft_key=key)

    async def edit_person(self, person: Person) -> None:
        """Edit a person. A new leader is confirmed first, since it changes what others see."""

        async def submit(values: Mapping[str, object]) -> None:
            from tui_app.domain.drafts.base import validate_draft
            from tui_app.domain.drafts.people import PersonDraft

            draft = validate_draft(PersonDraft, values)
            if draft.leader_id is None and person.leader_id is not None:
                await self._confirm_no_leader(draft.name)
            elif draft.leader_id is not None and draft.leader_id != person.leader_id:
                await self._confirm_new_leader(person, draft.leader_id)
            await confirm_namesake(self._ctx, draft.name, person)
            saved.append(await save_edit(self._ctx, people.edit, person, draft, PERSON_FIELDS, person_field_text))
            self._ctx.refresh()

        saved: list[Person] = []
        key = form_draft_key("person-edit", person.id, person.version, about_id=person.id)
        about = await open_items_about(self._ctx, person)
        if await show_form(self._ctx, person.distinct_name, _fields_with_leader(person), submit, about, draft_key=key):
            await show_open_items(self._ctx, person, saved[-1])
            if saved[-1].end_date is not None and saved[-1].end_date != person.end_date:
                await offer_new_leaders(self._ctx, saved[-1])

    async def _confirm_no_leader(self, name: str) -> None:
        question = _(
            "Then $name has no leader: no one plans conversations or follows up. That is right only for the top leader."
        )
        await self._require_yes(_("Without a leader"), format_message(question, name=name), _("Save"))

    async def _confirm_new_leader(self, person: Person, leader_id: int) -> None:
        leader = await self._ctx.call(people.check_new_leader, person.id, leader_id)
        question = _(
            "$leader now sees $name's open goals and actions. Older minutes only if $first shows them; "
            "planned conversations move to $leader, unsigned ones when $first hands them over."
        )
        question = format_message(question, leader=leader.name, name=person.name, first=first_name(person.name))
        await self._require_yes(_("New leader"), question, _("Change leader"))

    async def _require_yes(self, title: str, question: str, yes: str) -> None:
        """Ask before saving.

        Raises:
            DomainError: `not_saved`, if the answer is no.
        """
        if not await confirm(self._ctx, title, question, yes):
            raise DomainError("not_saved")


def _fields_with_leader(person: Person | None) -> list[FormField]:
    from tui_app.ui.dialogs.fields import FieldKind, FormField

    leader = Person(person.leader_id, person.leader_name) if person and person.leader_id else None
    name, *others = person_fields(person)
    return [name, FormField("leader_id", _("Leader"), FieldKind.PERSON, leader), *others]
