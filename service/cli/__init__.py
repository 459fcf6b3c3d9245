"""The ``rolefit`` command: a module for each command, named like it, that imports what does the work when it is run."""

from service.cli.root import app, main

__all__ = ["app", "main"]
