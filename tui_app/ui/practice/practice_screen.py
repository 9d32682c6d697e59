"""Practice: how often one has practised, the next conversation, and the formats to choose from."""

from __future__ import annotations

from collections.abc import Iterator

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tui_app.domain.practice.sessions import FORMATS, PAIR_FORMATS
from tui_app.domain.records.practice import PracticeFormat
from tui_app.services.practice import invitations, sessions
from tui_app.services.practice.sessions import PracticeOverview
from tui_app.text.conversations.labels import conversation_time
from tui_app.text.i18n import _, format_message
from tui_app.text.practice.formats import (
    FORMAT_DESCRIPTIONS,
    FORMAT_NAMES,
    invitation_text,
    partners_text,
    people_text,
    rhythm_text,
)
from tui_app.ui import content
from tui_app.ui.content import plain
from tui_app.ui.dialogs.flow import confirm
from tui_app.ui.messages import OpenPractice
from tui_app.ui.practice import practice_keys
from tui_app.ui.practice.formats import FORMAT_SCREENS
from tui_app.ui.practice.invite import invite
from tui_app.ui.widgets.columns import ColumnLine, ColumnSpec
from tui_app.ui.widgets.data_screen import DataScreen
from tui_app.ui.widgets.record_list import RecordList, Row, headings_row

FORMAT_COLUMNS = (ColumnSpec(20), ColumnSpec(7), ColumnSpec(8), ColumnSpec(20, flex=1))


class PracticeScreen(DataScreen[PracticeOverview]):
    """The first screen of the mode."""

    BINDINGS = practice_keys.PRACTICE

    def compose_body(self) -> ComposeResult:
        """Yield one's own lines, and the list of formats."""
        with Vertical(id="practice", classes="box"):
            yield Static(id="practice-head")
            yield RecordList(id="practice-rows")

    async def fetch(self) -> PracticeOverview:
        """Read one's own practice."""
        return await self.ctx.call(sessions.overview)

    def show(self, data: PracticeOverview) -> None:
        """Show one's own lines, and fill the list."""
        self.query_one("#practice").border_title = plain(_("Practice"))
        self.query_one("#practice-head", Static).update(Content("\n").join(self._head(data)))
        self.query_one(RecordList).fill(_rows(data))
        self.refresh_bindings()

    def _head(self, data: PracticeOverview) -> Iterator[Content]:
        for invitation in data.invitations:
            yield plain(invitation_text(invitation), "bold")
        if not data.leads:
            about = _("One screen is enough for both. Nothing you say or type is kept.")
            nothing = _("You are not invited to anything just now.")
            yield plain(about if data.invitations else nothing, content.MUTED)
            return
        if data.planned:
            yield plain(rhythm_text(data.done, data.planned), "bold")
        if data.next_conversations:
            talk = data.next_conversations[0]
            message = format_message(
                _("Next conversation: $name, $when"),
                name=talk.distinct_person_name,
                when=conversation_time(talk, self.ctx.now),
            )
            warmed_up = plain(" · " + _("warmed up"), content.SUCCESS) if talk.id in data.warmed_up else plain("")
            yield plain(message) + warmed_up
        else:
            yield plain(_("No conversation is planned."), content.MUTED)

        if data.planned and (partners := partners_text(data.partners)):
            yield plain(partners, content.MUTED)

    @on(RecordList.Opened)
    def _row_opened(self, event: RecordList.Opened) -> None:
        if isinstance(event.value, PracticeFormat):
            self.ctx.open(OpenPractice(event.value))

    @on(RecordList.Moved)
    def _cursor_moved(self) -> None:
        self.refresh_bindings_for(self._format)

    @property
    def _format(self) -> PracticeFormat | None:
        return self.query_one(RecordList).selected(PracticeFormat)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Invite to what is for two; mark as seen what one is invited to."""
        if action == "invite":
            return self.shown is not None and self.shown.leads and self._format in PAIR_FORMATS
        if action == "put_aside":
            return self.shown is not None and any(one.format is self._format for one in self.shown.invitations)
        return super().check_action(action, parameters)

    def action_invite(self) -> None:
        """Invite somebody from one's team to the format under the cursor."""
        if self._format is not None:
            self.run_once(invite(self.ctx, self._format))

    def action_put_aside(self) -> None:
        """Remove the invitation to the format under the cursor."""
        if self._format is not None:
            self.run_once(self._put_aside(self._format))

    async def _put_aside(self, format: PracticeFormat) -> None:
        for one in self.shown.invitations if self.shown else ():
            if one.format is format:
                await self.ctx.call(invitations.put_aside, one.id)

    def action_erase(self) -> None:
        """Erase everything about one's own practice, after asking."""
        self.run_once(self._erase())

    async def _erase(self) -> None:
        question = _("All of it is erased for good: sessions, warm-ups and what you noted.")
        if await confirm(self.ctx, _("Erase my practice"), question, _("Erase")):
            await self.ctx.call(sessions.erase_all)
            self.ctx.notify(_("Your practice is erased."))


def _rows(data: PracticeOverview) -> Iterator[Row]:
    """All formats; for those who lead nobody, what they are invited to."""
    invited = {one.format for one in data.invitations}
    yield headings_row((_("Format"), _("People"), _("Min."), _("Content")), FORMAT_COLUMNS)
    for one in PracticeFormat:
        if one in FORMAT_SCREENS and (data.leads or one in invited):
            minutes = FORMATS[one].minutes
            cells = [
                plain(_(FORMAT_NAMES[one]), "bold"),
                plain(people_text(one), content.MUTED),
                plain(format_message(_("$count min"), count=minutes), content.MUTED),
                plain(_(FORMAT_DESCRIPTIONS[one])),
            ]
            yield Row(one, ColumnLine(cells, FORMAT_COLUMNS))
