"""Who may do what with forms, stand-ins, retention, the log, figures and the organisation."""

from __future__ import annotations

from msgspec.structs import replace

from tests.conftest import NOW
from tests.services.access.rows.table import EVERYBODY, Rows
from tests.services.access.world import DAY, reason_draft
from tests.services.sample_conversations import FORM, OTHER_FORM
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.settings import OrganisationDraft, OrganisationReminderDraft
from tui_app.domain.figures.records import Figure, FigureScope
from tui_app.domain.records.conversation import ConversationKind
from tui_app.domain.retention import RetentionKind
from tui_app.services import access_log, figures
from tui_app.services.administration import erasure, organisation, overview, retention, stand_ins, templates
from tui_app.services.reminders import choices

ROWS: Rows = {
    "figures.overview of the organisation": (
        "administrator",
        lambda at, me: figures.overview(me, NOW, FigureScope.ORGANISATION),
    ),
    "figures.overview with what is about Ola": (
        "leader stand_in",  # with those seen from above, they would reveal two people
        lambda at, me: figures.overview(me, NOW, FigureScope.LINE if at.is_above(me) else FigureScope.TEAM),
        lambda at, found: bool(found.year.values.get(Figure.AGREED)),
    ),
    "administration.templates.published": (EVERYBODY, lambda at, me: templates.published(me, NOW)),
    "administration.templates.install_shipped": (EVERYBODY, lambda at, me: templates.install_shipped(me, NOW, (FORM,))),
    "administration.templates.get": (EVERYBODY, lambda at, me: templates.get(me, NOW, at.template)),
    "administration.templates.get of a draft": ("administrator", lambda at, me: templates.get(me, NOW, at.draft)),
    "administration.templates.all_versions": ("administrator", lambda at, me: templates.all_versions(me, NOW)),
    "administration.templates.start_draft": (
        "administrator",
        lambda at, me: templates.start_draft(me, NOW, at.template),
    ),
    "administration.templates.copy": (
        "administrator",
        lambda at, me: templates.copy(me, NOW, at.template, {"nb": "Ny"}),
    ),
    "administration.templates.create": (
        "administrator",
        lambda at, me: templates.create(me, NOW, {"nb": "Ny"}, ConversationKind.OTHER, FORM.sections[0]),
    ),
    "administration.templates.import_form": (
        "administrator",
        lambda at, me: templates.import_form(me, NOW, replace(FORM, key="n")),
    ),
    "administration.templates.save": ("administrator", lambda at, me: templates.save(me, NOW, at.draft, 1, OTHER_FORM)),
    "administration.templates.publish": ("administrator", lambda at, me: templates.publish(me, NOW, at.draft, 1)),
    "administration.templates.is_unchanged": (
        "administrator",
        lambda at, me: templates.is_unchanged(me, NOW, at.draft),
    ),
    "administration.templates.bring_back": (
        "administrator",
        lambda at, me: templates.bring_back(me, NOW, at.draft, 1),
    ),
    "administration.templates.retire": ("administrator", lambda at, me: templates.retire(me, NOW, at.template, 1)),
    "administration.templates.remove_draft": (
        "administrator",
        lambda at, me: templates.remove_draft(me, NOW, at.draft, 1),
    ),
    "administration.stand_ins.current_and_upcoming": (
        "administrator",
        lambda at, me: stand_ins.current_and_upcoming(me, NOW),
    ),
    "administration.overview.overview": ("administrator", lambda at, me: overview.overview(me, NOW)),
    "administration.stand_ins.add": (
        "administrator",
        lambda at, me: stand_ins.add(me, NOW, at.lise, at.ola.id, DAY, DAY),
    ),
    "administration.stand_ins.end": ("administrator", lambda at, me: stand_ins.end(me, NOW, at.stand_in)),
    "access_log.all_entries": ("administrator", lambda at, me: access_log.all_entries(me, NOW)),
    "access_log.entries_about_me": (
        "own",
        lambda at, me: access_log.entries_about_me(me, NOW),
        lambda at, found: any(line.entry.person_id == at.ola.id for line in found),
    ),
    "administration.retention.overview": ("administrator", lambda at, me: retention.overview(me, NOW)),
    "administration.retention.set_months": (
        "administrator",
        lambda at, me: retention.set_months(me, NOW, {RetentionKind.MINUTES: 60}),
    ),
    "administration.erasure.erase_due": (
        "administrator",
        lambda at, me: erasure.erase_due(me, NOW, "Erased person"),
    ),
    "administration.retention.add_hold": (
        "administrator",
        lambda at, me: retention.add_hold(me, NOW, at.ola.id, reason_draft()),
    ),
    "administration.retention.end_hold": ("administrator", lambda at, me: retention.end_hold(me, NOW, at.hold)),
    "administration.organisation.get": ("administrator", lambda at, me: organisation.get(me, NOW)),
    "administration.organisation.update": (
        "administrator",
        lambda at, me: organisation.update(me, NOW, validate_draft(OrganisationDraft, {"country": "SE"})),
    ),
    "reminders.choices.organisation_defaults": ("administrator", lambda at, me: choices.organisation_defaults(me, NOW)),
    "reminders.choices.undelivered": ("administrator", lambda at, me: choices.undelivered(me, NOW)),
    "reminders.choices.set_organisation_defaults": (
        "administrator",
        lambda at, me: choices.set_organisation_defaults(
            me, NOW, validate_draft(OrganisationReminderDraft, {"rhythm": "never", "language": "nb"})
        ),
    ),
}
