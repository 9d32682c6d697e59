"""`python -m tui_app` is the command `samtale`. What takes long to import is imported once the terminal is silent."""

from __future__ import annotations

import errno
import gc
import sys

from tui_app import quiet_terminal


def main() -> None:
    """Run the command; errors end it with a sentence on standard error, never with a traceback."""
    quiet_terminal.silence_if_needed(sys.argv[1:])
    from tui_app import environment, streams
    from tui_app.cli import common
    from tui_app.text.i18n import set_language

    streams.prepare_streams()
    environment.clean_environment()
    common.configure_logging()
    set_language(common.guess_language())
    try:
        code = _run()
    except SystemExit as done:
        code = done.code if isinstance(done.code, int) else common.ExitCode.DONE
    except KeyboardInterrupt:
        code = common.INTERRUPTED
    sys.exit(_exit_code(code))


def _run() -> int:
    """Run the command, and return its exit code."""
    from tui_app import environment
    from tui_app.cli import common
    from tui_app.domain.errors import DomainError, naming_no_place
    from tui_app.text.errors import error_message
    from tui_app.text.i18n import _, format_message

    is_kiosk = "--kiosk" in sys.argv
    try:
        if sys.argv[1:] in ([], ["demo"]):
            gc.disable()  # until the first screen: little is garbage, and collecting takes a tenth of the start
            common.print_greeting()
            from tui_app.cli import application

            if len(sys.argv) == 1:
                application.open_application(None)
            else:
                application.open_demo(common.load_user_settings(environment.app_paths()))
        else:
            from tui_app.cli.main import run_command_line

            with naming_no_place(is_kiosk):
                run_command_line()
    except DomainError as error:
        common.print_error(error_message(error))
        return common.ExitCode.FAILED
    except OSError as error:
        common.log_crash(error)
        message = _("The computer could not do this: $reason: $path")
        if is_kiosk or not error.filename:
            message = _("The computer could not do this: $reason.")
        common.print_error(format_message(message, reason=error.strerror or "", path=error.filename or ""))
        return common.ExitCode.FAILED
    except Exception as error:  # noqa: BLE001 - a bug: the user gets a reference, not a traceback with people's notes
        message = _("Samtale had to stop. Your saved work is safe. Reference: $reference")
        reference = common.log_crash(error)
        common.print_error(format_message(message, reference=reference.splitlines()[0] if is_kiosk else reference))
        return common.ExitCode.PROBLEMS
    return common.ExitCode.DONE


def _exit_code(code: int) -> int:
    """The exit code, after a look at whether all that was printed could be written."""
    from tui_app import streams
    from tui_app.cli import common
    from tui_app.text.i18n import _

    lost = streams.lost_output()
    if lost is None:
        return code
    if lost.errno == errno.EPIPE:  # whoever read it has enough, such as `head`
        return code or common.BROKEN_PIPE
    if code:  # there was something to report, which is lost
        common.print_error(_("The output could not be written to standard output."))
        return code
    common.print_error(_("Done, but the output could not be written to standard output."))
    return common.ExitCode.PROBLEMS


if __name__ == "__main__":
    main()
