"""Flows for schedules and pauses."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from tui_app.domain.follow_up.schedule import FollowUpSchedule, Pause, PauseKind
from tui_app.domain.form_drafts import form_draft_key
from tui_app.domain.records.person import Person
from tui_app.services.follow_up import schedule
from tui_app.text.follow_up import PAUSE_KIND_LABELS, echo_conversation, echo_interval, interval_input
from tui_app.text.i18n import _, format_message
from tui_app.ui.content import plain
from tui_app.ui.dialogs.fields import FieldKind, FormField
from tui_app.ui.dialogs.flow import show_form

if TYPE_CHECKING:
    from tui_app.services.follow_up.due_dates import PersonSchedule
    from tui_app.services.follow_up.schedule import TeamSchedule
    from tui_app.ui.context import AppContext


async def edit_team_schedule(ctx: AppContext, team: TeamSchedule) -> None:
    """Edit how often a team is followed up and has its conversations."""

    async def submit(values: Mapping[str, object]) -> None:
        from tui_app.domain.drafts.base import validate_draft
        from tui_app.domain.drafts.follow_up import FollowUpScheduleDraft

        draft = validate_draft(FollowUpScheduleDraft, values)
        receipt = await ctx.call(schedule.set_team_schedule, team.leader.id, team.schedule.version, draft)
        ctx.commit(receipt, _("Schedule saved"))

    months = str(team.schedule.months)
    fields = [
        _interval_field(team.schedule, required=True),
        FormField(
            "months", _("Conversation"), value=months, hint=_("months between"), echo=echo_conversation, required=True
        ),
    ]
    about = plain(_("Weeks between follow-ups, or fixed days of the year; and months between conversations."))
    key = form_draft_key("rhythm-team", team.leader.id, team.schedule.version, about_id=team.leader.id)
    await show_form(ctx, _("Team schedule"), fields, submit, about, draft_key=key)


async def edit_person_schedule(ctx: AppContext, current: PersonSchedule) -> None:
    """Edit how often one person is followed up; an empty interval is that of the team."""
    person = current.person

    async def submit(values: Mapping[str, object]) -> None:
        await _save_person_schedule(ctx, current, str(values["often"]))

    shown = current.schedule if current.is_individual else FollowUpSchedule(0, person.id, False, 0)
    title = format_message(_("Schedule for $name"), name=person.distinct_name)
    about = plain(_("Weeks between follow-ups, or fixed days of the year. Empty: same as the team."))
    key = form_draft_key("rhythm", person.id, current.individual_version, about_id=person.id)
    await show_form(ctx, title, [_interval_field(shown, required=False)], submit, about, draft_key=key)


async def reset_to_team_schedule(ctx: AppContext, current: PersonSchedule) -> None:
    """Let the team's schedule apply to a person again."""
    await ctx.attempt(_save_person_schedule(ctx, current, ""))


def _interval_field(current: FollowUpSchedule, *, required: bool) -> FormField:
    hint = _("weeks, quarterly, or days: 15.1, 1.9")
    value = interval_input(current)
    return FormField("often", _("Every"), value=value, hint=hint, echo=echo_interval, required=required)


async def _save_person_schedule(ctx: AppContext, current: PersonSchedule, interval: str) -> None:
    from tui_app.domain.drafts.base import validate_draft
    from tui_app.domain.drafts.follow_up import FollowUpScheduleDraft

    person = current.person
    draft = validate_draft(FollowUpScheduleDraft, {"often": interval})
    receipt = await ctx.call(schedule.set_person_schedule, person.id, current.individual_version, draft)
    ctx.commit(receipt, format_message(_("Schedule saved for $name"), name=person.distinct_name))


async def add_pause(ctx: AppContext, person: Person, *, is_team: bool) -> None:
    """Add a pause, during which no follow-up falls due.

    Args:
        ctx: the application's context.
        person: who has the pause; for a pause of a team, its leader.
        is_team: True for a pause of the whole team.
    """

    async def submit(values: Mapping[str, object]) -> None:
        from tui_app.domain.drafts.base import validate_draft
        from tui_app.domain.drafts.follow_up import PauseDraft

        draft = validate_draft(PauseDraft, values)
        receipt = await ctx.call(partial(schedule.add_pause, is_team=is_team), person.id, draft)
        ctx.commit(receipt, _("Pause saved"))

    kinds = tuple((kind, _(PAUSE_KIND_LABELS[kind])) for kind in PauseKind)
    fields = [
        FormField("first", _("First day"), FieldKind.DATE, hint=_("today, 22.12, week 28"), required=True),
        FormField("last", _("Last day"), FieldKind.DATE, hint=_("4.1, +14"), required=True),
        FormField("kind", _("Type"), FieldKind.CHOICE, PauseKind.HOLIDAY, kinds),
    ]
    title = (
        _("Pause for the whole team") if is_team else format_message(_("Pause for $name"), name=person.distinct_name)
    )
    about = plain(_("Follow-ups during the pause wait until the first working day after it."))
    key = form_draft_key("pause-team" if is_team else "pause", person.id, about_id=person.id)
    await show_form(ctx, title, fields, submit, about, submit_label=_("Add"), draft_key=key)


async def remove_pause(ctx: AppContext, pause: Pause) -> None:
    """Remove a pause."""
    receipt = await ctx.change(schedule.withdraw_pause, pause.id, pause.version)
    if receipt is not None:
        ctx.commit(receipt, _("Pause removed"))
