"""Messages before any work starts."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from any2any.cli import main
from any2any.distributed import scenes
from any2any.distributed.scenes import Listed, Scene, WrongLines, check_scenes, read_list, with_uncertainty
from any2any.errors import UsageError
from any2any.requests.translate import TranslateRequest
from any2any.spec.model_folder import read_manifest

from .conftest import TEMPLATE


def test_paths_become_absolute_and_sizes_are_known(
    check: Callable[..., list[Scene]], sar, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """400 x 64 pixels are 100 x 16 cells, in pieces of 96 rows; through another modality they are done twice."""
    sar(tmp_path / "a.tif", 400)
    monkeypatch.chdir(tmp_path)
    direct, through = check("input,output,via\na.tif,x.tif,\na.tif,y.tif,nir\n")
    assert (direct.line, direct.request.input) == (2, str(tmp_path / "a.tif"))
    assert direct.request.output == tmp_path / "x.tif"
    assert (direct.first_plan, direct.pieces, direct.cells) == (None, 2, 1600)
    assert through.first_plan is not None
    assert (through.first_plan.target, through.pieces, through.cells) == ("nir", 1, 3200)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{0}/none.tif,{0}/x.tif", r"line 2: .*none\.tif cannot be opened as a raster"),
        ("{0}/a.tif,{0}/x.png", "line 2: the output .* must be a GeoTIFF"),
        ("{0}/a.tif,{0}/no/x.tif", "line 2: the output folder .* does not exist"),
        ("{0}/a.tif,{0}/a.tif", "line 2: the output .* is the input"),
        ("{0}/a.tif,{0}/full.tif", "line 2: the output .* exists and was not made by this line"),
        ("{0}/a.tif,{0}/x.tif\n{0}/b.tif,{0}/./x.tif", "line 3: the output .* is also that of line 2"),
        (
            "{0}/a.tif,{0}/x.tif\n{0}/b.tif,{0}/full.tif\n{0}/full.tif,{0}/y.tif",
            "line 3: the output .* exists",
        ),
    ],
)
def test_wrong_lines(check: Callable[..., list[Scene]], sar, tmp_path: Path, text: str, message: str) -> None:
    for name in ("a.tif", "b.tif", "full.tif"):
        sar(tmp_path / name)
    with pytest.raises(UsageError, match=message):
        check("input,output\n" + text.format(tmp_path) + "\n")


def test_an_output_that_another_line_reads_is_refused(
    check: Callable[..., list[Scene]], sar, tmp_path: Path
) -> None:
    sar(tmp_path / "a.tif")
    sar(tmp_path / "b.tif")
    text = f"input,output\n{tmp_path}/a.tif,{tmp_path}/b.tif\n{tmp_path}/b.tif,{tmp_path}/y.tif\n"
    with pytest.raises(UsageError, match=r"line 2: the output .* is the input of line 3: make two lists"):
        check(text, replace(TEMPLATE, overwrite=True))


@pytest.mark.parametrize("via", ["direct", "nir"])
def test_finished_is_what_the_line_would_make_now(
    check: Callable[..., list[Scene]], sar, model: Path, tmp_path: Path, via: str
) -> None:
    source, output = sar(tmp_path / "a.tif"), tmp_path / "x.tif"
    text = f"input,output,via\n{source},{output},{via}\n"
    assert not check(text)[0].is_finished()
    options = ["--source", "sar", "--target", "rgb", "--preset", "fast", "--model", str(model), "--via", via]
    assert main(["translate", str(source), str(output), *options]) == 0
    assert check(text)[0].is_finished()
    other = f"input,output,via,seed\n{source},{output},{via},1\n"
    with pytest.raises(UsageError, match="exists and was not made by this line"):
        check(other)
    assert not check(other, replace(TEMPLATE, overwrite=True))[0].is_finished()
    later = output.stat().st_mtime_ns + 10**9
    os.utime(source, ns=(later, later))
    with pytest.raises(UsageError, match="exists and was not made by this line"):
        check(text)


@pytest.mark.parametrize(
    "change", [{"window": (0, 0, 32, 64)}, {"samples": 2}, {"steps": 2}, {"precision": "bfloat16"}]
)
def test_a_result_through_another_modality_is_known_by_all_that_made_it(
    check: Callable[..., list[Scene]], sar, model: Path, tmp_path: Path, change: dict[str, Any]
) -> None:
    """The intermediate image is removed at the end; the result records the plan that made it."""
    source, output = sar(tmp_path / "a.tif"), tmp_path / "x.tif"
    text = f"input,output,via\n{source},{output},nir\n"
    options = [
        "--source",
        "sar",
        "--target",
        "rgb",
        "--preset",
        "fast",
        "--model",
        str(model),
        "--via",
        "nir",
    ]
    assert main(["translate", str(source), str(output), *options]) == 0
    assert check(text)[0].is_finished()
    with pytest.raises(UsageError, match="exists and was not made by this line"):
        check(text, replace(TEMPLATE, **change))


@pytest.mark.parametrize("via", ["direct", "nir"])
def test_both_outputs_have_to_be_there(
    check: Callable[..., list[Scene]], sar, model: Path, tmp_path: Path, via: str
) -> None:
    """Killed between the two, a job has its deviation only, which is no obstacle; a stranger's file is one."""
    source, output, spread = sar(tmp_path / "a.tif"), tmp_path / "x.tif", tmp_path / "spread.tif"
    template = replace(TEMPLATE, samples=2, via=via)
    wanted = replace(template, uncertainty=spread)

    def scene() -> Scene:
        wrong = WrongLines(tmp_path / "list.csv")
        request = replace(wanted, input=str(source), output=output)
        scenes = check_scenes([Listed(1, request)], model, read_manifest(model), wrong)
        wrong.refuse()
        return scenes[0]

    options = ["--source", "sar", "--target", "rgb", "--preset", "fast", "--model", str(model), "--via", via]
    options += ["--samples", "2", "--uncertainty", str(spread)]
    assert main(["translate", str(source), str(output), *options]) == 0
    assert scene().is_finished()
    output.unlink()
    assert not scene().is_finished()
    spread.write_bytes(b"precious")
    with pytest.raises(UsageError, match=r"spread\.tif exists and was not made by this line"):
        scene()


