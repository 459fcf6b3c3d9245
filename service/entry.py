"""``rolefit`` begins here, with next to nothing imported, so that Ctrl-C ends it quietly from the first moment on."""

import os
import signal

from service.exits import STOPPED


def main() -> None:
    """Import the command, which takes a third of a second, and run it."""
    before = signal.getsignal(signal.SIGINT)
    if before is signal.default_int_handler:  # who started it may have said that it is not to be stopped this way
        signal.signal(signal.SIGINT, _stop)
    from service import cli  # noqa: PLC0415

    signal.signal(signal.SIGINT, before)
    cli.main()


def _stop(_number: int, _frame: object) -> None:
    """End at once: nothing is open yet, and an exception would be one of the module that is being imported."""
    os._exit(STOPPED)
