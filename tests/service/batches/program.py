"""The ``rolefit`` command as a file, for tests that kill it."""

from service import batch_cli, cli

mounted = {command.callback.__name__ for command in cli.app.registered_commands if command.callback is not None}
for function in (batch_cli.batch, batch_cli.worker):
    if function.__name__ not in mounted:
        cli.app.command()(function)

if __name__ == "__main__":
    cli.main()
