"""What can be undone, and what cannot: undoing never goes past that to something older.

A use case that stores something either returns a `Receipt`, is listed here, or is listed with its reason in
`tests/ui/editing/test_undoable.py`.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

from msgspec import Struct, field

from tui_app.text.i18n import N_

OFFERED_SECONDS = 8.0
"""How long undoing asks nothing, wherever one is: the message about the change is still fresh."""
SERVICES = "tui_app.services."
FINAL_STEPS = {
    "accounts.accounts.end_sessions": N_("End sessions"),
    "accounts.accounts.issue_code": N_("New one-time code"),
    "accounts.accounts.set_administrator": N_("Administrator"),
    "accounts.accounts.set_open": N_("People and accounts"),
    "accounts.codes.issue_codes": N_("New one-time codes"),
    "accounts.passwords.choose_password": N_("Choose your password"),
    "accounts.passwords.choose_pin": N_("PIN"),
    "administration.erasure.erase_due": N_("Erase due items"),
    "administration.organisation.update": N_("Organisation"),
    "administration.retention.add_hold": N_("New hold"),
    "administration.retention.end_hold": N_("End hold"),
    "administration.retention.set_months": N_("Retention"),
    "administration.stand_ins.add": N_("New stand-in"),
    "administration.stand_ins.end": N_("Stand-in"),
    "administration.templates.bring_back": N_("Use again"),
    "administration.templates.copy": N_("Copy"),
    "administration.templates.create": N_("New form"),
    "administration.templates.import_form": N_("Import a form"),
    "administration.templates.publish": N_("Publish"),
    "administration.templates.remove_draft": N_("Delete draft"),
    "administration.templates.retire": N_("Retire"),
    "administration.templates.save": N_("The form"),
    "administration.templates.start_draft": N_("New version"),
    "people.joining.join": N_("Join two entries"),
    "people.joining.remove": N_("Remove person"),
    "people.people.add": N_("New person"),
    "people.people.change_leaders": N_("New leader"),
    "people.people.edit": N_("Edit person"),
    "people.staff_import.import_staff": N_("Import a staff list"),
    "people.staff_import_undo.undo_import": N_("Import a staff list"),
    "reminders.choices.choose": N_("Reminders"),
    "reminders.choices.set_organisation_defaults": N_("Reminders"),
}
"""Module and name of a use case -> the label of the step, which is translated."""


class Done(Struct, frozen=True):
    """A change that can be undone.

    Attributes:
        message: what was done, in words.
        place: where it was done; see `AppContext.place`.
        at: the moment, as `time.monotonic` gives it.
    """

    message: str
    place: tuple[object, ...]
    at: float = field(default_factory=time.monotonic)

    @property
    def is_fresh(self) -> bool:
        """True while the message about it is."""
        return time.monotonic() < self.at + OFFERED_SECONDS


def final_step(use_case: Callable[..., object]) -> str:
    """The label of a use case that cannot be undone, to be translated; empty for the others."""
    function = use_case.func if isinstance(use_case, partial) else use_case
    module = getattr(function, "__module__", "").removeprefix(SERVICES)
    return FINAL_STEPS.get(f"{module}.{getattr(function, '__name__', '')}", "")
