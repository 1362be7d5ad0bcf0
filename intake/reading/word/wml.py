"""Names of WordprocessingML (ISO/IEC 29500-1, 17) and of what stands among it."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

VAL = f"{W}val"
P = f"{W}p"
R = f"{W}r"
T = f"{W}t"
TBL = f"{W}tbl"
TR = f"{W}tr"
TC = f"{W}tc"
P_PR = f"{W}pPr"
R_PR = f"{W}rPr"
SDT = f"{W}sdt"
SDT_PR = f"{W}sdtPr"
SDT_CONTENT = f"{W}sdtContent"
INS = f"{W}ins"
DEL = f"{W}del"
ALTERNATE = f"{MC}AlternateContent"

TRANSPARENT = frozenset(
    f"{W}{name}" for name in ("ins", "moveTo", "hyperlink", "smartTag", "customXml", "fldSimple", "dir", "bdo")
)
"""Wrappers that show their content as if they were not there."""

_OFF = frozenset({"0", "false", "off", "none"})


def is_on(value: str | None) -> bool:
    """Read ST_OnOff: an element without a value is on (17.17.4)."""
    return value not in _OFF


def whole(value: str) -> int:
    """Read a whole number of up to four digits; 0 where it is none."""
    return int(value) if value.isdecimal() and len(value) < len("10000") else 0
