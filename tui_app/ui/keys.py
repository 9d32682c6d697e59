"""Every key, in one place: what it does and what the footer and the help call it.

Only keys that need no AltGr on a Norwegian keyboard. The labels are messages; footer and help translate them.
"""

from __future__ import annotations

from textual.binding import Binding, BindingType

from tui_app.ui.language import N_


def _key(keys: str, action: str, label: str, shown_as: str = "", *, show: bool = True) -> Binding:
    return Binding(keys, action, label, show=show, key_display=shown_as or None)


BACK = _key("escape", "back", N_("Back"), "esc")

NEW_ACTION = _key("a", "new_action", N_("New action"))

APP: list[BindingType] = [
    _key("1", "go('team')", N_("Team"), show=False),
    _key("2", "go('actions')", N_("Actions"), show=False),
    _key("3", "go('talks')", N_("Conversations"), show=False),
    _key("4", "go('me')", N_("My page"), show=False),
    _key("5", "go('figures')", N_("Figures"), show=False),
    _key("6", "go('admin')", N_("Administration"), show=False),
    _key("f1", "help", N_("Help"), "F1"),
    _key("f2", "settings", N_("Settings"), "F2", show=False),
    _key("f3", "hand_over", N_("Hand over"), "F3"),
    _key("f4", "lock", N_("Lock"), "F4", show=False),
    _key("f5", "reload", N_("Read again"), "F5", show=False),
    _key("f8", "news", N_("Since you were last here"), "F8", show=False),
    _key("f6", "seen", N_("Who has seen it"), "F6", show=False),
    _key("a", "new_action", N_("New action"), show=False),
    _key("u", "undo", N_("Undo"), show=False),
    _key("ctrl+p", "command_palette", N_("Find anything"), "^p", show=False),
    # works over a dialog too
    Binding("ctrl+q", "quit", N_("Quit"), show=False, key_display="^q", priority=True),
]

ANSWERS: list[BindingType] = [
    _key("y", "acknowledge", N_("Seen")),
    _key("Y", "thank", N_("Thank"), "Y"),
    _key("p", "nudge", N_("Remind")),
]
"""What is done about somebody else's action; shown where it fits."""
ON_ACTION: list[BindingType] = [
    *ANSWERS,
    _key("space", "tick", N_("Done"), "␣"),
    _key("s", "start", N_("Start")),
    _key("m", "move", N_("Move date")),
    _key("e", "edit", N_("Change"), show=True),
    _key("c", "comment", N_("Comment")),
    _key("x", "drop", N_("Drop")),
]
NEW_CODE = _key("d", "new_code", N_("New code"))
SEEN = _key("f6", "seen", N_("Who has seen it"), "F6")
MY_DATA_KEY = _key("f7", "my_data", N_("My data"), "F7")

ON_FILES = frozenset({"import_people", "import_form", "export", "calendar", "receipt", "take_out"})
"""What reads or writes people's files."""

TEAM: list[BindingType] = [
    NEW_ACTION,
    _key("n", "new_conversation", N_("Conversation")),
    _key("f", "follow_up", N_("Follow up")),
    _key("F", "follow_up_team", N_("Follow up all"), "F"),
    _key("y", "acknowledge_all", N_("Seen")),
    _key("o", "only_overdue", N_("Overdue")),
    _key("slash", "filter", N_("Filter"), "/"),
    _key("t", "step_down", N_("Their team")),
    _key("r", "rhythm", N_("Rhythm")),
    _key("s", "sort", N_("Sort")),
    _key("p", "new_person", N_("New person")),
    _key("i", "import_people", N_("Import list")),
    _key("e", "edit_person", N_("Change person"), show=False),
    NEW_CODE,
    _key("escape", "back", N_("Back"), "esc", show=False),
]

ACTIONS: list[BindingType] = [
    *ON_ACTION,
    NEW_ACTION,
    _key("v", "mark", N_("Select")),
    _key("w", "scope", N_("Whose")),
    _key("slash", "filter", N_("Filter"), "/"),
    _key("escape", "back", N_("Back"), "esc", show=False),
]

PERSON: list[BindingType] = [
    *ON_ACTION,
    NEW_ACTION,
    _key("g", "new_goal", N_("New goal")),
    _key("n", "new_conversation", N_("Conversation")),
    _key("t", "new_topic", N_("Topic")),
    _key("b", "ask_for_follow_up", N_("Ask for a follow-up")),
    _key("b", "take_back", N_("Take it back")),
    _key("b", "answer_request", N_("Seen that they ask")),
    _key("l", "timeline", N_("Timeline")),
    _key("f", "follow_up", N_("Follow up")),
    _key("r", "rhythm", N_("Rhythm")),
    NEW_CODE,
    SEEN,
    MY_DATA_KEY,
    _key("escape", "back", N_("Back"), "esc"),
]

