"""Errors shown to users: each message is one sentence with the offending value and the remedy."""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter


class Message(str):
    """An English sentence with its code and values, so that QGIS can show it in the user's language."""

    code: str
    values: dict[str, str]
    """The values in the sentence, by name, as text."""

    def __new__(cls, code: str, text: str, **values: object) -> Message:
        """Fill ``text``, whose fields are the names of the values."""
        shown = {
            name: format(values[name], spec or "")
            for _, name, spec, _ in Formatter().parse(text)
            if name is not None
        }
        return cls._made(code, text.format(**values), shown)

    @classmethod
    def _made(cls, code: str, sentence: str, values: dict[str, str]) -> Message:
        message = super().__new__(cls, sentence)
        message.code, message.values = code, values
        return message

    def then(self, text: str) -> Message:
        """Return it with more text at its end, which has no values of its own."""
        return self._made(self.code, f"{self}{text}", self.values)

    def knowing(self, values: Mapping[str, str]) -> Message:
        """Return it with more values, which its text does not show."""
        return self._made(self.code, str(self), {**values, **self.values})

    def __reduce__(self) -> tuple[object, tuple[str, str, dict[str, str]]]:
        return Message._made, (self.code, str(self), self.values)


class Any2AnyError(Exception):
    """A job failed for a reason that the user can act on (exit code 1)."""

    exit_code = 1


class UsageError(Any2AnyError):
    """The request is invalid (exit code 2)."""

    exit_code = 2


class CancelledError(Any2AnyError):
    """The user stopped the job; finished work is kept for a later run (exit code 130, as for Ctrl-C)."""

    exit_code = 130
