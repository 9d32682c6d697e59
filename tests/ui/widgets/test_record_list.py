"""The list of records, alone in a small application: what its cursor stands on, and what it tells."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from textual import on

from tests.ui.host import SIZES, SMALL, HostApp
from tests.ui.screens import links_on, press, screen_text, settled
from tui_app.ui.content import plain
from tui_app.ui.widgets.columns import TextLine
from tui_app.ui.widgets.record_list import LOAD_MORE, RecordList, Row, heading_row, load_more_row


@dataclass(frozen=True)
class Course:
    """A record."""

    id: int
    name: str


@dataclass(frozen=True)
class Teacher:
    """A record of another kind, whose ids are the same numbers."""

    id: int
    name: str


ART, BOATS, CHESS = Course(1, "Art"), Course(2, "Boats"), Course(3, "Chess")
ANNE = Teacher(1, "Anne")


def row(record: Course | Teacher | str) -> Row:
    return Row(record, TextLine(plain(record if isinstance(record, str) else record.name)))


def rows(*records: Course | Teacher | str) -> list[Row]:
    return [row(record) for record in records]


def heading(text: str) -> Row:
    return heading_row(plain(text))


class ListApp(HostApp):
    """Shows a list.

    Attributes:
        opened: the values of the rows that were opened.
        moved: the values of the rows that the cursor went to.
    """

    def __init__(self, *shown: Row) -> None:
        """Take the rows."""
        self.list = RecordList(id="list")
        super().__init__(self.list)
        self.shown = shown
        self.opened: list[object] = []
        self.moved: list[object] = []

    def on_mount(self) -> None:
        self.list.fill(self.shown)
        self.set_focus(self.list)

    @on(RecordList.Opened, "#list")
    def _note_opened(self, event: RecordList.Opened) -> None:
        self.opened.append(event.value)

    @on(RecordList.Moved, "#list")
    def _note_moved(self, event: RecordList.Moved) -> None:
        self.moved.append(event.value)


async def test_events_carry_the_value_of_the_row() -> None:
    app = ListApp(*rows(ART, ANNE, "a word"))
    async with app.run_test() as pilot:
        assert app.moved == [ART]
        await press(pilot, "enter", "down", "enter", "j", "enter", "k")
        assert app.moved == [ART, ANNE, "a word", ANNE]
        assert app.opened == [ART, ANNE, "a word"]


async def test_a_click_opens_the_row_below_the_pointer() -> None:
    app = ListApp(heading("Courses"), *rows(ART, BOATS))
    async with app.run_test() as pilot:
        await pilot.click(RecordList, offset=(1, 2))
        await pilot.click(RecordList, offset=(1, 0))
        assert app.opened == [BOATS]


async def test_only_a_record_of_the_wanted_kind_is_selected() -> None:
    app = ListApp(*rows(ART, ANNE))
    async with app.run_test() as pilot:
        found = [(app.list.selected(Course), app.list.selected(Teacher))]
        await press(pilot, "down")
        found.append((app.list.selected(Course), app.list.selected(Teacher)))
        assert found == [(ART, None), (None, ANNE)]


async def test_headings_are_skipped_and_cannot_be_opened() -> None:
    app = ListApp(heading("Courses"), row(ART), heading("Teachers"), heading("Here"), row(ANNE))
    async with app.run_test() as pilot:
        await press(pilot, "enter", "down", "enter", "up", "home", "enter", "end", "enter")
        assert app.opened == [ART, ANNE, ART, ANNE]


async def test_a_list_of_nothing_has_no_value_and_opens_nothing() -> None:
    app = ListApp(heading("Courses"))
    async with app.run_test() as pilot:
        await press(pilot, "down", "up", "enter")
        assert app.list.value is None
        app.list.fill(())
        await press(pilot, "down", "enter")
        assert (app.list.value, app.list.selected(Course), app.opened) == (None, None, [])
        app.list.fill(rows(BOATS))
        await press(pilot, "enter")
        assert app.opened == [BOATS]


@pytest.mark.parametrize(
    ("after", "value"),
    [
        (rows(ART, BOATS, CHESS), BOATS),
        (rows(CHESS, BOATS, ART), BOATS),
        ([heading("New"), *rows(Teacher(2, "Bo"), ANNE, ART, BOATS)], BOATS),
        (rows(ART, Course(2, "Boats and knots"), CHESS), Course(2, "Boats and knots")),
        (rows(ART, CHESS), CHESS),
        (rows(ART), ART),
        ([row(ART), heading("Later"), row(CHESS)], ART),
        (rows(ART, Teacher(2, "Bo")), Teacher(2, "Bo")),
        ([heading("None")], None),
    ],
)
async def test_the_cursor_stays_on_its_record_or_goes_to_the_nearest(after: list[Row], value: object) -> None:
    app = ListApp(*rows(ART, BOATS, CHESS))
    async with app.run_test() as pilot:
        await press(pilot, "down")
        app.list.fill(after)
        await settled(pilot)
        assert app.list.value == value


async def test_a_row_is_the_same_for_as_long_as_its_identity_is() -> None:
    app = ListApp(Row("one", TextLine(plain("one")), "first"), Row("two", TextLine(plain("two")), "second"))
    async with app.run_test() as pilot:
        await press(pilot, "down")
        app.list.fill([Row("zwei", TextLine(plain("zwei")), "second"), Row("eins", TextLine(plain("eins")), "first")])
        await settled(pilot)
        await press(pilot, "enter")
        app.list.go_to("first")
        await press(pilot, "enter")
        assert app.opened == ["zwei", "eins"]


async def test_the_cursor_is_sent_to_a_record() -> None:
    app = ListApp(*rows(ART, ANNE, BOATS, "a word"))
    async with app.run_test() as pilot:
        for value in (BOATS, "a word", ANNE):
            app.list.go_to(value)
            assert app.list.value == value
        app.list.go_to_id(Course, 1)
        assert app.list.value == ART
        app.list.go_to(CHESS)
        app.list.go_to_id(Teacher, 2)
        assert app.list.value == ART
        await press(pilot, "enter")
        assert app.opened == [ART]


async def test_the_last_row_asks_for_more() -> None:
    app = ListApp(row(ART), load_more_row("Older"))
    async with app.run_test() as pilot:
        assert "Older" in screen_text(pilot)
        await press(pilot, "end", "enter")
        assert app.opened == [LOAD_MORE]


async def test_the_heading_above_the_first_row_is_in_sight_and_the_cursor_always() -> None:
    many = [heading("Courses"), *(row(Course(number, f"Course {number}")) for number in range(100))]
    app = ListApp(*many)
    async with app.run_test(size=SMALL) as pilot:
        assert "Courses" in screen_text(pilot)
        await press(pilot, "end")
        assert "Course 99" in screen_text(pilot)
        await press(pilot, "home")
        app.list.fill(many)
        await settled(pilot)
        assert "Courses" in screen_text(pilot)
        app.list.go_to_id(Course, 50)
        await settled(pilot)
        assert "Course 50" in screen_text(pilot)
        before = screen_text(pilot)
        app.list.fill(many)
        await settled(pilot)
        assert screen_text(pilot) == before


@pytest.mark.parametrize("size", SIZES)
async def test_a_row_takes_one_line_and_is_no_markup(size: tuple[int, int]) -> None:
    long = "[@click=app.quit]A course[/] " * 12
    app = ListApp(*rows(Course(1, long), Course(2, "Boats")))
    async with app.run_test(size=size) as pilot:
        lines = screen_text(pilot).splitlines()
        assert lines[0].startswith("[@click=app.quit]A course[/]")
        assert lines[0].endswith("…")
        assert lines[1] == "Boats"
        assert links_on(pilot) == []
