"""The keys of the Team screen that bring people in: a new one, a staff list, and codes to sign in with."""

from __future__ import annotations

from tui_app.ui.account_messages import OpenCodes
from tui_app.ui.context import HasContext
from tui_app.ui.messages import NewTeamMember, OpenImport


class PeopleKeys(HasContext):
    """Opens what the keys are for."""

    def action_new_person(self) -> None:
        """Add a person to the team."""
        self.ctx.open(NewTeamMember())

    def action_new_codes(self) -> None:
        """Make one-time codes for those in the team who have no password."""
        from tui_app.domain.accounts.codes import CodeScope

        self.ctx.open(OpenCodes(CodeScope.TEAM))

    def action_import_people(self) -> None:
        """Open the import of a staff list."""
        self.ctx.open(OpenImport())
