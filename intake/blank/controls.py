"""Content controls of WordprocessingML (ECMA-376 part 1, 17.5.2; check boxes: [MS-DOCX] 2.6.1.8)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_NAMESPACES = {"w": W, "w14": W14}
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_EMPTY_BOX, _TICKED_BOX = "☐", "☒"
_BOX_FONT = "MS Gothic"  # Word's own for these two signs
_LANGUAGE = "sr-Cyrl-BA"
_ALIAS_LENGTH = 64  # characters that Word takes in a control's title


def element(name: str, *children: etree._Element, **attributes: str) -> etree._Element:
    """Make the element *name* ("w:sdt"); attributes are of the same namespace."""
    prefix, local = name.split(":")
    namespace = _NAMESPACES[prefix]
    qualified = {f"{{{namespace}}}{key}": value for key, value in attributes.items()}
    made = etree.Element(f"{{{namespace}}}{local}", qualified, nsmap=_NAMESPACES)
    made.extend(children)
    return made


def run(text: str, *properties: etree._Element) -> etree._Element:
    """Make a run of *text*."""
    shown = element("w:t")
    shown.text = text
    shown.set(_XML_SPACE, "preserve")
    return element("w:r", element("w:rPr", *properties), shown)


class Controls:
    """Makes the controls of one document; each has an id of its own and cannot be deleted by mistake."""

    def __init__(self) -> None:
        self._ids = count(1)

    def text(self, tag: str, title: str, prompt: str) -> etree._Element:
        """Make a plain text control that takes several lines."""
        return self._prompting(tag, title, prompt, element("w:text", multiLine="1"))

    def date(self, tag: str, title: str, prompt: str) -> etree._Element:
        """Make a control that takes a date as it is written in Serbian."""
        kind = element(
            "w:date",
            element("w:dateFormat", val="d. M. yyyy."),
            element("w:lid", val=_LANGUAGE),
            element("w:storeMappedDataAs", val="date"),
            element("w:calendar", val="gregorian"),
        )
        return self._prompting(tag, title, prompt, kind)

    def drop_down(self, tag: str, title: str, prompt: str, items: Sequence[str]) -> etree._Element:
        """Make a control that takes one of *items*."""
        listed = (element("w:listItem", displayText=item, value=item) for item in items)
        return self._prompting(tag, title, prompt, element("w:dropDownList", *listed))

    def checkbox(self, tag: str, title: str) -> etree._Element:
        """Make a check box that is not ticked."""
        kind = element(
            "w14:checkbox",
            element("w14:checked", val="0"),
            element("w14:checkedState", val=f"{ord(_TICKED_BOX):04X}", font=_BOX_FONT),
            element("w14:uncheckedState", val=f"{ord(_EMPTY_BOX):04X}", font=_BOX_FONT),
        )
        font = element("w:rFonts", ascii=_BOX_FONT, eastAsia=_BOX_FONT, hAnsi=_BOX_FONT, hint="eastAsia")
        return self._control(tag, title, (kind,), run(_EMPTY_BOX, font))

    def _prompting(self, tag: str, title: str, prompt: str, kind: etree._Element) -> etree._Element:
        shown = run(prompt, element("w:rStyle", val="PlaceholderText"))
        return self._control(tag, title, (element("w:showingPlcHdr"), kind), shown)

    def _control(self, tag: str, title: str, kind: Sequence[etree._Element], content: etree._Element) -> etree._Element:
        properties = element(
            "w:sdtPr",
            element("w:alias", val=title[:_ALIAS_LENGTH]),
            element("w:tag", val=tag),
            element("w:id", val=str(next(self._ids))),
            element("w:lock", val="sdtLocked"),
            *kind,
        )
        return element("w:sdt", properties, element("w:sdtContent", content))
