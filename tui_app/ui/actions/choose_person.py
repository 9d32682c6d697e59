"""Whom something new concerns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tui_app.domain.errors import DomainError, InvalidInput
from tui_app.domain.records.person import Person
from tui_app.services.people import people
from tui_app.text.i18n import _
from tui_app.ui.dialogs.flow import show_form

if TYPE_CHECKING:
    from tui_app.ui.context import AppContext


async def choose_person(ctx: AppContext, about_id: int = 0) -> Person | None:
    """Whom something new concerns: the person of this number, the only one there is, or the one that is chosen.

    Returns:
        None when the form was left, or the people cannot be read.
    """
    try:
        known = await ctx.call(people.visible_people)
    except DomainError as error:
        ctx.notify_error(error)
        return None
    person = next((one for one in known if one.id == about_id), known[0] if len(known) == 1 else None)
    return person or await _ask(ctx, known)


async def _ask(ctx: AppContext, known: list[Person]) -> Person | None:
    """Somebody of the team, or oneself; None when the form is left."""
    from tui_app.ui.dialogs.fields import FieldKind, FormField

    found: list[Person] = []

    async def submit(values: Mapping[str, object]) -> None:
        found.extend(one for one in known if one.id == values["person_id"])
        if not found:
            raise InvalidInput({"person_id": "not_mine_to_agree" if values["person_id"] else "missing"})

    fields = [FormField("person_id", _("Person"), FieldKind.PERSON, nearby=tuple(known), required=True)]
    await show_form(ctx, _("New action"), fields, submit)
    return found[0] if found else None
