"""Charts as vector figures for a paper, and their numbers."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import numpy as np
import pytest
from pypdf import PdfReader

from seqdemo.views import graph_objects as go
from seqdemo.views.chart_table import chart_csv
from seqdemo.views.paper_colours import SAFE, Colours, rgba
from seqdemo.views.paper_figure import LEAST_HEIGHT, can_print, figure_bytes, height_of
from seqdemo.views.patch_plot import patch_plot
from seqdemo.views.vanishing_plot import singular_plot

POINTS_PER_CM = 72 / 2.54


def lines() -> Any:
    return singular_plot(np.array([[3.0, 2.0, 0.5], [2.5, 1.0, 0.25], [4.0, 1.5, 0.125]]), 10)


def squares(rows: int = 3, steps: int = 4) -> Any:
    values = np.linspace(-1, 1, rows * steps).reshape(rows, steps).astype(np.float32)
    names = [f"layer {row}" for row in range(rows)]
    return patch_plot(values, names, "abcdefgh"[:steps], "abcdxxxx"[:steps])


@cache
def file_of(made: Callable[[], Any], width: float = 8.5, kind: str = "pdf") -> bytes:
    return figure_bytes(made(), width, kind)  # type: ignore[arg-type]


def page_of(file: bytes) -> Any:
    (page,) = PdfReader(io.BytesIO(file)).pages
    return page


def fonts(page: Any) -> Iterator[Any]:
    for font in page["/Resources"]["/Font"].values():
        inner = font.get_object()
        yield inner["/DescendantFonts"][0].get_object() if "/DescendantFonts" in inner else inner


@pytest.mark.parametrize("width", [4.0, 8.5, 17.8])
@pytest.mark.parametrize("made", [lines, squares])
def test_a_pdf_is_as_wide_as_was_asked_for(made: Any, width: float) -> None:
    figure = made()
    left, bottom, right, top = (float(edge) for edge in page_of(file_of(made, width)).mediabox)
    assert (left, bottom) == (0, 0)
    assert right == pytest.approx(width * POINTS_PER_CM, abs=0.02)
    assert top == pytest.approx(height_of(figure, width) * POINTS_PER_CM, abs=0.02)
    assert height_of(figure, width) >= LEAST_HEIGHT


@pytest.mark.parametrize("made", [lines, squares])
def test_every_font_of_a_pdf_is_embedded_and_nothing_is_a_picture(made: Any) -> None:
    page = page_of(file_of(made))
    found = list(fonts(page))
    assert found
    for font in found:
        assert font["/FontDescriptor"]["/FontFile2"].get_object().get_data()
    forms = [one.get_object() for one in page["/Resources"].get("/XObject", {}).values()]
    assert all(one["/Subtype"] != "/Image" for one in forms)


def test_what_stands_on_the_chart_stands_in_the_figure() -> None:
    said = page_of(file_of(lines)).extract_text()
    for words in ("singular value", "step", "largest", "second", "third"):
        assert words in said
    assert "layer 2" in page_of(file_of(squares)).extract_text()


def test_an_svg_has_its_size_in_points_and_letters_as_outlines() -> None:
    text = file_of(lines, 8.5, "svg").decode()
    width = re.search(r'<svg [^>]*width="([\d.]+)pt"', text)
    assert width is not None
    assert float(width[1]) == pytest.approx(8.5 * POINTS_PER_CM, abs=0.02)
    assert "<text" not in text and "<image" not in text


def test_the_same_chart_gives_the_same_file() -> None:
    for kind in ("pdf", "svg"):
        assert figure_bytes(lines(), 8.5, kind) == file_of(lines, 8.5, kind)  # type: ignore[arg-type]


def test_only_a_very_large_heat_map_is_kept_as_a_picture() -> None:
    figure = patch_plot(
        np.random.default_rng(0).normal(size=(100, 61)).astype(np.float32),
        [str(n) for n in range(100)],
        ["a"] * 61,
        ["a"] * 61,
    )
    page = page_of(figure_bytes(figure, 8.5, "pdf"))
    forms = [one.get_object() for one in page["/Resources"].get("/XObject", {}).values()]
    assert [one["/Subtype"] for one in forms] == ["/Image"]


def test_three_dimensions_and_odd_widths_are_refused() -> None:
    deep = go.Figure(go.Scatter3d(x=[0], y=[0], z=[0]))
    assert can_print(lines()) and not can_print(deep) and not can_print(go.Figure())
    with pytest.raises(ValueError, match="vector"):
        figure_bytes(deep, 8.5, "pdf")
    for width in (0.0, 3.9, 1e9, float("nan")):
        with pytest.raises(ValueError, match="cm wide"):
            figure_bytes(lines(), width, "pdf")


def test_numbers_of_lines_are_those_of_the_figure() -> None:
    figure = lines()
    rows = list(csv.DictReader(io.StringIO(chart_csv(figure))))
    assert len(rows) == 9
    for trace in figure.data:
        mine = [row for row in rows if row["series"] == trace.name]
        assert [float(row["x"]) for row in mine] == list(trace.x)
        assert [float(row["y"]) for row in mine] == list(trace.y)


def test_numbers_of_a_heat_map_are_its_cells() -> None:
    figure = squares()
    rows = list(csv.DictReader(io.StringIO(chart_csv(figure))))
    cells = {(row["y"], float(row["x"])): float(row["value"]) for row in rows}
    assert len(cells) == 12
    values = np.asarray(figure.data[0].z)
    assert cells["layer 1", 3.0] == pytest.approx(float(values[1, 2]))


def two_lines(colours: tuple[str, str], mode: str) -> Any:
    figure = go.Figure()
    for number, colour in enumerate(colours):
        figure.add_scatter(
            x=list(range(30)),
            y=[number + x for x in range(30)],
            mode=mode,
            name=str(number),
            line={"color": colour},
        )
    return figure


def marks(figure: Any) -> list[tuple[str, int]]:
    """Shape of every marker of a figure but ticks, and how often it stands there."""
    text = figure_bytes(figure, 8.5, "svg").decode().replace("\n", " ")
    shapes = dict(re.findall(r'<path id="(m\w+)" d="([^"]+)"', text))
    found = {name: len(re.findall(rf'<use xlink:href="#{name}" x=', text)) for name in shapes}
    return [(shape, found[name]) for name, shape in shapes.items() if not shape.startswith("M 0 0")]


def test_lines_of_several_colours_are_told_apart_by_markers_where_there_are_no_colours() -> None:
    found = marks(two_lines(("#f00", "#00f"), "lines"))
    assert len({shape for shape, _ in found}) == 2
    assert all(6 <= count <= 10 for _, count in found)  # on the line, and in the legend
    assert len({shape for shape, _ in marks(two_lines(("#f00", "#00f"), "lines+markers"))}) == 2


def test_a_line_beside_greys_needs_no_marker_and_keeps_the_one_it_has() -> None:
    assert marks(two_lines(("#f00", "#888"), "lines")) == []
    assert len({shape for shape, _ in marks(two_lines(("#f00", "#888"), "lines+markers"))}) == 1


def test_colours_are_safe_ones_in_the_order_in_which_they_come_and_greys_stay() -> None:
    colours = Colours()
    assert colours.of("#ff0000") == rgba(SAFE[0])
    assert colours.of("rgba(0, 0, 255, 0.5)") == (*rgba(SAFE[1])[:3], 0.5)
    assert colours.of("#ff0000") == rgba(SAFE[0])
    assert colours.of("#888") == rgba("#888")
    assert colours.of("rgba(0,0,0,0)")[3] == 0
