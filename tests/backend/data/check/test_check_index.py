"""One index with nothing wrong, and one mistake at a time planted in it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from any2any.data.check import check_index
from any2any.errors import UsageError
from any2any.requests.progress import Progress

from .samples import SIZE_PX, Places, place_images


def check(places: Places, **options: Any) -> dict[str, Any]:
    return check_index(places.index(), places.root / "report", **options)


def flags(report: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """By kind; every plant gives one flag of a kind, so that no two may share it."""
    kinds = [flag["kind"] for flag in report["flags"]]
    assert len(kinds) == len(set(kinds)), kinds
    return {flag["kind"]: flag for flag in report["flags"]}


def test_nothing_is_flagged_where_nothing_is_wrong(places: Places) -> None:
    """Six places of four modalities: six pairs, four tiles each to train on, one to validate, one to test."""
    seen: list[Progress] = []
    report = check(places, on_progress=seen.append)
    assert report["flags"] == []
    assert (report["tiles"], report["tiles_looked_at"]) == (6, 6)
    assert seen == [Progress(i / 6, f"{i} of 6 tiles") for i in range(1, 7)]
    assert len(report["pairs"]) == 6
    for pair in report["pairs"]:
        assert pair["tiles"] == {"train": 4, "validation": 1, "test": 1}
        assert pair["registration"]["measured"] == 6, pair["modalities"]
        assert pair["registration"]["largest_distance_px"] < 0.5, pair["modalities"]
    ratios = [entry["median"] for pair in report["pairs"] for entry in pair["band_ratios"]]
    assert len(ratios) == 4  # blue, green and red of RGB and MS, and both near infrareds
    assert ratios == pytest.approx([1] * 4, abs=0.05)


def test_the_files_say_what_was_returned(places: Places) -> None:
    report = check(places)
    folder = places.root / "report"
    assert json.loads((folder / "report.json").read_text()) == report
    pictures = {picture for example in report["examples"] for picture in example["pictures"].values()}
    assert len(pictures) >= 4
    page = (folder / "index.html").read_text()
    for picture in pictures:
        assert (folder / picture).read_bytes().startswith(b"\x89PNG")
        assert f'src="{picture}"' in page
    assert "Nothing was found" in page
    assert not list(places.root.glob("*.part"))


def test_an_image_that_lies_elsewhere_is_flagged(places: Places) -> None:
    """Radar moved by 4 rows down and 3 columns right: 5 px from every other modality, which agree among themselves."""
    number = len(places.tiles)
    places.add(images={"sar": np.roll(place_images(number)["sar"], (4, 3), axis=(1, 2))})
    report = check(places)
    assert [(flag["kind"], "sar" in flag["modalities"]) for flag in report["flags"]] == [
        ("misregistered", True)
    ] * 3
    assert "1 of 7 tiles" in report["flags"][0]["message"]
    assert "5.0 at most" in report["flags"][0]["message"]
    assert report["flags"][0]["tiles"][0]["scene"] == f"scene {number}"


def test_linear_power_that_is_said_to_be_decibels_is_flagged(places: Places) -> None:
    """-20 to -5 dB are 0.01 to 0.3 as power: as decibels, all a little above 0 dB."""
    power = 10 ** (place_images(len(places.tiles))["sar"] / 1000)
    places.add(images={"sar": power.astype(np.float32)}, radiometry={"sar": "db"})
    found = flags(check(places))
    assert set(found) == {"positive_db"}
    assert found["positive_db"]["severity"] == "warning"
    assert "1 of 7 tiles" in found["positive_db"]["message"]


def test_digital_numbers_that_are_said_to_be_decibels_are_an_error_if_most_are(tmp_path: Path) -> None:
    """-2000 to -500 are far below -30 dB: all of it lies at the bottom of the range."""
    places = Places(tmp_path)
    places.add(radiometry={"sar": "db"})
    places.add(radiometry={"sar": "db"})
    found = flags(check(places))
    assert {"below_range", "black"} <= set(found) <= {"below_range", "black", "constant"}
    assert found["below_range"]["severity"] == "error"


def test_reflectance_that_was_scaled_twice_is_flagged(places: Places) -> None:
    """0.03 to 0.25 divided by 10,000 once more; near infrared then differs from MS's by that factor."""
    nir = place_images(len(places.tiles))["nir"] / np.float32(10_000)
    places.add(images={"nir": nir.astype(np.float32)})
    found = flags(check(places))
    assert "dark" in found
    assert found["dark"]["modalities"] == ["nir"]


def test_reflectance_that_was_never_scaled_is_flagged_where_most_tiles_are_so(tmp_path: Path) -> None:
    places = Places(tmp_path)
    for _ in range(3):
        places.add(radiometry={"nir": "reflectance"})
    found = flags(check(places))
    assert found["above_range"]["severity"] == "error"
    assert found["above_range"]["modalities"] == ["nir"]


def test_an_offset_that_was_left_in_is_flagged(tmp_path: Path) -> None:
    """0.03 to 0.25 plus 0.1 in all three modalities, so that they agree with each other."""
    places = Places(tmp_path)
    for number in range(3):
        images = place_images(number)
        places.add(images={name: images[name] + np.uint16(1000) for name in ("rgb", "nir", "ms")})
    report = check(places)
    offset = {tuple(flag["modalities"]) for flag in report["flags"] if flag["kind"] == "offset"}
    assert offset == {("rgb",), ("ms",)}  # near infrared alone may be that bright


