"""One letter, one meaning, on every screen; and what cannot be undone only by a key that leads to a dialog."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual.binding import Binding

from tui_app.ui import keys
from tui_app.ui.practice import practice_keys
from tui_app.ui.practice.listening_dialog import LISTENING
from tui_app.ui.practice.together_screen import TOGETHER
from tui_app.ui.widgets.record_list import RecordList

LETTERS = {
    "a": {"new_action", "new_form", "new_hold", "new_question", "new", "own_words", "make_action"},
    "A": {"new_section", "copy"},
    "b": {"follow_up_request"},
    "c": {"comment", "on_current('comment')"},
    "d": {"new_code"},
    "D": {"new_codes"},
    "e": {"edit", "edit_person", "end"},
    "E": {"export", "export_my_data", "receipt", "calendar", "save_problems"},
    "f": {"follow_up"},
    "F": {"follow_up_team"},
    "g": {"new_goal"},
    "H": {"pause"},
    "h": {"on_current('reassign')"},
    "i": {"import_people", "import_form"},
    "j": {"cursor_down", "scroll_down"},
    "J": {"move(1)"},
    "k": {"cursor_up", "scroll_up"},
    "K": {"move(-1)"},
    "l": {"timeline"},
    "m": {"move", "on_current('move')"},
    "M": {"join_people"},
    "n": {"new_conversation"},
    "N": {"round"},
    "o": {"only_overdue"},
    "O": {"open_account", "bring_back"},
    "p": {"new_person", "person", "invite"},
    "P": {"publish"},
    "Q": {"end_sessions"},
    "r": {"nudge"},
    "R": {"administrator"},
    "s": {"start", "on_current('start')"},
    "S": {"schedule"},
    "t": {"new_topic"},
    "T": {"open_their_team"},
    "u": {"undo", "undo_in_session", "undo_import"},
    "v": {"select_action"},
    "V": {"new_version"},
    "w": {"scope", "next_filter", "preview", "role"},
    "x": {
        "drop",
        "on_current('drop')",
        "cancel",
        "close_account",
        "end",
        "end_hold",
        "remove",
        "retire",
        "take_out",
        "end_turns",
        "put_aside",  # an invitation that was read
    },
    "X": {"erase", "remove_person"},
    "y": {"put_aside", "acknowledge", "acknowledge_all", "on_current('on_track')"},
    "Y": {"thank"},
}
"""Letter -> the actions that it may stand for: all of them are one thing to a person."""
NAMES_ITS_LETTERS = {"DUE_DATE"}
"""The dialog that asks by how much a date is to be moved: it shows its letters, and takes no others."""
FINAL = {"join_people", "remove_person", "erase", "close_account", "end_sessions", "administrator", "publish", "retire"}
"""What one undo does not take back: none of it by a small letter that is pressed by accident, but `x`, which asks."""


UNDOABLE = {
    "acknowledge",
    "acknowledge_all",
    "nudge",
    "start",
    "on_current('start')",
    "on_current('on_track')",
    "follow_up_request",  # asking opens a form; withdrawing and answering are undone
    "move(1)",
    "move(-1)",
    "take_out",  # of a plan that is not carried out yet; the same letter puts it back
    "undo",
    "undo_in_session",
    "undo_import",
}
"""What happens at once, and one undo takes back."""
ASKS = {
    *("new_action", "new_form", "new_hold", "new_question", "new", "new_section", "copy", "comment"),
    *("on_current('comment')", "new_code", "edit", "edit_person", "export", "export_my_data", "receipt", "calendar"),
    *("save_problems", "new_goal", "pause", "on_current('reassign')", "import_people", "import_form", "move"),
    *("on_current('move')", "new_conversation", "round", "open_account", "bring_back", "new_person", "person"),
    *(
        "own_words",
        "make_action",
        "invite",
        "publish",
        "end_sessions",
        "administrator",
        "new_topic",
        "thank",
        "drop",
        "on_current('drop')",
        "cancel",
    ),
    *("close_account", "end", "end_hold", "remove", "retire", "erase"),
    *("new_codes", "join_people", "remove_person"),
}
"""What opens a form or a question first."""
SHOWS = {
    *("follow_up", "follow_up_team", "cursor_down", "cursor_up", "scroll_down", "scroll_up", "timeline"),
    *("only_overdue", "open_their_team", "select_action", "scope", "next_filter", "preview", "role", "schedule"),
    "end_turns",
    "put_aside",  # an invitation that was read
    "new_version",  # a draft that nobody else uses, and that `x` deletes
}
"""What changes only what is shown."""


def letters() -> list[tuple[str, str]]:
    """Every letter that a screen binds, and its action."""
    lists = [value for page in (keys, practice_keys) for value in vars(page).values() if isinstance(value, list)]
    found = [
        one
        for bindings in [*lists, TOGETHER, LISTENING, RecordList.BINDINGS]
        for one in bindings
        if isinstance(one, Binding)
    ]
    return [(key, one.action) for one in found for key in one.key.split(",") if len(key) == 1 and key.isalpha()]


@pytest.mark.parametrize(("letter", "action"), sorted(set(letters())))
def test_a_letter_means_one_thing(letter: str, action: str) -> None:
    assert {action, action.partition("(")[0]} & LETTERS[letter]


def test_no_meaning_is_left_over() -> None:
    used = dict.fromkeys(letter for letter, _action in letters())
    assert set(LETTERS) == set(used)


def test_what_is_final_needs_shift_or_asks() -> None:
    assert {letter for letter, action in letters() if action in FINAL and letter.islower()} == {"x"}


def test_a_letter_that_is_typed_by_accident_does_no_more_than_one_undo_takes_back() -> None:
    known = UNDOABLE | ASKS | SHOWS
    assert [(letter, action) for letter, action in letters() if not {action, action.partition("(")[0]} & known] == []


def test_what_is_final_asks_first() -> None:
    assert FINAL <= ASKS


def test_the_page_about_keys_has_every_letter_once() -> None:
    page = (Path(__file__).parents[3] / "docs" / "keys.md").read_text(encoding="utf-8")
    table = page.partition("## One letter, one meaning")[2].partition("\n## ")[0]
    listed = re.findall(r"^\| `([A-Za-z])` \|", table, re.MULTILINE)
    assert sorted(listed) == sorted(LETTERS)


def test_keys_that_a_terminal_keeps_for_itself_have_a_second_one() -> None:
    lists = [value for value in vars(keys).values() if isinstance(value, list)]
    for binding in (one for bindings in lists for one in bindings if isinstance(one, Binding)):
        names = binding.key.split(",")
        if names[0] == "ctrl+b" or names[0].startswith(("ctrl+up", "ctrl+down", "ctrl+left", "ctrl+right")):
            assert len(names) > 1, binding