TIMELINE: list[BindingType] = [
    _key("w", "which", N_("Something else")),
    _key("escape", "back", N_("Back"), "esc"),
]
NEWS: list[BindingType] = [_key("escape", "back", N_("Close"), "esc")]

MY_DATA: list[BindingType] = [
    _key("t", "take_out", N_("Take it all out")),
    SEEN,
    _key("escape", "back", N_("Back"), "esc"),
]

RHYTHM: list[BindingType] = [
    _key("e", "edit", N_("Change")),
    _key("p", "pause", N_("Pause")),
    _key("x", "remove", N_("Take away")),
    _key("escape", "back", N_("Back"), "esc"),
]

WALK: list[BindingType] = [
    _key("ctrl+s", "finish", N_("Save"), "^s"),
    _key("ctrl+up", "to_actions", N_("Back to the actions"), "^↑"),
    _key("space", "tick", N_("Done"), "␣"),
    _key("s", "start", N_("Start")),
    _key("k", "on_track", N_("On track")),
    _key("m", "move", N_("Move date")),
    _key("n,enter", "skip", N_("Next"), "n"),
    _key("c", "comment", N_("Comment")),
    _key("h", "hand_over_action", N_("Hand over")),
    _key("x", "drop", N_("Drop")),
    _key("e", "end", N_("Note")),
    _key("a", "new_action", N_("New action"), show=False),
    _key("N", "next_person", N_("Next person"), "N", show=False),
    _key("left", "step(-1)", N_("Before"), "←", show=False),
    _key("right", "step(1)", N_("After"), "→", show=False),
    _key("up", "look(-1)", N_("Read up"), "↑", show=False),
    _key("down", "look(1)", N_("Read on"), "↓", show=False),
    _key("u", "undo_here", N_("Undo"), show=False),
    _key("escape", "back", N_("Stop here"), "esc"),
]
MOVING: list[BindingType] = [
    _key("w,u", "by('week')", N_("A week"), "w"),
    _key("m", "by('month')", N_("A month"), "m"),
    _key("d", "by('date')", N_("A date"), "d"),
    _key("escape", "cancel", N_("Cancel"), "esc"),
]

CONVERSATIONS: list[BindingType] = [
    _key("n", "new_conversation", N_("New")),
    _key("r", "round", N_("Round")),
    _key("m", "move", N_("Move")),
    _key("x", "cancel", N_("Cancel it")),
    _key("i", "calendar(False)", N_("To calendar")),
    _key("I", "calendar(True)", N_("All planned to calendar"), "I", show=False),
    _key("slash", "filter", N_("Filter"), "/"),
    _key("escape", "back", N_("Back"), "esc", show=False),
]

ROUND: list[BindingType] = [
    _key("ctrl+s", "save", N_("Plan them all"), "^s"),
    _key("m", "move", N_("Another time")),
    _key("space", "leave_out", N_("Leave out"), "␣"),
    _key("escape", "back", N_("Back"), "esc"),
]

DETAILS: list[BindingType] = [*ON_ACTION, _key("escape", "back", N_("Close"), "esc")]

FORM: list[BindingType] = [
    _key("ctrl+s", "save", N_("Save"), "^s"),
    _key("escape", "cancel", N_("Cancel"), "esc"),
]

CHOICE: list[BindingType] = [_key("escape", "cancel", N_("Cancel"), "esc")]
NOT_SAVED: list[BindingType] = [_key("escape", "cancel", N_("Keep for now"), "esc")]
HELP: list[BindingType] = [_key("escape,f1", "back", N_("Close"), "esc")]
READING: list[BindingType] = [_key("escape", "back", N_("Back"), "esc")]
DOOR: list[BindingType] = [_key("escape", "back", N_("Begin again"), "esc")]
WELCOME: list[BindingType] = [_key("escape", "back", N_("Back"), "esc")]
IMPORT: list[BindingType] = [
    _key("ctrl+s", "save", N_("Import"), "^s"),
    _key("left", "turn(-1)", N_("Holds something else"), "←"),
    _key("right", "turn(1)", N_("Holds something else"), "→", show=False),
    _key("escape", "back", N_("Back"), "esc"),
]

