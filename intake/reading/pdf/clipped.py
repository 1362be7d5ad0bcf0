"""Letters that do not show on a PDF's page: sheets print what was too long for a cell whole, and show what is in it.

Such letters stand above or below their cell, or over those of the next one; the area that shows tells whose they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.utils import apply_matrix_pt
from pdfplumber.page import Page, PDFPageAggregatorWithMarkedContent

from intake.reading.pdf.drawn import Bounds, Drawn

_EVERYWHERE: Bounds = (float("-inf"), float("-inf"), float("inf"), float("inf"))
_ENDS = {"m": 1, "l": 1, "c": 3, "v": 2, "y": 2}  # points of each part of a path (ISO 32000-1, 8.5.2)


def areas_of(page: Page) -> Sequence[Bounds | None]:
    """Return for each letter of *page* the area that shows of it, where one of that area does not show; else None.

    The page is not drawn again for its letters.
    """
    device = _Device(page.pdf.rsrcmgr, pageno=page.page_number, laparams=page.pdf.laparams)
    _Interpreter(page.pdf.rsrcmgr, device).process_page(page.page_obj)
    page._layout = device.get_result()  # noqa: SLF001 - or it would take half as long again
    if len(device.areas) != len(page.chars):
        return [None] * len(page.chars)
    areas = [(left, page.height - top, right, page.height - bottom) for left, bottom, right, top in device.areas]
    cut = {area for letter, area in zip(page.chars, areas, strict=True) if not _shows(letter, area)}
    return [area if area in cut else None for area in areas]


def _shows(letter: Drawn, area: Bounds) -> bool:
    x, y = (letter["x0"] + letter["x1"]) / 2, (letter["top"] + letter["bottom"]) / 2
    return bool(area[0] <= x <= area[2] and area[1] <= y <= area[3]) or not letter["text"].strip()


class _Device(PDFPageAggregatorWithMarkedContent):
    """Notes of each letter in which area it shows."""

    def __init__(self, resources: PDFResourceManager, **named: Any) -> None:  # noqa: ANN401 - the library's own
        super().__init__(resources, **named)
        self.area = _EVERYWHERE
        self.areas: list[Bounds] = []

    def render_char(self, *arguments: Any, **named: Any) -> float:  # noqa: ANN401 - the library's own
        """Draw a letter."""
        self.areas.append(self.area)
        return super().render_char(*arguments, **named)


class _Interpreter(PDFPageInterpreter):
    """Keeps the clipping path (ISO 32000-1, 8.5.4), as the rectangle around it."""

    device: _Device

    def __init__(self, resources: PDFResourceManager, device: _Device) -> None:
        super().__init__(resources, device)
        self._areas: list[Bounds] = []

    def do_q(self) -> None:
        """Keep the area with the graphics state."""
        super().do_q()
        self._areas.append(self.device.area)

    def do_Q(self) -> None:  # noqa: N802 - the operator's name
        """Return to it."""
        super().do_Q()
        if self._areas:
            self.device.area = self._areas.pop()

    def do_W(self) -> None:  # noqa: N802 - the operator's name
        """Let nothing show but what is in the current path, too."""
        points = [apply_matrix_pt(self.ctm, point) for part in self.curpath for point in _points(part)]
        if points:
            left, bottom, right, top = self.device.area
            across, up = [x for x, _ in points], [y for _, y in points]
            self.device.area = (
                max(left, min(across)), max(bottom, min(up)), min(right, max(across)), min(top, max(up))
            )  # fmt: skip

    def do_W_a(self) -> None:  # noqa: N802 - the operator's name
        """Let nothing show but what is in it, by another rule."""
        self.do_W()

    def do_Do(self, xobjid_arg: Any) -> None:  # noqa: ANN401, N802 - the operator's name
        """Draw what stands apart, and return to the area."""
        area = self.device.area
        super().do_Do(xobjid_arg)
        self.device.area = area


def _points(part: Sequence[Any]) -> list[tuple[float, float]]:
    numbers = part[1 : 1 + 2 * _ENDS.get(part[0], 0)]
    return list(zip(numbers[::2], numbers[1::2], strict=False))