def test_modalities_that_differ_by_a_factor_are_flagged(places: Places) -> None:
    """MS at twice the reflectance: 0.06 to 0.5 beside 0.03 to 0.25."""
    for _ in range(10):
        places.add(radiometry={"ms": "linear(0.0002,0)"})
    report = check(places)
    factors = {tuple(f["modalities"]): f for f in report["flags"] if f["kind"] == "factor"}
    assert set(factors) == {("rgb", "ms"), ("nir", "ms")}
    assert factors["nir", "ms"]["severity"] == "error"
    assert "10 of 16 tiles" in factors["nir", "ms"]["message"]


def test_clouds_saturation_and_cut_off_values_are_flagged(places: Places) -> None:
    """A third of the rows of RGB at 6.5 in reflectance, of MS's NIR at 0.65 of at most 0.6 and its blue at 0."""
    images = place_images(len(places.tiles))
    images["rgb"][:, : SIZE_PX // 3] = 65_000
    images["ms"][3, : SIZE_PX // 6] = 6_500
    images["ms"][0, : SIZE_PX // 6] = 0
    places.add(images=images)
    found = flags(check(places))
    assert {kind: found[kind]["modalities"] for kind in ("clouded", "saturated", "cut_off")} == {
        "clouded": ["rgb"],
        "saturated": ["ms"],
        "cut_off": ["ms"],
    }
    assert "33%" in found["clouded"]["message"]  # 42 of 128 rows


def test_undeclared_black_borders_are_flagged(places: Places) -> None:
    """16 of 128 rows of RGB are 0, and of SAR at -100 dB: 12.5 %."""
    images = place_images(len(places.tiles))
    images["rgb"][:, :16] = 0
    images["sar"][:, :16] = -10_000
    places.add(images=images)
    report = check(places)
    black = {tuple(flag["modalities"]): flag for flag in report["flags"] if flag["kind"] == "black"}
    assert set(black) == {("rgb",), ("sar",)}
    assert "12%" in black["rgb",]["message"]


def test_nodata_and_a_constant_band_are_flagged(places: Places) -> None:
    """An eighth of the rows are 0, which is nodata: 12.5 %; the third band of RGB is 700 wherever it is valid."""
    images = place_images(len(places.tiles))
    images["rgb"][2] = 700
    images["rgb"][:, : SIZE_PX // 8] = 0
    places.add(images=images, nodata=0)
    found = flags(check(places))
    assert found["nodata"]["modalities"] == found["constant"]["modalities"] == ["rgb"]
    assert "12%" in found["nodata"]["message"]


def test_a_damaged_and_a_missing_file_are_errors_and_the_others_are_looked_at(places: Places) -> None:
    damaged = places.root / places.tiles[1].files["rgb"].path
    damaged.write_bytes(damaged.read_bytes()[:400])
    (places.root / places.tiles[2].files["nir"].path).unlink()
    report = check(places)
    assert [(f["kind"], f["severity"], f["modalities"]) for f in report["flags"]] == [
        ("unreadable", "error", ["nir"]),
        ("unreadable", "error", ["rgb"]),
    ]
    assert "1 of 6 tiles" in report["flags"][0]["message"]
    assert {entry["scene"] for entry in report["unreadable"]} == {"scene 1", "scene 2"}
    read = {row["modality"]: (row["read"], row["unreadable"]) for row in report["modalities"]}
    assert read == {"rgb": (5, 1), "nir": (5, 1), "ms": (6, 0), "sar": (6, 0)}


def test_pixels_of_another_split_are_flagged(places: Places) -> None:
    """A copy of the first training scene under another name, for testing."""
    places.add("test", images=place_images(0))
    report = check(places)
    assert {f["kind"] for f in report["flags"]} == {"same_pixels"}
    assert {tuple(f["modalities"]) for f in report["flags"]} == {("rgb",), ("sar",), ("nir",), ("ms",)}


def test_a_place_in_two_splits_is_flagged(places: Places) -> None:
    places.add("test", place="place 0")
    found = flags(check(places))
    assert found["same_place"]["examples"] == ["place 0 (test, train)"]


def test_few_tiles_are_looked_at_if_few_are_wanted_and_the_same_ones_again(places: Places) -> None:
    index = places.index()
    reports = [check_index(index, places.root / name, max_tiles=4) for name in ("first", "second")]
    assert reports[0] == reports[1]
    assert reports[0]["tiles_looked_at"] == 4  # of the training tiles two, and both others
    assert "Pixels of 4 tiles were looked at" in (places.root / "first" / "index.html").read_text()


def test_an_earlier_report_is_replaced_and_anything_else_is_not(places: Places) -> None:
    check(places)
    stale = places.root / "report" / "tiles" / "stale.png"
    stale.touch()
    check(places)
    assert not stale.exists()
    (places.root / "work").mkdir()
    (places.root / "work" / "thesis.txt").write_text("mine")
    with pytest.raises(UsageError, match="is not an earlier report"):
        check_index(places.index(), places.root / "work")
    assert (places.root / "work" / "thesis.txt").read_text() == "mine"


def test_a_check_that_is_stopped_leaves_the_earlier_report(places: Places) -> None:
    check(places)

    def stop(progress: Progress) -> None:
        raise KeyboardInterrupt

    before = (places.root / "report" / "report.json").read_bytes()
    with pytest.raises(KeyboardInterrupt):
        check(places, on_progress=stop)
    assert (places.root / "report" / "report.json").read_bytes() == before
    assert not list(places.root.glob("*.part"))
    shutil.rmtree(places.root / "report")


def test_no_tiles_are_too_few(places: Places) -> None:
    with pytest.raises(UsageError, match="0 tiles are too few"):
        check(places, max_tiles=0)
