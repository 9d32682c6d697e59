"""A new action from wherever one is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from tui_app.domain.errors import DomainError, InvalidInput
from tui_app.domain.records.person import Person
from tui_app.services.people import people
from tui_app.text.i18n import _
from tui_app.ui.content import plain

if TYPE_CHECKING:
    from tui_app.ui.app import SamtaleApp


@runtime_checkable
class AboutPerson(Protocol):
    """A screen that tells, perhaps by its cursor, on whose page something new would stand."""

    @property
    def about_id(self) -> int:
        """The person's number; 0 while it is nobody."""


async def new_action(app: SamtaleApp) -> None:
    """Agree an action with whom the screen is about; where it does not tell, the form asks.

    Without a team it is about oneself.
    """
    screen = app.screen
    about_id = screen.about_id if isinstance(screen, AboutPerson) else 0
    try:
        known = await app.ask(people.visible_people)
    except DomainError as refusal:
        app.tell_refusal(refusal)
        return
    person = next((one for one in known if one.id == about_id), known[0] if len(known) == 1 else None)
    person = person or await _choose_person(app, known)
    if person is not None:
        await app.doing.new_action(person)


async def _choose_person(app: SamtaleApp, known: list[Person]) -> Person | None:
    """Somebody of the team, or oneself; None when the form is left."""
    from tui_app.ui.dialogs.fields import FieldKind, FormField
    from tui_app.ui.dialogs.form import FormDialog

    found: list[Person] = []

    async def submit(values: Mapping[str, object]) -> None:
        found.extend(one for one in known if one.id == values["person_id"])
        if not found:
            raise InvalidInput({"person_id": "not_mine_to_agree" if values["person_id"] else "missing"})

    fields = [FormField("person_id", _("Person"), FieldKind.PERSON, nearby=tuple(known), required=True)]
    await app.push_screen_wait(FormDialog(plain(_("New action")), fields, submit))
    return found[0] if found else None
