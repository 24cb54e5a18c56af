"""Auth over a real document store, with both of the clients whose common part the code keeps to."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import limits
import pytest
from motor.motor_asyncio import AsyncIOMotorClient
from pymongo import AsyncMongoClient

from mesh.documents import Document, Documents, close_documents, open_documents
from mesh.errors import InvalidArgument, PackshotError, ScopeMissing, TokenExpired
from mesh.rates import RateLimit, RateStore
from mesh.tokens import TokenVerifier
from services.auth.authority import Authority, build_authority
from services.auth.errors import (
    AccountNotFound,
    BadCredentials,
    EmailTaken,
    KeyNotFound,
    LoginThrottled,
    MailNotSetUp,
    ResetExpired,
    ResetThrottled,
    SessionEnded,
    SessionNotFound,
    SigningKeyLocked,
    SignUpThrottled,
    WeakPassword,
)
from services.auth.keys import _encode
from services.auth.mail import Mail, MailFailed
from services.auth.opaque import SECRET_CHARS, random_text
from services.auth.scopes import Role
from services.auth.settings import AuthSettings

EMAIL, PASSWORD, GUESS = "anna@shop.example", "correct horse battery", "a guess"
ADMIN_EMAIL, ADMIN_PASSWORD = "admin@shop.example", "the first administrator"
HERE = "203.0.113.9"
COLLECTIONS = ("accounts", "sessions", "api_keys", "signing_keys", "rates", "password_resets")

OpenDocuments = Callable[[], Documents]


class Clock:
    """Starts with a signing epoch, and moves when told."""

    def __init__(self) -> None:
        today = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        self.time = today + timedelta(days=1)

    def __call__(self) -> datetime:
        return self.time

    def forward(self, **by: float) -> None:
        self.time += timedelta(**by)


@pytest.fixture(params=[AsyncIOMotorClient, AsyncMongoClient], ids=["motor", "pymongo"])
async def open_store(store_url: str, request: pytest.FixtureRequest) -> AsyncIterator[OpenDocuments]:
    """Opens, as often as asked, one database that is this test's own: each opening stands for a replica."""
    name, opened = f"test_{secrets.token_hex(6)}", []

    def open_one() -> Documents:
        opened.append(open_documents(store_url, name, client=request.param))
        return opened[-1]

    yield open_one
    for documents in opened:
        await close_documents(documents)


@pytest.fixture
def documents(open_store: OpenDocuments) -> Documents:
    return open_store()


@pytest.fixture
def clock() -> Clock:
    return Clock()


def settings(**changes: Any) -> AuthSettings:
    values: dict[str, Any] = {
        "signing_secret": "a secret that only this test knows about",
        "admin_email": ADMIN_EMAIL,
        "admin_password": ADMIN_PASSWORD,
        "argon2_time_cost": 1,
        "argon2_memory_kib": 1_024,
        "argon2_lanes": 1,
        **changes,
    }
    return AuthSettings(**values)


@pytest.fixture
async def auth(documents: Documents, clock: Clock) -> AsyncIterator[Authority]:
    authority = build_authority(settings(), documents, now=clock)
    await authority.prepare()
    yield authority
    authority.close()


async def outcomes(calls: list[Awaitable[Any]]) -> tuple[list[Any], list[BaseException]]:
    done = await asyncio.gather(*calls, return_exceptions=True)
    return (
        [each for each in done if not isinstance(each, BaseException)],
        [each for each in done if isinstance(each, BaseException)],
    )


async def everything(documents: Documents) -> str:
    """All that is stored, as text."""
    found: list[Document] = []
    for name in COLLECTIONS:
        found += await documents[name].find({}).to_list(1_000)
    return repr(found)


class TestAccounts:
    async def test_one_address_is_one_account_however_many_ask(self, auth: Authority) -> None:
        spelled = [EMAIL, EMAIL.upper(), f" {EMAIL}", EMAIL.title()] * 5
        made, refused = await outcomes([auth.accounts.create(email, PASSWORD) for email in spelled])
        assert len(made) == 1
        assert {type(error) for error in refused} == {EmailTaken}

    async def test_what_was_made_is_what_is_read(self, auth: Authority) -> None:
        made = await auth.accounts.create(EMAIL, PASSWORD, " Anna ")
        assert made == await auth.accounts.get(made.id)
        assert made == await auth.accounts.authenticate(EMAIL.upper(), PASSWORD)
        assert (made.display_name, made.role, made.disabled) == ("Anna", Role.MEMBER, False)

    async def test_every_bad_credential_has_the_same_answer(self, auth: Authority) -> None:
        disabled = await auth.accounts.create("disabled@shop.example", PASSWORD)
        await auth.accounts.disable(disabled.id)
        await auth.accounts.create(EMAIL, PASSWORD)
        answers = set()
        for email, password in [
            (EMAIL, "wrong"),
            (EMAIL, ""),
            (EMAIL, "x" * 100_000),
            ("nobody@shop.example", PASSWORD),
            ("no address", PASSWORD),
            ("x" * 100_000, PASSWORD),
            (disabled.email, PASSWORD),
        ]:
            with pytest.raises(BadCredentials) as caught:
                await auth.sessions.login(email, password, address=HERE)
            answers.add((caught.value.message, str(caught.value.facts), caught.value.retry_after_s))
        assert len(answers) == 1
        await auth.accounts.enable(disabled.id)
        await auth.sessions.login(disabled.email, PASSWORD, address=HERE)

    async def test_dearer_parameters_rehash_at_the_next_sign_in(
        self, auth: Authority, documents: Documents, clock: Clock
    ) -> None:
        account = await auth.accounts.create(EMAIL, PASSWORD)
        dearer = build_authority(settings(argon2_memory_kib=2_048), documents, now=clock)
        await dearer.accounts.authenticate(EMAIL, PASSWORD)
        stored = await documents["accounts"].find_one({"_id": account.id})
        assert stored is not None
        assert "m=2048" in stored["password_hash"]
        await dearer.accounts.authenticate(EMAIL, PASSWORD)
        dearer.close()

    async def test_the_administrator_is_made_once_and_then_left_alone(
        self, auth: Authority, documents: Documents, clock: Clock
    ) -> None:
        first = await auth.accounts.authenticate(ADMIN_EMAIL, ADMIN_PASSWORD)
        assert first.role is Role.ADMIN
        again = build_authority(settings(admin_password="another first password"), documents, now=clock)
        await again.prepare()
        assert await again.accounts.authenticate(ADMIN_EMAIL, ADMIN_PASSWORD) == first
        again.close()


