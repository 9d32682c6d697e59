"""Every key, and its label, which footer and help translate. None needs AltGr on a Norwegian keyboard."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from tui_app.text.i18n import N_
from tui_app.ui.key_changes.ids import named_binding as _binding

BACK = _binding("escape", "back", N_("Back"))
CLOSE_DIALOG = _binding("escape", "back", N_("Close"))
NEW_ACTION = _binding("a", "new_action", N_("New action"))

APP: list[BindingType] = [
    _binding("1", "go('team')", N_("Team"), show=False),
    _binding("2", "go('actions')", N_("Actions"), show=False),
    _binding("3", "go('conversations')", N_("Conversations"), show=False),
    _binding("4", "go('me')", N_("My page"), show=False),
    _binding("5", "go('figures')", N_("Figures"), show=False),
    _binding("6", "go('admin')", N_("Administration"), show=False),
    _binding("7", "go('practice')", N_("Practice"), show=False),
    _binding("f1", "help", N_("Help")),
    _binding("f2", "settings", N_("Settings"), show=False),
    _binding("f3", "hand_over", N_("Switch user")),
    _binding("f5", "reload", N_("Refresh"), show=False),
    _binding("f8", "news", N_("What's new"), show=False),
    _binding("f6", "access_log", N_("Access log"), show=False),
    _binding("a", "new_action", N_("New action"), show=False),
    _binding("u", "undo", N_("Undo"), show=False),
    _binding("ctrl+p", "command_palette", N_("Find anything"), show=False),
    # these work over a dialog too
    Binding("f4", "lock", N_("Lock"), show=False, priority=True),
    Binding("ctrl+q", "quit", N_("Quit"), show=False, priority=True),
]

ACTION_KEYS: list[BindingType] = [
    _binding("y", "acknowledge", N_("Mark as seen")),
    _binding("space", "tick", N_("Done")),
    _binding("c", "comment", N_("Comment")),
    _binding("Y", "thank", N_("Thank")),
    _binding("r", "nudge", N_("Remind")),
    _binding("s", "start", N_("Start")),
    _binding("m", "move", N_("Move date")),
    _binding("e", "edit", N_("Edit"), show=True),
    _binding("x", "drop", N_("Drop")),
]
NEW_CODE = _binding("d", "new_code", N_("New code"))
NEW_CODES = _binding("D", "new_codes", N_("Codes for many"))
ACCESS_LOG = _binding("f6", "access_log", N_("Access log"))
PRACTISE = _binding("f9", "practise", N_("Warm up"))
SAY_HEARD = _binding("f9", "say_heard", N_("Answer"))
OPEN_MY_DATA = _binding("f7", "my_data", N_("My data"))

NEXT_STEP = _binding("0", "take_next_step", N_("Next step"), show=False)

FILE_ACTIONS = frozenset({"import_people", "import_form", "export", "calendar", "receipt", "export_my_data"})
"""What reads or writes people's files."""

TEAM: list[BindingType] = [
    NEXT_STEP,
    NEW_ACTION,
    _binding("n", "new_conversation", N_("Conversation")),
    _binding("f", "follow_up", N_("Follow up")),
    _binding("F", "follow_up_team", N_("Follow up all")),
    _binding("y", "acknowledge_all", N_("Mark as seen")),
    _binding("o", "only_overdue", N_("Overdue")),
    _binding("slash", "filter", N_("Filter")),
    _binding("T", "open_their_team", N_("Their team")),
    _binding("S", "schedule", N_("Schedule")),
    _binding("less_than_sign", "sort", N_("Sort")),
    _binding("p", "new_person", N_("New person")),
    _binding("i", "import_people", N_("Import list")),
    _binding("e", "edit_person", N_("Edit person"), show=False),
    NEW_CODE,
    NEW_CODES,
    PRACTISE,
    _binding("escape", "back", N_("Back"), show=False),
]

ACTIONS: list[BindingType] = [
    *ACTION_KEYS,
    NEW_ACTION,
    _binding("v", "select_action", N_("Select")),
    _binding("w", "scope", N_("Show")),
    _binding("slash", "filter", N_("Filter")),
    _binding("less_than_sign", "sort", N_("Sort"), show=False),
    _binding("escape", "back", N_("Back"), show=False),
]

