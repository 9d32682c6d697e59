"""Somebody came in with a one-time code that was made for you: was that you?"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from textual.content import Content

from tui_app.domain.audit import CodeUsed
from tui_app.services import accounts
from tui_app.ui import words
from tui_app.ui.dates import full_day
from tui_app.ui.language import _, spoken, told
from tui_app.ui.modals.ask import Ask
from tui_app.ui.text import lit

if TYPE_CHECKING:
    from tui_app.ui.app import SamtaleApp

SHOWN = 4
"""Of more than these, only the newest are shown; the log has them all."""


async def ask_after_code(app: SamtaleApp) -> None:
    """After a sign-in with a code: who chose the secret that it replaced, if a code was used then too."""
    if used := await app.ask(accounts.codes_used):
        gone = _(
            "The secret that was chosen then no longer works. If it was not you, tell the one who answers for Samtale "
            "where you work."
        )
        await _ask(app, used, gone)


async def ask_at_home(app: SamtaleApp) -> None:
    """On a computer that asks for nothing: who used a code since the owner was asked last."""
    told_upto = app.parts.settings.codes_told
    since = datetime.fromisoformat(told_upto) if told_upto else app.moment - accounts.CODES_TOLD_FOR
    if used := await app.ask(accounts.codes_used, since):
        stands = _(
            "If it was not you, somebody can sign in as you: ask for a new one-time code now, choose a secret with it, "
            "and tell the one who answers for Samtale where you work."
        )
        await _ask(app, used, stands)
        app.remember(codes_told=used[0].at.isoformat())


async def _ask(app: SamtaleApp, used: tuple[CodeUsed, ...], otherwise: str) -> None:
    lines = [_line(one, one.at.astimezone(app.moment.tzinfo)) for one in used[:SHOWN]]
    question = Content("\n").join(
        [
            lit(_("With a one-time code, a secret was chosen for your account:")),
            *lines,
            lit("\n" + otherwise, words.FAINT),
        ]
    )
    if await app.push_screen_wait(Ask(_("Was this you?"), question, _("Show the log"), _("It was me"))):
        app.open_log()


def _line(one: CodeUsed, at: datetime) -> Content:
    said = told(_("$day at $time, from $terminal"), day=full_day(at.date(), spoken()), time=f"{at:%H:%M}",
                terminal=one.terminal)  # fmt: skip
    by = told(_("the code was made by $name"), name=one.made_by or _("Somebody"))
    return lit(f"· {said}\n", "bold") + lit(f"  {by}")