class TestSessions:
    @pytest.fixture(autouse=True)
    async def _account(self, auth: Authority) -> None:
        await auth.accounts.create(EMAIL, PASSWORD)

    async def test_refreshing_goes_on_and_on(self, auth: Authority, clock: Clock) -> None:
        tokens = await auth.sessions.login(EMAIL, PASSWORD, address=HERE)
        seen = {tokens.refresh}
        ends_at = tokens.refresh_expires_at
        for _ in range(5):
            clock.forward(minutes=5)
            tokens = await auth.sessions.refresh(tokens.refresh)
            caller = await auth.verifier.verify(tokens.access.text)
            assert caller.scopes == Role.MEMBER.scopes
            assert caller.expires_at == clock() + timedelta(minutes=5)
            assert tokens.refresh_expires_at == ends_at
            seen.add(tokens.refresh)
        assert len(seen) == 6

    async def test_a_used_token_ends_the_session_for_both(self, auth: Authority) -> None:
        first = await auth.sessions.login(EMAIL, PASSWORD, address=HERE)
        other = await auth.sessions.login(EMAIL, PASSWORD, address=HERE)
        second = await auth.sessions.refresh(first.refresh)
        third = await auth.sessions.refresh(second.refresh)
        for token in (first.refresh, third.refresh, second.refresh):
            with pytest.raises(SessionEnded):
                await auth.sessions.refresh(token)
        await auth.sessions.refresh(other.refresh)

    async def test_of_many_at_once_exactly_one_wins(
        self, auth: Authority, open_store: OpenDocuments, clock: Clock
    ) -> None:
        replica = build_authority(settings(), open_store(), now=clock)
        for _ in range(5):
            tokens = await auth.sessions.login(EMAIL, PASSWORD, address=HERE)
            won, lost = await outcomes(
                [each.sessions.refresh(tokens.refresh) for each in [auth, replica] * 10],
            )
            assert len(won) == 1
            assert {type(error) for error in lost} == {SessionEnded}
            with pytest.raises(SessionEnded):
                await auth.sessions.refresh(won[0].refresh)
        replica.close()

    async def test_any_token_of_a_session_ends_it_and_made_up_ones_nothing(self, auth: Authority) -> None:
        first = await auth.sessions.login(EMAIL, PASSWORD, address=HERE)
        second = await auth.sessions.refresh(first.refresh)
        sid = (await auth.verifier.verify(first.access.text)).session_id
        family = second.refresh.split("_")[1]
        for made_up in ("", "rt__", f"rt_{sid}_x", f"rt_{family[::-1]}_x", "x" * 10_000, f"pk_{family}_x"):
            await auth.sessions.end(made_up)
            with pytest.raises(SessionEnded):
                await auth.sessions.refresh(made_up)
        third = await auth.sessions.refresh(second.refresh)
        await auth.sessions.end(first.refresh)
        await auth.sessions.end(first.refresh)
        with pytest.raises(SessionEnded):
            await auth.sessions.refresh(third.refresh)

    async def test_it_ends_after_its_lifetime(self, auth: Authority, clock: Clock) -> None:
        tokens = await auth.sessions.login(EMAIL, PASSWORD, address=HERE)
        clock.forward(days=29, hours=23)
        tokens = await auth.sessions.refresh(tokens.refresh)
        clock.forward(hours=1)
        with pytest.raises(SessionEnded):
            await auth.sessions.refresh(tokens.refresh)

    async def test_a_disabled_account_refreshes_nothing(self, auth: Authority) -> None:
        tokens = await auth.sessions.login(EMAIL, PASSWORD, address=HERE)
        account_id = (await auth.verifier.verify(tokens.access.text)).account_id
        await auth.accounts.disable(account_id)
        with pytest.raises(SessionEnded):
            await auth.sessions.refresh(tokens.refresh)

    async def test_scopes_are_those_of_today(self, auth: Authority, documents: Documents) -> None:
        tokens = await auth.sessions.login(ADMIN_EMAIL, ADMIN_PASSWORD, address=HERE)
        assert tokens.access.scopes == Role.ADMIN.scopes
        await documents["accounts"].update_many({}, {"$set": {"role": "member"}})
        assert (await auth.sessions.refresh(tokens.refresh)).access.scopes == Role.MEMBER.scopes


