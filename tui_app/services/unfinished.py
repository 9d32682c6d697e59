"""What one has begun in a form: kept while one types, there again in the same form, and nobody else's business."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from tui_app.domain.records import Viewer
from tui_app.domain.texts import LINE_LIMIT, clean_line, clean_note
from tui_app.domain.unfinished import ASIDE_LIMIT, WAITS_FOR, FormKey, NotSaved, Unfinished, fitting
from tui_app.storage import people, unfinished
from tui_app.storage.database import reading, writing


def keep(viewer: Viewer, now: datetime, key: FormKey, title: str, texts: Mapping[str, str]) -> None:
    """Keep what stands in a form; without any texts nothing is begun in it.

    Raises:
        Invalid: more than any form has.
    """
    cleaned = fitting(key, texts)
    with writing(viewer, is_announced=False):
        unfinished.forget_older(viewer.id, now - WAITS_FOR)
        if not cleaned:
            unfinished.forget(viewer.id, key.name)
            return
        unfinished.put(viewer.id, _about_somebody_there(key), clean_line(title)[:LINE_LIMIT], cleaned, now)


def _about_somebody_there(key: FormKey) -> FormKey:
    is_gone = key.about_id is not None and people.get(key.about_id) is None
    return replace(key, about_id=None) if is_gone else key  # erased meanwhile


def put_aside(viewer: Viewer, now: datetime, key: FormKey, title: str, text: str, why: str) -> None:
    """Keep what one wrote where it cannot be saved any more, for oneself alone.

    Args:
        why: the reason, in words.
    """
    text = clean_note(text)[:ASIDE_LIMIT]
    with writing(viewer, is_announced=False):
        unfinished.forget_older(viewer.id, now - WAITS_FOR)
        title = clean_line(title)[:LINE_LIMIT]
        unfinished.put_aside(viewer.id, NotSaved(_about_somebody_there(key), title, text, clean_note(why), now))


def not_saved(viewer: Viewer, now: datetime) -> tuple[NotSaved, ...]:
    """What one could not save lately, the oldest first."""
    with reading(viewer):
        return unfinished.not_saved(viewer.id, now - WAITS_FOR)


def begun(viewer: Viewer, now: datetime, key: FormKey) -> Unfinished | None:
    """What one has begun in a form, if anything, and not too long ago."""
    with reading(viewer):
        return unfinished.of(viewer.id, key.name, now - WAITS_FOR)


def forget(viewer: Viewer, now: datetime, key: FormKey) -> None:
    """It was saved, or left knowingly."""
    with writing(viewer, is_announced=False):
        unfinished.forget(viewer.id, key.name)


def untold(viewer: Viewer, now: datetime) -> tuple[str, ...]:
    """The titles of the forms in which one has begun something, the newest first; each is told of once."""
    with reading(viewer):
        if not unfinished.any_of(viewer.id):
            return ()
    with writing(viewer, is_announced=False):
        unfinished.forget_older(viewer.id, now - WAITS_FOR)
        return unfinished.untold(viewer.id)
