"""What a list says, and what is told of one that is wrong."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from any2any.distributed.scene_list import WrongLines, read_list
from any2any.errors import UsageError
from any2any.requests.translate import TranslateRequest

TEMPLATE = TranslateRequest(input="", output=Path(), source="sar", target="rgb", seed=3)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "list.csv"


def read(
    path: Path, text: str | bytes, template: TranslateRequest = TEMPLATE, out_dir: Path | None = None
) -> dict[int, TranslateRequest]:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return {listed.line: listed.request for listed in read_list(path, template, out_dir, WrongLines(path))}


def test_one_input_a_line_goes_to_the_output_folder_under_its_targets_name(path: Path) -> None:
    requests = read(path, "# two tiles\n\na.tif\nsome, place/b.vrt\n", out_dir=Path("out"))
    assert requests == {
        3: replace(TEMPLATE, input="a.tif", output=Path("out/a_rgb.tif")),
        4: replace(TEMPLATE, input="some, place/b.vrt", output=Path("out/b_rgb.tif")),
    }


def test_a_table_says_more_and_leaves_the_rest_to_the_options(path: Path) -> None:
    text = (
        "input,output,source,target,radiometry,bands,window,seed,via\n"
        '"a, b.tif",x.tif,ms,pan,reflectance,"3,2,1",0 0 10 20,7,direct\n'
        "c.tif,/far/y.tif,,,,4 5,,,\n"
        "d.tif\n"
    )
    requests = read(path, text, out_dir=Path("out"))
    assert requests[2] == replace(
        TEMPLATE,
        input="a, b.tif",
        output=Path("out/x.tif"),
        source="ms",
        target="pan",
        radiometry="reflectance",
        bands=(3, 2, 1),
        window=(0, 0, 10, 20),
        seed=7,
        via="direct",
    )
    assert requests[3] == replace(TEMPLATE, input="c.tif", output=Path("/far/y.tif"), bands=(4, 5))
    assert requests[4] == replace(TEMPLATE, input="d.tif", output=Path("out/d_rgb.tif"))


@pytest.mark.parametrize(
    "text",
    [
        b"Input; Output\r\na.tif; x.tif\r\n",
        b"output\tinput\nx.tif\ta.tif\n",
        b"\xef\xbb\xbfinput,output\na.tif,x.tif\n",
    ],
)
def test_what_spreadsheets_write(path: Path, text: bytes) -> None:
    assert read(path, text) == {2: replace(TEMPLATE, input="a.tif", output=Path("x.tif"))}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "lists no scene: write one input per line"),
        ("input,output\n", "lists no scene"),
        ("a.tif,x.tif\n", "line 1 of .* names no column input"),
        ("#\ninput,ouptut\na.tif,x.tif\n", "line 2 of .* has the unknown column 'ouptut': known are input, "),
        ("input,input\na,b\n", "line 1 of .* names a column twice"),
        ("input,output\na.tif\n", "line 2: no output is given: add a column output, or use --out-dir"),
        ("input,output\n,x.tif\n", "line 2: no input is given"),
        ("input,output\na,b.tif,x.tif\n", "line 2: 3 values for 2 columns: quote values that contain"),
        ("input,output,bands\na,x.tif,2 0\n", "line 2: '2 0' must be band numbers"),
        ("input,output,bands\na,x.tif,red\n", "line 2: 'red' must be band numbers"),
        ("input,output,window\na,x.tif,1 2 3\n", "line 2: '1 2 3' must be a window X Y WIDTH HEIGHT"),
        ("input,output,seed\na,x.tif,pi\n", "line 2: 'pi' must be a seed"),
        (b"II*\x00\xff\xfe", "is not text in UTF-8"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(path: Path, text: str | bytes, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        read(path, text)


def test_a_modality_has_to_come_from_somewhere(path: Path) -> None:
    with pytest.raises(UsageError, match="line 2: no target is given: add a column target, or use --target"):
        read(path, "input,output\na,x.tif\n", replace(TEMPLATE, target=""))
    assert read(path, "input,output,target\na,x.tif,nir\n", replace(TEMPLATE, target=""))[2].target == "nir"


def test_all_wrong_lines_are_told_at_once_but_no_flood_of_them(path: Path) -> None:
    text = "input,output,seed\n" + "a.tif,x.tif,pi\n" * 23
    with pytest.raises(UsageError) as error:
        read(path, text)
    lines = str(error.value).splitlines()
    assert lines[0] == f"23 lines of {path} cannot be translated; nothing was started:"
    assert [line.split(":")[0] for line in lines[1:-1]] == [f"  line {n}" for n in range(2, 22)]
    assert lines[-1] == "  and 3 more"


def test_a_list_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        read_list(tmp_path / "none.csv", TEMPLATE, None, WrongLines(tmp_path))