class TestBrowserSessions:
    """Sessions whose token lies in a cookie that several tabs share."""

    @pytest.fixture(autouse=True)
    async def _account(self, auth: Authority) -> None:
        await auth.accounts.create(EMAIL, PASSWORD)

    async def test_tabs_that_ask_at_once_all_go_on_with_the_same_token(
        self, auth: Authority, open_store: OpenDocuments, clock: Clock
    ) -> None:
        replica = build_authority(settings(), open_store(), now=clock)
        tokens = await auth.sessions.login(EMAIL, PASSWORD, address=HERE, browser=True)
        for _ in range(3):
            clock.forward(minutes=5)
            won, lost = await outcomes([each.sessions.refresh(tokens.refresh) for each in [auth, replica] * 5])
            assert lost == []
            assert len({each.refresh for each in won}) == 1
            assert won[0].refresh != tokens.refresh
            tokens = won[0]
        replica.close()

    async def test_the_token_just_replaced_is_good_for_ten_seconds_and_ends_the_session_after(
        self, auth: Authority, clock: Clock
    ) -> None:
        first = await auth.sessions.login(EMAIL, PASSWORD, address=HERE, browser=True)
        second = await auth.sessions.refresh(first.refresh)
        clock.forward(seconds=9)
        assert (await auth.sessions.refresh(first.refresh)).refresh == second.refresh
        # Coming again within the grace must not begin it anew.
        clock.forward(seconds=2)
        with pytest.raises(SessionEnded):
            await auth.sessions.refresh(first.refresh)
        with pytest.raises(SessionEnded):
            await auth.sessions.refresh(second.refresh)

    async def test_a_token_two_steps_old_ends_the_session_within_the_grace_too(self, auth: Authority) -> None:
        first = await auth.sessions.login(EMAIL, PASSWORD, address=HERE, browser=True)
        second = await auth.sessions.refresh(first.refresh)
        third = await auth.sessions.refresh(second.refresh)
        with pytest.raises(SessionEnded):
            await auth.sessions.refresh(first.refresh)
        with pytest.raises(SessionEnded):
            await auth.sessions.refresh(third.refresh)

    async def test_a_thief_is_noticed_one_rotation_late(self, auth: Authority, clock: Clock) -> None:
        stolen = await auth.sessions.login(EMAIL, PASSWORD, address=HERE, browser=True)
        owner = await auth.sessions.refresh(stolen.refresh)
        clock.forward(seconds=5)
        thief = await auth.sessions.refresh(stolen.refresh)
        clock.forward(minutes=5)
        owner = await auth.sessions.refresh(owner.refresh)
        clock.forward(minutes=1)
        for token in (thief.refresh, owner.refresh):
            with pytest.raises(SessionEnded):
                await auth.sessions.refresh(token)

    async def test_an_ended_session_has_no_grace(self, auth: Authority) -> None:
        first = await auth.sessions.login(EMAIL, PASSWORD, address=HERE, browser=True)
        second = await auth.sessions.refresh(first.refresh)
        await auth.sessions.end(second.refresh)
        with pytest.raises(SessionEnded):
            await auth.sessions.refresh(first.refresh)

    async def test_no_other_session_has_a_grace(self, auth: Authority) -> None:
        first = await auth.sessions.login(EMAIL, PASSWORD, address=HERE)
        await auth.sessions.refresh(first.refresh)
        with pytest.raises(SessionEnded):
            await auth.sessions.refresh(first.refresh)


class TestListOfSessions:
    @pytest.fixture
    async def owner(self, auth: Authority) -> str:
        return (await auth.accounts.create(EMAIL, PASSWORD)).id

    async def _sid(self, auth: Authority, user_agent: str = "") -> tuple[str, str]:
        tokens = await auth.sessions.login(EMAIL, PASSWORD, address=HERE, user_agent=user_agent)
        return (await auth.verifier.verify(tokens.access.text)).session_id, tokens.refresh

    async def test_last_used_first_with_what_each_called_itself(
        self, auth: Authority, owner: str, clock: Clock
    ) -> None:
        phone, phone_token = await self._sid(auth, "Phone\n1.0 " + "x" * 500)
        clock.forward(minutes=1)
        laptop, _ = await self._sid(auth, "Laptop")
        clock.forward(minutes=1)
        await auth.sessions.refresh(phone_token)
        listed = await auth.sessions.list(owner)
        assert [each.id for each in listed] == [phone, laptop]
        assert listed[0].user_agent.startswith("Phone 1.0 xxx")
        assert len(listed[0].user_agent) == 200
        assert (listed[0].last_used_at, listed[1].last_used_at) == (clock(), clock() - timedelta(minutes=1))
        assert listed[0].created_at == clock() - timedelta(minutes=2)
        clock.forward(days=31)
        assert await auth.sessions.list(owner) == []

    async def test_one_is_ended_by_its_owner_alone(self, auth: Authority, owner: str) -> None:
        one, token = await self._sid(auth)
        for account_id, session_id in (("another", one), (owner, "nope"), (owner, "")):
            with pytest.raises(SessionNotFound):
                await auth.sessions.end_one(account_id, session_id)
        await auth.sessions.end_one(owner, one)
        with pytest.raises(SessionNotFound):
            await auth.sessions.end_one(owner, one)
        with pytest.raises(SessionEnded):
            await auth.sessions.refresh(token)
        assert await auth.sessions.list(owner) == []

    async def test_all_others_are_ended(self, auth: Authority, owner: str) -> None:
        kept, kept_token = await self._sid(auth)
        others = [await self._sid(auth) for _ in range(3)]
        foreign = await auth.sessions.login(ADMIN_EMAIL, ADMIN_PASSWORD, address=HERE)
        assert await auth.sessions.end_others(owner, kept) == 3
        assert [each.id for each in await auth.sessions.list(owner)] == [kept]
        await auth.sessions.refresh(kept_token)
        await auth.sessions.refresh(foreign.refresh)
        for _, token in others:
            with pytest.raises(SessionEnded):
                await auth.sessions.refresh(token)

    async def test_sessions_of_before_are_listed_too(self, auth: Authority, owner: str, documents: Documents) -> None:
        _, token = await self._sid(auth)
        await documents["sessions"].update_many({}, {"$unset": {"user_agent": "", "browser": ""}})
        assert [each.user_agent for each in await auth.sessions.list(owner)] == [""]
        await auth.sessions.refresh(token)
        with pytest.raises(SessionEnded):
            await auth.sessions.refresh(token)