PERSON: list[BindingType] = [
    NEXT_STEP,
    *ACTION_KEYS,
    NEW_ACTION,
    _binding("g", "new_goal", N_("New goal")),
    _binding("n", "new_conversation", N_("Conversation")),
    _binding("t", "new_topic", N_("Topic")),
    _binding("b", "follow_up_request('ask')", N_("Ask for a follow-up")),
    _binding("b", "follow_up_request('withdraw')", N_("Withdraw")),
    _binding("b", "follow_up_request('acknowledge')", N_("Mark request seen")),
    _binding("l", "timeline", N_("Timeline")),
    _binding("f", "follow_up", N_("Follow up")),
    _binding("S", "schedule", N_("Schedule")),
    NEW_CODE,
    SAY_HEARD,
    ACCESS_LOG,
    OPEN_MY_DATA,
    BACK,
]

TIMELINE: list[BindingType] = [
    _binding("w", "next_filter", N_("Show")),
    BACK,
]
CLOSE_ONLY: list[BindingType] = [CLOSE_DIALOG]

MY_DATA: list[BindingType] = [
    _binding("E", "export_my_data", N_("Export my data")),
    ACCESS_LOG,
    BACK,
]

FOLLOW_UP_SCHEDULE: list[BindingType] = [
    _binding("e", "edit", N_("Edit")),
    _binding("H", "pause", N_("Pause")),
    _binding("x", "remove", N_("Remove it")),
    BACK,
]

FOLLOW_UP_SESSION: list[BindingType] = [
    _binding("ctrl+s", "finish", N_("Save")),
    _binding("ctrl+up,alt+up", "to_actions", N_("Back to actions")),
    _binding("space", "on_current('tick')", N_("Done")),
    _binding("s", "on_current('start')", N_("Start")),
    _binding("y", "on_current('on_track')", N_("On track")),
    _binding("m", "on_current('move')", N_("Move date")),
    _binding("enter", "on_current('skip')", N_("Next")),
    _binding("c", "on_current('comment')", N_("Comment")),
    _binding("h", "on_current('reassign')", N_("Reassign")),
    _binding("x", "on_current('drop')", N_("Drop")),
    _binding("e", "end", N_("Note")),
    _binding("a", "new_action", N_("New action"), show=False),
    _binding("pagedown", "next_person", N_("Next person"), show=False),
    _binding("left", "step(-1)", N_("Previous action"), show=False),
    _binding("right", "step(1)", N_("Next action"), show=False),
    _binding("up", "scroll_text(-1)", N_("Scroll up"), show=False),
    _binding("down", "scroll_text(1)", N_("Scroll down"), show=False),
    _binding("u", "undo_in_session", N_("Undo"), show=False),
    _binding("escape", "back", N_("Stop here")),
]
DUE_DATE: list[BindingType] = [
    _binding("1", "move_by('week')", N_("A week")),
    _binding("2", "move_by('month')", N_("A month")),
    _binding("3", "move_by('date')", N_("A date")),
    _binding("escape", "cancel", N_("Cancel")),
]

CONVERSATIONS: list[BindingType] = [
    NEXT_STEP,
    _binding("n", "new_conversation", N_("New")),
    _binding("N", "round", N_("Round")),
    _binding("m", "move", N_("Move")),
    _binding("x", "cancel", N_("Cancel it")),
    _binding("E", "calendar(False)", N_("Calendar file")),
    _binding("ctrl+e", "calendar(True)", N_("Calendar file of all planned"), show=False),
    _binding("slash", "filter", N_("Filter")),
    _binding("escape", "back", N_("Back"), show=False),
]
ROUND: list[BindingType] = [
    _binding("ctrl+s", "save", N_("Plan all")),
    _binding("m", "move", N_("Reschedule")),
    _binding("space", "leave_out", N_("Skip")),
    BACK,
]
ACTION_DETAILS: list[BindingType] = [*ACTION_KEYS, CLOSE_DIALOG]
FORM_DIALOG: list[BindingType] = [
    _binding("ctrl+s", "save", N_("Save")),
    _binding("escape", "cancel", N_("Cancel")),
]

