"""What the sign-in screen says besides its fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_app.text.i18n import _, format_message

if TYPE_CHECKING:
    from tui_app.ui.computer import Computer


def greeting(computer: Computer) -> str:
    """What the screen says first: who is expected, or whoever comes."""
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


def without_password_hint() -> str:
    """What to do without a password."""
    code = _("Have you been given a one-time code? Type it where it says password.")
    return f"{code}\n{_('Forgotten your password? Ask your leader for a new code.')}"
