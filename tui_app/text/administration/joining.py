"""Joining two entries of one person, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from tui_app.domain.people.joining import Belongings, JoinPreview
from tui_app.domain.records.person import Person
from tui_app.text.i18n import _, format_message, ngettext
from tui_app.text.people import described_person, person_field_text

_SHOWN_FIELDS = ("name", "employee_number", "email", "title", "unit", "leader_id", "start_date", "end_date")


def belongings_text(belongings: Belongings) -> str:
    """What belongs to somebody, in numbers."""
    return " · ".join(_parts(belongings)) or _("nothing")


def _parts(belongings: Belongings) -> Iterator[str]:
    counted = (
        (belongings.conversations, ngettext("$count conversation", "$count conversations", belongings.conversations)),
        (belongings.actions, ngettext("$count action", "$count actions", belongings.actions)),
        (belongings.promised, ngettext("$count action of others", "$count actions of others", belongings.promised)),
        (belongings.goals, ngettext("$count goal", "$count goals", belongings.goals)),
        (belongings.topics, ngettext("$count topic", "$count topics", belongings.topics)),
        (belongings.follow_ups, ngettext("$count follow-up", "$count follow-ups", belongings.follow_ups)),
        (belongings.reports, ngettext("leader of $count person", "leader of $count people", belongings.reports)),
    )
    yield from (format_message(text, count=count) for count, text in counted if count)
    if belongings.has_sign_in:
        yield _("a password")
    if belongings.has_more:
        yield _("other records")


def entry_text(person: Person) -> str:
    """An entry with what tells it from another of the same name."""
    described = described_person(person)
    return person.name if described == person.name else f"{person.name} ({described})"


def _short_entry(person: Person) -> str:
    """An entry whose fields are listed beside it."""
    mark = person.employee_number or person.email or person.title or person.unit
    return f"{person.name} ({mark})" if mark else person.name


def preview_text(preview: JoinPreview) -> str:
    """What joining would do: who stays, who goes, what moves, and which value each field gets."""
    kept, removed = preview.kept, preview.removed
    lines = [
        format_message(_("Stays: $entry"), entry=_short_entry(kept.person)),
        format_message(_("Goes: $entry"), entry=_short_entry(removed.person)),
        format_message(_("Moves: $what"), what=belongings_text(removed.belongings)),
        "",
        *(_field_text(name, preview) for name in _SHOWN_FIELDS if _has_either(name, preview)),
    ]
    if removed.belongings.has_sign_in:
        has_own = kept.belongings.has_sign_in
        lines.append(_("Password: that of the entry that stays") if has_own else _("Password: that of the other entry"))
    if removed.person.is_administrator and not kept.person.is_administrator:
        lines.append(_("Administrator rights: the entry that stays has none"))
    return "\n".join(lines)


def _has_either(name: str, preview: JoinPreview) -> bool:
    return bool(getattr(preview.kept.person, name) or getattr(preview.removed.person, name))


def _field_text(name: str, preview: JoinPreview) -> str:
    """What a field holds afterwards, and what the entry that goes has instead."""
    removed, values = preview.removed.person, dict[str, Any](preview.values)
    text = person_field_text(name, replace(preview.kept.person, **values, leader_name=preview.leader_name))
    other = person_field_text(name, removed)
    if other == text or not getattr(removed, name):
        return text
    return format_message(_("$text (the other entry: $value)"), text=text, value=other.partition(": ")[2])
