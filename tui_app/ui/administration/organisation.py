"""The flow for the country, the time zone and the patience of the organisation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tui_app.services.administration import organisation
from tui_app.text.i18n import _, format_message, ngettext
from tui_app.ui.content import MUTED, plain
from tui_app.ui.dialogs.fields import FieldKind, FormField
from tui_app.ui.dialogs.flow import show_form

if TYPE_CHECKING:
    from tui_app.ui.context import AppContext


MINUTES = (10, 15, 20, 30, 45, 60, 90, 120)
"""What can be chosen; people talk for long without a key."""


def _lock_text(minutes: int) -> str:
    words = ngettext("locks after $count minute", "locks after $count minutes", minutes)
    return format_message(words, count=minutes)


async def edit_organisation(ctx: AppContext) -> None:
    """Edit the country, the time zone, and how long a conversation may be held without a key."""
    stored = await ctx.attempt(ctx.call(organisation.get))
    if stored is None:
        return

    async def submit(values: Mapping[str, object]) -> None:
        from tui_app.domain.drafts.base import validate_draft
        from tui_app.domain.drafts.settings import OrganisationDraft

        await ctx.call(organisation.update, validate_draft(OrganisationDraft, values))

    choices = tuple((minutes, _lock_text(minutes)) for minutes in sorted({*MINUTES, stored.conversation_minutes}))
    fields = [
        FormField("country", _("Country"), value=stored.country, hint="NO, SE, DK …", required=True),
        FormField("zone", _("Time zone"), value=stored.zone, hint="Europe/Oslo"),
        FormField(
            "conversation_minutes",
            _("Conversation"),
            FieldKind.CHOICE,
            value=stored.conversation_minutes,
            choices=choices,
        ),
    ]
    about = _(
        "Follow-ups never fall on the country's public holidays. The time zone sets when a day "
        "begins;\n"
        "a change applies on each computer from its next start. Empty: each computer's own.\n"
        "While a conversation is being held, a computer locks later than usual."
    )
    if await show_form(ctx, _("Organisation"), fields, submit, plain(about, MUTED)):
        ctx.notify(_("Saved."))
        ctx.refresh()
