"""The end of a follow-up session with one person: the summary, a note, and the date of the next follow-up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, Static

from tui_app.domain.conversations.versioned import Versioned
from tui_app.domain.errors import DomainError
from tui_app.domain.follow_up.session import FollowUpOutcome
from tui_app.domain.form_drafts import FormDraftKey, unsaved_text_key
from tui_app.domain.forms.answers import Answer
from tui_app.services.follow_up import follow_up_session
from tui_app.text.dates import full_date, input_date
from tui_app.text.days import day_with_remarks
from tui_app.text.errors import error_message
from tui_app.text.follow_up import interval_text
from tui_app.text.i18n import _
from tui_app.ui import content
from tui_app.ui.content import FRAME_CORNERS, first_fitting, plain
from tui_app.ui.context import HasContext
from tui_app.ui.dialogs.days import remarks_about
from tui_app.ui.editing.autosave import Autosave
from tui_app.ui.follow_up.session_content import summary_content
from tui_app.ui.widgets.fields.answer_field import AnswerChanged
from tui_app.ui.widgets.fields.line import LineInput
from tui_app.ui.widgets.fields.text import TextField

if TYPE_CHECKING:
    from textual.content import Content

    from tui_app.services.follow_up.follow_up_session import FollowUpSession

NOTE_FIELD = "note"


class SessionEnd(HasContext, Vertical):
    """Saves the note while it is written."""

    class FocusChanged(Message):
        """A field has got or lost the focus."""

    def __init__(self) -> None:
        super().__init__(id="session-end")
        self._session: FollowUpSession | None = None
        self._suggested = ""
        self._suggested_on: date | None = None
        """The day on which the next date was suggested: another follows from another day."""
        self._understood: tuple[str, date | None] = ("", None)
        """The typed date, and the day it was understood as: it stays that day after midnight."""
        self._autosave: Autosave[str] | None = None

    def compose(self) -> ComposeResult:
        """Yield the summary and the two fields."""
        yield Static(id="session-summary")
        yield Static(id="session-note-label")
        yield TextField("", id=NOTE_FIELD)
        yield Static(id="session-next-label")
        yield LineInput(id="next-on", compact=True, max_length=60)
        yield Static(id="session-next-message")

    def on_mount(self) -> None:
        """Hide everything while there are actions."""
        self.display = False

    def _show_sign(self, signs: Sequence[Content]) -> None:
        if self.is_attached:
            box = self.screen.query_one("#session")
            box.border_subtitle = first_fitting(signs, box.outer_size.width - FRAME_CORNERS)

    @property
    def autosave(self) -> Autosave[str]:
        """Saves the note."""
        if self._autosave is None:
            self._autosave = Autosave(
                self.ctx,
                self._resolve_conflict,
                self._show_sign,
                settled=lambda key, value: self._note.put(value),
                describe_unsaved=self._describe_unsaved,
            )
        return self._autosave

    @property
    def _note(self) -> TextField:
        return self.query_one(TextField)

    @property
    def _date_input(self) -> Input:
        return self.query_one("#next-on", Input)

    def start(self, session: FollowUpSession) -> None:
        """Start the note about another person."""
        self._session, self._suggested_on = session, self.ctx.now.date()
        self.autosave.untrack([NOTE_FIELD])
        save = partial(self._save_note, session.person.id)
        self._note.put(self.autosave.track(NOTE_FIELD, session.note, save))
        self._date_input.value = ""

    async def _save_note(self, person_id: int, value: Answer, base_version: int) -> Versioned:
        return await self.ctx.call(follow_up_session.save_note, person_id, str(value or ""), base_version)

    def accept(self, session: FollowUpSession) -> None:
        """Take over the session as it was read again, with a note from another terminal."""
        self._session, self._suggested_on = session, self.ctx.now.date()
        if self.autosave.accept_remote(NOTE_FIELD, session.note):
            self._note.put(session.note.value)

    def finish(self) -> None:
        """Stop saving the note: the session is finished."""
        self.autosave.untrack([NOTE_FIELD])

    def show(self, outcomes: Mapping[int, FollowUpOutcome]) -> None:
        """Show the summary, and suggest a date for the next follow-up."""
        session = self._session
        if session is None:
            return
        self.query_one("#session-summary", Static).update(summary_content(session.actions, outcomes))
        note_label = _("A short note (optional). You can both see it.")
        self.query_one("#session-note-label", Static).update(plain(note_label, content.MUTED))
        is_own = session.person.id == self.ctx.me.id
        for selector in ("#session-next-label", "#next-on", "#session-next-message"):
            self.query_one(selector).display = not is_own
        date_label = _("Next time") + f" · {interval_text(session.schedule.schedule)}"
        self.query_one("#session-next-label", Static).update(plain(date_label, content.MUTED))
        suggested = input_date(session.schedule.next_if_done_today)
        if self._date_input.value in ("", self._suggested):
            self._date_input.value = suggested
        self._suggested = suggested

    def focus_note(self) -> None:
        """Put the cursor at the end of the note."""
        self.screen.set_focus(self._note)
        self._note.move_cursor(self._note.document.end)

    @property
    def note(self) -> str:
        """The text of the note."""
        return self._note.text

    @property
    def uses_suggested_date(self) -> bool:
        """True if the date was left as suggested; then the next follow-up goes on following the schedule.

        After midnight another day would follow from it than the one that is shown.
        """
        typed = self._date_input.value.strip()
        return not typed or (typed == self._suggested and self._suggested_on == self.ctx.now.date())

    def next_date(self) -> date | None:
        """Return the typed date; None if there is none.

        Raises:
            DomainError: it is no date.
        """
        from tui_app.domain.dates.parsing import parse_date

        text = self._date_input.value
        if text != self._understood[0]:
            self._understood = (text, parse_date(text, self.ctx.today) if text.strip() else None)
        return self._understood[1]

    @on(Input.Changed, "#next-on")
    def _next_date_typed(self) -> None:
        message = self.query_one("#session-next-message", Static)
        try:
            day = self.next_date()
        except DomainError as error:
            message.update(plain(error_message(error), content.ERROR))
        else:
            message.update(plain(full_date(day) if day else "", content.MUTED))
            if day is not None and self._session is not None:
                self._add_remarks(day, self._session.person.id)

    @work(exclusive=True, group="day-remarks")
    async def _add_remarks(self, day: date, person_id: int) -> None:
        remarks = await remarks_about(self.ctx, day, (person_id,))
        if self._understood[1] == day:
            said = plain(day_with_remarks(day, remarks), content.WARNING if remarks else content.MUTED)
            self.query_one("#session-next-message", Static).update(said)

    @on(AnswerChanged)
    def track_note(self) -> None:
        """Take the text of the field over, to be saved soon."""
        self.autosave.changed(NOTE_FIELD, self.note)

    def on_descendant_focus(self) -> None:
        """Tell the screen."""
        self.post_message(self.FocusChanged())

    def on_descendant_blur(self) -> None:
        """Save the note, and tell the screen."""
        self.ctx.spawn(self.flush(), is_background=True)
        self.post_message(self.FocusChanged())

    async def flush(self) -> None:
        """Save the note now."""
        self.track_note()
        await self.autosave.flush()

    def _describe_unsaved(self, _key: str, value: Answer) -> tuple[FormDraftKey, str, str]:
        person = self._session.person if self._session else None
        person_id, name = (person.id, person.name) if person else (0, "")
        title = " · ".join(filter(None, (_("Follow-up"), name)))
        return unsaved_text_key(NOTE_FIELD, person_id, self.ctx.now, person_id), title, str(value or "")

    async def _resolve_conflict(self, _key: str, stored: Answer, written: Answer) -> Answer:
        from tui_app.ui.editing.conflict_dialog import ConflictDialog
        from tui_app.ui.editing.conflicts import keep_both_texts

        if self.ctx.computer.is_locking:
            return keep_both_texts(stored, written)
        stored_option, written_option = ((value, str(value or "")) for value in (stored, written))
        answer: Answer = await self.ctx.ask(ConflictDialog(_("Note"), stored_option, written_option), at_once=True)
        return answer
