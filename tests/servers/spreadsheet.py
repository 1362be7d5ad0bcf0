"""A real LibreOffice that does with a file what a member of staff would: opens it, edits it, saves it."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.sax.saxutils import escape

_SECONDS = 180
_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:{kind} PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "{kind}.dtd">
<library:{kind} xmlns:library="http://openoffice.org/2000/library" {rest}</library:{kind}>
"""
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Staff" script:language="StarBasic">{code}
</script:module>
"""
_CODE = """
Sub Work
    Dim hidden(0) As New com.sun.star.beans.PropertyValue
    hidden(0).Name = "Hidden"
    hidden(0).Value = True
    document = StarDesktop.loadComponentFromURL("{url}", "_blank", 0, hidden())
    sheet = document.Sheets.getByIndex(0)
{edit}
    document.store()
{after}
    document.close(True)
    StarDesktop.terminate()
End Sub

Function Row(sheet, id)
    Row = 0
    Do While sheet.getCellByPosition(0, Row).String <> id
        Row = Row + 1
    Loop
End Function

Function Col(sheet, heading)
    Col = 0
    Do While Left(sheet.getCellByPosition(Col, 0).String, Len(heading)) <> heading
        Col = Col + 1
    Loop
End Function
"""


def saved_as(content: bytes, kind: str, target: str, folder: Path) -> bytes:
    """Open a file of one kind and save it as another; *folder* is for the profile and the files."""
    source = folder / f"form.{kind}"
    source.write_bytes(content)
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", target]
    subprocess.run([*command, "--outdir", f"{folder}/out", source], check=True, capture_output=True, timeout=_SECONDS)
    return (folder / "out" / f"form.{target.partition(':')[0]}").read_bytes()


def edit(path: Path, profile: Path, *lines: str) -> None:
    """Open *path*, run *lines* of Basic on its *sheet* (and *document*), save and close it."""
    with _office(path, profile, lines) as process:
        process.wait(timeout=_SECONDS)
    assert process.returncode == 0, process.stderr and process.stderr.read()


@contextmanager
def kept_open(path: Path, profile: Path, *lines: str) -> Iterator[None]:
    """Edit and save like `edit`, and keep the file open until the block ends."""
    flag = profile.with_name("close")
    saved = profile.with_name("saved")
    after = (
        f'Open "{saved}" For Output As #1 : Print #1, "saved" : Close #1',
        f'Do Until FileExists("{flag}") : Wait 100 : Loop',
    )
    with _office(path, profile, lines, after) as process:
        until = time.monotonic() + _SECONDS
        while not saved.exists():
            assert time.monotonic() < until, "LibreOffice has not saved"
            assert process.poll() is None, "LibreOffice has ended"
            time.sleep(0.1)
        yield
        flag.touch()
        process.wait(timeout=_SECONDS)


@contextmanager
def _office(
    path: Path, profile: Path, lines: tuple[str, ...], after: tuple[str, ...] = ()
) -> Iterator[subprocess.Popen[str]]:
    office = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--norestore"]
    folder = profile / "user" / "basic" / "Standard"
    if not folder.exists():  # a profile of its own, with room for a macro, is made by the first start
        subprocess.run([*office, "--terminate_after_init"], check=True, capture_output=True, timeout=_SECONDS)
    code = _CODE.format(url=path.as_uri(), edit="\n".join(lines), after="\n".join(after))
    (folder / "Staff.xba").write_text(_MODULE.format(code=escape(code)), encoding="utf-8")
    library = 'library:name="Standard" library:readonly="false" library:passwordprotected="false">'
    (folder / "script.xlb").write_text(
        _LIBRARY.format(kind="library", rest=f'{library}<library:element library:name="Staff"/>'), encoding="utf-8"
    )
    process = subprocess.Popen(
        [*office, "macro:///Standard.Staff.Work"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
        if process.stderr:
            process.stderr.close()
