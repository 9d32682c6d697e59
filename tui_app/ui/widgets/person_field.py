"""A person by a few letters of the name: matches stand below, enter takes the first."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, cast

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input

from tui_app.domain.records import Person
from tui_app.domain.refusals import Refusal
from tui_app.services import people
from tui_app.ui import words
from tui_app.ui.language import _
from tui_app.ui.text import lit
from tui_app.ui.widgets.rows import Column, Line, Row, RowList

if TYPE_CHECKING:
    from tui_app.ui.app import SamtaleApp

Find = Callable[[str], Awaitable[Sequence[Person]]]
"""Finds people by a few letters."""
_COLUMNS = (Column(12, flex=2), Column(8, flex=1))


class PersonField(Vertical):
    """Holds the chosen person; None while what is typed names nobody."""

    BINDINGS = [
        Binding("down", "turn(1)", show=False, priority=True),
        Binding("up", "turn(-1)", show=False, priority=True),
    ]

    class Picked(Message):
        """Somebody was chosen."""

        def __init__(self, field: PersonField, by_enter: bool) -> None:
            super().__init__()
            self.field = field
            self.by_enter = by_enter

        @property
        def control(self) -> PersonField:
            """The field."""
            return self.field

    class Typed(Message):
        """What is typed names nobody yet."""

    def __init__(
        self,
        person: Person | None,
        nearby: tuple[Person, ...] = (),
        *,
        find: Find | None = None,
        id: str | None = None,
    ) -> None:
        """Take who stands in it, whom it offers at first, and how to find others where not among all people."""
        super().__init__(id=id)
        self._find = find or self._among_all
        self.person = person
        self._nearby = nearby
        self._found: tuple[Person, ...] = ()

    def compose(self) -> ComposeResult:
        """The field and the matches below it."""
        name = self.person.name if self.person else ""
        yield Input(name, compact=True, placeholder=_("a few letters of the name"), max_length=120)
        rows = RowList(classes="matches")
        rows.can_focus = False
        rows.display = False
        yield rows

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if self.person is not None and event.value == self.person.name:
            return
        self.person = None
        self.post_message(self.Typed())
        self._search(event.value)

    @work(exclusive=True)
    async def _search(self, typed: str) -> None:
        app = cast("SamtaleApp", self.app)
        if typed.strip():
            try:
                self._found = tuple(await self._find(typed))
            except Refusal as refusal:
                app.tell_refusal(refusal)
                return
        else:
            self._found = self._nearby
        rows = self.query_one(RowList)
        rows.fill(
            Row(f"person-{one.id}", Line([lit(one.name), lit(words.person_line(one), words.FAINT)], _COLUMNS))
            for one in self._found
        )
        rows.display = bool(self._found)

    async def _among_all(self, typed: str) -> Sequence[Person]:
        found: list[Person] = await cast("SamtaleApp", self.app).ask(people.find, typed, 5)
        return found

    def put(self, person: Person | None) -> None:
        """Let this person stand in the field, or nobody."""
        self.person = person
        self._found = ()
        self.query_one(RowList).display = False
        with self.prevent(Input.Changed):
            self.query_one(Input).value = person.name if person else ""

    @property
    def typed(self) -> str:
        """What stands in the field, whoever is called so."""
        return self.query_one(Input).value

    def action_turn(self, step: int) -> None:
        """Another match."""
        rows = self.query_one(RowList)
        if not rows.display:
            self._search("" if self.person else self.query_one(Input).value)
        elif step > 0:
            rows.action_cursor_down()
        else:
            rows.action_cursor_up()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self._take(by_enter=True)

    @on(RowList.Opened)
    def _clicked(self, event: RowList.Opened) -> None:
        event.stop()
        self._take(by_enter=False)

    @on(RowList.Moved)
    def _moved(self, event: RowList.Moved) -> None:
        event.stop()

    def on_descendant_blur(self) -> None:
        """Leaving the field takes the match that stands first."""
        self._take(by_enter=False)

    def _take(self, *, by_enter: bool) -> None:
        rows = self.query_one(RowList)
        if rows.display and self._found:
            key = rows.key
            self.person = next((one for one in self._found if f"person-{one.id}" == key), self._found[0])
            rows.display = False
            field = self.query_one(Input)
            with self.prevent(Input.Changed):
                field.value = self.person.name
        if self.person is not None or by_enter:
            self.post_message(self.Picked(self, by_enter))