class TestChanges:
    async def test_name_and_language(self, auth: Authority) -> None:
        made = await auth.accounts.create(EMAIL, PASSWORD, "Anna")
        assert made.language == ""
        changed = await auth.accounts.update(made.id, language="ru")
        assert (changed.display_name, changed.language) == ("Anna", "ru")
        changed = await auth.accounts.update(made.id, display_name=" Anna B. ")
        assert (changed.display_name, changed.language) == ("Anna B.", "ru")
        assert await auth.accounts.get(made.id) == changed
        bad: list[dict[str, str]] = [{}, {"language": "fr"}, {"language": ""}, {"display_name": "x" * 101}]
        for wrong in bad:
            with pytest.raises(InvalidArgument):
                await auth.accounts.update(made.id, **wrong)
        with pytest.raises(AccountNotFound):
            await auth.accounts.update("nobody", language="ru")

    async def test_a_new_password_ends_all_other_sessions(self, auth: Authority) -> None:
        account = await auth.accounts.create(EMAIL, PASSWORD)
        mine, other = [await auth.sessions.login(EMAIL, PASSWORD, address=HERE) for _ in range(2)]
        sid = (await auth.verifier.verify(mine.access.text)).session_id
        with pytest.raises(BadCredentials):
            await auth.change_password(account.id, sid, GUESS, "another long password", address=HERE)
        with pytest.raises(WeakPassword) as caught:
            await auth.change_password(account.id, sid, PASSWORD, "short", address=HERE)
        assert caught.value.facts["field"] == "new_password"
        await auth.sessions.refresh(other.refresh)
        await auth.change_password(account.id, sid, PASSWORD, "another long password", address=HERE)
        assert [each.id for each in await auth.sessions.list(account.id)] == [sid]
        await auth.sessions.refresh(mine.refresh)
        with pytest.raises(BadCredentials):
            await auth.sessions.login(EMAIL, PASSWORD, address=HERE)
        await auth.sessions.login(EMAIL, "another long password", address=HERE)


class Box:
    """Keeps mails; fails first, where it is told to."""

    def __init__(self) -> None:
        self.mails: list[Mail] = []
        self.failures: list[MailFailed] = []

    async def send(self, mail: Mail) -> None:
        if self.failures:
            raise self.failures.pop(0)
        self.mails.append(mail)

    def token(self) -> str:
        return self.mails[-1].text.partition("#token=")[2].split()[0]


