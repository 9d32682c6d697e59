"""Adding people and changing them; what another leader means is said before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from tui_app.domain.errors import DomainError
from tui_app.domain.form_drafts import form_draft_key
from tui_app.domain.records.person import Person
from tui_app.services.people import people
from tui_app.text import people as people_module
from tui_app.text.i18n import _, format_message
from tui_app.text.people import person_field_text
from tui_app.ui.dialogs.flow import confirm, show_form
from tui_app.ui.editing.conflicts import save_edit
from tui_app.ui.people.person_fields import PERSON_FIELDS, person_fields

if TYPE_CHECKING:
    from tui_app.ui.context import AppContext
    from tui_app.ui.dialogs.fields import FormField


class PeopleFlows:
    """Adds people and changes them; each method is awaited in a flow."""

    def __init__(self, ctx: AppContext) -> None:
        self._ctx = ctx

    async def new_person(self, then: Callable[[Person], None]) -> None:
        """Add somebody, under any leader or none.

        Args:
            then: what to do with whoever was added.
        """

        async def submit(values: Mapping[str, object]) -> None:
            from tui_app.domain.drafts.base import validate_draft
            from tui_app.domain.drafts.people import PersonDraft

            draft = validate_draft(PersonDraft, values)
            if draft.leader_id is None:
                await self._require(
                    _("Without a leader"), format_message(_no_leader_label(), name=draft.name), _("Save")
                )
            added = await self._ctx.call(people.add, draft, True)
            self._ctx.notify(
                format_message(_("$name has been added. Press d for a one-time code to sign in with."), name=added.name)
            )
            then(added)
            self._ctx.refresh()

        await show_form(
            self._ctx, _("New person"), self._person_fields(None), submit, draft_key=form_draft_key("person-new")
        )

    async def edit_person(self, person: Person) -> None:
        """Change name, title, dates or leader; what another leader means is said before."""

        async def submit(values: Mapping[str, object]) -> None:
            from tui_app.domain.drafts.base import validate_draft
            from tui_app.domain.drafts.people import PersonDraft

            draft = validate_draft(PersonDraft, values)
            if draft.leader_id is None and person.leader_id is not None:
                await self._require(
                    _("Without a leader"), format_message(_no_leader_label(), name=draft.name), _("Save")
                )
            elif draft.leader_id is not None and draft.leader_id != person.leader_id:
                await self._confirm_another_leader(person, draft.leader_id)
            await save_edit(self._ctx, people.edit, person, draft, PERSON_FIELDS, person_field_text)
            self._ctx.refresh()

        key = form_draft_key("person-edit", person.id, person.version, about_id=person.id)
        await show_form(self._ctx, person.name, self._person_fields(person), submit, draft_key=key)

    async def _confirm_another_leader(self, person: Person, leader_id: int) -> None:
        leader = await self._ctx.call(people.get_for_editing, leader_id)
        question = _(
            "$leader now sees $name's open goals and actions. Older minutes only if $first shows them; "
            "planned conversations move to $leader, unsigned ones when $first hands them over."
        )
        said = format_message(
            question, leader=leader.name, name=person.name, first=people_module.first_name(person.name)
        )
        await self._require(_("New leader"), said, _("Change leader"))

    async def _require(self, title: str, question: str, yes: str) -> None:
        """Ask before something is saved.

        Raises:
            DomainError: `not_saved`, when it is not meant so.
        """
        if not await confirm(self._ctx, title, question, yes):
            raise DomainError("not_saved")

    def _person_fields(self, person: Person | None) -> list[FormField]:
        from tui_app.ui.dialogs.fields import FieldKind, FormField

        leader = Person(person.leader_id, person.leader_name) if person and person.leader_id else None
        name, *others = person_fields(person)
        return [name, FormField("leader_id", _("Leader"), FieldKind.PERSON, leader), *others]


def _no_leader_label() -> str:
    return _(
        "Then $name has no leader: no one plans conversations or follows up. That is right only for the top leader."
    )
