"""A field for a person: a few letters of the name list the people who match, Enter takes the first."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input

from tui_app.domain.errors import DomainError
from tui_app.domain.records.person import Person
from tui_app.services.people import people
from tui_app.text.i18n import _
from tui_app.text.people import title_and_unit
from tui_app.ui import content
from tui_app.ui.content import plain
from tui_app.ui.context import HasContext
from tui_app.ui.widgets.columns import ColumnLine, ColumnSpec
from tui_app.ui.widgets.fields.line import LineInput
from tui_app.ui.widgets.record_list import RecordList, Row

FindPeople = Callable[[str], Awaitable[Sequence[Person]]]
"""Finds people by a few letters of the name."""
MAX_MATCHES = 5
"""Most people listed below the field."""
_MATCH_COLUMNS = (ColumnSpec(12, flex=2), ColumnSpec(8, flex=1))


class PersonField(HasContext, Vertical):
    """Holds the chosen person.

    Args:
        person: who is chosen at first.
        suggestions: who is listed while nothing is typed.
        find: finds people by what is typed; without it all people are searched.

    Attributes:
        person: who is chosen; None while the typed text is nobody's name.
    """

    BINDINGS = [
        Binding("down", "turn(1)", show=False, priority=True),
        Binding("up", "turn(-1)", show=False, priority=True),
    ]

    INPUT: ClassVar[type[LineInput]] = LineInput
    """The field in which the name is typed."""

    class Picked(Message):
        """Somebody was chosen, or Enter was pressed."""

        def __init__(self, field: PersonField, by_enter: bool) -> None:
            super().__init__()
            self.field = field
            self.by_enter = by_enter

        @property
        def control(self) -> PersonField:
            """The field."""
            return self.field

    class Entered(Message):
        """Enter was pressed; who is meant may not be known yet."""

    class Typed(Message):
        """The typed text is nobody's name yet."""

        def __init__(self, field: PersonField) -> None:
            super().__init__()
            self.field = field

    def __init__(
        self,
        person: Person | None,
        suggestions: tuple[Person, ...] = (),
        *,
        find: FindPeople | None = None,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self.person = person
        self._suggestions = suggestions
        self._find = find or self._find_among_all
        self._matches: tuple[Person, ...] = ()
        self._searched_text: str | None = None
        """The text of the last search; None if its matches are not to be taken."""
        self._has_matches = False

    def compose(self) -> ComposeResult:
        """The input, and the matches below it."""
        name = self.person.name if self.person else ""
        yield self.INPUT(name, compact=True, placeholder=_("a few letters of the name"), max_length=120)
        rows = RecordList(classes="matches")
        rows.can_focus = False
        rows.display = False
        yield rows

    @on(Input.Changed)
    def _text_changed(self, event: Input.Changed) -> None:
        event.stop()
        if self.person is not None and event.value == self.person.name:
            return
        self.person = None
        self.post_message(self.Typed(self))
        self._search(event.value)

    @work(exclusive=True)
    async def _search(self, text: str) -> None:
        with self._reporting_errors():
            await self._look_up(text)

    async def _look_up(self, text: str) -> None:
        """List the matches for a text, unless the text in the field has changed before they come.

        Raises:
            DomainError: the people cannot be read.
        """
        searched = self._searched_text = self.typed_text
        self._has_matches = False
        found = tuple(await self._find(text)) if text.strip() else self._suggestions
        if self._searched_text != searched or self._has_matches:
            return
        self._matches, self._has_matches = found, True
        rows = self.query_one(RecordList)
        rows.fill(
            Row(one, ColumnLine([plain(one.name), plain(title_and_unit(one), content.MUTED)], _MATCH_COLUMNS))
            for one in found
        )
        rows.display = bool(found)

    @contextmanager
    def _reporting_errors(self) -> Iterator[None]:
        try:
            yield
        except DomainError as error:
            self.ctx.notify_error(error)

    async def _find_among_all(self, text: str) -> Sequence[Person]:
        found: list[Person] = await self.ctx.call(people.find, text, MAX_MATCHES)
        return found

    def put(self, person: Person | None) -> None:
        """Show this person, or nobody, as chosen."""
        self.person = person
        self._searched_text = None
        self.query_one(RecordList).display = False
        with self.prevent(Input.Changed):
            self.query_one(Input).value = person.name if person else ""

    @property
    def typed_text(self) -> str:
        """The text in the field, whether or not it is a name."""
        return self.query_one(Input).value

    def action_turn(self, by: int) -> None:
        """Move to the next match or the previous one; list the matches first if none are shown."""
        rows = self.query_one(RecordList)
        if not rows.display:
            self._search("" if self.person else self.typed_text)
        elif by > 0:
            rows.action_cursor_down()
        else:
            rows.action_cursor_up()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Entered())
        self._accept_match(by_enter=True)

    @on(RecordList.Opened)
    def _match_clicked(self, event: RecordList.Opened) -> None:
        event.stop()
        self._accept_selected()
        self._post_picked(by_enter=False)

    @on(RecordList.Moved)
    def _cursor_moved(self, event: RecordList.Moved) -> None:
        event.stop()

    def on_descendant_blur(self) -> None:
        """Take the match under the cursor when the field is left."""
        self._accept_match(by_enter=False)

    def _accept_match(self, *, by_enter: bool) -> None:
        if self._is_up_to_date:
            self._accept_selected()
            self._post_picked(by_enter)
        else:
            self._accept_when_found(by_enter)

    @work(exclusive=True, group="take")
    async def _accept_when_found(self, by_enter: bool) -> None:
        text = self.typed_text
        with self.ctx.started.work(), self._reporting_errors():
            await self.resolve()
            if self.person is not None or self.typed_text == text:
                self._post_picked(by_enter)

    @property
    def _is_up_to_date(self) -> bool:
        """True if the text in the field needs no search: the matches below, if any, are its own."""
        if self._searched_text is not None:
            return self._has_matches and self._searched_text == self.typed_text
        return self.typed_text == (self.person.name if self.person else "")

    async def resolve(self) -> None:
        """Take the match for the text in the field, as when the field is left; wait for a slow search.

        Raises:
            DomainError: the people cannot be read.
        """
        text = self.typed_text
        if not self._is_up_to_date:
            await self._look_up(text)
        if self._is_up_to_date and self.typed_text == text:
            self._accept_selected()

    def _accept_selected(self) -> None:
        """Choose the match under the cursor, if there are matches."""
        rows = self.query_one(RecordList)
        if rows.display and self._matches:
            self.put(rows.selected(Person) or self._matches[0])

    def _post_picked(self, by_enter: bool) -> None:
        if self.person is not None or by_enter:
            self.post_message(self.Picked(self, by_enter))
