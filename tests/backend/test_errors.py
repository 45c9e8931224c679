"""Messages with a code and values are sentences to everyone else."""

from __future__ import annotations

import copy
import json
import pickle
from dataclasses import asdict, dataclass

import pytest

from any2any.errors import Message, UsageError


@pytest.fixture
def message() -> Message:
    return Message("share", "{share:.0%} of {path} is {what!r}", share=0.4149, path="a{b}.tif", what="sea")


def test_a_message_is_its_sentence_and_keeps_values_as_they_stand_in_it(message):
    assert message == "41% of a{b}.tif is 'sea'"
    assert message.code == "share"
    assert message.values == {"share": "41%", "path": "a{b}.tif", "what": "sea"}


def test_every_value_of_a_text_must_be_given():
    with pytest.raises(KeyError, match="path"):
        Message("x", "{path} is gone")


@dataclass
class Warned:
    """As results and plans hold their warnings."""

    warnings: tuple[str, ...]


@pytest.mark.parametrize(
    "copied",
    [
        lambda m: pickle.loads(pickle.dumps(m)),
        copy.deepcopy,
        lambda m: asdict(Warned((m,)))["warnings"][0],
        lambda m: pickle.loads(pickle.dumps(UsageError(m))).args[0],
    ],
)
def test_code_and_values_survive_copies_and_other_processes(message, copied):
    again = copied(message)
    assert (again, again.code, again.values) == (message, message.code, message.values)


def test_json_and_errors_see_a_plain_sentence(message):
    assert json.loads(json.dumps([message])) == [str(message)]
    assert str(UsageError(message)) == str(message)
