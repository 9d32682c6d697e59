"""What is the viewer's own: reminders, drafts, data, and what a search finds."""

from __future__ import annotations

from typing import Any

from tests.conftest import NOW
from tests.services.access.rows.table import BOTH, EVERYBODY, MUTUAL, Rows
from tests.services.access.world import World
from tests.services.hasher import HASHER
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.settings import ReminderDraft
from tui_app.domain.form_drafts import FormDraftKey, unsaved_text_key
from tui_app.services import form_drafts, my_data, search
from tui_app.services.reminders import choices, content

FORM_KEY = FormDraftKey("action-new:1:0")
UNSAVED_KEY = unsaved_text_key("m-work", 1, NOW, 1)

ROWS: Rows = {
    "search.search": (
        MUTUAL,
        lambda at, me: search.search(me, NOW, "Ola Hansen"),
        lambda at, found: any(one.id == at.ola.id for one in found.people),
    ),
    "search.everything": (
        MUTUAL,
        lambda at, me: search.everything(me, NOW),
        lambda at, found: any(one.id == at.ola.id for one in found.people),
    ),
    "reminders.choices.own_choice": (EVERYBODY, lambda at, me: choices.own_choice(me, NOW)),
    "reminders.choices.choose": (
        EVERYBODY,
        lambda at, me: choices.choose(me, NOW, HASHER, validate_draft(ReminderDraft, {"rhythm": "never"})),
    ),
    "reminders.content.collect": (
        BOTH,
        lambda at, me: content.collect(me, NOW),
        lambda at, found: any(one.id in (at.drafted, at.submitted) for one in (*found.to_write, *found.to_sign)),
    ),
    "my_data.overview": (EVERYBODY, lambda at, me: my_data.overview(me, NOW)),
    "my_data.export": (EVERYBODY, lambda at, me: my_data.export(me, NOW, HASHER, "")),
    "my_data.export with anything about Ola's conversations": (
        "own",
        lambda at, me: my_data.export(me, NOW, HASHER, ""),
        lambda at, found: any(one.conversation.person_id == at.ola.id for one in found.talks),
    ),
    "form_drafts.save": (
        EVERYBODY,
        lambda at, me: form_drafts.save(me, NOW, FORM_KEY, "Nytt tiltak", {"text": "Kurs"}),
    ),
    "form_drafts.get": (
        "own",
        lambda at, me: form_drafts.get(me, NOW, drafted_by_ola(at)),
        lambda at, found: found is not None,
    ),
    "form_drafts.discard": (EVERYBODY, lambda at, me: form_drafts.discard(me, NOW, drafted_by_ola(at))),
    "form_drafts.unannounced_titles": (
        "own",
        lambda at, me: drafted_by_ola(at) and form_drafts.unannounced_titles(me, NOW),
        lambda at, found: bool(found),
    ),
    "form_drafts.mark_announced": (
        EVERYBODY,
        lambda at, me: form_drafts.mark_announced(me, NOW, [drafted_by_ola(at).name]),
    ),
    "form_drafts.save_unsaved_text": (
        EVERYBODY,
        lambda at, me: form_drafts.save_unsaved_text(me, NOW, UNSAVED_KEY, "Referat", "Ord", ""),
    ),
    "form_drafts.unsaved_texts": (
        "own",
        lambda at, me: unsaved_by_ola(at) or form_drafts.unsaved_texts(me, NOW),
        lambda at, found: any(one.text == "Olas ord" for one in found),
    ),
}


def drafted_by_ola(at: World) -> FormDraftKey:
    """A form with a draft of Ola's."""
    form_drafts.save(at.who["own"], NOW, FORM_KEY, "Nytt tiltak", {"text": "Kurs"})
    return FORM_KEY


def unsaved_by_ola(at: World) -> Any:
    """Keep a text that Ola could not save."""
    form_drafts.save_unsaved_text(at.who["own"], NOW, UNSAVED_KEY, "Referat", "Olas ord", "Referatet er levert.")
