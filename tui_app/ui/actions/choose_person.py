"""Asks which person something new concerns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tui_app.domain.errors import InvalidInput
from tui_app.domain.records.person import Person
from tui_app.services.people import people
from tui_app.text.i18n import _
from tui_app.ui.dialogs.fields import FieldKind, FormField
from tui_app.ui.dialogs.flow import show_form

if TYPE_CHECKING:
    from tui_app.ui.context import AppContext


async def choose_person(ctx: AppContext, about_id: int = 0) -> Person | None:
    """Find the person something new concerns, and ask only if it is not clear.

    Args:
        ctx: the application's context.
        about_id: the person that the screen is about; 0 if it is about nobody.

    Returns:
        The person with the id `about_id`, the only person there is, or the one chosen in a form. None if the form
        was left or the people could not be read.
    """
    known = await ctx.attempt(ctx.call(people.visible_people))
    if known is None:
        return None
    person = next((one for one in known if one.id == about_id), known[0] if len(known) == 1 else None)
    return person or await _ask(ctx, known)


async def _ask(ctx: AppContext, known: Sequence[Person]) -> Person | None:
    chosen: list[Person] = []

    async def submit(values: Mapping[str, object]) -> None:
        chosen.extend(one for one in known if one.id == values["person_id"])
        if not chosen:
            raise InvalidInput({"person_id": "only_with_own_reports" if values["person_id"] else "missing"})

    fields = [FormField("person_id", _("Person"), FieldKind.PERSON, nearby=tuple(known), required=True)]
    await show_form(ctx, _("New action"), fields, submit, submit_label=_("Go on"))
    return chosen[0] if chosen else None
