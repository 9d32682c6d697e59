"""Inviting somebody from one's team to practise in a pair."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tui_app.domain.records.practice import PracticeFormat
from tui_app.services.people import team
from tui_app.services.practice import invitations
from tui_app.text.i18n import _, format_message
from tui_app.text.practice.formats import FORMAT_NAMES
from tui_app.ui.content import MUTED, plain
from tui_app.ui.dialogs.fields import FieldKind, FormField
from tui_app.ui.dialogs.flow import show_form

if TYPE_CHECKING:
    from tui_app.ui.context import AppContext


async def invite(ctx: AppContext, format: PracticeFormat) -> None:
    """Choose whom to invite; they see it on their own page."""
    overview = await ctx.call(team.overview, ctx.me.id)
    people = [(row.person.id, row.person.distinct_name) for row in overview.rows]
    if not people:
        ctx.notify(_("Nobody is in your team."))
        return
    names = dict(people)
    chosen: list[int] = []

    async def submit(values: Mapping[str, object]) -> None:
        person_id = int(str(values["person"]))
        await ctx.call(invitations.invite, person_id, format)
        chosen.append(person_id)

    fields = [FormField("person", _("Whom"), FieldKind.CHOICE, value=people[0][0], choices=tuple(people))]
    about = plain(_("They see it on their page for two weeks, and nobody else does."), MUTED)
    title = format_message(_("Invite to: $format"), format=_(FORMAT_NAMES[format]))
    if await show_form(ctx, title, fields, submit, about, submit_label=_("Invite")) and chosen:
        ctx.notify(format_message(_("$name is invited."), name=names[chosen[-1]]))
