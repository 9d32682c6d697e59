"""Choosing a secret or a PIN of one's own, and how this computer is used."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from tui_app.domain.errors import InvalidInput
from tui_app.services.accounts import accounts, credentials, passwords
from tui_app.text.i18n import _
from tui_app.ui.content import plain
from tui_app.ui.dialogs.fields import FieldKind, FormField
from tui_app.ui.dialogs.form import FormDialog

if TYPE_CHECKING:
    from tui_app.ui.app import SamtaleApp


async def choose_password(app: SamtaleApp, then: Callable[[], object] | None = None) -> bool:
    """Ask for a new secret, and for the old one where there is one.

    Args:
        then: what to go on with once it is chosen.

    Returns:
        Whether one was chosen.
    """
    state = await app.ask(accounts.own_state)
    old = [FormField("secret", _("Password now"), FieldKind.SECRET, required=True)] if state.has_secret else []
    fields = [
        *old,
        FormField("new_secret", _("New password"), FieldKind.SECRET, required=True),
        FormField("again", _("Repeat"), FieldKind.SECRET, required=True),
    ]

    async def submit(values: Mapping[str, object]) -> None:
        if values["new_secret"] != values["again"]:
            raise InvalidInput({"again": "not_the_same"})
        here = app.parts.session.id if app.parts.session else ""
        old_secret = str(values.get("secret") or "")
        await app.ask(passwords.choose_password, app.parts.smith, old_secret, values["new_secret"], here)

    about = plain(
        _("At least 8 characters; a short sentence is good. No one else can see it or recover it for you."),
        "$foreground-muted",
    )
    if not await app.push_screen_wait(FormDialog(plain(_("Choose your password")), fields, submit, about)):
        return False
    app.has_secret = True
    app.someone_is_there()
    app.tell(_("Your password is saved."))
    if then is not None:
        then()
    return True


async def choose_pin(app: SamtaleApp) -> None:
    """Ask for a PIN that unlocks one's own locked session; left empty, there is none."""
    if not app.has_secret and not await choose_password(app):
        return
    fields = [
        FormField("secret", _("Your password"), FieldKind.SECRET, required=True),
        FormField("pin", _("PIN, 6 digits"), FieldKind.SECRET),
    ]

    async def submit(values: Mapping[str, object]) -> None:
        await app.ask(passwords.choose_pin, app.parts.smith, values["secret"], str(values["pin"] or ""))

    about = plain(_("A PIN only unlocks what you have locked yourself. Leave empty for none."), "$foreground-muted")
    if await app.push_screen_wait(FormDialog(plain(_("PIN")), fields, submit, about)):
        app.tell(_("Saved."))


async def set_computer_use(app: SamtaleApp, *, several: bool) -> bool:
    """Change who uses this computer: only whoever is signed in, or several who take turns.

    Returns:
        Whether it was changed.
    """
    if several:
        if not app.has_secret and not await choose_password(app):
            return False
        app.remember(several=True)
        app.tell(_("From the next start, everyone signs in here first."))
        return True
    fields = [FormField("secret", _("Your password"), FieldKind.SECRET, required=True)]

    async def submit(values: Mapping[str, object]) -> None:
        await app.ask(credentials.confirm_password, app.parts.smith, values["secret"])

    about = plain(_("Anyone who starts Samtale here is then signed in as you."), "$text-warning")
    title = plain(_("Only I use this computer"))
    if app.has_secret and not await app.push_screen_wait(FormDialog(title, fields, submit, about)):
        return False
    app.own_computer()
    return True


async def ask_computer_use(app: SamtaleApp) -> None:
    """At the first sign-in on a computer: is it theirs alone, or do several take turns?"""
    from tui_app.ui.dialogs.confirm import ConfirmDialog

    question = plain(
        _(
            "Are you the only one who uses this computer? Then Samtale opens without asking.\n"
            "Otherwise everyone signs in here first."
        )
    )
    if await app.push_screen_wait(ConfirmDialog(_("This computer"), question, _("Only me"), _("Several take turns"))):
        app.own_computer()
    else:
        app.remember(several=True)
