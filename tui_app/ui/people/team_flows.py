"""Flows with which leaders add people to their own team, and edit them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tui_app.domain.form_drafts import form_draft_key
from tui_app.domain.records.person import Person
from tui_app.services.people import people
from tui_app.text.i18n import _, format_message
from tui_app.text.people import person_field_text
from tui_app.ui.dialogs.flow import show_form
from tui_app.ui.editing.conflicts import save_edit
from tui_app.ui.people.leaving import open_items_about, show_open_items
from tui_app.ui.people.person_fields import PERSON_FIELDS, confirm_namesake, person_fields

if TYPE_CHECKING:
    from tui_app.ui.context import AppContext


async def new_team_member(ctx: AppContext) -> None:
    """Add a person to the viewer's team."""

    async def submit(values: Mapping[str, object]) -> None:
        from tui_app.domain.drafts.base import validate_draft
        from tui_app.domain.drafts.people import PersonDraft

        draft = validate_draft(PersonDraft, dict(values))
        await confirm_namesake(ctx, draft.name)
        added = await ctx.call(people.add, draft)
        ctx.notify(format_message(_("$name is now in your team."), name=added.name))
        ctx.refresh()

    key = form_draft_key("report-new")
    title, fields = _("New person in your team"), person_fields(None)
    await show_form(ctx, title, fields, submit, submit_label=_("Add"), draft_key=key)


async def edit_team_member(ctx: AppContext, person: Person) -> None:
    """Edit a person's name, title and dates; the leader stays the same."""

    async def submit(values: Mapping[str, object]) -> None:
        from tui_app.domain.drafts.base import validate_draft
        from tui_app.domain.drafts.people import PersonDraft

        draft = validate_draft(PersonDraft, {**values, "leader_id": person.leader_id})
        await confirm_namesake(ctx, draft.name, person)
        saved.append(await save_edit(ctx, people.edit, person, draft, PERSON_FIELDS, person_field_text))
        ctx.refresh()

    saved: list[Person] = []
    key = form_draft_key("report-edit", person.id, person.version, about_id=person.id)
    about = await open_items_about(ctx, person)
    if await show_form(ctx, person.distinct_name, person_fields(person), submit, about, draft_key=key):
        await show_open_items(ctx, person, saved[-1])
