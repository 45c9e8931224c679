"""Send the backend's log to the client as notifications."""

from __future__ import annotations

import logging

from any2any.errors import Message
from any2any.worker.rpc import MessageWriter, said


class LogForwarder(logging.Handler):
    """Sends the backend's log to the client, from INFO up."""

    def __init__(self, writer: MessageWriter) -> None:
        super().__init__(logging.INFO)
        self._writer = writer

    def emit(self, record: logging.LogRecord) -> None:
        """Send a record as a ``log`` notification, with the code and values of its message."""
        data = said(_message_of_record(record))
        coded = {} if data is None else {"data": data}
        self._writer.notify(
            "log", {"level": record.levelname.lower(), "message": self.format(record), **coded}
        )


def _message_of_record(record: logging.LogRecord) -> str:
    """Return the logged object, given as the message itself or for a lone ``%s``."""
    if record.msg == "%s" and isinstance(record.args, tuple) and isinstance(record.args[0], Message):
        return record.args[0]
    return record.msg
