"""Queries about the organisation's forms and their versions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import peewee as pw

from tui_app.domain.forms.form import Form
from tui_app.domain.forms.json_format import form_from_json, form_to_json
from tui_app.domain.records.change import ChangeSubject
from tui_app.domain.records.template import Template, TemplateState
from tui_app.storage.database import proxy
from tui_app.storage.history import recording
from tui_app.storage.tables import registry as tables


class VersionNumberTaken(Exception):
    """There is a version of this number of the form already."""


def _record(row: Mapping[str, Any]) -> Template:
    return Template(
        id=row["id"],
        key=row["key"],
        number=row["number"],
        state=row["state"],
        kind=row["kind"],
        title=row["title"],
        published_at=row["published_at"],
        version=row["version"],
    )


def _columns() -> tuple[Any, ...]:
    table = tables.Template
    return (
        table.id,
        table.key,
        table.number,
        table.state,
        table.kind,
        table.title,
        table.published_at,
        table.version,
    )


def all_versions() -> tuple[Template, ...]:
    """Every version of every form, without its questions; by key, the newest first."""
    table = tables.Template
    query = table.select(*_columns()).order_by(table.key, table.number.desc())
    return tuple(_record(row) for row in query.dicts())


def published_forms() -> tuple[Template, ...]:
    """The forms in use: of each key the newest published version."""
    newest: dict[str, Template] = {}
    for template in all_versions():
        if template.state is TemplateState.PUBLISHED:
            newest.setdefault(template.key, template)
    return tuple(newest.values())


def get(template_id: int) -> tuple[Template, Form] | None:
    """One version with its form, or None."""
    row = tables.Template.select().where(tables.Template.id == template_id).dicts().first()
    return (_record(row), form_from_json(row["body"])) if row else None


def all_with_forms() -> tuple[tuple[Template, Form], ...]:
    """Every version of every form; by key, the newest first."""
    table = tables.Template
    query = table.select().order_by(table.key, table.number.desc())
    return tuple((_record(row), form_from_json(row["body"])) for row in query.dicts())


def newest_version(key: str) -> Template | None:
    """The newest version of a form, or None."""
    table = tables.Template
    row = table.select(*_columns()).where(table.key == key).order_by(table.number.desc()).dicts().first()
    return _record(row) if row else None


def keys() -> set[str]:
    """The keys of all forms."""
    return {row[0] for row in tables.Template.select(tables.Template.key).distinct().tuples()}


def has_any() -> bool:
    """Whether there is any form."""
    return tables.Template.select(tables.Template.id).limit(1).exists()


def add(form: Form, number: int, state: TemplateState, published_at: datetime | None = None) -> int:
    """Store a new version; the id.

    Raises:
        NumberTaken: the form has a version of this number.
    """
    values = {"number": number, "state": state, "published_at": published_at, **_form_columns(form)}
    row = recording.insert_query(ChangeSubject.TEMPLATE, values)
    try:
        with proxy.atomic():
            new: int = row.execute()
    except pw.IntegrityError as error:
        raise VersionNumberTaken() from error
    return new


def update(template: Template, values: Mapping[str, object], form: Form | None = None) -> bool:
    """Change a version that is still the one seen; the form itself only while it is a draft.

    Returns:
        False when it was changed since, or is no draft any more.
    """
    table = tables.Template
    here = (table.id == template.id) & (table.version == template.version)
    if form is not None:
        here &= table.state == TemplateState.DRAFT
    changes = {**values, **(_form_columns(form) if form else {}), "version": template.version + 1}
    return bool(table.update(changes).where(here).execute() == 1)


def delete_draft(template: Template) -> bool:
    """Remove a draft that is still the one seen; False when it is not."""
    table = tables.Template
    here = (table.id == template.id) & (table.version == template.version) & (table.state == TemplateState.DRAFT)
    return bool(table.delete().where(here).execute() == 1)


def _form_columns(form: Form) -> dict[str, object]:
    return {"key": form.key, "kind": form.kind, "title": dict(form.title), "body": form_to_json(form)}
