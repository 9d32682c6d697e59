"""Asks people about one-time codes that were used for their account: was it you?"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from textual.content import Content

from tui_app.domain.audit import CodeUse
from tui_app.services.accounts import account_events
from tui_app.text.dates import full_date
from tui_app.text.i18n import _, format_message
from tui_app.ui import content
from tui_app.ui.content import plain
from tui_app.ui.dialogs.confirm import ConfirmDialog
from tui_app.ui.messages import OpenAuditLog

if TYPE_CHECKING:
    from tui_app.ui.context import AppContext

MAX_LISTED = 4
"""At most so many codes are shown, the newest; the log has them all."""


async def review_codes_after_sign_in(ctx: AppContext) -> None:
    """Ask, after a sign-in with a code, about the code with which the replaced password was chosen."""
    if used := await ctx.call(account_events.codes_used):
        gone = _(
            "The password chosen then no longer works. If this was not you, tell the person "
            "responsible for Samtale where you work."
        )
        await _ask_was_it_you(ctx, used, gone)


async def review_codes_on_own_computer(ctx: AppContext) -> None:
    """Ask, on a computer without sign-in, about the codes used since the owner was last asked."""
    told_upto = ctx.computer.settings.codes_told
    since = datetime.fromisoformat(told_upto) if told_upto else ctx.now - account_events.CODE_USE_REPORTED_FOR
    if used := await ctx.call(account_events.codes_used, since):
        stands = _(
            "If this was not you, someone can sign in as you. Ask for a new one-time code now, choose "
            "a new password with it, and tell the person responsible for Samtale where you work."
        )
        await _ask_was_it_you(ctx, used, stands)
        ctx.computer.remember(codes_told=used[0].at.isoformat())


async def _ask_was_it_you(ctx: AppContext, used: tuple[CodeUse, ...], otherwise: str) -> None:
    lines = [_code_line(one, one.at.astimezone(ctx.now.tzinfo)) for one in used[:MAX_LISTED]]
    question = Content("\n").join(
        [
            plain(_("A one-time code was used to choose a password for your account:")),
            *lines,
            plain("\n" + otherwise, content.MUTED),
        ]
    )
    if await ctx.ask(ConfirmDialog(_("Was this you?"), question, _("Show log"), _("It was me"))):
        ctx.open(OpenAuditLog())


def _code_line(one: CodeUse, at: datetime) -> Content:
    said = format_message(_("$day at $time, from $terminal"), day=full_date(at.date()), time=f"{at:%H:%M}",
                terminal=one.terminal)  # fmt: skip
    by = format_message(_("$name made the code"), name=one.made_by or _("Someone"))
    return plain(f"· {said}\n", "bold") + plain(f"  {by}")
