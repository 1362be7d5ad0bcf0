"""Reading without network and within limits: what the kernel refuses a reading process and all that it starts."""

from __future__ import annotations

import platform
import re
import resource
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desks import FOLDER, MAILDIR, lay_out_desk, mail
from intake.data.loaded import load_lexicon
from intake.reading.confinement import FILE_SIZE
from intake.reading.pool import ReaderPool
from intake.settings import Limits
from packages import docx, references, word_part, xlsx
from pdfs import pdf, text
from samples.letters import the_call
from servers.process import LOOPBACK

CONFINED = f"from intake.reading.confinement import confine, reaches_network; why = confine({2**30}); "
TRIED = """
import socket
for family in socket.AF_INET, socket.AF_INET6, socket.AF_PACKET, socket.AF_NETLINK:
    try:
        socket.socket(family, socket.SOCK_RAW if family > socket.AF_INET6 else socket.SOCK_STREAM)
    except PermissionError:
        print("refused")
"""


def python(code: str, *through: str) -> str:
    """Run a program in a process of its own and return what it printed."""
    return subprocess.run([*through, sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


def test_no_reading_process_can_open_a_connection() -> None:
    """Tried in a real one; `intake check` shows the same line."""
    with ReaderPool((the_call(),), load_lexicon(), Limits(), workers=1) as pool:
        probe = pool.probe()
    assert probe.ok, probe.detail
    assert "refuses" in probe.detail


def test_what_it_starts_cannot_either_and_local_sockets_stay() -> None:
    """LibreOffice is such a child: it needs the local ones, and reads strangers' files no less."""
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {TRIED!r}], check=True)"
    assert python(f"{CONFINED}{child}").split() == ["refused"] * 4
    assert (
        python(f"{CONFINED}import socket; socket.socketpair(); socket.socket(socket.AF_UNIX); print(why)") == "None\n"
    )


@pytest.mark.office
def test_libreoffice_works_without_network() -> None:
    """With its local sockets, and with as many open files as a reading process may have."""
    code = (
        f"{CONFINED}from intake.reading.gate import Limits; from intake.reading.kinds import Kind; "
        "from intake.reading.office import convert; "
        "print(convert(b'{\\\\rtf1 Opstina}', Kind.RTF, Limits(conversion_seconds=120))[:2], reaches_network())"
    )
    assert python(code) == "b'PK' False\n"


def test_threads_that_were_there_before_are_held_too() -> None:
    """A filter of one thread alone would leave the others a way out."""
    code = (
        "import threading; go = threading.Event(); out = []\n"
        "def late(): go.wait(); from intake.reading.confinement import reaches_network; out.append(reaches_network())\n"
        f"one = threading.Thread(target=late); one.start(); {CONFINED}go.set(); one.join(); print(out)"
    )
    assert python(code) == "[False]\n"


def test_a_process_may_write_no_large_file_and_leave_no_core() -> None:
    """A core dump holds whole applications; a disk that is full stops the desk."""
    code = f"{CONFINED}import resource; print([resource.getrlimit(one) for one in (1, 4, 7)])"
    assert python(code) == f"{[(FILE_SIZE, FILE_SIZE), (0, 0), (256, 256)]}\n"
    assert (resource.RLIMIT_FSIZE, resource.RLIMIT_CORE, resource.RLIMIT_NOFILE) == (1, 4, 7)


def test_where_it_cannot_be_had_reading_goes_on_and_says_so() -> None:
    """A machine of another kind is no reason to read nothing; `intake check` is red there."""
    code = f"import platform; platform.machine = lambda: 'riscv64'; {CONFINED}print(why, reaches_network())"
    assert python(code) == "not known for processors of the kind riscv64 True\n"
    assert platform.machine() in {"x86_64", "aarch64"}, "this machine is of a kind that is known"


@pytest.fixture
def listening() -> Iterator[socket.socket]:
    """A server that counts who comes."""
    with socket.create_server((LOOPBACK, 0)) as server:
        server.settimeout(0)
        yield server


def _documents(where: str) -> Iterator[tuple[str, bytes]]:
    """Write one of each kind that asks for something at *where*, in every way it can."""
    external = references({"rId9": ("attachedTemplate", where)}).replace('Target="', 'TargetMode="External" Target="')
    picture = '<w:p><w:r><w:pict><v:shape><v:imagedata r:id="rId9" r:href="rId9"/></v:shape></w:pict></w:r></w:p>'
    field = f'<w:p><w:fldSimple w:instr="INCLUDEPICTURE &quot;{where}&quot;"/><w:r><w:t>Општина</w:t></w:r></w:p>'
    kinds = ("image", "oleObject", "hyperlink", "subDocument", "frame", "mailMergeSource", "settings", "header")
    parts = {f"word/{kind}.xml": (kind, word_part("hdr", f'<w:altChunk r:id="rId9"/>{picture}')) for kind in kinds}
    targets = "".join(external.replace("attachedTemplate", kind).replace("rId9", f"x{kind}") for kind in kinds)
    yield "a.docx", docx(picture + field, parts={**parts, "word/_rels/settings.xml.rels": ("x", external)})
    yield "b.docx", docx(field, parts={"word/_rels/document.xml.rels": ("x", targets)})
    formula = f'<sheetData><row r="1"><c r="A1"><f>WEBSERVICE("{where}")</f></c></row></sheetData>'
    link = {
        "xl/externalLinks/externalLink1.xml": "<externalLink/>",
        "xl/externalLinks/_rels/externalLink1.xml.rels": external,
    }
    yield "c.xlsx", xlsx(formula, parts=link)
    yield (
        "d.html",
        f'<html><link rel=stylesheet href="{where}"><img src="{where}"><iframe src="{where}"></iframe>а'.encode(),
    )
    yield "e.xml", f'<?xml version="1.0"?><!DOCTYPE a SYSTEM "{where}"><a/>'.encode()
    annotation = f"<< /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI ({where}) >> >>".encode()
    yield "f.pdf", pdf(text("Opstina", 72, 700), widgets=annotation)
    yield "g.eml", f'Content-Type: message/external-body; access-type=URL; URL="{where}"\r\n\r\n\r\n'.encode()


def test_no_connection_is_ever_tried_for_an_attachment(tmp_path: Path, listening: socket.socket) -> None:
    """Not only refused: none of the readers asks for one. Every socket of a whole pass is counted."""
    where = f"http://{LOOPBACK}:{listening.getsockname()[1]}/x"
    desk = lay_out_desk(tmp_path / "desk", MAILDIR, FOLDER)
    named = list(_documents(where))
    desk.put(mail(*(content for _, content in named), text=f"Пријава је на {where}"), "1")
    trace = tmp_path / "trace"
    strace = ("strace", "-f", "-e", "trace=socket,connect,sendto", "-o", str(trace))
    assert shutil.which("strace"), "run scripts/install-servers.sh"
    ended = subprocess.run([*strace, *desk.command("once")], capture_output=True, text=True, check=False, timeout=300)
    assert ended.returncode == 0, ended.stderr
    assert len(desk.json("export")["messages"]) == 1
    assert _asked(trace) == []
    with pytest.raises(BlockingIOError):
        listening.accept()
    code = f"import urllib.request; urllib.request.urlopen({where!r}, timeout=0.01)"
    subprocess.run([*strace, sys.executable, "-c", code], capture_output=True, check=False)
    assert _asked(trace), "so a connection would have been seen"


def _asked(trace: Path) -> list[str]:
    """Every system call that could lead out of the machine."""
    return re.findall(r".*AF_INET.*", trace.read_text(encoding="utf-8", errors="replace"))
