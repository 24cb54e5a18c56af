"""Passwords: which are taken, and Argon2id hashes of them, made and checked off the event loop.

Must not know accounts. Argon2id as RFC 9106 recommends; parameters stand in each hash, so raising them in the
settings rehashes each password the next time it is used.
"""

import asyncio
import re
import threading
import unicodedata
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from mesh.errors import Overloaded
from services.auth.errors import WeakPassword

MIN_CHARS = 10
MAX_CHARS = 256
MIN_DISTINCT_CHARS = 5
# fmt: off
COMMON = frozenset(
    {
        "password", "passwort", "motdepasse", "contrasena", "qwerty", "qwertz", "azerty", "qwertyuiop",
        "asdfghjkl", "zxcvbnm", "letmein", "welcome", "iloveyou", "admin", "administrator", "changeme",
        "default", "dragon", "monkey", "football", "baseball", "superman", "princess", "sunshine", "master",
        "shadow", "secret", "login", "test", "testing", "abc", "abcd", "abcdef", "guest", "root", "user",
        "computer", "internet", "packshot", "photo", "studio",
    }
)
# fmt: on
"""Words that guessers begin with. Compared without case, digits, punctuation, repetition and the usual letter swaps."""
SWAPS = str.maketrans("013457@$!", "oieastasi")
RUNS = ("0123456789" * 3, "abcdefghijklmnopqrstuvwxyz" * 2, "qwertyuiopasdfghjklzxcvbnm" * 2)

T = TypeVar("T")


@dataclass(frozen=True)
class Argon2Cost:
    """How dear one guess is. The defaults are the second recommended option of RFC 9106, section 4."""

    time_cost: int = 3
    """Passes over the memory."""
    memory_kib: int = 65_536
    lanes: int = 4


@dataclass(frozen=True)
class Verdict:
    """Whether a password matched, and its hash under today's parameters where the stored one has others."""

    matches: bool
    new_hash: str | None = None


def check_new_password(password: str, *, email: str = "", field: str = "password") -> None:
    """Raises `WeakPassword`, saying what is wrong, for one that should not become anybody's."""
    password = _normal(password)
    if not MIN_CHARS <= len(password) <= MAX_CHARS:
        raise WeakPassword(f"The password has {len(password)} characters. Use {MIN_CHARS} to {MAX_CHARS}.", field=field)
    lowered = password.casefold()
    name = _core(email.partition("@")[0].casefold())
    if len(set(lowered)) < MIN_DISTINCT_CHARS or any(lowered in run or lowered[::-1] in run for run in RUNS):
        raise WeakPassword("The password repeats or counts up. Use several unrelated words.", field=field)
    if lowered == email.casefold() or (name and _core(lowered) == name) or _core(lowered) in COMMON:
        raise WeakPassword(
            "The password is a common word or your own address with a few signs added, which is guessed first. "
            "Use several unrelated words.",
            field=field,
        )


class Passwords:
    """Makes and checks hashes in a few threads of its own.

    Each hash takes ``cost.memory_kib`` and about 0.1 s of a core: ``workers`` bounds the memory, ``max_waiting`` the
    queue. Beyond that it answers ``Overloaded`` at once, so that a flood of sign-ins cannot pile up.
    """

    def __init__(self, cost: Argon2Cost, *, workers: int = 2, max_waiting: int = 32) -> None:
        self._hasher = PasswordHasher(time_cost=cost.time_cost, memory_cost=cost.memory_kib, parallelism=cost.lanes)
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="argon2")
        self._room = threading.BoundedSemaphore(workers + max_waiting)
        # Checked where there is no account, so that the answer takes as long as where there is one.
        self._nobody = self._hasher.hash("nobody's password")

    async def hash(self, password: str) -> str:
        """An Argon2id hash in PHC format, with its salt and parameters."""
        return await self._run(lambda: self._hasher.hash(_normal(password)))

    async def verify(self, password: str, stored: str | None) -> Verdict:
        """Whether ``stored`` is the hash of ``password``. Takes as long, and says no, where there is none (None)."""
        return await self._run(lambda: self._verify(_normal(password), stored))

    def close(self) -> None:
        """Ends the threads. What is in the queue is dropped."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _verify(self, password: str, stored: str | None) -> Verdict:
        # One that is too long was never stored; hashing megabytes would be work for nothing.
        known = stored is not None and len(password) <= MAX_CHARS
        try:
            self._hasher.verify(stored if known and stored else self._nobody, password[:MAX_CHARS])
        except (VerificationError, InvalidHashError):
            return Verdict(matches=False)
        if not known or stored is None:
            return Verdict(matches=False)
        return Verdict(True, self._hasher.hash(password) if self._hasher.check_needs_rehash(stored) else None)

    async def _run(self, work: Callable[[], T]) -> T:
        if not self._room.acquire(blocking=False):
            raise Overloaded("Too many people are signing in at this moment. Try again in a second.", retry_after_s=1.0)
        job: Future[T] = self._threads.submit(work)
        # Given back when the work is over, not when its caller goes: a thread cannot be stopped.
        job.add_done_callback(lambda _: self._room.release())
        return await asyncio.wrap_future(job)


def _normal(password: str) -> str:
    """One form for all ways to type it, as NIST SP 800-63B (5.1.1.2) asks: "é" is one character or two."""
    return unicodedata.normalize("NFKC", password)


def _core(text: str) -> str:
    """A password without its decoration: ``P@ssw0rd2024!`` and ``passwordpassword`` both become ``password``."""
    letters = re.sub(r"[\W\d_]+", "", re.sub(r"[\W\d_]+$|^[\W\d_]+", "", text).translate(SWAPS))
    whole = re.fullmatch(r"(.+?)\1*", letters)
    return whole[1] if whole else letters