class TestPasswordResets:
    NEW = "another long password"

    @pytest.fixture
    def box(self) -> Box:
        return Box()

    @pytest.fixture
    async def auth(self, documents: Documents, clock: Clock, box: Box) -> AsyncIterator[Authority]:
        authority = build_authority(settings(page_url="https://packshot.example/"), documents, mailer=box, now=clock)
        await authority.prepare()
        await authority.accounts.create(EMAIL, PASSWORD)
        yield authority
        await authority.drain()
        authority.close()

    async def ask(self, auth: Authority, email: str = EMAIL, language: str = "") -> None:
        await auth.resets.request(email, language, address=HERE)
        await auth.resets.settle()

    async def test_from_the_mail_to_signing_in(self, auth: Authority, box: Box, documents: Documents) -> None:
        before = await auth.sessions.login(EMAIL, PASSWORD, address=HERE)
        await self.ask(auth, EMAIL.upper())
        (mail,) = box.mails
        assert mail.to == EMAIL
        assert "https://packshot.example/reset#token=" in mail.text
        assert box.token() not in await everything(documents)
        await auth.resets.confirm(box.token(), self.NEW, address=HERE)
        with pytest.raises(SessionEnded):
            await auth.sessions.refresh(before.refresh)
        with pytest.raises(BadCredentials):
            await auth.sessions.login(EMAIL, PASSWORD, address=HERE)
        await auth.sessions.login(EMAIL, self.NEW, address=HERE)
        with pytest.raises(ResetExpired):
            await auth.resets.confirm(box.token(), PASSWORD, address=HERE)

    async def test_of_many_at_once_one_wins(self, auth: Authority, box: Box) -> None:
        await self.ask(auth)
        done, refused = await outcomes(
            [auth.resets.confirm(box.token(), f"{self.NEW} {number}", address=HERE) for number in range(6)]
        )
        assert (len(done), {type(error) for error in refused}) == (1, {ResetExpired})

    async def test_it_is_good_for_half_an_hour(self, auth: Authority, box: Box, clock: Clock) -> None:
        await self.ask(auth)
        clock.forward(minutes=29, seconds=59)
        with pytest.raises(WeakPassword):
            await auth.resets.confirm(box.token(), "short", address=HERE)
        clock.forward(seconds=1)
        with pytest.raises(ResetExpired):
            await auth.resets.confirm(box.token(), self.NEW, address=HERE)

    async def test_a_weak_password_leaves_the_token_good(self, auth: Authority, box: Box) -> None:
        await self.ask(auth)
        with pytest.raises(WeakPassword):
            await auth.resets.confirm(box.token(), EMAIL, address=HERE)
        await auth.resets.confirm(box.token(), self.NEW, address=HERE)

    async def test_one_that_was_used_takes_the_others_with_it(self, auth: Authority, box: Box) -> None:
        await self.ask(auth)
        first = box.token()
        await self.ask(auth)
        await auth.resets.confirm(first, self.NEW, address=HERE)
        with pytest.raises(ResetExpired):
            await auth.resets.confirm(box.token(), PASSWORD, address=HERE)

    async def test_changing_the_password_makes_mails_useless(self, auth: Authority, box: Box) -> None:
        await self.ask(auth)
        account = await auth.accounts.authenticate(EMAIL, PASSWORD)
        await auth.change_password(account.id, "none", PASSWORD, "yet another password", address=HERE)
        with pytest.raises(ResetExpired):
            await auth.resets.confirm(box.token(), self.NEW, address=HERE)

    @pytest.mark.parametrize("token", ["", "x" * SECRET_CHARS, "x" * 100_000, "\u2603" * SECRET_CHARS])
    async def test_made_up_tokens(self, auth: Authority, token: str) -> None:
        with pytest.raises(ResetExpired):
            await auth.resets.confirm(token, self.NEW, address=HERE)

    async def test_who_has_no_account_is_answered_alike_and_gets_nothing(self, auth: Authority, box: Box) -> None:
        disabled = await auth.accounts.create("disabled@shop.example", PASSWORD)
        await auth.accounts.disable(disabled.id)
        for email in ("nobody@shop.example", "no address", "", "x" * 10_000, disabled.email):
            await self.ask(auth, email)
        assert box.mails == []
        limited = []
        for email in ("known@shop.example", "unknown@shop.example"):
            if email.startswith("known"):
                await auth.accounts.create(email, PASSWORD)
            told = []
            for _ in range(7):
                try:
                    await self.ask(auth, email)
                except ResetThrottled as error:
                    told.append((error.message, error.retry_after_s))
            limited.append(told)
        assert limited[0] == limited[1]
        assert len(limited[0]) == 2

    async def test_one_place_asks_only_so_often(self, auth: Authority, box: Box) -> None:
        for number in range(30):
            await auth.resets.request(f"shop{number}@shop.example", "", address=HERE)
        with pytest.raises(ResetThrottled):
            await auth.resets.request(EMAIL, "", address=HERE)
        await auth.resets.request(EMAIL, "", address="203.0.113.10")
        await auth.resets.settle()
        assert [mail.to for mail in box.mails] == [EMAIL]

    async def test_the_language_is_the_wish_then_the_accounts(self, auth: Authority, box: Box) -> None:
        account = await auth.accounts.authenticate(EMAIL, PASSWORD)
        await self.ask(auth)
        await auth.accounts.update(account.id, language="ru")
        await self.ask(auth)
        await self.ask(auth, language="en")
        assert [mail.language for mail in box.mails] == ["en", "ru", "en"]
        with pytest.raises(InvalidArgument):
            await self.ask(auth, language="xx")

    async def test_a_server_that_is_away_is_tried_again(self, auth: Authority, box: Box) -> None:
        auth.resets._retry_s = (0.0, 0.0)
        box.failures = [MailFailed("away", final=False)] * 2
        await self.ask(auth)
        assert len(box.mails) == 1
        box.failures = [MailFailed("no such box", final=True)]
        await self.ask(auth)
        assert (len(box.mails), box.failures) == (1, [])

    async def test_without_a_way_for_mail_it_says_so(self, documents: Documents, clock: Clock) -> None:
        mute = build_authority(settings(), documents, now=clock)
        with pytest.raises(MailNotSetUp):
            await mute.resets.request(EMAIL, "", address=HERE)
        mute.close()


