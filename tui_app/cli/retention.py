"""The command `samtale retention`, which a timer runs to erase old data."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from tui_app import environment
from tui_app.cli.common import ExitCode, open_database
from tui_app.cli.output import print_json, print_lines
from tui_app.text.i18n import _

if TYPE_CHECKING:
    from tui_app.domain.retention import ErasureReceipt
    from tui_app.services.administration.retention import PersonCounts, RetentionOverview


@click.command()
@click.option("--dry-run", is_flag=True, help="Show what would be erased without erasing it.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def retention(database: str | None, dry_run: bool, as_json: bool) -> None:
    """Permanently erase data past the organisation's retention periods."""
    open_database(database)
    from tui_app.services.administration import retention as service
    from tui_app.text.administration.retention import erased_person_name, receipt_lines

    now = environment.now()
    if dry_run:
        overview = service.overview_for_timer(now)
        if as_json:
            print_json(_preview_as_json(overview))
        else:
            print_lines(_preview_lines(overview))
        return
    receipt = service.erase_due_by_timer(now, erased_person_name())
    if as_json:
        print_json(_receipt_as_json(receipt))
    else:
        print_lines(receipt_lines(receipt, now))
    if not receipt.is_purged or receipt.copies:  # traces may remain in the file, or the data in older copies
        sys.exit(ExitCode.PROBLEMS)


COMMANDS: dict[str, click.Command] = {"retention": retention}


def _preview_lines(overview: RetentionOverview) -> Iterator[str]:
    from tui_app.text.administration.retention import due_for_erasure_text, erasure_counts_text

    yield due_for_erasure_text(overview.counts)
    if overview.counts:
        yield erasure_counts_text(overview.counts)
    for person in overview.people:
        yield f"  {person.name}: {erasure_counts_text(person.counts)}"
    if overview.held_back:
        yield _("On hold:")
        for person in overview.held_back:
            yield f"  {person.name}: {erasure_counts_text(person.counts)}"


def _preview_as_json(overview: RetentionOverview) -> dict[str, object]:
    return {
        "dry_run": True,
        "counts": dict(overview.counts),
        "people": _people_as_json(overview.people),
        "held": _people_as_json(overview.held_back),
    }


def _people_as_json(people: Sequence[PersonCounts]) -> list[dict[str, object]]:
    return [{"id": person.person_id, "name": person.name, "counts": dict(person.counts)} for person in people]


def _receipt_as_json(receipt: ErasureReceipt) -> dict[str, object]:
    from tui_app.domain.retention import receipt_to_json

    return {"dry_run": False, **receipt_to_json(receipt), "sha256": receipt.sha256}
