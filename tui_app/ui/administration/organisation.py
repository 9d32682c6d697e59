"""Where the organisation is: asked of an administrator in one small form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tui_app.services.administration import organisation
from tui_app.text.i18n import _
from tui_app.ui.content import plain
from tui_app.ui.dialogs.fields import FormField
from tui_app.ui.dialogs.form import FormDialog

if TYPE_CHECKING:
    from tui_app.ui.context import AppContext


async def edit_organisation(ctx: AppContext) -> None:
    """Ask for the country and the time zone."""
    stands = await ctx.call(organisation.get)

    async def submit(values: Mapping[str, object]) -> None:
        from tui_app.domain.drafts.base import validate_draft
        from tui_app.domain.drafts.settings import OrganisationDraft

        await ctx.call(organisation.update, validate_draft(OrganisationDraft, values))

    fields = [
        FormField("country", _("Country"), value=stands.country, hint="NO, SE, DK …", required=True),
        FormField("zone", _("Time zone"), value=stands.zone, hint="Europe/Oslo"),
    ]
    about = plain(
        _(
            "Follow-ups never fall on the country's public holidays. The time zone sets when a day "
            "begins;\n"
            "a change applies on each computer from its next start. Empty: each computer's own."
        ),
        "$foreground-muted",
    )
    if await ctx.ask(FormDialog(plain(_("Organisation")), fields, submit, about)):
        ctx.notify(_("Saved."))
        ctx.refresh()
