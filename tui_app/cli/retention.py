"""The command `samtale retention`: erases what is due, for a timer."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

from tui_app import environment
from tui_app.cli.common import open_database
from tui_app.text.i18n import _

if TYPE_CHECKING:
    from tui_app.domain.retention import ErasureReceipt
    from tui_app.services.administration.retention import RetentionOverview

UNSETTLED = 1
"""Exit code when it was erased, and traces may be left because the database is in use, or in older copies."""


@click.command()
@click.option("--dry-run", is_flag=True, help="Say what would be erased, and erase nothing.")
@click.option("--json", "as_json", is_flag=True, help="Say it as JSON.")
@click.pass_obj
def retention(database: str | None, dry_run: bool, as_json: bool) -> None:
    """Erase for good what has been kept long enough, as the organisation's values say."""
    from tui_app.services.administration import retention as service
    from tui_app.text.administration.retention import erased_person_name

    open_database(database)
    now = environment.now()
    if dry_run:
        found = service.overview_for_timer(now)
        click.echo(_preview_as_json(found) if as_json else _preview_as_text(found))
        return
    receipt = service.erase_due_by_timer(now, erased_person_name())
    if as_json:
        click.echo(_receipt_as_json(receipt))
    else:
        from tui_app.text.administration.retention import receipt_lines

        click.echo("\n".join(receipt_lines(receipt, now)))
    if not receipt.is_purged or receipt.copies:
        sys.exit(UNSETTLED)


COMMANDS = {"retention": retention}


def _preview_as_text(found: RetentionOverview) -> str:
    from tui_app.text.administration import retention as words

    lines = [
        words.due_for_erasure_text(found.counts),
        *([words.erasure_counts_text(found.counts)] if found.counts else []),
    ]
    lines += [f"  {one.name}: {words.erasure_counts_text(one.counts)}" for one in found.people]
    if found.held_back:
        lines.append(_("On hold:"))
        lines += [f"  {one.name}: {words.erasure_counts_text(one.counts)}" for one in found.held_back]
    return "\n".join(lines)


def _preview_as_json(found: RetentionOverview) -> str:
    def about(people: object) -> list[dict[str, object]]:
        assert isinstance(people, tuple)
        return [{"id": one.person_id, "name": one.name, "counts": dict(one.counts)} for one in people]

    told = {
        "dry_run": True,
        "counts": dict(found.counts),
        "people": about(found.people),
        "held": about(found.held_back),
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def _receipt_as_json(receipt: ErasureReceipt) -> str:
    from tui_app.domain.retention import receipt_to_json

    return json.dumps(
        {"dry_run": False, **receipt_to_json(receipt), "sha256": receipt.sha256}, ensure_ascii=False, indent=2
    )
