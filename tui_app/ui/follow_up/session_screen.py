"""The walk: a person's open actions one at a time, one key each; then a short note and when next."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date, datetime
from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.events import DescendantFocus
from textual.message import Message
from textual.widgets import Input, Static, TextArea

from tui_app.domain.conversations.versioned import Versioned
from tui_app.domain.errors import DomainError
from tui_app.domain.follow_up.session import TeamFollowUpProgress
from tui_app.domain.form_drafts import FormDraftKey, unsaved_text_key
from tui_app.domain.forms.answers import Answer
from tui_app.domain.records.person import Person
from tui_app.services.change_stamp import Receipt
from tui_app.services.follow_up import follow_up_session, team_session
from tui_app.services.follow_up.follow_up_session import FollowUpSession
from tui_app.text import dates, follow_up
from tui_app.text import follow_up as rhythm_words
from tui_app.text import people as people_module
from tui_app.text.dates import full_date, input_date
from tui_app.text.errors import error_message
from tui_app.text.i18n import _, format_message
from tui_app.ui import content, keys
from tui_app.ui.content import plain
from tui_app.ui.editing.autosave import Autosave
from tui_app.ui.follow_up import session_content
from tui_app.ui.follow_up.session_actions import SessionActions
from tui_app.ui.follow_up.session_note import NOTE_FIELD
from tui_app.ui.messages import FollowUpTeam, OpenFollowUpSession
from tui_app.ui.widgets.fields.text import TextField


class FollowUpSessionScreen(SessionActions):
    """One person's open actions, or those of everybody in `queue`, from the one it names.

    What is done shows at once and is stored behind it; how far one has come is stored too, so that an interruption
    costs nothing.
    """

    BINDINGS = keys.FOLLOW_UP_SESSION
    AUTO_FOCUS = ""

    def __init__(self, person_id: int, queue: TeamFollowUpProgress | None = None) -> None:
        super().__init__(person_id, queue)
        self._number = queue.position if queue else 0
        self._read_id = 0
        self._is_going_on = False
        self._finished: tuple[int, Receipt] | None = None
        self._suggested = ""
        self._saving: Autosave | None = None

    def body(self) -> ComposeResult:
        """The action, or the end with its note."""
        yield Static(id="walk-head")
        with Vertical(id="walk", classes="box"):
            yield Static(id="walk-asked")
            with VerticalScroll(id="walk-page", can_focus=False):
                yield Static(id="walk-action")
            with Vertical(id="walk-end"):
                yield Static(id="walk-summary")
                yield Static(id="walk-note-label")
                yield TextField("", id=NOTE_FIELD)
                yield Static(id="walk-next-label")
                yield Input(id="next-on", compact=True, max_length=60)
                yield Static(id="walk-next-said")

    def on_mount(self) -> None:
        """Nothing is asked before it is known what."""
        self._saving = Autosave(self.ctx, self._choose, self._tell_saved, self._settle, aside=self._aside)
        self.query_one("#walk-end").display = False

    @property
    def saving(self) -> Autosave:
        """Saves the note."""
        assert self._saving is not None
        return self._saving

    async def fetch(self) -> FollowUpSession:
        """The walk with this person; begun where none is under way."""
        if self._place is None:
            await self.ctx.call(follow_up_session.start, self._person_id)
        return await self.ctx.call(follow_up_session.get, self._person_id)

    def refused(self, refusal: DomainError) -> None:
        """Somebody else's page now, or ended from elsewhere: leave it."""
        if self._is_over:
            return
        super().refused(refusal)
        if refusal.code in ("not_found", "not_allowed"):
            self.leave()

    def reload(self) -> None:
        """Read anew, while there is something to walk through."""
        if not self._is_over:
            super().reload()

    def show(self, data: FollowUpSession) -> None:
        """The action or the end."""
        if data.person.id != self._person_id:
            return
        if self._place is None:
            self._place, self._outcomes = data.position, dict(data.outcomes)
            self._begin_note(data.note)
        elif self.saving.takes_over(NOTE_FIELD, data.note):
            self.query_one(TextField).put(str(data.note.value or ""))
        self.draw()

    def _begin_note(self, note: Versioned) -> None:
        self.saving.forget(NOTE_FIELD)
        value = self.saving.keep(NOTE_FIELD, note, partial(self._save_note, self._person_id))
        self.query_one(TextField).put(str(value or ""))
        self.query_one("#next-on", Input).value = ""

    def draw(self) -> None:
        """The head, and the action or the end."""
        data = self.shown
        if data is None or self._place is None:
            return
        self._draw_head(data, self._place)
        self._draw_asked(data)
        was_at_end = bool(self.query_one("#walk-end").display)
        self.query_one("#walk-end").display = self._at_end
        self.query_one("#walk-page").display = not self._at_end
        if action := self._action:
            today, now = self.ctx.today, self.ctx.now
            story, outcome = data.histories.get(action.id, ()), self._outcomes.get(action.id)
            shown = session_content.action_content(action, story, outcome, today, now)
            self.query_one("#walk-action", Static).update(shown)
            if action.id != self._read_id:
                self._read_id = action.id
                self.query_one("#walk-page").scroll_home(animate=False)
            if was_at_end:
                self.set_focus(None)
        else:
            self._draw_end(data)
        self._ask_for_keys()

    def _ask_for_keys(self) -> None:
        is_read = self.shown is not None and self._place is not None and not self._is_over
        self.keys_depend_on((is_read, self._at_end, self._person_id, self._is_writing))

    def on_descendant_blur(self) -> None:
        """Nothing is written any more: save it."""
        self.ctx.spawn(self.flush())
        self._ask_for_keys()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Letters are text now."""
        super().on_descendant_focus(event)
        self._ask_for_keys()

    def action_end(self) -> None:
        """Straight to the note. Who comes there by walking is not put into it: a key too many would stand in it."""
        if self.shown is not None:
            self._go(len(self.shown.actions))
            field = self.query_one(TextField)
            self.set_focus(field)
            field.move_cursor(field.document.end)

    def action_look(self, by: int) -> None:
        """Read on in a long comment or history, or back."""
        self.query_one("#walk-page").scroll_relative(y=by, animate=False)

    def _draw_head(self, data: FollowUpSession, place: int) -> None:
        people = len(self._queue.person_ids) if self._queue else 0
        left = plain(f" {data.person.name}", "bold")
        if about := people_module.title_and_unit(data.person):
            left += plain(f"  {about}", content.MUTED)
        said = follow_up.progress_text(data, place, self._number, people)
        right = session_content.progress_dots(data, self._outcomes, place) + plain(f"  {said} ", content.MUTED)
        room = self.size.width - right.cell_length - 1
        left = left.truncate(max(8, room), ellipsis=True)
        gap = " " * max(1, self.size.width - left.cell_length - right.cell_length)
        self.query_one("#walk-head", Static).update(left + plain(gap) + right, layout=False)

    def _draw_asked(self, data: FollowUpSession) -> None:
        shown = self.query_one("#walk-asked", Static)
        shown.display = data.request is not None
        if data.request is not None:
            mine = data.person.id == self.ctx.me.id
            shown.update(session_content.request_line(data.request, self.ctx.today, mine=mine))

    def _draw_end(self, data: FollowUpSession) -> None:
        self.query_one("#walk-summary", Static).update(session_content.summary_content(data, self._outcomes))
        self.query_one("#walk-note-label", Static).update(
            plain(_("A short note (optional). You can both see it."), content.MUTED)
        )
        is_own = data.person.id == self.ctx.me.id
        for name in ("#walk-next-label", "#next-on", "#walk-next-said"):
            self.query_one(name).display = not is_own
        self.query_one("#walk-next-label", Static).update(
            plain(_("Next time") + f" · {rhythm_words.interval_text(data.schedule.schedule)}", content.MUTED)
        )
        field = self.query_one("#next-on", Input)
        suggested = input_date(data.schedule.next_if_done_today)
        if field.value in ("", self._suggested):
            field.value = self._suggested = suggested
        self._suggested = suggested

    @on(Input.Changed, "#next-on")
    def _typed_next(self) -> None:
        said = self.query_one("#walk-next-said", Static)
        try:
            day = self._next_on()
        except DomainError as refusal:
            said.update(plain(error_message(refusal), content.ERROR))
        else:
            said.update(plain(full_date(day) if day else "", content.MUTED))

    def _next_on(self) -> date | None:
        from tui_app.domain.dates.parsing import parse_date

        text = self.query_one("#next-on", Input).value
        return parse_date(text, self.ctx.today) if text.strip() else None

    @on(Input.Submitted, "#next-on")
    def _submitted(self) -> None:
        self.action_finish()

    @on(TextArea.Changed)
    def _written(self) -> None:
        self.saving.changed(NOTE_FIELD, self.query_one(TextField).text)

    async def _save_note(self, person_id: int, value: Answer, seen_version: int) -> Versioned:
        return await self.ctx.call(follow_up_session.save_note, person_id, str(value or ""), seen_version)

    def _tell_saved(self, at: datetime) -> None:
        """A saved note needs no words."""

    def _aside(self, name: str, value: Answer) -> tuple[FormDraftKey, str, str]:
        """Where to keep a note that can never be saved, its title, and all of it."""
        person = Person(self._person_id, self.shown.person.name if self.shown else "")
        title = " · ".join(filter(None, (_("Follow-up"), person.name)))
        return unsaved_text_key(NOTE_FIELD, person.id, self.ctx.now, person.id), title, str(value or "")

    async def _choose(self, name: str, theirs: Answer, mine: Answer) -> Answer:
        from tui_app.ui.editing.conflict_dialog import ConflictDialog
        from tui_app.ui.editing.conflicts import keep_both_texts

        if self.ctx.computer.is_locking:
            return keep_both_texts(theirs, mine)
        said = [(value, str(value or "")) for value in (theirs, mine)]
        return await self.app.push_screen_wait(ConflictDialog(_("Note"), said[0], said[1]))

    def _settle(self, name: str, value: Answer) -> None:
        self.query_one(TextField).put(str(value or ""))

    @property
    def is_unsaved(self) -> bool:
        """Whether something of the note is not saved."""
        return self._saving is not None and not self._is_over and self.saving.is_dirty

    async def flush(self) -> None:
        """Save the note; awaited before the program ends."""
        self._take_in()
        if not self._is_over and self.shown is not None:
            await self.saving.flush()

    def _take_in(self) -> None:
        if not self._is_over and self.shown is not None:
            self.saving.changed(NOTE_FIELD, self.query_one(TextField).text)

    async def put_aside(self) -> None:
        """Keep for its writer a note that can never be saved here."""
        if self._saving is not None and not self._is_over:
            await self.saving.put_aside()

    def on_screen_suspend(self) -> None:
        """Another screen comes in front: save now."""
        self.ctx.spawn(self.flush())

    def reopen_request(self) -> Message:
        """What goes on with this walk."""
        return FollowUpTeam() if self._queue else OpenFollowUpSession(self._person_id)

    def action_finish(self) -> None:
        """Put it in the log; then the next person, or done."""
        if self._at_end:
            self._go_on(self._finish)

    def _go_on(self, how: Callable[[], Awaitable[None]]) -> None:
        """Leave this person for the next, once however often the key comes: nobody is passed by unseen."""
        if not self._is_going_on and not self._is_over:
            self._is_going_on = True
            self.ctx.spawn(self._going_on(how))

    async def _going_on(self, how: Callable[[], Awaitable[None]]) -> None:
        try:
            await how()
        finally:
            self._is_going_on = False

    async def _finish(self) -> None:
        from tui_app.domain.drafts.base import validate_draft
        from tui_app.domain.drafts.follow_up import FollowUpDraft

        data = self.shown
        if data is None:
            return
        is_own = data.person.id == self.ctx.me.id
        try:
            typed = None if is_own or self._takes_suggestion else self._next_on()
            draft = validate_draft(FollowUpDraft, {"note": self.query_one(TextField).text, "next_on": typed})
            await self.flush()
            async with self._acting:
                receipt = await self.ctx.call(follow_up_session.finish, data.person.id, draft)
                self.saving.forget(NOTE_FIELD)
                self._is_over = True
        except DomainError as refusal:
            self.ctx.notify_error(refusal)
            return
        next_on = typed or data.schedule.next_if_done_today
        said = format_message(_("Followed up: $name"), name=data.person.name)
        if not is_own:
            said = format_message(_("$said · next $day"), said=said, day=dates.weekday_and_date(next_on))
        self.ctx.commit(receipt, said)
        self._finished = data.person.id, receipt
        await self._next()

    @property
    def _takes_suggestion(self) -> bool:
        """Whether the day is the rhythm's own: then it goes on following the rhythm."""
        return self.query_one("#next-on", Input).value.strip() in ("", self._suggested)

    def _turn_to(self, person_id: int) -> None:
        self._meet(person_id)
        self._is_over = False
        self.query_one("#walk-end").display = False
        self.set_focus(None)
        self.reload()

    async def _next(self) -> None:
        """The next person of the team; after the last a calm word."""
        self._number += 1
        people = self._queue.person_ids if self._queue else ()
        if self._number < len(people):
            self._turn_to(people[self._number])
            return
        self._is_over = True
        if self._queue is not None:
            self.ctx.notify(_("That was everyone. Well done: no one was left out."))
        self.leave()

    def action_undo_here(self) -> None:
        """Take back the last change; where that was following somebody up, meet them again."""
        finished, data = self._finished, self.shown
        is_newest = finished is not None and self.ctx.undoes_next(finished[1]) and not self._acting.locked()
        super().action_undo_here()
        if finished and data and is_newest:
            self._go_on(partial(self._meet_again, finished[0], data.person.id))

    async def _meet_again(self, person_id: int, instead_of: int) -> None:
        self._finished = None
        try:
            await self.flush()
            await self.ctx.call(team_session.move_past, instead_of, -1)
        except DomainError as refusal:
            self.ctx.notify_error(refusal)
            return
        self._number -= 1
        self._turn_to(person_id)

    def action_next_person(self) -> None:
        """Go on with the next person without following this one up."""
        if self._queue is not None and self.shown is not None:
            self._go_on(partial(self._pass_by, self.shown.person.id))

    async def _pass_by(self, person_id: int) -> None:
        try:
            await self.flush()
            await self.ctx.call(team_session.move_past, person_id, 1)
        except DomainError as refusal:
            self.ctx.notify_error(refusal)
            return
        self._finished = None
        await self._next()

    def action_back(self) -> None:
        """Stop here; it goes on from here the next time."""
        self.ctx.spawn(self._leave())

    async def _leave(self) -> None:
        from tui_app.ui.editing.unsaved import show_unsaved_texts

        self._take_in()
        if self._is_over or await self.saving.leaves_nothing():
            self.leave()
            await show_unsaved_texts(self.ctx)
