"""Flows about stand-ins, who lead a team while its leader is away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tui_app.domain.errors import InvalidInput
from tui_app.domain.form_drafts import form_draft_key
from tui_app.domain.records.person import StandIn
from tui_app.services.administration import stand_ins
from tui_app.text.i18n import _, format_message
from tui_app.ui import content
from tui_app.ui.content import plain
from tui_app.ui.dialogs.fields import FieldKind, FormField
from tui_app.ui.dialogs.flow import call_and_notify, confirm, show_form

if TYPE_CHECKING:
    from tui_app.ui.context import AppContext

STAND_IN_FIELDS = ("leader_id", "stand_in_id", "first", "last")
"""The fields of the form, in the order of the use case's arguments."""


async def add_stand_in(ctx: AppContext) -> None:
    """Let a person lead a team while its leader is away."""

    async def submit(values: Mapping[str, object]) -> None:
        if missing := {name: "missing" for name, value in values.items() if value is None}:
            raise InvalidInput(missing)
        await ctx.call(stand_ins.add, *(values[name] for name in STAND_IN_FIELDS))
        ctx.refresh()

    hint = _("Friday, 15.3, +14, week 12")
    fields = [
        FormField("leader_id", _("Away"), FieldKind.PERSON, required=True),
        FormField("stand_in_id", _("Stand-in"), FieldKind.PERSON, required=True),
        FormField("first", _("From"), FieldKind.DATE, ctx.today, hint=hint, required=True),
        FormField("last", _("Last day"), FieldKind.DATE, hint=hint, required=True),
    ]
    about = _(
        "On these days the stand-in leads the team: same page, same actions. Conversations stay "
        "with the two who held them."
    )
    key = form_draft_key("stand-in-new")
    await show_form(
        ctx, _("New stand-in"), fields, submit, plain(about, content.MUTED), submit_label=_("Add"), draft_key=key
    )


async def end_stand_in(ctx: AppContext, stand_in: StandIn) -> None:
    """End a stand-in now, after a question."""
    question = _("$name no longer covers for $leader.")
    question = format_message(question, name=stand_in.stand_in_name, leader=stand_in.leader_name)
    if await confirm(ctx, _("End now"), question, _("End now"), is_asked_for=True):
        await call_and_notify(ctx, stand_ins.end, stand_in.id, done=_("Ended."))
