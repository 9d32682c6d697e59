"""Following up: the walk's changes, the forms around rhythm and pauses, and the services behind them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from tui_app.domain.actions.changes import ActionChange
from tui_app.domain.errors import ConflictError, DomainError
from tui_app.domain.follow_up.schedule import FollowUpSchedule, Pause, PauseKind
from tui_app.domain.form_drafts import form_draft_key
from tui_app.domain.records.action import Action
from tui_app.domain.records.person import Person
from tui_app.services.actions import actions
from tui_app.services.follow_up import schedule
from tui_app.text import follow_up
from tui_app.text.i18n import _, format_message
from tui_app.ui.content import plain
from tui_app.ui.dialogs.flow import show_form
from tui_app.ui.editing.action_changes import change_actions

if TYPE_CHECKING:
    from tui_app.services.change_stamp import Receipt
    from tui_app.services.follow_up.schedule import PersonSchedule, TeamSchedule
    from tui_app.ui.context import AppContext
    from tui_app.ui.dialogs.fields import FormField


class FollowUpFlows:
    """Runs one thing from question to answer; each method is awaited in a flow of the application."""

    def __init__(self, ctx: AppContext) -> None:
        self._ctx = ctx

    def _often(self, rhythm: FollowUpSchedule, *, required: bool) -> FormField:
        from tui_app.ui.dialogs.fields import FormField

        hint = _("weeks, or days: 15.1, 1.9")
        return FormField("often", _("Every"), value=follow_up.interval_input(rhythm), hint=hint, required=required)

    async def team(self) -> None:
        """Walk through the team in the order of need, or go on where it was interrupted."""
        from tui_app.services.follow_up import team_session
        from tui_app.ui.follow_up.session_screen import FollowUpSessionScreen

        try:
            queue = await self._ctx.call(team_session.start_team)
        except DomainError as refusal:
            self._ctx.notify_error(refusal)
            return
        if queue.is_over:
            self._ctx.notify(_("No one is left to follow up today."))
        else:
            self._ctx.show(FollowUpSessionScreen(queue.person_ids[queue.position], queue))

    async def change(self, action: Action, wanted: ActionChange) -> Receipt | None:
        """Change one action in a walk, without many words; None where it was left as it is."""
        async with self._ctx.change_lock:
            try:
                receipt = await change_actions(self._ctx, [action], wanted)
            except ConflictError:
                return None  # left as it is now
            except DomainError as refusal:
                self._ctx.notify_error(refusal)
                self._ctx.refresh()
                return None
            self._ctx.commit(receipt)
            return receipt

    async def on_track(self, action: Action) -> Receipt | None:
        """Write down that an action is on track; None where that could not be done."""
        async with self._ctx.change_lock:
            try:
                receipt = await self._ctx.call(actions.mark_on_track, action.id)
            except DomainError as refusal:
                self._ctx.notify_error(refusal)
                return None
            self._ctx.commit(receipt)
            return receipt

    async def team_rhythm(self, team: TeamSchedule) -> None:
        """How often a team is followed up and has its conversations."""
        from tui_app.ui.dialogs.fields import FormField

        async def submit(values: Mapping[str, object]) -> None:
            from tui_app.domain.drafts.base import validate_draft
            from tui_app.domain.drafts.follow_up import FollowUpScheduleDraft

            draft = validate_draft(FollowUpScheduleDraft, values)
            receipt = await self._ctx.call(schedule.set_team_schedule, team.leader.id, team.schedule.version, draft)
            self._ctx.commit(receipt, _("Schedule saved"))

        fields = [
            self._often(team.schedule, required=True),
            FormField(
                "months", _("Conversation"), value=str(team.schedule.months), hint=_("months between"), required=True
            ),
        ]
        about = _("Weeks between follow-ups, or fixed days of the year; and months between conversations.")
        key = form_draft_key("rhythm-team", team.leader.id, team.schedule.version, about_id=team.leader.id)
        await show_form(self._ctx, _("Team schedule"), fields, submit, plain(about), draft_key=key)

    async def own_rhythm(self, held: PersonSchedule) -> None:
        """How often one person is followed up, where it is not as the rest of the team."""

        async def submit(values: Mapping[str, object]) -> None:
            await self._set_own(held, str(values["often"]))

        shown = held.schedule if held.is_individual else FollowUpSchedule(0, held.person.id, False, 0)
        about = _("Weeks between follow-ups, or fixed days of the year. Empty: same as the team.")
        title = format_message(_("Schedule for $name"), name=held.person.name)
        key = form_draft_key("rhythm", held.person.id, held.individual_version, about_id=held.person.id)
        await show_form(self._ctx, title, [self._often(shown, required=False)], submit, plain(about), draft_key=key)

    async def _set_own(self, held: PersonSchedule, often: str) -> None:
        from tui_app.domain.drafts.base import validate_draft
        from tui_app.domain.drafts.follow_up import FollowUpScheduleDraft

        draft = validate_draft(FollowUpScheduleDraft, {"often": often})
        receipt = await self._ctx.call(schedule.set_person_schedule, held.person.id, held.individual_version, draft)
        self._ctx.commit(receipt, format_message(_("Schedule saved for $name"), name=held.person.name))

    async def as_team(self, held: PersonSchedule) -> None:
        """Follow one person up as the rest of the team again."""
        try:
            await self._set_own(held, "")
        except DomainError as refusal:
            self._ctx.notify_error(refusal)

    async def pause(self, person: Person, *, is_team: bool) -> None:
        """Days on which no follow-up falls due: a person's, or the whole team's."""
        from tui_app.ui.dialogs.fields import FieldKind, FormField

        async def submit(values: Mapping[str, object]) -> None:
            from tui_app.domain.drafts.base import validate_draft
            from tui_app.domain.drafts.follow_up import PauseDraft

            draft = validate_draft(PauseDraft, values)
            receipt = await self._ctx.call(partial(schedule.add_pause, is_team=is_team), person.id, draft)
            self._ctx.commit(receipt, _("Pause saved"))

        fields = [
            FormField("first", _("First day"), FieldKind.DATE, hint=_("today, 22.12, week 28"), required=True),
            FormField("last", _("Last day"), FieldKind.DATE, hint=_("4.1, +14"), required=True),
            FormField(
                "kind",
                _("Type"),
                FieldKind.CHOICE,
                PauseKind.HOLIDAY,
                tuple((kind, _(follow_up.PAUSE_KIND_LABELS[kind])) for kind in PauseKind),
            ),
        ]
        title = _("Pause for the whole team") if is_team else format_message(_("Pause for $name"), name=person.name)
        about = _("Follow-ups during the pause wait until the first working day after it.")
        key = form_draft_key("pause-team" if is_team else "pause", person.id, about_id=person.id)
        await show_form(self._ctx, title, fields, submit, plain(about), draft_key=key)

    async def withdraw(self, pause: Pause) -> None:
        """Take a pause away."""
        try:
            receipt = await self._ctx.call(schedule.withdraw_pause, pause.id, pause.version)
        except DomainError as refusal:
            self._ctx.notify_error(refusal)
            self._ctx.refresh()
        else:
            self._ctx.commit(receipt, _("Pause removed"))
