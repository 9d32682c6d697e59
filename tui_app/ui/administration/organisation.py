"""The flow for the country, the time zone, the idle time during conversations and the practice of the organisation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tui_app.domain.practice.sessions import MAX_SESSIONS_PER_YEAR
from tui_app.services.administration import organisation
from tui_app.services.practice import sessions
from tui_app.text.i18n import _, format_message, ngettext
from tui_app.ui.content import MUTED, plain
from tui_app.ui.dialogs.fields import FieldKind, FormField
from tui_app.ui.dialogs.flow import show_form

if TYPE_CHECKING:
    from tui_app.domain.organisation import Organisation
    from tui_app.ui.context import AppContext


MINUTES = (10, 15, 20, 30, 45, 60, 90, 120)
"""What can be chosen; people talk for long without a key."""


def _lock_text(minutes: int) -> str:
    words = ngettext("locks after $count minute", "locks after $count minutes", minutes)
    return format_message(words, count=minutes)


def _practice_text(count: int) -> str:
    if not count:
        return _("off")
    return format_message(ngettext("$count session a year", "$count sessions a year", count), count=count)


async def edit_organisation(ctx: AppContext) -> None:
    """Edit the country, the time zone, how long one may talk without a key, and how often leaders practise."""
    stored = await ctx.attempt(ctx.call(organisation.get))
    practice = await ctx.attempt(ctx.call(sessions.overview)) if stored else None
    if stored is None or practice is None:
        return

    async def submit(values: Mapping[str, object]) -> None:
        from tui_app.domain.drafts.base import validate_draft
        from tui_app.domain.drafts.settings import OrganisationDraft

        rest = {key: value for key, value in values.items() if key != "practice"}
        await ctx.call(organisation.update, validate_draft(OrganisationDraft, rest))
        await ctx.call(sessions.set_sessions_per_year, values["practice"])

    about = _(
        "Follow-ups never fall on the country's public holidays. The time zone sets when a day "
        "begins; a change applies on each computer from its next start. Empty: each computer's own.\n"
        "While a conversation is being held, a computer locks later than usual."
    )
    if await show_form(ctx, _("Organisation"), _fields(stored, practice.planned), submit, plain(about, MUTED)):
        ctx.note_final(_("Organisation"))
        ctx.notify(_("Saved."))
        ctx.refresh()


def _fields(stored: Organisation, sessions_a_year: int) -> list[FormField]:
    choices = tuple((minutes, _lock_text(minutes)) for minutes in sorted({*MINUTES, stored.conversation_minutes}))
    counts = tuple((count, _practice_text(count)) for count in range(MAX_SESSIONS_PER_YEAR + 1))
    return [
        FormField("country", _("Country"), value=stored.country, hint="NO, SE, DK …", required=True),
        FormField("zone", _("Time zone"), value=stored.zone, hint="Europe/Oslo"),
        FormField(
            "conversation_minutes",
            _("Conversation"),
            FieldKind.CHOICE,
            value=stored.conversation_minutes,
            choices=choices,
        ),
        FormField("practice", _("Practice"), FieldKind.CHOICE, value=sessions_a_year, choices=counts),
    ]
