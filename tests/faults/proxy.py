"""A network that misbehaves: a TCP proxy that cuts, stalls, garbles or drips at a chosen place of a conversation."""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import TracebackType
from typing import Self, assert_never

from servers.certificates import Certificate
from servers.process import HOST, LOOPBACK, free_port

GARBLED_BYTES = 12
DRIP_SECONDS = 0.1


class Side(StrEnum):
    """Whose words a fault strikes."""

    SERVER = "server"
    CLIENT = "client"


class Deed(StrEnum):
    """What happens at the place of a fault."""

    CUT = "cut"  # both lines end
    STALL = "stall"  # nothing more comes through, and nothing ends
    GARBLE = "garble"  # some bytes are others; line ends stay
    DRIP = "drip"  # a byte now and then, never a whole answer in time


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Strikes once: at the first byte that *side* says when *offset* bytes more than the first *after* have passed.

    *mask* is what garbled bytes are xored with: 0x55 makes letters of digits, 0x01 other digits, 0x80 leaves ASCII.
    """

    deed: Deed
    side: Side = Side.SERVER
    after: bytes = b""
    offset: int = 0
    mask: int = 0x55

    def place(self, said: bytes, passed: int) -> int | None:
        """Tell where it strikes, of what was *said* and has not *passed* yet."""
        start = said.find(self.after, max(0, passed - len(self.after) - self.offset) if self.after else 0)
        place = start + len(self.after) + self.offset
        return place if start >= 0 and passed <= place < len(said) else None


class Proxy:
    """Stands on ``port`` of ``host`` before the server on *target*, which is spoken to in the clear; a context manager.

    With a *certificate* clients are spoken to over TLS. *substitutes* are changed in whatever the server says.
    """

    host = HOST

    def __init__(
        self,
        target: int,
        *faults: Fault,
        certificate: Certificate | None = None,
        substitutes: Mapping[bytes, bytes] | None = None,
    ) -> None:
        self.port = free_port()
        self.connections = 0
        self.said: dict[Side, int] = dict.fromkeys(Side, 0)
        """How many bytes each side has said in the latest conversation."""
        self._target = target
        self._faults = list(faults)
        self._certificate = certificate
        self._substitutes = dict(substitutes or {})
        self._ways: set[asyncio.Task[None]] = set()
        self._up = threading.Event()

    def plan(self, *faults: Fault) -> None:
        """Let *faults* happen, each once, in whichever conversation comes to its place."""
        self._faults.extend(faults)

    @property
    def to_come(self) -> tuple[Fault, ...]:
        """The faults that have not happened yet."""
        return tuple(self._faults)

    def __enter__(self) -> Self:
        """Start to listen, in a thread of its own."""
        self._thread = threading.Thread(target=asyncio.run, args=(self._serve(),), name="Proxy")
        self._thread.start()
        if not self._up.wait(timeout=10):
            raise TimeoutError("the proxy did not start")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End with every conversation."""
        self._loop.call_soon_threadsafe(self._end.set)
        self._thread.join()

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._end = asyncio.Event()
        server = await asyncio.start_server(self._converse, LOOPBACK, self.port, ssl=self._context())
        self._up.set()
        await self._end.wait()
        server.close()
        for way in self._ways:
            way.cancel()
        await asyncio.sleep(0)

    def _context(self) -> ssl.SSLContext | None:
        if self._certificate is None:
            return None
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(self._certificate.cert_file, self._certificate.key_file)
        return context

    async def _converse(self, client_in: asyncio.StreamReader, client_out: asyncio.StreamWriter) -> None:
        self.connections += 1
        self.said = dict.fromkeys(Side, 0)
        try:
            server_in, server_out = await asyncio.open_connection(LOOPBACK, self._target)
        except OSError:
            client_out.close()
            return
        ways = {
            asyncio.create_task(self._carry(Side.SERVER, server_in, client_out)),
            asyncio.create_task(self._carry(Side.CLIENT, client_in, server_out)),
        }
        self._ways |= ways
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        self._ways -= ways
        for way in ways:
            way.cancel()
        client_out.close()
        server_out.close()

    async def _carry(self, side: Side, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        """Carry one side's words to the other until either of them ends."""
        said, passed = bytearray(), 0
        try:
            while data := await source.read(2**16):
                said += self._substituted(data) if side is Side.SERVER else data
                self.said[side] = len(said)
                while (struck := self._struck(side, said, passed)) is not None:
                    fault, place = struck
                    target.write(said[passed:place])
                    passed = place + await _do(fault, bytes(said[place:]), source, target)
                target.write(said[passed:])
                passed = len(said)
                await target.drain()
        except (OSError, EOFError):
            return

    def _substituted(self, data: bytes) -> bytes:
        for old, new in self._substitutes.items():
            data = data.replace(old, new)
        return data

    def _struck(self, side: Side, said: bytearray, passed: int) -> tuple[Fault, int] | None:
        for fault in self._faults:
            if fault.side is side and (place := fault.place(bytes(said), passed)) is not None:
                self._faults.remove(fault)
                return fault, place
        return None


async def _do(fault: Fault, coming: bytes, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> int:
    """Do the deed to what is *coming*; tell how many bytes of it have been seen to. EOFError ends the line."""
    match fault.deed:
        case Deed.CUT:
            raise EOFError
        case Deed.STALL:
            while await source.read(2**16):
                pass
            raise EOFError
        case Deed.GARBLE:
            struck = coming[:GARBLED_BYTES]
            target.write(bytes(byte if byte in b"\r\n" else byte ^ fault.mask for byte in struck))
            return len(struck)
        case Deed.DRIP:
            await _drip(coming, source, target)
            raise EOFError
        case _:
            assert_never(fault.deed)


async def _drip(coming: bytes, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    while coming:
        for byte in coming:
            target.write(bytes([byte]))
            await target.drain()
            await asyncio.sleep(DRIP_SECONDS)
        coming = await source.read(2**16)
