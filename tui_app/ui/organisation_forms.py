"""Where the organisation is: asked of an administrator in one small form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tui_app.services import organisation
from tui_app.ui.language import _
from tui_app.ui.modals.form import Field, FormScreen
from tui_app.ui.text import lit

if TYPE_CHECKING:
    from tui_app.ui.app import SamtaleApp


async def change_organisation(app: SamtaleApp) -> None:
    """Ask for the country and the time zone."""
    stands = await app.ask(organisation.overview)

    async def submit(values: Mapping[str, object]) -> None:
        from tui_app.domain.drafts import OrganisationDraft, checked

        await app.ask(organisation.change, checked(OrganisationDraft, values))

    fields = [
        Field("country", _("Country"), value=stands.country, hint="NO, SE, DK …", required=True),
        Field("zone", _("Time zone"), value=stands.zone, hint="Europe/Oslo"),
    ]
    about = lit(
        _(
            "The country's public holidays are nobody's follow-up days. The time zone says when a day begins;\n"
            "another one holds on each computer from its next start. Empty: each computer's own."
        ),
        "$foreground-muted",
    )
    if await app.push_screen_wait(FormScreen(lit(_("The organisation")), fields, submit, about)):
        app.tell(_("Saved."))
        app.refresh_screens()