class TestKeys:
    @pytest.fixture
    async def owner(self, auth: Authority) -> str:
        return (await auth.accounts.create(EMAIL, PASSWORD)).id

    async def test_from_making_to_revoking(self, auth: Authority, owner: str, clock: Clock) -> None:
        held = Role.MEMBER.scopes
        key, text = await auth.keys.create(owner, held, name="shop", scopes=["cutouts", "scenes"])
        assert text.startswith(key.prefix + "_")
        assert await auth.keys.list(owner) == [key]
        caller = await auth.verifier.verify((await auth.keys.exchange(text)).text)
        assert (caller.account_id, caller.session_id) == (owner, key.id)
        assert caller.scopes == {"cutouts", "scenes"}
        clock.forward(hours=1)
        revoked = await auth.keys.revoke(owner, key.id)
        assert revoked.revoked_at == clock()
        clock.forward(hours=1)
        assert await auth.keys.revoke(owner, key.id) == revoked
        assert await auth.keys.list(owner) == [revoked]
        with pytest.raises(BadCredentials):
            await auth.keys.exchange(text)

    async def test_all_that_is_not_accepted_is_answered_alike(self, auth: Authority, owner: str, clock: Clock) -> None:
        held = Role.MEMBER.scopes
        _, short = await auth.keys.create(owner, held, scopes=["cutouts"], expires_at=clock() + timedelta(minutes=10))
        gone, revoked = await auth.keys.create(owner, held, scopes=["cutouts"])
        await auth.keys.revoke(owner, gone.id)
        other = await auth.accounts.create("other@shop.example", PASSWORD)
        _, disabled = await auth.keys.create(other.id, held, scopes=["cutouts"])
        await auth.accounts.disable(other.id)
        good, swapped = await auth.keys.create(owner, held, scopes=["cutouts"])
        clock.forward(minutes=9, seconds=59)
        await auth.keys.exchange(short)
        await auth.keys.exchange(swapped)
        clock.forward(seconds=1)
        answers = set()
        forged = _encode(good.id, random_text(SECRET_CHARS))
        for text in (short, revoked, disabled, forged, swapped.replace(good.id, gone.id), "pk_nope", ""):
            with pytest.raises(BadCredentials) as caught:
                await auth.keys.exchange(text)
            answers.add((caught.value.message, str(caught.value.facts)))
        assert len(answers) == 1

    async def test_no_key_does_more_than_whoever_made_it(self, auth: Authority, owner: str) -> None:
        with pytest.raises(ScopeMissing):
            await auth.keys.create(owner, {"keys"}, scopes=["keys", "cutouts"])
        with pytest.raises(InvalidArgument):
            await auth.keys.create(owner, Role.MEMBER.scopes, scopes=[])
        _, text = await auth.keys.create(owner, Role.ADMIN.scopes, scopes=["admin", "cutouts"])
        assert (await auth.keys.exchange(text)).scopes == {"cutouts"}, "its account is a member"

    async def test_an_account_sees_and_revokes_only_its_own(self, auth: Authority, owner: str) -> None:
        key, text = await auth.keys.create(owner, Role.MEMBER.scopes, scopes=["cutouts"])
        assert await auth.keys.list("another") == []
        for account_id, key_id in (("another", key.id), (owner, "nope"), (owner, "")):
            with pytest.raises(KeyNotFound):
                await auth.keys.revoke(account_id, key_id)
        await auth.keys.exchange(text)

    async def test_a_key_in_the_past_is_refused(self, auth: Authority, owner: str, clock: Clock) -> None:
        with pytest.raises(InvalidArgument):
            await auth.keys.create(owner, Role.MEMBER.scopes, scopes=["cutouts"], expires_at=clock())

    async def test_a_key_may_be_good_until_the_end_of_dates(self, auth: Authority, owner: str) -> None:
        last = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)
        key, text = await auth.keys.create(owner, Role.MEMBER.scopes, scopes=["cutouts"], expires_at=last)
        assert await auth.keys.list(owner) == [key]
        await auth.keys.exchange(text)

    async def test_newest_first_and_last_use_to_the_minute(self, auth: Authority, owner: str, clock: Clock) -> None:
        made = []
        for name in "abc":
            made.append(await auth.keys.create(owner, Role.MEMBER.scopes, name=name, scopes=["cutouts"]))
            clock.forward(seconds=1)
        assert [key.name for key in await auth.keys.list(owner)] == ["c", "b", "a"]
        used_at = clock()
        for _ in range(4):
            await auth.keys.exchange(made[0][1])
            clock.forward(seconds=15)
        assert (await auth.keys.list(owner))[2].last_used_at == used_at
        await auth.keys.exchange(made[0][1])
        assert (await auth.keys.list(owner))[2].last_used_at == clock()


class TestStored:
    async def test_nothing_stored_lets_anybody_in(self, auth: Authority, documents: Documents) -> None:
        account = await auth.accounts.create(EMAIL, PASSWORD)
        tokens = await auth.sessions.login(EMAIL, PASSWORD, address=HERE)
        _, key = await auth.keys.create(account.id, Role.MEMBER.scopes, scopes=["cutouts"])
        with pytest.raises(BadCredentials):
            await auth.sessions.login("guessed@shop.example", "a guess", address=HERE)
        stored = await everything(documents)
        private = (await auth.signing.current()).private.private_bytes_raw()
        assert account.id in stored
        for secret in (PASSWORD, tokens.refresh, *tokens.refresh.split("_")[1:], key, key.split("_")[2][:43], HERE):
            assert secret not in stored
        assert repr(private)[2:-1] not in stored
        assert "guessed@" not in stored

    async def test_the_indexes_are_there(self, auth: Authority, documents: Documents) -> None:
        found = {name: await documents[name].index_information() for name in COLLECTIONS}
        assert found["accounts"]["email_key_1"]["unique"]
        assert found["sessions"]["family_digest_1"]["unique"]
        for name, field in [
            ("sessions", "expire_at"),
            ("signing_keys", "expire_at"),
            ("rates", "expire_at"),
            ("api_keys", "purge_at"),
        ]:
            assert found[name][f"{field}_1"]["expireAfterSeconds"] == 0

    async def test_replicas_may_start_at_once(self, open_store: OpenDocuments, clock: Clock) -> None:
        replicas = [build_authority(settings(), open_store(), now=clock) for _ in range(5)]
        await asyncio.gather(*(replica.prepare() for replica in replicas))
        assert len({(await replica.signing.current()).id for replica in replicas}) == 1
        for replica in replicas:
            assert (await replica.accounts.authenticate(ADMIN_EMAIL, ADMIN_PASSWORD)).role is Role.ADMIN
        documents = open_store()
        assert await documents["accounts"].count_documents({}) == 1
        assert await documents["signing_keys"].count_documents({}) == 2
        tokens = await replicas[0].sessions.login(ADMIN_EMAIL, ADMIN_PASSWORD, address=HERE)
        await replicas[1].verifier.verify((await replicas[2].sessions.refresh(tokens.refresh)).access.text)
        for replica in replicas:
            replica.close()


