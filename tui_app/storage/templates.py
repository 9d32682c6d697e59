"""Queries about the organisation's forms and their versions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import peewee as pw

from tui_app.domain.forms import Form, as_data, from_data
from tui_app.domain.records import Subject, Template, TemplateState
from tui_app.storage import history, tables
from tui_app.storage.database import proxy


class NumberTaken(Exception):
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


def every() -> tuple[Template, ...]:
    """Every version of every form, without its questions; by key, the newest first."""
    table = tables.Template
    query = table.select(*_columns()).order_by(table.key, table.number.desc())
    return tuple(_record(row) for row in query.dicts())


def published() -> tuple[Template, ...]:
    """The forms in use: of each key the newest published version."""
    newest: dict[str, Template] = {}
    for template in every():
        if template.state is TemplateState.PUBLISHED:
            newest.setdefault(template.key, template)
    return tuple(newest.values())


def get(template_id: int) -> tuple[Template, Form] | None:
    """One version with its form, or None."""
    row = tables.Template.select().where(tables.Template.id == template_id).dicts().first()
    return (_record(row), from_data(row["body"])) if row else None


def with_forms() -> tuple[tuple[Template, Form], ...]:
    """Every version of every form; by key, the newest first."""
    table = tables.Template
    query = table.select().order_by(table.key, table.number.desc())
    return tuple((_record(row), from_data(row["body"])) for row in query.dicts())


def newest(key: str) -> Template | None:
    """The newest version of a form, or None."""
    table = tables.Template
    row = table.select(*_columns()).where(table.key == key).order_by(table.number.desc()).dicts().first()
    return _record(row) if row else None


def keys() -> set[str]:
    """The keys of all forms."""
    return {row[0] for row in tables.Template.select(tables.Template.key).distinct().tuples()}


def any_template() -> bool:
    """Whether there is any form."""
    return tables.Template.select(tables.Template.id).limit(1).exists()


def add(form: Form, number: int, state: TemplateState, published_at: datetime | None = None) -> int:
    """Store a new version; the id.

    Raises:
        NumberTaken: the form has a version of this number.
    """
    values = {"number": number, "state": state, "published_at": published_at, **_of_form(form)}
    row = history.insertion(Subject.TEMPLATE, values)
    try:
        with proxy.atomic():
            new: int = row.execute()
    except pw.IntegrityError as error:
        raise NumberTaken() from error
    return new


def change(template: Template, values: Mapping[str, object], form: Form | None = None) -> bool:
    """Change a version that is still the one seen; the form itself only while it is a draft.

    Returns:
        False when it was changed since, or is no draft any more.
    """
    table = tables.Template
    here = (table.id == template.id) & (table.version == template.version)
    if form is not None:
        here &= table.state == TemplateState.DRAFT
    changes = {**values, **(_of_form(form) if form else {}), "version": template.version + 1}
    return bool(table.update(changes).where(here).execute() == 1)


def remove_draft(template: Template) -> bool:
    """Remove a draft that is still the one seen; False when it is not."""
    table = tables.Template
    here = (table.id == template.id) & (table.version == template.version) & (table.state == TemplateState.DRAFT)
    return bool(table.delete().where(here).execute() == 1)


def _of_form(form: Form) -> dict[str, object]:
    return {"key": form.key, "kind": form.kind, "title": dict(form.title), "body": as_data(form)}
