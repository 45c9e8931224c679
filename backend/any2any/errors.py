"""Errors shown to users: each message is one sentence with the offending value and the remedy."""


class Any2AnyError(Exception):
    """A job failed for a reason that the user can act on (exit code 1)."""

    exit_code = 1


class UsageError(Any2AnyError):
    """The request is invalid as it stands (exit code 2)."""

    exit_code = 2


class CancelledError(Any2AnyError):
    """The user stopped the job; finished work is kept for a later run (exit code 130, as for Ctrl-C)."""

    exit_code = 130