def test_a_deviation_may_not_be_another_lines_output(
    check: Callable[..., list[Scene]], sar, tmp_path: Path
) -> None:
    wrong = WrongLines(tmp_path / "list.csv")
    requests = [
        replace(TEMPLATE, input=str(sar(tmp_path / f"{name}.tif")), output=tmp_path / output, samples=2)
        for name, output in (("a", "x.tif"), ("b", "x_uncertainty.tif"))
    ]
    scenes._check_names(
        [with_uncertainty(Listed(n, request)) for n, request in enumerate(requests, 1)], wrong
    )
    with pytest.raises(UsageError, match=r"line 2: the output .*x_uncertainty\.tif is also that of line 1"):
        wrong.refuse()


LISTED = TranslateRequest(input="", output=Path(), source="sar", target="rgb", seed=3)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "list.csv"


def read(
    path: Path, text: str | bytes, template: TranslateRequest = LISTED, out_dir: Path | None = None
) -> dict[int, TranslateRequest]:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return {listed.line: listed.request for listed in read_list(path, template, out_dir, WrongLines(path))}


def test_one_input_a_line_goes_to_the_output_folder_under_its_targets_name(path: Path) -> None:
    requests = read(path, "# two tiles\n\na.tif\nsome, place/b.vrt\n", out_dir=Path("out"))
    assert requests == {
        3: replace(LISTED, input="a.tif", output=Path("out/a_rgb.tif")),
        4: replace(LISTED, input="some, place/b.vrt", output=Path("out/b_rgb.tif")),
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
        LISTED,
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
    assert requests[3] == replace(LISTED, input="c.tif", output=Path("/far/y.tif"), bands=(4, 5))
    assert requests[4] == replace(LISTED, input="d.tif", output=Path("out/d_rgb.tif"))


@pytest.mark.parametrize(
    "text",
    [
        b"Input; Output\r\na.tif; x.tif\r\n",
        b"output\tinput\nx.tif\ta.tif\n",
        b"\xef\xbb\xbfinput,output\na.tif,x.tif\n",
    ],
)
def test_what_spreadsheets_write(path: Path, text: bytes) -> None:
    assert read(path, text) == {2: replace(LISTED, input="a.tif", output=Path("x.tif"))}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "lists no scene: write one input per line"),
        ("input,output\n", "lists no scene"),
        ("a.tif,x.tif\n", "line 1 of .* has no column input"),
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
def test_what_is_wrong_is_reported_with_its_line(path: Path, text: str | bytes, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        read(path, text)


def test_a_modality_has_to_come_from_somewhere(path: Path) -> None:
    with pytest.raises(UsageError, match="line 2: no target is given: add a column target, or use --target"):
        read(path, "input,output\na,x.tif\n", replace(LISTED, target=""))
    assert read(path, "input,output,target\na,x.tif,nir\n", replace(LISTED, target=""))[2].target == "nir"


def test_all_wrong_lines_are_reported_at_once_but_no_flood_of_them(path: Path) -> None:
    text = "input,output,seed\n" + "a.tif,x.tif,pi\n" * 23
    with pytest.raises(UsageError) as error:
        read(path, text)
    lines = str(error.value).splitlines()
    assert lines[0] == f"23 lines of {path} cannot be translated; nothing was started:"
    assert [line.split(":")[0] for line in lines[1:-1]] == [f"  line {n}" for n in range(2, 22)]
    assert lines[-1] == "  and 3 more"


def test_a_list_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        read_list(tmp_path / "none.csv", LISTED, None, WrongLines(tmp_path))
