"""What a process that reads strangers' files may do: so much memory, files of such a size, and no network at all.

No reader has a reason to open a connection. One that follows a reference in a document tells a stranger who opened it
and when, and reaches what only this machine can reach. So the kernel refuses every socket but local ones (seccomp(2)),
to LibreOffice too, which cannot do without those. That needs no right and nothing installed, and holds for good.
"""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import socket
import struct
from dataclasses import dataclass

FILE_SIZE = 64 * 2**20  # bytes that a reader may write to one file: LibreOffice's output, nothing else
_OPEN_FILES = 256  # LibreOffice needs most of them


@dataclass(frozen=True, slots=True)
class _Machine:
    """A processor as the kernel knows it (linux/audit.h), and the numbers of its system calls (asm/unistd.h)."""

    audit: int
    socket: int
    seccomp: int


_MACHINES = {
    "x86_64": _Machine(0xC000003E, socket=41, seccomp=317),
    "aarch64": _Machine(0xC00000B7, socket=198, seccomp=277),
}
_IO_URING_SETUP = 425  # on both: it opens sockets past any filter
_X32 = 0x40000000  # the same calls under other numbers

_LOAD, _IF_EQUAL, _IF_AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06  # linux/bpf_common.h
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | 13  # SECCOMP_RET_ERRNO with EACCES: socket(2), "permission denied"
_CALL, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16  # where they stand in struct seccomp_data
_NO_NEW_PRIVILEGES, _SET_FILTER, _ALL_THREADS = 38, 1, 1


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))


def confine(memory: int) -> str | None:
    """Bound this process and all its children for good; return None, or why it still reaches the network.

    *memory* in bytes of address space; children may set their own, larger bound.
    """
    most = resource.getrlimit(resource.RLIMIT_AS)[1]  # stays as it is: LibreOffice has a bound of its own
    resource.setrlimit(resource.RLIMIT_AS, (memory, most))
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_SIZE, FILE_SIZE))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_OPEN_FILES, _OPEN_FILES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    return _cut_off()


def reaches_network() -> bool:
    """Whether this process can make a socket that could leave the machine; nothing is sent."""
    try:
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close()
    except PermissionError:
        return False
    return True


def _cut_off() -> str | None:
    machine = _MACHINES.get(platform.machine())
    if machine is None:
        return f"not known for processors of the kind {platform.machine()}"
    steps = _filter(machine)
    program = _Program(len(steps) // 8, steps)
    kernel = ctypes.CDLL(None, use_errno=True)
    if kernel.prctl(_NO_NEW_PRIVILEGES, *map(ctypes.c_ulong, (1, 0, 0, 0))):
        return f"prctl: {os.strerror(ctypes.get_errno())}"
    if kernel.syscall(ctypes.c_long(machine.seccomp), _SET_FILTER, _ALL_THREADS, ctypes.byref(program)):
        return f"seccomp: {os.strerror(ctypes.get_errno())}"
    return None


def _filter(machine: _Machine) -> bytes:
    """The filter's steps: what to do, how many to pass over if so and if not, and with what (linux/filter.h)."""
    steps = (
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_IF_EQUAL, 0, 6, machine.audit),  # the numbers below are those of this machine alone
        (_LOAD, 0, 0, _CALL),
        (_IF_AT_LEAST, 4, 0, _X32),
        (_IF_EQUAL, 3, 0, _IO_URING_SETUP),
        (_IF_EQUAL, 0, 3, machine.socket),
        (_LOAD, 0, 0, _FIRST_ARGUMENT),
        (_IF_EQUAL, 1, 0, socket.AF_UNIX),
        (_RETURN, 0, 0, _REFUSE),
        (_RETURN, 0, 0, _ALLOW),
    )
    return b"".join(struct.pack("=HBBI", *step) for step in steps)
