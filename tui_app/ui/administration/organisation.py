"""The flow for the country and the time zone of the organisation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tui_app.services.administration import organisation
from tui_app.text.i18n import _
from tui_app.ui.content import MUTED, plain
from tui_app.ui.dialogs.fields import FormField
from tui_app.ui.dialogs.flow import show_form

if TYPE_CHECKING:
    from tui_app.ui.context import AppContext


async def edit_organisation(ctx: AppContext) -> None:
    """Edit the country and the time zone."""
    stored = await ctx.attempt(ctx.call(organisation.get))
    if stored is None:
        return

    async def submit(values: Mapping[str, object]) -> None:
        from tui_app.domain.drafts.base import validate_draft
        from tui_app.domain.drafts.settings import OrganisationDraft

        await ctx.call(organisation.update, validate_draft(OrganisationDraft, values))

    fields = [
        FormField("country", _("Country"), value=stored.country, hint="NO, SE, DK …", required=True),
        FormField("zone", _("Time zone"), value=stored.zone, hint="Europe/Oslo"),
    ]
    about = _(
        "Follow-ups never fall on the country's public holidays. The time zone sets when a day "
        "begins;\n"
        "a change applies on each computer from its next start. Empty: each computer's own."
    )
    if await show_form(ctx, _("Organisation"), fields, submit, plain(about, MUTED)):
        ctx.notify(_("Saved."))
        ctx.refresh()
