"""Flows for passwords and PINs, and for who uses this computer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tui_app.domain.errors import InvalidInput
from tui_app.services.accounts import accounts, credentials, passwords
from tui_app.text.i18n import _
from tui_app.ui.content import MUTED, WARNING, plain
from tui_app.ui.dialogs.fields import FieldKind, FormField
from tui_app.ui.dialogs.flow import confirm, show_form
from tui_app.ui.sign_in.password_rules import password_echo, pin_echo, repeat_echo

if TYPE_CHECKING:
    from tui_app.ui.context import AppContext


async def choose_password(ctx: AppContext) -> bool:
    """Ask for a new password, and for the current one if there is one. True if one was chosen."""
    state = await ctx.attempt(ctx.call(accounts.own_state))
    if state is None:
        return False
    fields = [
        FormField("new_password", _("New password"), FieldKind.PASSWORD, required=True, echo=password_echo),
        FormField("again", _("Repeat"), FieldKind.PASSWORD, required=True, repeats=("new_password", repeat_echo)),
    ]
    if state.has_password:
        fields.insert(0, FormField("password", _("Current password"), FieldKind.PASSWORD, required=True))

    async def submit(values: Mapping[str, object]) -> None:
        if values["new_password"] != values["again"]:
            raise InvalidInput({"again": "not_the_same"})
        session_id = ctx.computer.session.id if ctx.computer.session else ""
        password = str(values.get("password") or "")
        await ctx.call(passwords.choose_password, ctx.hasher, password, values["new_password"], session_id)

    about = _("At least 8 characters; a short sentence is good. No one else can see it or recover it for you.")
    if not await show_form(ctx, _("Choose your password"), fields, submit, plain(about, MUTED)):
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
        FormField("password", _("Your password"), FieldKind.PASSWORD, required=True),
        FormField("pin", _("PIN, 6 digits"), FieldKind.PASSWORD, echo=pin_echo),
    ]

    async def submit(values: Mapping[str, object]) -> None:
        await ctx.call(passwords.choose_pin, ctx.hasher, values["password"], str(values["pin"] or ""))

    about = _("A PIN only unlocks your own locked session. Leave empty for none.")
    if await show_form(ctx, _("PIN"), fields, submit, plain(about, MUTED)):
        ctx.notify(_("Saved."))


async def set_computer_use(ctx: AppContext, *, several: bool) -> bool:
    """Change who uses this computer.

    Args:
        ctx: the application's context.
        several: True for several people who take turns, False for only the signed-in person.

    Returns:
        True if it was changed.
    """
    if several:
        if not ctx.computer.settings.sharing_wished:
            ctx.computer.remember(sharing_wished=True)  # asked again at the next start if this one ends in between
        while not ctx.computer.has_password and not await choose_password(ctx):
            question = _(
                "Several people can only take turns here if you have a password.\n"
                "Without one, Samtale stays open for everyone who starts it here, as you."
            )
            if not await confirm(ctx, _("This computer"), question, _("Choose a password"), _("Leave it open")):
                ctx.notify(
                    ctx.with_keys(
                        _("Only you use this computer, so it needs no password. Change that in Settings ($settings).")
                    )
                )
                ctx.computer.remember(sharing_wished=False)
                return False
        ctx.computer.remember(several=True, sharing_wished=False)
        ctx.notify(_("From the next start, everyone signs in here first."))
        return True
    fields = [FormField("password", _("Your password"), FieldKind.PASSWORD, required=True)]

    async def submit(values: Mapping[str, object]) -> None:
        await ctx.call(credentials.confirm_password, ctx.hasher, values["password"])

    title = _("Only I use this computer")
    about = plain(_("Anyone who starts Samtale here is then signed in as you."), WARNING)
    if ctx.computer.has_password and not await show_form(ctx, title, fields, submit, about, submit_label=_("Only me")):
        return False
    ctx.computer.claim()
    return True


async def ask_computer_use(ctx: AppContext) -> None:
    """Ask, at the first sign-in on a computer, if only this person uses it or if several take turns."""
    question = _(
        "Are you the only one who uses this computer? Then Samtale opens without asking.\n"
        "Otherwise everyone signs in here first."
    )
    if await confirm(ctx, _("This computer"), question, _("Only me"), _("Several take turns")):
        ctx.computer.claim()
    else:
        ctx.computer.remember(several=True)
