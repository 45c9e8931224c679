from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from any2any.commands.translation_options import print_json


def test_what_is_printed_is_strict_json(capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"psnr": math.inf, "rows": [{"x": math.nan}, (1.5, -math.inf)], "path": Path("ä.tif")})
    text = capsys.readouterr().out

    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is not JSON")

    document = json.loads(text, parse_constant=refuse)
    assert document == {"psnr": None, "rows": [{"x": None}, [1.5, None]], "path": "ä.tif"}
    assert "ä" in text