class TestSigning:
    @staticmethod
    async def names(auth: Authority) -> list[str]:
        return [key["kid"] for key in (await auth.signing.jwks())["keys"]]

    async def test_a_token_outlives_its_key_and_the_next_key_is_known_before(
        self, auth: Authority, clock: Clock
    ) -> None:
        await auth.accounts.create(EMAIL, PASSWORD)
        clock.forward(hours=23, minutes=58)
        fetched: list[Mapping[str, Any]] = [await auth.signing.jwks()]

        async def cached() -> Mapping[str, Any]:
            return fetched[0]

        verifier = TokenVerifier("packshot", "packshot", cached, now=clock)
        old = await auth.sessions.login(EMAIL, PASSWORD, address=HERE)
        old_key, next_key = await self.names(auth)
        assert (await auth.signing.current()).id == old_key
        await verifier.verify(old.access.text)
        clock.forward(minutes=3)
        new = await auth.sessions.refresh(old.refresh)
        assert (await auth.signing.current()).id == next_key
        for token in (old.access.text, new.access.text):
            await verifier.verify(token)
            await auth.verifier.verify(token)
        assert (await self.names(auth))[:2] == [old_key, next_key]
        assert len(await self.names(auth)) == 3
        clock.forward(minutes=2, seconds=5)
        with pytest.raises(TokenExpired):
            await auth.verifier.verify(old.access.text)
        clock.forward(minutes=10)
        names = await self.names(auth)
        assert old_key not in names
        assert names[0] == next_key
        assert len(names) == 2

    async def test_after_a_long_rest_there_are_new_keys(self, auth: Authority, clock: Clock) -> None:
        before = set(await self.names(auth))
        clock.forward(days=20)
        assert len(await self.names(auth)) == 2, "asking is enough to make them; nobody has signed yet"
        clock.forward(days=20)
        account = await auth.accounts.create(EMAIL, PASSWORD)
        _, key = await auth.keys.create(account.id, Role.MEMBER.scopes, scopes=["cutouts"])
        await auth.verifier.verify((await auth.keys.exchange(key)).text)
        after = set(await self.names(auth))
        assert len(after) == 2
        assert not before & after

    async def test_replicas_rotate_together(self, auth: Authority, open_store: OpenDocuments, clock: Clock) -> None:
        replicas = [auth, *(build_authority(settings(), open_store(), now=clock) for _ in range(3))]
        clock.forward(days=3)
        keys = await asyncio.gather(*(replica.signing.current() for replica in replicas * 3))
        assert len({key.id for key in keys}) == 1
        for replica in replicas[1:]:
            replica.close()

    async def test_another_secret_says_so(self, auth: Authority, documents: Documents, clock: Clock) -> None:
        other = build_authority(settings(signing_secret="x" * 32), documents, now=clock)
        with pytest.raises(SigningKeyLocked, match="PACKSHOT_AUTH_SIGNING_SECRET"):
            await other.prepare()
        other.close()

    async def test_a_sealed_key_opens_only_in_its_own_epoch(
        self, auth: Authority, documents: Documents, clock: Clock
    ) -> None:
        first, second = await documents["signing_keys"].find({}).sort("_id", 1).to_list(2)
        await documents["signing_keys"].update_one({"_id": first["_id"]}, {"$set": {"sealed": second["sealed"]}})
        restarted = build_authority(settings(), documents, now=clock)
        with pytest.raises(SigningKeyLocked):
            await restarted.prepare()
        restarted.close()

    async def test_longer_tokens_keep_their_key_published_longer(
        self, auth: Authority, documents: Documents, clock: Clock
    ) -> None:
        longer = build_authority(settings(access_lifetime_s=3_600), documents, now=clock)
        await longer.prepare()
        clock.forward(hours=23, minutes=59)
        tokens = await longer.sessions.login(ADMIN_EMAIL, ADMIN_PASSWORD, address=HERE)
        clock.forward(minutes=59)
        await longer.verifier.verify(tokens.access.text)
        longer.close()

    async def test_keys_that_the_store_lost_are_replaced(
        self, auth: Authority, documents: Documents, clock: Clock
    ) -> None:
        await documents["signing_keys"].delete_many({})
        before = (await auth.signing.current()).id
        assert before not in await self.names(auth)
        clock.forward(seconds=10)
        tokens = await auth.sessions.login(ADMIN_EMAIL, ADMIN_PASSWORD, address=HERE)
        await auth.verifier.verify(tokens.access.text)