SHEET: list[BindingType] = [
    *ON_ACTION,
    _key("ctrl+s", "next_step", N_("Next step"), "^s"),
    _key("ctrl+n", "new_action", N_("New action"), "^n"),
    _key("ctrl+g", "new_goal", N_("New goal"), "^g"),
    _key("ctrl+b", "open_question", N_("Open question"), "^b"),
    _key("ctrl+t", "new_topic", N_("Topic"), "^t", show=False),
    _key("ctrl+down", "section(1)", N_("Next section"), "^↓", show=False),
    _key("ctrl+up", "section(-1)", N_("Section before"), "^↑", show=False),
    SEEN,
    _key("escape", "back", N_("Back"), "esc"),
]

ADMINISTRATION: list[BindingType] = [
    _key("p", "people", N_("People and accounts")),
    _key("s", "stand_ins", N_("Stand-ins")),
    _key("f", "forms", N_("Forms")),
    _key("r", "retention", N_("Retention")),
    _key("o", "organisation", N_("The organisation")),
    _key("e", "reminders", N_("Reminders")),
    _key("l", "log", N_("The log")),
]

PEOPLE: list[BindingType] = [
    _key("n", "new_person", N_("New person")),
    _key("e", "edit_person", N_("Change"), show=False),
    NEW_CODE,
    _key("w", "which", N_("Whom")),
    _key("slash", "filter", N_("Filter"), "/"),
    _key("x", "close_account", N_("Close account")),
    _key("o", "open_account", N_("Open account")),
    _key("s", "end_sessions", N_("End sessions")),
    _key("a", "administrator", N_("Administrator")),
    _key("i", "import_people", N_("Import list")),
    _key("escape", "back", N_("Back"), "esc"),
]

STAND_INS: list[BindingType] = [
    _key("n", "new", N_("New stand-in")),
    _key("x", "end", N_("End it now")),
    _key("escape", "back", N_("Back"), "esc"),
]

LOG: list[BindingType] = [
    _key("w", "which", N_("Which")),
    _key("p", "person", N_("About one person")),
    _key("escape", "back", N_("Back"), "esc"),
]

FORMS: list[BindingType] = [
    _key("a", "new_form", N_("New form")),
    _key("n", "new_version", N_("New version")),
    _key("c", "copy", N_("Copy")),
    _key("p", "publish", N_("Publish")),
    _key("r", "retire", N_("Take out of use")),
    _key("x", "remove", N_("Delete draft")),
    _key("i", "import_form", N_("From a file")),
    _key("t", "export", N_("To a file")),
    _key("escape", "back", N_("Back"), "esc"),
]

RETENTION: list[BindingType] = [
    _key("s", "erase", N_("Erase what is due")),
    _key("e", "edit", N_("Change")),
    _key("a", "new_hold", N_("New hold")),
    _key("x", "end_hold", N_("End the hold")),
    _key("t", "receipt", N_("Receipt to a file")),
    _key("escape", "back", N_("Back"), "esc"),
]

FIGURES: list[BindingType] = [
    _key("w", "scope", N_("Whose")),
    _key("t", "export", N_("To a file")),
    _key("escape", "back", N_("Back"), "esc", show=False),
]

FORM_EDITOR: list[BindingType] = [
    _key("n", "new_question", N_("New question")),
    _key("s", "new_section", N_("New section")),
    _key("e", "edit", N_("Change"), show=False),
    _key("x", "remove", N_("Remove")),
    _key("J,alt+down", "move(1)", N_("Move"), "J/K"),
    _key("K,alt+up", "move(-1)", N_("Move up"), "K", show=False),
    _key("p", "publish", N_("Publish")),
    _key("v", "preview('employee')", N_("As employee")),
    _key("w", "preview('leader')", N_("As leader")),
    _key("u", "undo", N_("Undo")),
    _key("escape", "back", N_("Back"), "esc"),
]

FORM_PREVIEW: list[BindingType] = [
    _key("right", "section(1)", N_("Next section"), "→"),
    _key("left", "section(-1)", N_("Section before"), "←"),
    _key("v", "role('employee')", N_("As employee")),
    _key("w", "role('leader')", N_("As leader")),
    _key("escape", "back", N_("Back"), "esc"),
]

SCROLL: list[BindingType] = [
    Binding("up,k", "scroll_up", show=False),
    Binding("down,j", "scroll_down", show=False),
    Binding("pageup", "page_up", show=False),
    Binding("pagedown,space", "page_down", show=False),
    Binding("home", "scroll_home", show=False),
    Binding("end", "scroll_end", show=False),
]

FORM_IMPORT: list[BindingType] = [_key("escape", "back", N_("Back"), "esc")]
PROBLEMS: list[BindingType] = [_key("escape", "back", N_("Close"), "esc")]
