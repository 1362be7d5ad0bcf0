"""Content controls (17.5.2) and legacy form fields (17.16.17): what kind they are and what they hold."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from intake.reading.word.symbols import EMPTY, TICKED
from intake.reading.word.wml import SDT_CONTENT, SDT_PR, VAL, W14, W15, P, R, T, W, is_on
from intake.rules.forms.places import Control, ControlKind

_LISTS = (f"{W}dropDownList", f"{W}comboBox")
_WRAPPERS = frozenset(
    f"{namespace}{name}"
    for namespace, name in (
        (W, "docPartObj"), (W, "docPartList"), (W, "group"), (W, "picture"), (W, "equation"), (W, "bibliography"),
        (W15, "repeatingSection"), (W15, "repeatingSectionItem"),
    )
)  # fmt: skip
_FOREIGN_TAG = "goog_rdk_"  # Google Docs wraps ordinary text in controls
_CHECKBOX = f"{W14}checkbox"


def open_control(sdt: etree._Element, outer: Control | None) -> tuple[etree._Element | None, Control | None]:
    """Return a control's content and the control itself, or *outer* where it only wraps ordinary text.

    A check box shows its state afterwards, whatever glyph it showed before: the state is what Word holds true.
    """
    properties, content = sdt.find(SDT_PR), sdt.find(SDT_CONTENT)
    if properties is None or content is None:
        return content, outer
    checkbox = properties.find(_CHECKBOX)
    if checkbox is not None:
        _show_state(checkbox, content)
        return content, outer
    return content, _control(properties) or outer


def _show_state(checkbox: etree._Element, content: etree._Element) -> None:
    """Put the glyph of the state where the control's own glyph stands."""
    checked = checkbox.find(f"{W14}checked")
    ticked = checked is not None and is_on(checked.get(f"{W14}val"))
    shown = next(content.iter(T, f"{W}sym"), None)
    if shown is None:
        paragraph = next(content.iter(P), content)
        shown = etree.SubElement(etree.SubElement(paragraph, R), T)
    shown.tag = T
    shown.text = TICKED if ticked else EMPTY


def _control(properties: etree._Element) -> Control | None:
    by_tag = {child.tag: child for child in properties}
    tag = _value(by_tag.get(f"{W}tag"))
    if not _WRAPPERS.isdisjoint(by_tag) or tag.startswith(_FOREIGN_TAG):
        return None
    prompt = by_tag.get(f"{W}showingPlcHdr")
    placeholder = prompt is not None and is_on(prompt.get(VAL))
    for name in _LISTS:
        if name in by_tag:
            options = tuple(filter(None, map(_option, by_tag[name])))
            return Control(kind=ControlKind.CHOICE, tag=tag, placeholder=placeholder, options=options)
    if f"{W}date" in by_tag:
        date = by_tag[f"{W}date"].get(f"{W}fullDate", "")[:10]
        return Control(kind=ControlKind.DATE, tag=tag, placeholder=placeholder, date="" if placeholder else date)
    return Control(kind=ControlKind.TEXT, tag=tag, placeholder=placeholder)


def _option(item: etree._Element) -> str:
    return item.get(f"{W}displayText") or item.get(f"{W}value") or ""


def _value(element: etree._Element | None) -> str:
    return element.get(VAL, "") if element is not None else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """A legacy form field: what stands in its place (*shown*), or None where its result in the text is the answer."""

    control: Control | None = None
    shown: str | None = None


def read_form_field(data: etree._Element) -> FormField:
    """Read w:ffData."""
    name = _value(data.find(f"{W}name"))
    box = data.find(f"{W}checkBox")
    if box is not None:
        return FormField(shown=TICKED if _is_checked(box) else EMPTY)
    choices = data.find(f"{W}ddList")
    if choices is None:
        return FormField(control=Control(kind=ControlKind.TEXT, tag=name))
    options = tuple(_value(entry) for entry in choices.iterchildren(f"{W}listEntry"))
    control = Control(kind=ControlKind.CHOICE, tag=name, options=options)
    return FormField(control=control, shown=_chosen(choices, options))


def _is_checked(box: etree._Element) -> bool:
    for name in ("checked", "default"):
        state = box.find(f"{W}{name}")
        if state is not None:
            return is_on(state.get(VAL))
    return False


def _chosen(choices: etree._Element, options: tuple[str, ...]) -> str:
    for name in ("result", "default"):
        index = _value(choices.find(f"{W}{name}"))
        if index.isdecimal():
            return options[int(index)] if int(index) < len(options) else ""
    return options[0] if options else ""
