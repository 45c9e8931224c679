from __future__ import annotations

import io
from html.parser import HTMLParser

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from any2any.data.check import check_index
from any2any.data.check.examples import LARGEST_PX, thumbnail_png
from any2any.report.folder import Markup, element, table
from any2any.spec.modality import MS, RGB, SAR

from .samples import Places


class Page(HTMLParser):
    """Tags, attributes and text of a page, which must be closed in order."""

    VOID = ("meta", "img")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.texts: list[str] = []
        self.images: list[dict[str, str | None]] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag == "img":
            self.images.append(dict(attrs))
        if tag not in self.VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


EVIL = "<script>alert('1')</script> & \"co\""


def test_names_cannot_become_markup(places: Places) -> None:
    """A scene, a place, a source and a file's error carry the same text; it is shown, and is never a tag."""
    places.add("train", scene=EVIL, place=EVIL, source=EVIL)
    places.add("test", scene=EVIL, place=EVIL, source=EVIL)
    (places.root / places.tiles[-1].files["rgb"].path).unlink()
    report = check_index(places.index(), places.root / "report")
    assert report["flags"]
    text = (places.root / "report" / "index.html").read_text()
    page = Page(text)
    assert "script" not in page.tags
    assert "<script" not in text
    assert any(EVIL in shown for shown in page.texts)
    assert any(EVIL in (picture["alt"] or "") for picture in page.images)


def test_the_page_is_whole_and_every_picture_is_described(places: Places) -> None:
    check_index(places.index(), places.root / "report")
    page = Page((places.root / "report" / "index.html").read_text())
    assert page.tags[:2] == ["html", "head"]
    assert page.tags.count("h1") == 1
    assert page.images
    assert all(picture["alt"] for picture in page.images)
    assert page.tags.count("caption") == page.tags.count("table") == 3
    assert not {"link", "iframe", "script"} & set(page.tags)


@given(st.text(), st.text())
def test_any_text_comes_out_as_it_went_in(text: str, attribute: str) -> None:
    markup = element("p", text, title=attribute)
    assert markup.count("<") == 2
    parser = Page(markup)
    assert parser.tags == ["p"]
    clean = text.replace("\r\n", "\n").replace("\r", "\n")
    assert "".join(parser.texts).replace("\r\n", "\n").replace("\r", "\n") == clean


def test_only_markup_passes_as_it_is() -> None:
    assert element("p", Markup("<b>x</b>"), "<b>") == "<p><b>x</b>&lt;b&gt;</p>"
    assert '<th scope="row">&lt;a&gt;</th>' in table("c", ("h",), [("<a>",)])


def decode(png: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(png)))


def test_a_thumbnail_is_small_and_in_colour() -> None:
    """400 columns in blocks of 3 are 133. Of MS, red is the third band: a ramp of red alone is black to red."""
    values = np.full((6, 200, 400), -1, np.float32)
    values[2] = np.linspace(-1, 1, 400)
    picture = decode(thumbnail_png(values, MS))
    assert picture.shape == (66, 133, 4)
    assert max(picture.shape) <= LARGEST_PX
    assert (picture[..., 3] == 255).all()
    assert (picture[..., 1:3] == 0).all()
    assert picture[:, 0, 0].max() == 0
    assert picture[:, -1, 0].min() == 255


def test_nodata_is_transparent_and_one_band_is_grey() -> None:
    values = np.random.default_rng(0).uniform(-1, 1, (1, 100, 100)).astype(np.float32)
    values[:, :50] = np.nan
    picture = decode(thumbnail_png(values, SAR))
    assert (picture[:50, :, 3] == 0).all()
    assert (picture[50:, :, 3] == 255).all()
    assert (picture[..., 0] == picture[..., 1]).all()
    assert (picture[..., 0] == picture[..., 2]).all()


def test_an_empty_image_has_a_picture() -> None:
    picture = decode(thumbnail_png(np.full((3, 8, 8), np.nan, np.float32), RGB))
    assert picture.shape == (8, 8, 4)
    assert (picture[..., 3] == 0).all()
