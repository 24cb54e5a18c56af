"""A name server of a test's own: the A records that it is told, over UDP, until it is told others."""

import socket
import struct
import threading
from types import TracebackType
from typing import Self

TYPE_A, CLASS_IN = 1, 1
ANSWER_OF_AUTHORITY = 0x8580


class Resolver:
    """Serves while the context is open. Targets name it: ``dns://127.0.0.1:<port>/segmenter.test:8712``."""

    def __init__(self) -> None:
        self._records: dict[str, tuple[str, ...]] = {}
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, name="resolver")
        self._over = False

    def points(self, name: str, *addresses: str) -> None:
        """From now on the name has these addresses, and no others."""
        self._records[name] = addresses

    def target(self, name: str, port: int | str) -> str:
        """What gRPC is to be given for a name of this server."""
        return f"dns://127.0.0.1:{self.port}/{name}:{port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over = True
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as waking:
            waking.sendto(b"", ("127.0.0.1", self.port))
        self._thread.join()
        self._socket.close()

    def _serve(self) -> None:
        while True:
            query, asker = self._socket.recvfrom(4096)
            if self._over:
                return
            self._socket.sendto(self._answer(query), asker)

    def _answer(self, query: bytes) -> bytes:
        """RFC 1035: the header, the question as it came, an answer for each address that points back to the question's name."""
        labels, place = [], 12
        while length := query[place]:
            labels.append(query[place + 1 : place + 1 + length].decode())
            place += 1 + length
        (kind,) = struct.unpack_from(">H", query, place + 1)
        question = query[12 : place + 5]
        # A name that is known has an answer for each type, if an empty one: so nobody asks elsewhere for its AAAA.
        addresses = self._records.get(".".join(labels).lower(), ()) if kind == TYPE_A else ()
        header = query[:2] + struct.pack(">5H", ANSWER_OF_AUTHORITY, 1, len(addresses), 0, 0)
        answers = (
            struct.pack(">HHHIH", 0xC00C, TYPE_A, CLASS_IN, 0, 4) + socket.inet_aton(address) for address in addresses
        )
        return header + question + b"".join(answers)