class TestThrottle:
    async def login(self, auth: Authority, email: str, password: str = GUESS, address: str = HERE) -> None:
        await auth.sessions.login(email, password, address=address)

    async def throttled(self, auth: Authority, email: str, address: str = HERE) -> float:
        with pytest.raises(LoginThrottled) as caught:
            await self.login(auth, email, PASSWORD, address)
        assert caught.value.retry_after_s
        return caught.value.retry_after_s

    async def test_ten_guesses_for_one_address_then_a_pause(self, auth: Authority, clock: Clock) -> None:
        await auth.accounts.create(EMAIL, PASSWORD)
        for index in range(10):
            with pytest.raises(BadCredentials):
                await self.login(auth, [EMAIL, EMAIL.upper()][index % 2], address=f"203.0.113.{index}")
        wait_s = await self.throttled(auth, EMAIL)
        assert 900 <= wait_s <= 1_800
        clock.forward(seconds=wait_s - 2)
        await self.throttled(auth, EMAIL)
        clock.forward(seconds=3)
        await self.login(auth, EMAIL, PASSWORD)

    async def test_signing_in_forgives(self, auth: Authority) -> None:
        await auth.accounts.create(EMAIL, PASSWORD)
        for _ in range(3):
            for _ in range(9):
                with pytest.raises(BadCredentials):
                    await self.login(auth, EMAIL)
            await self.login(auth, EMAIL, PASSWORD)

    async def test_an_unknown_address_is_throttled_as_a_known_one(self, auth: Authority) -> None:
        for email in ("nobody@shop.example", "no address at all"):
            for _ in range(10):
                with pytest.raises(BadCredentials):
                    await self.login(auth, email)
            await self.throttled(auth, email)

    async def test_guesses_in_flight_do_not_slip_through(
        self, auth: Authority, open_store: OpenDocuments, clock: Clock
    ) -> None:
        replica = build_authority(settings(), open_store(), now=clock)
        _, refused = await outcomes([self.login(each, EMAIL) for each in [auth, replica] * 15])
        assert len(refused) == 30
        assert 0 < sum(isinstance(error, BadCredentials) for error in refused) <= 10
        assert {type(error) for error in refused} == {BadCredentials, LoginThrottled}
        replica.close()

    async def test_one_place_is_throttled_over_all_addresses(self, documents: Documents, clock: Clock) -> None:
        auth = build_authority(settings(login_rate_per_address="5/minute"), documents, now=clock)
        for index in range(5):
            with pytest.raises(BadCredentials):
                await self.login(auth, f"guess{index}@shop.example")
        await self.throttled(auth, "guess9@shop.example")
        for address in ("203.0.113.10", "", "", "", "", "", ""):
            with pytest.raises(BadCredentials):
                await self.login(auth, f"{secrets.token_hex(4)}@shop.example", address=address)
        auth.close()

    async def test_sign_ups_from_one_place_are_few(self, documents: Documents, clock: Clock) -> None:
        auth = build_authority(settings(sign_up_rate_per_address="2/hour"), documents, now=clock)
        for index in range(2):
            await auth.sign_up(f"a{index}@shop.example", PASSWORD, "", address=HERE)
        with pytest.raises(SignUpThrottled):
            await auth.sign_up("a9@shop.example", PASSWORD, "", address=HERE)
        await auth.sign_up("a9@shop.example", PASSWORD, "", address="")
        auth.close()


class TestRates:
    async def test_never_more_than_the_limit_at_once(self, open_store: OpenDocuments, clock: Clock) -> None:
        limits_ = [RateLimit(RateStore(open_store(), now=clock), limits.parse("10/minute")) for _ in range(2)]
        allowances, refused = await outcomes([limit.hit("anna") for limit in limits_ * 20])
        assert refused == []
        assert sum(each.allowed for each in allowances) == 10

    async def test_what_is_told_is_what_happens(self, documents: Documents, clock: Clock) -> None:
        limit = RateLimit(RateStore(documents, now=clock), limits.parse("3/minute"))
        assert [(await limit.hit("anna")).remaining for _ in range(3)] == [2, 1, 0]
        refused = await limit.hit("anna")
        assert (refused.allowed, refused.limit, refused.remaining) == (False, 3, 0)
        assert refused.reset_s == 60
        assert (await limit.hit("bert")).allowed, "everybody is counted alone"
        clock.forward(seconds=refused.retry_after_s - 1)
        assert not (await limit.hit("anna")).allowed
        clock.forward(seconds=2)
        assert (await limit.hit("anna")).allowed
        await limit.clear("anna")
        assert (await limit.hit("anna")).remaining == 2

    async def test_the_window_before_counts_by_the_share_still_covered(
        self, documents: Documents, clock: Clock
    ) -> None:
        limit = RateLimit(RateStore(documents, now=clock), limits.parse("10/minute"))
        for _ in range(8):
            await limit.hit("anna")
        clock.forward(seconds=90)
        # Half of the window before is still covered: 4 of its 8.
        assert [(await limit.hit("anna")).remaining for _ in range(6)] == [5, 4, 3, 2, 1, 0]
        refused = await limit.hit("anna")
        assert (refused.allowed, refused.remaining, refused.reset_s) == (False, 0, 30)
        clock.forward(seconds=refused.retry_after_s + 0.1)
        assert (await limit.hit("anna")).allowed
        clock.forward(seconds=300)
        assert (await limit.hit("anna")).remaining == 9

    async def test_racing_to_begin_a_window_loses_no_hit(self, open_store: OpenDocuments, clock: Clock) -> None:
        stores = [RateStore(open_store(), now=clock) for _ in range(2)]
        for attempt in range(5):
            taken, errors = await outcomes([store.take(f"key{attempt}", 20, 60) for store in stores * 15])
            assert errors == []
            assert sorted(each.current for each in taken if each.allowed) == list(range(1, 21))
            assert [each.current for each in taken if not each.allowed] == [20] * 10


async def test_a_duplicate_is_never_told_in_the_words_of_the_store(auth: Authority) -> None:
    await auth.accounts.create(EMAIL, PASSWORD)
    with pytest.raises(PackshotError) as caught:
        await auth.accounts.create(EMAIL, PASSWORD)
    assert "E11000" not in caught.value.message
    assert "dup" not in caught.value.message
