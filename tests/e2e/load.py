"""Calls through REST, one after the other from several callers at once, and what became of each."""

import threading
from collections import Counter
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import httpx
import numpy as np

from tests.e2e import pictures

CALLERS = 4


@dataclass(frozen=True)
class Wish:
    """One kind of call. Asked for again, it brings the same pixels."""

    name: str
    path: str
    photo: bytes
    form: tuple[tuple[str, str], ...] = ()


class Load:
    """Keeps calling while the context is open, each wish in turn, at most ``most`` calls in all."""

    def __init__(self, url: str, key: str, wishes: tuple[Wish, ...], *, most: int) -> None:
        self._url, self._key, self._wishes = url, key, wishes
        self._left = most
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._threads = [threading.Thread(target=self._call_on, args=(number,)) for number in range(CALLERS)]
        self.done: Counter[str] = Counter()
        self.failures: list[str] = []
        self.pictures: dict[str, bytes] = {}

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self.join()

    def join(self) -> None:
        """Waits until all calls are made."""
        for thread in self._threads:
            thread.join()

    @property
    def exhausted(self) -> bool:
        """Whether no calls are left, so that what follows would happen without load."""
        return self._left <= 0

    def _call_on(self, number: int) -> None:
        with httpx.Client(base_url=self._url, headers={"Authorization": f"Bearer {self._key}"}, timeout=90) as client:
            turn = number
            while not self._over.is_set():
                with self._lock:
                    if self.exhausted:
                        return
                    self._left -= 1
                self._call(client, self._wishes[turn % len(self._wishes)])
                turn += 1

    def _call(self, client: httpx.Client, wish: Wish) -> None:
        try:
            answer = client.post(
                wish.path,
                files={"photo": ("photo", wish.photo)},
                data=dict(wish.form),
                headers={"Accept": "image/png"},
            )
            told = "" if answer.status_code == 200 else f"{answer.status_code} {answer.text}"
            picture = answer.content
        except httpx.HTTPError as error:
            told, picture = repr(error), b""
        with self._lock:
            self.done[wish.name] += 1
            if told:
                self.failures.append(f"{wish.name}: {told}")
            elif not _same(self.pictures.setdefault(wish.name, picture), picture):
                self.failures.append(f"{wish.name}: other pixels than before")


def _same(file: bytes, other: bytes) -> bool:
    """Whether two files hold the same picture. Their bytes are nearly always the same too, but about one PNG of a thousand is
    packed a few bytes longer or shorter under load."""
    return file == other or np.array_equal(pictures.decode(file), pictures.decode(other))
