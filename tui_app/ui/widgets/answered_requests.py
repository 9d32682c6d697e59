"""Says who answered a request for a follow-up that has just gone from the screen."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from tui_app.domain.errors import DomainError
from tui_app.text.i18n import _, format_message

if TYPE_CHECKING:
    from tui_app.domain.records.person import Person
    from tui_app.ui.context import AppContext


async def notify_answered(ctx: AppContext, person: Person) -> None:
    """Say who answered or withdrew a person's request, unless it was the viewer."""
    from tui_app.services.follow_up import requests

    with suppress(DomainError):  # the page may be gone as well
        answer = await ctx.call(requests.last_answer, person.id)
        if answer is None or ctx.viewer is None or answer.by_id == ctx.me.id:
            return
        message = (
            _("$name withdrew the request for a follow-up.")
            if answer.by_id == person.id
            else _("$by has answered $name's request for a follow-up.")
        )
        ctx.notify(format_message(message, by=answer.by_name, name=person.name), longer=True)
