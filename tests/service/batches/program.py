"""The ``rolefit`` command as a file, for tests that kill it."""

from service.cli import main

if __name__ == "__main__":
    main()
