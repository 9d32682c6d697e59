"""Choosing a secret or a PIN of one's own, and how this computer is used."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from tui_app.domain.refusals import Invalid
from tui_app.services import accounts, sessions
from tui_app.ui.language import _
from tui_app.ui.modals.form import Field, FormScreen, Kind
from tui_app.ui.text import lit

if TYPE_CHECKING:
    from tui_app.ui.app import SamtaleApp


async def choose_secret(app: SamtaleApp, then: Callable[[], object] | None = None) -> bool:
    """Ask for a new secret, and for the old one where there is one.

    Args:
        then: what to go on with once it is chosen.

    Returns:
        Whether one was chosen.
    """
    state = await app.ask(accounts.mine)
    old = [Field("secret", _("Your secret now"), Kind.SECRET, required=True)] if state.has_secret else []
    fields = [
        *old,
        Field("new_secret", _("New secret"), Kind.SECRET, required=True),
        Field("again", _("Once more"), Kind.SECRET, required=True),
    ]

    async def submit(values: Mapping[str, object]) -> None:
        if values["new_secret"] != values["again"]:
            raise Invalid({"again": "not_the_same"})
        here = app.parts.session.id if app.parts.session else ""
        old_secret = str(values.get("secret") or "")
        await app.ask(accounts.choose_secret, app.parts.smith, old_secret, values["new_secret"], here)

    about = lit(
        _("At least 8 characters; a short sentence is good. Nobody else can see it, and nobody can find it for you."),
        "$foreground-muted",
    )
    if not await app.push_screen_wait(FormScreen(lit(_("Your own secret")), fields, submit, about)):
        return False
    app.has_secret = True
    app.someone_is_there()
    app.tell(_("Your secret is chosen."))
    if then is not None:
        then()
    return True


async def choose_pin(app: SamtaleApp) -> None:
    """Ask for a PIN that unlocks one's own locked session; left empty, there is none."""
    if not app.has_secret and not await choose_secret(app):
        return
    fields = [
        Field("secret", _("Your secret"), Kind.SECRET, required=True),
        Field("pin", _("PIN, 6 digits"), Kind.SECRET),
    ]

    async def submit(values: Mapping[str, object]) -> None:
        await app.ask(accounts.choose_pin, app.parts.smith, values["secret"], str(values["pin"] or ""))

    about = lit(_("A PIN only opens what you have locked yourself. Left empty, you have none."), "$foreground-muted")
    if await app.push_screen_wait(FormScreen(lit(_("PIN")), fields, submit, about)):
        app.tell(_("Saved."))


async def use_computer(app: SamtaleApp, *, several: bool) -> bool:
    """Change who uses this computer: only whoever is signed in, or several who take turns.

    Returns:
        Whether it was changed.
    """
    if several:
        if not app.has_secret and not await choose_secret(app):
            return False
        app.remember(several=True)
        app.tell(_("From the next start, people sign in here first."))
        return True
    fields = [Field("secret", _("Your secret"), Kind.SECRET, required=True)]

    async def submit(values: Mapping[str, object]) -> None:
        await app.ask(sessions.confirm, app.parts.smith, values["secret"])

    about = lit(_("Whoever starts Samtale here is then you, without a question."), "$text-warning")
    title = lit(_("Only I use this computer"))
    if app.has_secret and not await app.push_screen_wait(FormScreen(title, fields, submit, about)):
        return False
    app.own_computer()
    return True


async def ask_whose_computer(app: SamtaleApp) -> None:
    """At the first sign-in on a computer: is it theirs alone, or do several take turns?"""
    from tui_app.ui.modals.ask import Ask

    question = lit(
        _(
            "Is this computer yours alone? Then Samtale opens for you without asking.\n"
            "Else everybody signs in here first."
        )
    )
    if await app.push_screen_wait(Ask(_("This computer"), question, _("Mine alone"), _("Several take turns"))):
        app.own_computer()
    else:
        app.remember(several=True)
