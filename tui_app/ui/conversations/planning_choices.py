"""What a conversation can be planned with: the forms in use, and the people in one's own team."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_app.domain import access
from tui_app.domain.errors import DomainError
from tui_app.domain.records.conversation import ConversationKind
from tui_app.domain.records.person import Person
from tui_app.domain.records.template import Template
from tui_app.services.administration import templates
from tui_app.services.people import people
from tui_app.text.i18n import _

if TYPE_CHECKING:
    from tui_app.ui.context import AppContext


async def forms_in_use(ctx: AppContext) -> tuple[Template, ...]:
    """The forms in use, the yearly one first. Before the very first conversation the shipped forms are installed.

    Raises:
        DomainError: they cannot be read, or `no_form_in_use`.
    """
    found = await ctx.call(templates.published)
    if not found:
        shipped = await ctx.run(ctx.files.shipped_forms)
        found = await ctx.call(templates.install_shipped, shipped)
    if not found:
        raise DomainError("no_form_in_use")
    kinds = list(ConversationKind)
    return tuple(sorted(found, key=lambda form: kinds.index(form.kind)))


async def own_reports(ctx: AppContext) -> tuple[Person, ...]:
    """The people whom the signed-in person leads. If there are none, a message says so."""
    try:
        found = await ctx.call(people.visible_people)
    except DomainError as error:
        ctx.notify_error(error)
        return ()
    reports = tuple(one for one in found if access.leads(ctx.me, one))
    if not reports:
        ctx.notify(_("Your team is empty, so there is no one to plan with."))
    return reports
