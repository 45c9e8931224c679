from __future__ import annotations

import pytest

from any2any.cli import main, parser
from any2any.commands.translate_sources import with_input


def test_the_long_form_leaves_input_out() -> None:
    line = "translate out.tif --target rgb --source sar=s1.tif --source=nir=n.tif"
    args = parser().parse_args(with_input(line.split()))
    assert (args.input, str(args.output)) == ("s1.tif", "out.tif")
    assert args.source == ["sar=s1.tif", "nir=n.tif"]


@pytest.mark.parametrize(
    "line",
    [
        "translate in.tif out.tif --source sar --target rgb",
        "fill in.tif out.tif --mask m.tif --source sar=s1.tif",
    ],
)
def test_other_commands_stay_as_they_are(line: str) -> None:
    assert with_input(line.split()) == line.split()


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("out.tif --target rgb --source sar=s1.tif --source nir", "--source nir has no file"),
        ("in.tif out.tif --target rgb --source sar --source nir", "--source is given 2 times"),
        (
            "out.tif --target rgb --source sar=s1.tif --samples 4",
            "--samples is for a translation of one input",
        ),
        ("out.tif --target rgb --source =s1.tif", "'=s1.tif' is not a source"),
    ],
)
def test_a_wrong_combination_is_refused_in_a_sentence(
    line: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["translate", *line.split()]) == 2
    assert message in capsys.readouterr().err
