"""Choosing a password or a PIN, and who uses this computer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tui_app.domain.errors import InvalidInput
from tui_app.services.accounts import accounts, credentials, passwords
from tui_app.text.i18n import _
from tui_app.ui.content import plain
from tui_app.ui.dialogs.fields import FieldKind, FormField
from tui_app.ui.dialogs.form import FormDialog

if TYPE_CHECKING:
    from tui_app.ui.context import AppContext


async def choose_password(ctx: AppContext) -> bool:
    """Ask for a new password, and for the present one if there is one. True if one was chosen."""
    state = await ctx.call(accounts.own_state)
    old = [FormField("secret", _("Password now"), FieldKind.SECRET, required=True)] if state.has_secret else []
    fields = [
        *old,
        FormField("new_secret", _("New password"), FieldKind.SECRET, required=True),
        FormField("again", _("Repeat"), FieldKind.SECRET, required=True),
    ]

    async def submit(values: Mapping[str, object]) -> None:
        if values["new_secret"] != values["again"]:
            raise InvalidInput({"again": "not_the_same"})
        here = ctx.computer.session.id if ctx.computer.session else ""
        old_secret = str(values.get("secret") or "")
        await ctx.call(passwords.choose_password, ctx.hasher, old_secret, values["new_secret"], here)

    about = plain(
        _("At least 8 characters; a short sentence is good. No one else can see it or recover it for you."),
        "$foreground-muted",
    )
    if not await ctx.ask(FormDialog(plain(_("Choose your password")), fields, submit, about)):
        return False
    ctx.computer.has_password = True
    ctx.computer.mark_active()
    ctx.notify(_("Your password is saved."))
    return True


async def choose_pin(ctx: AppContext) -> None:
    """Ask for a PIN that unlocks the person's own locked session; an empty one removes it."""
    if not ctx.computer.has_password and not await choose_password(ctx):
        return
    fields = [
        FormField("secret", _("Your password"), FieldKind.SECRET, required=True),
        FormField("pin", _("PIN, 6 digits"), FieldKind.SECRET),
    ]

    async def submit(values: Mapping[str, object]) -> None:
        await ctx.call(passwords.choose_pin, ctx.hasher, values["secret"], str(values["pin"] or ""))

    about = plain(_("A PIN only unlocks what you have locked yourself. Leave empty for none."), "$foreground-muted")
    if await ctx.ask(FormDialog(plain(_("PIN")), fields, submit, about)):
        ctx.notify(_("Saved."))


async def set_computer_use(ctx: AppContext, *, several: bool) -> bool:
    """Change who uses this computer: only the signed-in person, or several who take turns.

    Returns:
        Whether it was changed.
    """
    if several:
        if not ctx.computer.has_password and not await choose_password(ctx):
            return False
        ctx.computer.remember(several=True)
        ctx.notify(_("From the next start, everyone signs in here first."))
        return True
    fields = [FormField("secret", _("Your password"), FieldKind.SECRET, required=True)]

    async def submit(values: Mapping[str, object]) -> None:
        await ctx.call(credentials.confirm_password, ctx.hasher, values["secret"])

    about = plain(_("Anyone who starts Samtale here is then signed in as you."), "$text-warning")
    title = plain(_("Only I use this computer"))
    if ctx.computer.has_password and not await ctx.ask(FormDialog(title, fields, submit, about)):
        return False
    ctx.computer.claim()
    return True


async def ask_computer_use(ctx: AppContext) -> None:
    """Ask, at the first sign-in on a computer, if it is theirs alone or if several take turns."""
    from tui_app.ui.dialogs.confirm import ConfirmDialog

    question = plain(
        _(
            "Are you the only one who uses this computer? Then Samtale opens without asking.\n"
            "Otherwise everyone signs in here first."
        )
    )
    if await ctx.ask(ConfirmDialog(_("This computer"), question, _("Only me"), _("Several take turns"))):
        ctx.computer.claim()
    else:
        ctx.computer.remember(several=True)
