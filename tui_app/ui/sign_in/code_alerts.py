"""Asks people about one-time codes that were used for their account: was it you?"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from textual.content import Content

from tui_app.domain.audit import CodeUse
from tui_app.services.accounts import account_events
from tui_app.text.dates import full_date
from tui_app.text.i18n import _, format_message
from tui_app.ui.content import MUTED, plain
from tui_app.ui.dialogs.flow import confirm
from tui_app.ui.messages import OpenAuditLog

if TYPE_CHECKING:
    from tui_app.ui.context import AppContext

MAX_CODES_SHOWN = 4
"""Most codes shown, the newest first; the log has them all."""


async def review_codes_after_sign_in(ctx: AppContext) -> None:
    """Ask, after a sign-in with a code, about the code with which the replaced password was chosen."""
    if used := await ctx.call(account_events.codes_used):
        advice = _(
            "The password chosen then no longer works. If this was not you, tell the person "
            "responsible for Samtale where you work."
        )
        await _ask_was_it_you(ctx, used, advice)


async def review_codes_on_own_computer(ctx: AppContext) -> None:
    """Ask, on a computer without sign-in, about the codes used since the owner was last asked."""
    last_asked = ctx.computer.settings.codes_told
    since = datetime.fromisoformat(last_asked) if last_asked else ctx.now - account_events.CODE_USE_REPORTED_FOR
    if used := await ctx.call(account_events.codes_used, since):
        advice = _(
            "If this was not you, someone can sign in as you. Ask for a new one-time code now, choose "
            "a new password with it, and tell the person responsible for Samtale where you work."
        )
        await _ask_was_it_you(ctx, used, advice)
        ctx.computer.remember(codes_told=used[0].at.isoformat())


async def _ask_was_it_you(ctx: AppContext, used: tuple[CodeUse, ...], advice: str) -> None:
    """List the codes, and open the access log unless it was the person.

    Args:
        used: the codes that were used, the newest first.
        advice: what to do if it was somebody else.
    """
    zone = ctx.now.tzinfo
    question = Content("\n").join(
        [
            plain(_("A one-time code was used to choose a password for your account:")),
            *(_code_lines(one, one.at.astimezone(zone)) for one in used[:MAX_CODES_SHOWN]),
            plain("\n" + advice, MUTED),
        ]
    )
    if await confirm(ctx, _("Was this you?"), question, _("Show log"), _("It was me")):
        ctx.open(OpenAuditLog())


def _code_lines(code: CodeUse, at: datetime) -> Content:
    message = _("$day at $time, from $terminal")
    used = format_message(message, day=full_date(at.date()), time=f"{at:%H:%M}", terminal=code.terminal)
    made = format_message(_("$name made the code"), name=code.made_by or _("Someone"))
    return plain(f"· {used}\n", "bold") + plain(f"  {made}")
