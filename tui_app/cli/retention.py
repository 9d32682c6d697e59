"""The command `samtale retention`, which a timer runs to erase old data."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui_app import environment
from tui_app.cli.common import ExitCode, open_database
from tui_app.cli.output import SCREEN_LINES, FilePath, print_json, print_lines, showing_progress
from tui_app.text.i18n import N_, _, format_message, ngettext
from tui_app.wiring import build_file_access

if TYPE_CHECKING:
    from tui_app.domain.maintenance.erasure_receipts import ErasureReceipt
    from tui_app.services.administration.retention import PersonCounts, RetentionOverview


_LIST_HELP = N_("With --dry-run: write everyone concerned to FILE; the screen shows the first.")


@click.command()
@click.option("--dry-run", is_flag=True, help="Show what would be erased without erasing it.")
@click.option("--list", "list_file", type=FilePath(path_type=Path, dir_okay=False), metavar="FILE", help=_LIST_HELP)
@click.option("--replace", is_flag=True, help="Overwrite an existing file.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def retention(database: str | None, dry_run: bool, list_file: Path | None, replace: bool, as_json: bool) -> None:
    """Permanently erase data past the organisation's retention periods."""
    if list_file is not None and not dry_run:
        raise click.UsageError(_("--list belongs to --dry-run."))
    open_database(database)
    from tui_app.services.administration import erasure
    from tui_app.services.administration import retention as service
    from tui_app.text.administration.retention import erased_person_name, receipt_lines

    now = environment.now()
    if dry_run:
        with showing_progress():
            overview = service.overview_for_timer(now)
        if list_file is not None:
            text = "\n".join(_preview_lines(overview, None)) + "\n"
            build_file_access().write_text(text, list_file, replace=replace)
        if as_json:
            print_json(_preview_as_json(overview))
        else:
            print_lines(_preview_lines(overview, SCREEN_LINES))
        return
    with showing_progress() as progress:
        receipt = erasure.erase_due_by_timer(now, erased_person_name(), progress.count)
    if as_json:
        print_json(_receipt_as_json(receipt))
    else:
        print_lines(receipt_lines(receipt, now))
    if not receipt.is_purged or receipt.copies:  # traces may remain in the file, or the data in older copies
        sys.exit(ExitCode.PROBLEMS)


COMMANDS: dict[str, click.Command] = {"retention": retention}


def _preview_lines(overview: RetentionOverview, limit: int | None) -> Iterator[str]:
    """What is due, and how much of it about whom.

    Args:
        limit: how many people are named; None for all.
    """
    from tui_app.text.administration.retention import due_for_erasure_text, erasure_counts_text

    yield due_for_erasure_text(overview.counts)
    if overview.counts:
        yield erasure_counts_text(overview.counts)
    yield from _people_lines(overview.people, limit)
    if overview.held_back:
        yield _("On hold:")
        yield from _people_lines(overview.held_back, limit and max(1, limit // 3))


def _people_lines(people: Sequence[PersonCounts], limit: int | None) -> Iterator[str]:
    from tui_app.text.administration.retention import erasure_counts_text

    for person in people[:limit]:
        yield f"  {person.name}: {erasure_counts_text(person.counts)}"
    if limit is not None and (more := len(people) - limit) > 0:
        message = ngettext(
            "  … and $count more person. The whole list: samtale retention --dry-run --list FILE",
            "  … and $count more people. The whole list: samtale retention --dry-run --list FILE",
            more,
        )
        yield format_message(message, count=more)


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
    from tui_app.domain.maintenance.erasure_receipts import receipt_to_json

    return {"dry_run": False, **receipt_to_json(receipt), "sha256": receipt.sha256}
