"""The organisation's forms: those in use, the ones shipped with the program, and their versions from draft to retired.

A version is changed only while it is a draft. Publishing retires the one that was in use before; conversations keep
the version that they were planned with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from tui_app.domain import access, form_editing
from tui_app.domain.forms import Form, Section, Words, in_language
from tui_app.domain.records import ConversationKind, Subject, Template, TemplateState, Viewer
from tui_app.domain.refusals import ChangedElsewhere, NotAllowed, NotFound, Refusal
from tui_app.domain.templates import TemplateWrong
from tui_app.services.marks import mark
from tui_app.storage import history, templates
from tui_app.storage.database import reading, writing
from tui_app.storage.history import Mark

Version = tuple[Template, Form]
"""One version of a form: where it stands, and the form itself."""


def in_use(viewer: Viewer, now: datetime) -> tuple[Template, ...]:
    """The forms with which a conversation can be planned."""
    with reading(viewer):
        return templates.published()


def install(viewer: Viewer, now: datetime, shipped: Sequence[Form]) -> tuple[Template, ...]:
    """Publish the shipped forms where the organisation has none at all yet; the forms in use."""
    with writing(viewer):
        if not templates.any_template():
            done = mark(viewer, now)
            for form in shipped:
                _log(templates.add(form, 1, TemplateState.PUBLISHED, now), "", TemplateState.PUBLISHED, done)
        return templates.published()


def every(viewer: Viewer, now: datetime) -> tuple[Version, ...]:
    """Every version of every form; by key, the newest first.

    Raises:
        NotAllowed: not an administrator.
    """
    _require_administrator(viewer)
    with reading(viewer):
        return templates.with_forms()


def one(viewer: Viewer, now: datetime, template_id: int) -> Version:
    """One version of a form; published ones are there for everybody to read.

    Raises:
        NotFound: there is none of this id.
        NotAllowed: it is not published, and the viewer is no administrator.
    """
    with reading(viewer):
        template, form = _found(template_id)
    if template.state is not TemplateState.PUBLISHED:
        _require_administrator(viewer)
    return template, form


def begin_draft(viewer: Viewer, now: datetime, template_id: int) -> Template:
    """Begin the next version of a form as a draft, with the questions of this version.

    Raises:
        NotAllowed, NotFound: not an administrator, or no such version.
        Refusal: `draft_exists`; a form has one draft at a time.
    """
    _require_administrator(viewer)
    with writing(viewer):
        return _added(_found(template_id)[1], viewer, now)


def copy(viewer: Viewer, now: datetime, template_id: int, title: Words) -> Template:
    """Begin a form of its own as a draft, with the questions of this version and another title.

    Raises:
        NotAllowed, NotFound: not an administrator, or no such version.
    """
    _require_administrator(viewer)
    with writing(viewer):
        form = _found(template_id)[1]
        key = form_editing.new_key(in_language(title, "nb"), templates.keys(), "form")
        return _added(form_editing.copy_form(form, key, title), viewer, now)


def create(viewer: Viewer, now: datetime, title: Words, kind: ConversationKind, section: Section) -> Template:
    """Begin a form of its own as a draft, with a first section and no questions yet.

    Raises:
        NotAllowed: not an administrator.
    """
    _require_administrator(viewer)
    with writing(viewer):
        key = form_editing.new_key(in_language(title, "nb"), templates.keys(), "form")
        return _added(form_editing.new_form(key, kind, title, section), viewer, now)


def import_form(viewer: Viewer, now: datetime, form: Form) -> Template:
    """Take a form in as a draft: a new one, or the next version where its key is known.

    Raises:
        NotAllowed: not an administrator.
        Refusal: `draft_exists`; a form has one draft at a time.
    """
    _require_administrator(viewer)
    with writing(viewer):
        return _added(form, viewer, now)


def save(viewer: Viewer, now: datetime, template_id: int, version: int, form: Form) -> Template:
    """Store a changed draft; it may be incomplete.

    Raises:
        NotAllowed, NotFound: not an administrator, or no such version, or one of a form with another key.
        Refusal: `form_not_a_draft`, when it is published or retired: then it never changes.
        ChangedElsewhere: somebody changed it since `version` was seen; `current` is a `Version`.
    """
    _require_administrator(viewer)
    with writing(viewer):
        template, _form = _draft(template_id)
        if form.key != template.key:
            raise NotFound(id=template_id)  # the draft was removed, and another has its id
        if not templates.change(_seen(template, version), {}, form):
            raise _changed_elsewhere(template_id)
        if history.last_changed_by(Subject.TEMPLATE, template_id) != viewer.name:
            _log(template_id, TemplateState.DRAFT, TemplateState.DRAFT, mark(viewer, now))
        return _found(template_id)[0]


def publish(viewer: Viewer, now: datetime, template_id: int, version: int) -> Template:
    """Put a draft in use; the version of the form that was in use before is retired.

    Raises:
        NotAllowed, NotFound: not an administrator, or no such version.
        Refusal: `form_not_a_draft`.
        TemplateWrong: with everything that keeps it from being published.
        ChangedElsewhere: somebody changed it since `version` was seen.
    """
    _require_administrator(viewer)
    with writing(viewer):
        template, form = _draft(template_id)
        wrong = form_editing.problems(form)
        if wrong:
            raise TemplateWrong(wrong)
        done = mark(viewer, now)
        for older in templates.published():
            if older.key == template.key:
                _step(older, TemplateState.RETIRED, done)
        return _step(_seen(template, version), TemplateState.PUBLISHED, done, published_at=now)


def retire(viewer: Viewer, now: datetime, template_id: int, version: int) -> Template:
    """Take a published form out of use; conversations that have it keep it.

    Raises:
        NotAllowed, NotFound: not an administrator, or no such version.
        Refusal: `form_not_in_use`.
        ChangedElsewhere: somebody changed it since `version` was seen.
    """
    _require_administrator(viewer)
    with writing(viewer):
        template, _form = _found(template_id)
        if template.state is not TemplateState.PUBLISHED:
            raise Refusal("form_not_in_use")
        return _step(_seen(template, version), TemplateState.RETIRED, mark(viewer, now))


def remove_draft(viewer: Viewer, now: datetime, template_id: int, version: int) -> None:
    """Remove a draft for good.

    Raises:
        NotAllowed, NotFound: not an administrator, or no such version.
        Refusal: `form_not_a_draft`.
        ChangedElsewhere: somebody changed it since `version` was seen.
    """
    _require_administrator(viewer)
    with writing(viewer):
        template, _form = _draft(template_id)
        if not templates.remove_draft(_seen(template, version)):
            raise _changed_elsewhere(template_id)
        _log(template_id, TemplateState.DRAFT, "", mark(viewer, now))


def _require_administrator(viewer: Viewer) -> None:
    if not access.manages_templates(viewer):
        raise NotAllowed()


def _found(template_id: int) -> Version:
    found = templates.get(template_id)
    if found is None:
        raise NotFound(id=template_id)
    return found


def _draft(template_id: int) -> Version:
    found = _found(template_id)
    if found[0].state is not TemplateState.DRAFT:
        raise Refusal("form_not_a_draft")
    return found


def _seen(template: Template, version: int) -> Template:
    """The record as the viewer saw it: storage changes it only if it still is that one."""
    return replace(template, version=version)


def _changed_elsewhere(template_id: int) -> ChangedElsewhere:
    return ChangedElsewhere(_found(template_id), history.last_changed_by(Subject.TEMPLATE, template_id))


def _added(form: Form, viewer: Viewer, now: datetime) -> Template:
    newest = templates.newest(form.key)
    if newest is not None and newest.state is TemplateState.DRAFT:
        raise Refusal("draft_exists")
    try:
        new = templates.add(form, newest.number + 1 if newest else 1, TemplateState.DRAFT)
    except templates.NumberTaken as error:
        raise Refusal("draft_exists") from error  # begun on another terminal at the same moment
    _log(new, "", TemplateState.DRAFT, mark(viewer, now))
    return _found(new)[0]


def _step(seen: Template, state: TemplateState, done: Mark, **more: object) -> Template:
    if not templates.change(seen, {"state": state, **more}):
        raise _changed_elsewhere(seen.id)
    _log(seen.id, seen.state, state, done)
    return _found(seen.id)[0]


def _log(template_id: int, before: object, after: object, done: Mark) -> None:
    """Forms belong to nobody's page: the history names the person who acted."""
    history.step(Subject.TEMPLATE, template_id, done.by_id, before, after, done)
