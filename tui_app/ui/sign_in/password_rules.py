"""The rules for passwords and PINs, as they are said while one is typed: met or not met yet."""

from __future__ import annotations

from tui_app.domain.accounts.credentials import PASSWORD_MAX_LENGTH, PASSWORD_MIN_LENGTH, pin_problem
from tui_app.domain.errors import InvalidInput
from tui_app.text.errors import field_error_message
from tui_app.text.i18n import _


def password_echo(typed: str) -> str:
    """That a new password is long enough; nothing before one is typed. How easy it is to guess is checked later.

    Raises:
        InvalidInput: it is too short or too long.
    """
    if not typed:
        return ""
    if len(typed) < PASSWORD_MIN_LENGTH:
        raise InvalidInput({"new_password": "password_too_short"})
    if len(typed) > PASSWORD_MAX_LENGTH:
        raise InvalidInput({"new_password": "password_too_long"})
    return met(field_error_message("new_password", "password_too_short"))


def pin_echo(typed: str) -> str:
    """That a PIN can be chosen; nothing before one is typed.

    Raises:
        InvalidInput: it cannot be chosen.
    """
    if not typed:
        return ""
    if problem := pin_problem(typed):
        raise InvalidInput({"pin": problem})
    return met(field_error_message("pin", "pin_not_six_digits"))


def repeat_echo(typed: str, first: str) -> str:
    """That a password is repeated right; nothing as long as it may still become so.

    Args:
        typed: the repetition.
        first: what is to be repeated.

    Raises:
        InvalidInput: it differs.
    """
    if typed and typed == first:
        return met(_("The two match."))
    if not first.startswith(typed):
        raise InvalidInput({"again": "not_the_same"})
    return ""


def met(rule: str) -> str:
    """A rule that is met."""
    return f"✓ {rule}"
