"""A person by a few letters of the name: matches stand below, enter takes the first."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input

from tui_app.domain.errors import DomainError
from tui_app.domain.records.person import Person
from tui_app.services.people import people
from tui_app.text import people as people_module
from tui_app.text.i18n import _
from tui_app.ui import content
from tui_app.ui.content import plain
from tui_app.ui.context import HasContext
from tui_app.ui.widgets.columns import ColumnLine, ColumnSpec
from tui_app.ui.widgets.record_list import RecordList, Row

if TYPE_CHECKING:
    pass

FindPeople = Callable[[str], Awaitable[Sequence[Person]]]
"""Finds people by a few letters."""
_MATCH_COLUMNS = (ColumnSpec(12, flex=2), ColumnSpec(8, flex=1))


class PersonField(HasContext, Vertical):
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
        find: FindPeople | None = None,
        id: str | None = None,
    ) -> None:
        """Take who stands in it, whom it offers at first, and how to find others where not among all people."""
        super().__init__(id=id)
        self._find = find or self._among_all
        self.person = person
        self._nearby = nearby
        self._found: tuple[Person, ...] = ()
        self._sought: str | None = None
        """What stood in the field when the last search began; None when there is nothing to be taken from it."""
        self._is_answered = False

    def compose(self) -> ComposeResult:
        """The field and the matches below it."""
        name = self.person.name if self.person else ""
        yield Input(name, compact=True, placeholder=_("a few letters of the name"), max_length=120)
        rows = RecordList(classes="matches")
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
    async def _search(self, wanted: str) -> None:
        with self._refusals_told():
            await self._look_up(wanted)

    async def _look_up(self, wanted: str) -> None:
        """Let the matches stand below, unless another text stands in the field before they come.

        Raises:
            DomainError: they cannot be read.
        """
        sought = self._sought = self.typed
        self._is_answered = False
        found = tuple(await self._find(wanted)) if wanted.strip() else self._nearby
        if self._sought != sought or self._is_answered:
            return
        self._found, self._is_answered = found, True
        rows = self.query_one(RecordList)
        rows.fill(
            Row(
                f"person-{one.id}",
                ColumnLine([plain(one.name), plain(people_module.title_and_unit(one), content.MUTED)], _MATCH_COLUMNS),
            )
            for one in found
        )
        rows.display = bool(found)

    @contextmanager
    def _refusals_told(self) -> Iterator[None]:
        try:
            yield
        except DomainError as refusal:
            self.ctx.notify_error(refusal)

    async def _among_all(self, typed: str) -> Sequence[Person]:
        found: list[Person] = await self.ctx.call(people.find, typed, 5)
        return found

    def put(self, person: Person | None) -> None:
        """Let this person stand in the field, or nobody."""
        self.person = person
        self._sought = None
        self.query_one(RecordList).display = False
        with self.prevent(Input.Changed):
            self.query_one(Input).value = person.name if person else ""

    @property
    def typed(self) -> str:
        """What stands in the field, whoever is called so."""
        return self.query_one(Input).value

    def action_turn(self, step: int) -> None:
        """Another match."""
        rows = self.query_one(RecordList)
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

    @on(RecordList.Opened)
    def _clicked(self, event: RecordList.Opened) -> None:
        event.stop()
        self._choose()
        self._tell(by_enter=False)

    @on(RecordList.Moved)
    def _moved(self, event: RecordList.Moved) -> None:
        event.stop()

    def on_descendant_blur(self) -> None:
        """Leaving the field takes the match that stands first."""
        self._take(by_enter=False)

    def _take(self, *, by_enter: bool) -> None:
        if self._is_settled:
            self._choose()
            self._tell(by_enter)
        else:
            self._take_when_found(by_enter)

    @work(exclusive=True, group="take")
    async def _take_when_found(self, by_enter: bool) -> None:
        typed = self.typed
        with self._refusals_told():
            await self.settle()
            if self.person is not None or self.typed == typed:
                self._tell(by_enter)

    @property
    def _is_settled(self) -> bool:
        """Whether what stands in the field needs no search: the matches below, if any, are those for it."""
        if self._sought is not None:
            return self._is_answered and self._sought == self.typed
        return self.typed == (self.person.name if self.person else "")

    async def settle(self) -> None:
        """Take the match for what stands in the field, as leaving it does; a slow search for it is waited for.

        Raises:
            DomainError: the matches cannot be read.
        """
        typed = self.typed
        if not self._is_settled:
            await self._look_up(typed)
        if self._is_settled and self.typed == typed:
            self._choose()

    def _choose(self) -> None:
        """Let the match under the cursor stand in the field, if there are matches."""
        rows = self.query_one(RecordList)
        if rows.display and self._found:
            key = rows.key
            self.put(next((one for one in self._found if f"person-{one.id}" == key), self._found[0]))

    def _tell(self, by_enter: bool) -> None:
        if self.person is not None or by_enter:
            self.post_message(self.Picked(self, by_enter))
