"""Queries about form templates: the organisation's forms and their versions."""

from __future__ import annotations

import json
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
    """The form already has a version with this number."""


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
    """Return all versions of all forms, without their questions: by key, the newest version first."""
    table = tables.Template
    query = table.select(*_columns()).order_by(table.key, table.number.desc())
    return tuple(_record(row) for row in query.dicts())


def published_forms() -> tuple[Template, ...]:
    """Return the forms in use: the newest published version of each."""
    newest: dict[str, Template] = {}
    for template in all_versions():
        if template.state is TemplateState.PUBLISHED:
            newest.setdefault(template.key, template)
    return tuple(newest.values())


def get(template_id: int) -> tuple[Template, Form] | None:
    """Return a version with its form, or None."""
    row = tables.Template.select().where(tables.Template.id == template_id).dicts().first()
    return (_record(row), form_from_json(row["body"])) if row else None


def all_with_forms() -> tuple[tuple[Template, Form], ...]:
    """Return all versions of all forms with their questions: by key, the newest version first."""
    table = tables.Template
    query = table.select().order_by(table.key, table.number.desc())
    return tuple((_record(row), form_from_json(row["body"])) for row in query.dicts())


def newest_version(key: str) -> Template | None:
    """Return the newest version of a form, or None."""
    table = tables.Template
    row = table.select(*_columns()).where(table.key == key).order_by(table.number.desc()).dicts().first()
    return _record(row) if row else None


def keys() -> set[str]:
    """Return the keys of all forms."""
    return {row[0] for row in tables.Template.select(tables.Template.key).distinct().tuples()}


def has_any() -> bool:
    """True if there is any form."""
    return tables.Template.select(tables.Template.id).limit(1).exists()


def add(form: Form, number: int, state: TemplateState, published_at: datetime | None = None) -> int:
    """Store a new version of a form and return its id.

    Raises:
        VersionNumberTaken: the form already has a version with this number.
    """
    values = {"number": number, "state": state, "published_at": published_at, **_form_columns(form)}
    query = recording.insert_query(ChangeSubject.TEMPLATE, values)
    try:
        with proxy.atomic():
            template_id: int = query.execute()
    except pw.IntegrityError as error:
        raise VersionNumberTaken() from error
    return template_id


def set_aside(template_id: int) -> dict[str, Form]:
    """Return the languages that were turned off in a draft, each with the form as it was then."""
    stored = tables.Template.select(tables.Template.set_aside).where(tables.Template.id == template_id).scalar()
    return {code: form_from_json(body) for code, body in json.loads(stored or "{}").items()}


def set_aside_column(kept: Mapping[str, Form]) -> dict[str, object]:
    """Return the column for `update` with what `set_aside` is to return."""
    text = json.dumps({code: form_to_json(form) for code, form in kept.items()}) if kept else ""
    return {"set_aside": text}


def update(template: Template, values: Mapping[str, object], form: Form | None = None) -> bool:
    """Change columns of a version; its form too if one is given and the version is a draft.

    Returns:
        False if it was changed since `template` was read, or if a form is given and it is no longer a draft.
    """
    condition = _is_unchanged(template)
    if form is not None:
        condition &= tables.Template.state == TemplateState.DRAFT
    changes = {**values, **(_form_columns(form) if form else {}), "version": template.version + 1}
    return bool(tables.Template.update(changes).where(condition).execute() == 1)


def delete_draft(template: Template) -> bool:
    """Delete a draft; False if it was changed since `template` was read, or if it is no longer a draft."""
    condition = _is_unchanged(template) & (tables.Template.state == TemplateState.DRAFT)
    return bool(tables.Template.delete().where(condition).execute() == 1)


def _is_unchanged(template: Template) -> Any:
    return (tables.Template.id == template.id) & (tables.Template.version == template.version)


def _form_columns(form: Form) -> dict[str, object]:
    return {"key": form.key, "kind": form.kind, "title": dict(form.title), "body": form_to_json(form)}
