import asyncio
import threading
import time
from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from mesh.errors import Overloaded
from services.auth.errors import WeakPassword
from services.auth.passwords import MAX_CHARS, Argon2Cost, Passwords, check_new_password

CHEAP = Argon2Cost(time_cost=1, memory_kib=1_024, lanes=1)


@pytest.fixture
def passwords() -> Iterator[Passwords]:
    made = Passwords(CHEAP)
    yield made
    made.close()


async def test_only_the_right_password_matches(passwords: Passwords) -> None:
    stored = await passwords.hash("correct horse battery")
    assert stored.startswith("$argon2id$")
    assert (await passwords.verify("correct horse battery", stored)).matches
    assert not (await passwords.verify("correct horse batterY", stored)).matches
    assert stored != await passwords.hash("correct horse battery"), "each hash has a salt of its own"


async def test_one_password_however_it_is_typed(passwords: Passwords) -> None:
    stored = await passwords.hash("caf\u00e9 au lait noir")
    assert (await passwords.verify("cafe\u0301 au lait noir", stored)).matches


async def test_nobody_has_no_password(passwords: Passwords) -> None:
    for guess in ("nobody's password", "", "x" * 10_000):
        assert not (await passwords.verify(guess, None)).matches


async def test_too_long_never_matches(passwords: Passwords) -> None:
    stored = await passwords.hash("ab" * (MAX_CHARS // 2))
    assert (await passwords.verify("ab" * (MAX_CHARS // 2), stored)).matches
    assert not (await passwords.verify("ab" * (MAX_CHARS // 2) + "ab", stored)).matches


async def test_a_damaged_hash_matches_nothing(passwords: Passwords) -> None:
    assert not (await passwords.verify("correct horse battery", "$argon2id$broken")).matches


async def test_a_hash_of_other_parameters_is_made_anew(passwords: Passwords) -> None:
    dearer = Passwords(Argon2Cost(time_cost=2, memory_kib=2_048, lanes=1))
    stored = await passwords.hash("correct horse battery")
    assert (await passwords.verify("correct horse battery", stored)).new_hash is None
    verdict = await dearer.verify("correct horse battery", stored)
    assert verdict.matches
    assert verdict.new_hash is not None
    assert "m=2048,t=2" in verdict.new_hash
    assert (await dearer.verify("correct horse battery", verdict.new_hash)).new_hash is None
    assert (await dearer.verify("wrong", stored)).new_hash is None
    dearer.close()


async def test_nobody_takes_as_long_as_somebody() -> None:
    # 16 MiB twice: some 20 ms, well above the noise of a thread's start.
    passwords = Passwords(Argon2Cost(time_cost=2, memory_kib=16_384, lanes=1))
    stored = await passwords.hash("correct horse battery")

    async def fastest_s(known: str | None) -> float:
        times = []
        for _ in range(7):
            started = time.perf_counter()
            await passwords.verify("wrong password here", known)
            times.append(time.perf_counter() - started)
        return min(times)

    # Wide, for machines that are busy with something else; leaving the work out would make it a hundred times faster.
    assert 0.5 < await fastest_s(None) / await fastest_s(stored) < 2
    passwords.close()


async def test_the_loop_runs_on_and_the_queue_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    passwords = Passwords(CHEAP, workers=1, max_waiting=2)
    gate = threading.Event()
    slow = SimpleNamespace(hash=lambda password: str(gate.wait(5)))
    monkeypatch.setattr(passwords, "_hasher", slow)
    waiting = [asyncio.create_task(passwords.hash("correct horse battery")) for _ in range(3)]
    await asyncio.sleep(0.02)
    with pytest.raises(Overloaded) as caught:
        await passwords.hash("correct horse battery")
    assert caught.value.retry_after_s
    waiting[2].cancel()
    gate.set()
    assert await asyncio.gather(*waiting[:2]) == ["True", "True"]
    await asyncio.sleep(0.05)
    assert await passwords.hash("correct horse battery") == "True", "places are given back"
    passwords.close()


@pytest.mark.parametrize(
    "password",
    [
        "",
        "short",
        "ninechars",
        "x" * (MAX_CHARS + 1),
        "aaaaaaaaaaaa",
        "abababababab",
        "1234567890",
        "0987654321",
        "abcdefghijkl",
        "qwertyuiop",
        "Password123",
        "P@ssw0rd2024!",
        "passwordpassword",
        "!!Packshot!!2026",
        "anna.smith99",
        "Anna.Smith@shop.example",
    ],
)
def test_what_is_guessed_first_is_refused(password: str) -> None:
    with pytest.raises(WeakPassword) as caught:
        check_new_password(password, email="anna.smith@shop.example")
    assert caught.value.facts["field"] == "password"
    assert not password or password not in caught.value.message


@pytest.mark.parametrize(
    "password", ["correct horse battery", "example-admin-password", "ten chars!", "xK9#mQ2$vL", "пароль для магазина"]
)
def test_others_are_taken(password: str) -> None:
    check_new_password(password, email="anna@shop.example")
