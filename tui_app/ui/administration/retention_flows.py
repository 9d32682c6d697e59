"""Flows about retention: the periods, erasing what is due, the receipt, and holds."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from tui_app.domain.errors import InvalidInput
from tui_app.domain.follow_up.intervals import parse_optional_months
from tui_app.domain.form_drafts import form_draft_key
from tui_app.domain.maintenance.erasure_receipts import ErasureReceipt
from tui_app.domain.retention import RETENTION_PERIODS, RetentionHold, RetentionKind
from tui_app.services.administration import erasure, retention
from tui_app.text.administration.retention import (
    RETENTION_KIND_LABELS,
    RETENTION_START_LABELS,
    erased_person_name,
    erasure_counts_text,
    months_text,
    receipt_file_name,
    receipt_file_text,
    receipt_lines,
    retention_period_text,
)
from tui_app.text.i18n import _, format_message
from tui_app.ui import content
from tui_app.ui.content import plain
from tui_app.ui.dialogs.fields import FieldKind, FormField
from tui_app.ui.dialogs.flow import confirm, show_form
from tui_app.ui.dialogs.save_file import save_to_file
from tui_app.ui.dialogs.text import TextDialog

if TYPE_CHECKING:
    from tui_app.ui.context import AppContext


async def edit_period(ctx: AppContext, kind: RetentionKind, months: int) -> None:
    """Edit how long a kind of data is kept."""

    async def submit(values: Mapping[str, object]) -> None:
        months = parse_optional_months(str(values["months"]))
        try:
            await ctx.call(retention.set_months, {kind: months})
        except InvalidInput as invalid:
            raise InvalidInput({"months": next(iter(invalid.problems.values()))}) from None

    period = RETENTION_PERIODS[kind]
    limits = format_message(
        _("From $least to $most months; default $start."),
        least=period.minimum,
        most=period.maximum,
        start=period.default,
    )
    about = plain(_("Counted: ") + _(RETENTION_START_LABELS[kind]) + ".\n" + limits, content.MUTED)
    fields = [FormField("months", _("Months"), value=str(months), echo=partial(_echo_months, kind), required=True)]
    await show_form(ctx, _(RETENTION_KIND_LABELS[kind]), fields, submit, about)


def _echo_months(kind: RetentionKind, typed: str) -> str:
    """How long that is.

    Raises:
        DomainError: it is no number of months, or outside the limits.
    """
    months, period = parse_optional_months(typed), RETENTION_PERIODS[kind]
    if not period.minimum <= months <= period.maximum:
        raise InvalidInput({"months": "too_few_months" if months < period.minimum else "too_many_months"})
    return months_text(months) if months else retention_period_text(kind, months)


async def erase_due_items(ctx: AppContext, counts: Mapping[RetentionKind, int]) -> None:
    """Erase what is due, after a question, and show the receipt.

    Args:
        ctx: the application's context.
        counts: kind -> how many items are due.

    Raises:
        DomainError: it cannot be erased.
    """
    question = erasure_counts_text(counts) + "\n\n" if counts else ""
    question += _("This erases it permanently and cannot be undone. Open actions and goals are kept.")
    if await confirm(ctx, _("Erase due items"), question, _("Erase"), _("Do not erase")):
        receipt = await ctx.call(erasure.erase_due, erased_person_name())
        await ctx.ask(TextDialog(_("Receipt"), "\n".join(receipt_lines(receipt, ctx.now))))


async def export_receipt(ctx: AppContext, receipt: ErasureReceipt) -> None:
    """Save a receipt to a file."""
    write = partial(ctx.files.write_text, receipt_file_text(receipt, ctx.now))
    await save_to_file(ctx, _("Export"), ctx.files.export_folder / receipt_file_name(receipt), write)


async def add_hold(ctx: AppContext) -> None:
    """Keep everything about one person until the hold is ended."""

    async def submit(values: Mapping[str, object]) -> None:
        from tui_app.domain.drafts.base import ReasonDraft, validate_draft

        draft = validate_draft(ReasonDraft, {"reason": values["reason"]})
        if not values["held_id"]:
            raise InvalidInput({"held_id": "unknown_person"})
        await ctx.call(retention.add_hold, values["held_id"], draft)

    about = _("Nothing about this person is erased until you end the hold. They can see it, and why.")
    fields = [
        FormField("held_id", _("Person"), FieldKind.PERSON, required=True),
        FormField("reason", _("Why"), required=True),
    ]
    key = form_draft_key("hold-new")
    await show_form(
        ctx, _("New hold"), fields, submit, plain(about, content.MUTED), submit_label=_("Add"), draft_key=key
    )


async def end_hold(ctx: AppContext, hold: RetentionHold) -> None:
    """End a hold, after a question.

    Raises:
        DomainError: it cannot be ended.
    """
    question = f"{hold.person_name}: {hold.reason}\n\n" + _("Due items about this person will be erased next time.")
    if await confirm(ctx, _("End hold"), question, _("End"), is_asked_for=True):
        await ctx.call(retention.end_hold, hold.id)