TYPED_TEXT: list[BindingType] = [_binding("escape", "cancel", N_("Throw it away"))]
CONFIRM: list[BindingType] = [_binding("escape", "cancel", N_("Cancel"))]
UNSAVED_TEXT: list[BindingType] = [_binding("escape", "cancel", N_("Keep for now"))]
CLOSE: list[BindingType] = [CLOSE_DIALOG, _binding("f1", "back", N_("Close"), show=False)]
READ_ONLY: list[BindingType] = [BACK]
SIGN_IN: list[BindingType] = [
    _binding("f2", "app.settings", N_("Language")),
    _binding("escape", "back", N_("Clear")),
]
STAFF_REVIEW: list[BindingType] = [
    _binding("ctrl+s", "save", N_("Import")),
    _binding("e", "edit", N_("Correct")),
    _binding("x", "take_out", N_("Take out")),
    _binding("E", "save_problems", N_("Save as CSV")),
    BACK,
]
STAFF_IMPORT: list[BindingType] = [
    _binding("ctrl+s", "save", N_("Look through")),
    _binding("u", "undo_import", N_("Take back")),
    _binding("left", "turn(-1)", N_("Change field")),
    _binding("right", "turn(1)", N_("Change field"), show=False),
    BACK,
]
CONVERSATION: list[BindingType] = [
    *ACTION_KEYS,
    _binding("ctrl+s", "next_step", N_("Next step")),
    _binding("ctrl+down,alt+down", "section(1)", N_("Next section")),
    _binding("ctrl+n", "new_action", N_("New action")),
    _binding("ctrl+g", "new_goal", N_("New goal")),
    _binding("ctrl+b,ctrl+o", "open_question", N_("Open question")),
    _binding("ctrl+t", "new_topic", N_("Topic"), show=False),
    PRACTISE,
    _binding("ctrl+up,alt+up", "section(-1)", N_("Previous section"), show=False),
    ACCESS_LOG,
    BACK,
]
PEOPLE: list[BindingType] = [
    _binding("p", "new_person", N_("New person")),
    _binding("e", "edit_person", N_("Edit"), show=False),
    NEW_CODE,
    NEW_CODES,
    _binding("w", "next_filter", N_("Show")),
    _binding("slash", "filter", N_("Filter")),
    _binding("x", "close_account", N_("Close account")),
    _binding("O", "open_account", N_("Open account")),
    _binding("Q", "end_sessions", N_("End sessions")),
    _binding("R", "administrator", N_("Administrator")),
    _binding("M", "join_people", N_("Join")),
    _binding("X", "remove_person", N_("Remove")),
    _binding("i", "import_people", N_("Import list")),
    BACK,
]
STAND_INS: list[BindingType] = [
    _binding("a", "new", N_("New stand-in")),
    _binding("x", "end", N_("End now")),
    BACK,
]
AUDIT_LOG: list[BindingType] = [
    _binding("w", "next_filter", N_("Show")),
    _binding("p", "person", N_("About one person")),
    BACK,
]
FORMS: list[BindingType] = [
    _binding("a", "new_form", N_("New form")),
    _binding("V", "new_version", N_("New version")),
    _binding("A", "copy", N_("Copy")),
    _binding("P", "publish", N_("Publish")),
    _binding("x", "retire", N_("Retire")),
    _binding("O", "bring_back", N_("Use again")),
    _binding("x", "remove", N_("Delete draft")),
    _binding("i", "import_form", N_("Import form")),
    _binding("E", "export", N_("Export")),
    BACK,
]
RETENTION: list[BindingType] = [
    _binding("X", "erase", N_("Erase due items")),
    _binding("e", "edit", N_("Edit")),
    _binding("a", "new_hold", N_("New hold")),
    _binding("x", "end_hold", N_("End hold")),
    _binding("E", "receipt", N_("Export receipt")),
    BACK,
]
FIGURES: list[BindingType] = [
    _binding("w", "scope", N_("Show")),
    _binding("E", "export", N_("Export")),
    _binding("escape", "back", N_("Back"), show=False),
]
FORM_EDITOR: list[BindingType] = [
    _binding("a", "new_question", N_("New question")),
    _binding("A", "new_section", N_("New section")),
    _binding("e", "edit", N_("Edit"), show=False),
    _binding("x", "remove", N_("Remove")),
    _binding("J,alt+down", "move(1)", N_("Move"), "J/K"),
    _binding("K,alt+up", "move(-1)", N_("Move up"), show=False),
    _binding("P", "publish", N_("Publish")),
    _binding("w", "preview('employee')", N_("As employee")),
    _binding("u", "undo", N_("Undo")),
    BACK,
]
FORM_PREVIEW: list[BindingType] = [
    _binding("right", "section(1)", N_("Next section")),
    _binding("left", "section(-1)", N_("Previous section")),
    _binding("w", "role('employee')", N_("As employee")),
    _binding("w", "role('leader')", N_("As leader")),
    BACK,
]
SCROLLING: list[BindingType] = [
    Binding("up", "scroll_up", show=False),
    Binding("down", "scroll_down", show=False),
    _binding("k", "scroll_up", N_("Up"), show=False),
    _binding("j", "scroll_down", N_("Down"), show=False),
    Binding("pageup", "page_up", show=False),
    Binding("pagedown,space", "page_down", show=False),
    Binding("home", "scroll_home", show=False),
    Binding("end", "scroll_end", show=False),
]
