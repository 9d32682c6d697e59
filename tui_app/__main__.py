"""`python -m tui_app` is the command `samtale`."""

from __future__ import annotations

import gc
import sys

from tui_app import environment
from tui_app.cli import common
from tui_app.cli.application import open_application
from tui_app.cli.common import FAILED, log_crash, print_error, print_greeting
from tui_app.domain.errors import DomainError
from tui_app.text.errors import error_message
from tui_app.text.i18n import _, format_message, set_language


def main() -> None:
    """Run the command; what cannot be done is told in a sentence, never as a traceback."""
    environment.clean_environment()
    common.configure_logging()
    set_language(common.guess_language())
    try:
        if len(sys.argv) == 1:
            gc.disable()  # until the first screen stands: all of it stays, and looking takes a tenth of the start
            print_greeting()
            open_application(None)
        else:
            from tui_app.cli.main import run_command_line

            run_command_line()
    except DomainError as refusal:
        print_error(error_message(refusal))
        sys.exit(FAILED)
    except Exception as error:  # noqa: BLE001 - a mistake of ours: a reference for us, no values, no traceback
        print_error(
            format_message(
                _("Samtale had to stop. Your saved work is safe. Reference: $reference"), reference=log_crash(error)
            )
        )
        sys.exit(1)


if __name__ == "__main__":
    main()
