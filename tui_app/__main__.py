"""`python -m tui_app` is the command `samtale`."""

from __future__ import annotations

import gc
import sys

from tui_app import environment
from tui_app.cli import common
from tui_app.cli.application import open_application
from tui_app.cli.common import ExitCode
from tui_app.domain.errors import DomainError
from tui_app.text.errors import error_message
from tui_app.text.i18n import _, format_message, set_language


def main() -> None:
    """Run the command; errors end it with a sentence on standard error, never with a traceback."""
    environment.clean_environment()
    common.configure_logging()
    set_language(common.guess_language())
    try:
        if len(sys.argv) == 1:
            gc.disable()  # until the first screen: little is garbage, and collecting takes a tenth of the start
            common.print_greeting()
            open_application(None)
        else:
            from tui_app.cli.main import run_command_line

            run_command_line()
    except DomainError as error:
        common.print_error(error_message(error))
        sys.exit(ExitCode.FAILED)
    except Exception as error:  # noqa: BLE001 - a bug: the user gets a reference, not a traceback with people's notes
        message = _("Samtale had to stop. Your saved work is safe. Reference: $reference")
        common.print_error(format_message(message, reference=common.log_crash(error)))
        sys.exit(ExitCode.PROBLEMS)


if __name__ == "__main__":
    main()
