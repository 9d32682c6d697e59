"""Whom the sign-in screen expects, and what it says to them."""

from __future__ import annotations

from tui_app.domain.records.person import Person
from tui_app.text.i18n import _, format_message
from tui_app.ui.computer import Computer


def expected_person(computer: Computer) -> Person | None:
    """Whose turn it is, or who locked the computer last; None if anybody may come."""
    if computer.hand_over is not None:
        return Person(computer.hand_over.person_id, computer.hand_over.name)
    if computer.locked and not computer.is_locking:
        person_id, locked = list(computer.locked.items())[-1]
        return Person(person_id, locked.name)
    return None


def greeting(computer: Computer) -> str:
    """The words above the fields."""
    if computer.is_locking:
        return _("Locked. Saving what you have written …")
    if computer.hand_over is not None:
        message = _("$name, it is your turn. Sign in and write your minutes.")
        return format_message(message, name=computer.hand_over.name)
    if computer.locked:
        names = ", ".join(locked.name for locked in computer.locked.values())
        message = _("Locked by $names. Enter your password or PIN to continue, or sign in as someone else.")
        return format_message(message, names=names)
    return _("Welcome. Who are you?")


def code_hint() -> str:
    """What to do without a password."""
    code = _("Have you been given a one-time code? Type it where it says password.")
    return f"{code}\n{_('Forgotten your password? Ask your leader for a new code.')}"
