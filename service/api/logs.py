"""Log lines: one JSON object each, or one line for people; fields are chosen, never whatever came in."""

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Literal


class JsonFormatter(logging.Formatter):
    """One JSON object a line. Messages of errors are left out: they may quote what was being read."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info and record.exc_info[0] is not None:
            line["kind"] = record.exc_info[0].__name__
        return json.dumps(line, ensure_ascii=False, default=str)


class TextFormatter(logging.Formatter):
    """The same for people."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        fields = " ".join(f"{key}={value}" for key, value in getattr(record, "fields", {}).items() if value is not None)
        clock = datetime.fromtimestamp(record.created, UTC).strftime("%H:%M:%S")
        return f"{clock} {record.levelname.lower():7} {record.name} {record.getMessage()} {fields}".rstrip()


class Foreign(logging.Formatter):
    """What libraries warn of: where it came from alone, since their messages may quote what was being read."""

    def __init__(self, own: logging.Formatter) -> None:
        """Write it as ``own`` does."""
        super().__init__()
        self._own = own

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        where = f"{record.filename}:{record.lineno} {record.funcName}"
        plain = logging.makeLogRecord(
            {
                "created": record.created, "levelname": record.levelname, "name": record.name,
                "msg": "a library warns", "fields": {"where": where}, "exc_info": record.exc_info,
            }
        )  # fmt: skip
        return self._own.format(plain)


def configure(form: Literal["json", "text"], level: str) -> None:
    """Send the service's log lines to standard error, and of others the fact that they warned."""
    handler = logging.StreamHandler(sys.stderr)
    formatter = JsonFormatter() if form == "json" else TextFormatter()
    handler.setFormatter(formatter)
    others = logging.lastResort or logging.StreamHandler()  # what takes the lines of loggers that nobody set up
    others.setFormatter(Foreign(formatter))
    logging.captureWarnings(True)
    logging.getLogger("py.warnings").handlers = [others]
    for name in ("rolefit", "uvicorn"):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(level if name == "rolefit" else "WARNING" if level == "WARNING" else "INFO")
    # pdfminer and others say what they read at DEBUG; SQLAlchemy its statements.
    logging.getLogger("uvicorn.access").handlers = []
    logging.getLogger("uvicorn.access").propagate = False
