"""Accounts: who may sign in. Owns the collection ``accounts``; must not know sessions, keys or tokens."""

from dataclasses import dataclass
from datetime import datetime

import structlog
from email_validator import EmailNotValidError, validate_email
from pymongo.errors import DuplicateKeyError

from mesh.documents import Document, Documents, needs_documents
from mesh.errors import InvalidArgument
from mesh.tokens import Clock, utc_now
from services.auth.errors import AccountNotFound, BadCredentials, EmailTaken, LastAdministrator
from services.auth.opaque import ID_CHARS, random_text
from services.auth.passwords import Passwords, check_new_password
from services.auth.scopes import Role

MAX_EMAIL_CHARS = 254
MAX_DISPLAY_NAME_CHARS = 100
LANGUAGES = ("en", "ru")
"""What pages and mails are written in."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Account:
    """A person or a shop, as it may be shown; the password's hash stays in the store."""

    id: str
    email: str
    """Normalised; the part before the @ as it was typed."""
    display_name: str
    role: Role
    disabled: bool
    created_at: datetime
    language: str = ""
    """One of ``LANGUAGES``; empty: not said."""

    @property
    def scopes(self) -> frozenset[str]:
        """All that it may do."""
        return self.role.scopes


class Accounts:
    """Creates accounts and tells whose password it is."""

    def __init__(self, documents: Documents, passwords: Passwords, *, now: Clock = utc_now) -> None:
        self._accounts = documents["accounts"]
        self._passwords = passwords
        self._now = now
        self._prepared = False

    @needs_documents
    async def prepare(self) -> None:
        """Makes the unique index on the address. Idempotent."""
        await self._accounts.create_index("email_key", unique=True)
        self._prepared = True

    @needs_documents
    async def create(self, email: str, password: str, display_name: str = "", *, role: Role = Role.MEMBER) -> Account:
        """A new account. Raises ``InvalidArgument``, ``WeakPassword`` or ``EmailTaken``."""
        email = normalise(email)
        display_name = _name(display_name)
        check_new_password(password, email=email)
        document: Document = {
            "_id": random_text(ID_CHARS),
            "email": email,
            "email_key": email_key(email),
            "display_name": display_name,
            "role": role.value,
            "password_hash": await self._passwords.hash(password),
            "disabled": False,
            "created_at": self._now(),
        }
        if not self._prepared:
            # A call may come before the service is ready; without the index two accounts could share an address.
            await self.prepare()
        try:
            await self._accounts.insert_one(document)
        except DuplicateKeyError as exc:
            raise EmailTaken(
                "There is an account with this e-mail address already. Sign in, or use another address.", field="email"
            ) from exc
        return _account(document)

    @needs_documents
    async def get(self, account_id: str) -> Account:
        """The account; raises ``AccountNotFound``."""
        document = await self._accounts.find_one({"_id": account_id})
        if document is None:
            raise AccountNotFound("This account does not exist any more. Create a new one.")
        return _account(document)

    @needs_documents
    async def find(self, email: str) -> Account | None:
        """The account with this address that may sign in, if there is one."""
        key = email_key(email) if len(email) <= MAX_EMAIL_CHARS else ""
        document = await self._accounts.find_one({"email_key": key, "disabled": False}) if key else None
        return None if document is None else _account(document)

    @needs_documents
    async def update(self, account_id: str, *, display_name: str | None = None, language: str | None = None) -> Account:
        """Changes what is not None. Raises ``InvalidArgument``, ``AccountNotFound``."""
        changes: Document = {}
        if display_name is not None:
            changes["display_name"] = _name(display_name)
        if language is not None:
            changes["language"] = known_language(language)
        if not changes:
            raise InvalidArgument("Nothing was named to change. Name `display_name` or `language`.", field="fields")
        await self._accounts.update_one({"_id": account_id}, {"$set": changes})
        return await self.get(account_id)

    def check_password(self, account: Account, new_password: str) -> None:
        """Raises ``WeakPassword`` for one that should not become the account's."""
        check_new_password(new_password, email=account.email, field="new_password")

    @needs_documents
    async def set_password(self, account: Account, new_password: str) -> None:
        """Gives the account another password. Raises ``WeakPassword``, ``AccountNotFound``, ``Overloaded``."""
        self.check_password(account, new_password)
        new_hash = await self._passwords.hash(new_password)
        result = await self._accounts.update_one({"_id": account.id}, {"$set": {"password_hash": new_hash}})
        if result.matched_count == 0:
            raise AccountNotFound("This account does not exist any more. Create a new one.")

    @needs_documents
    async def authenticate(self, email: str, password: str) -> Account:
        """The account with this address and password.

        Raises ``BadCredentials`` with the same words and after the same work for an address without account, a wrong
        password and a disabled account.
        """
        key = email_key(email) if len(email) <= MAX_EMAIL_CHARS else ""
        document = await self._accounts.find_one({"email_key": key})
        verdict = await self._passwords.verify(password, document["password_hash"] if document else None)
        if document is None or not verdict.matches or document["disabled"]:
            raise bad_credentials()
        if verdict.new_hash is not None:
            # Only over the hash that was checked: a password changed meanwhile must stay changed.
            await self._accounts.update_one(
                {"_id": document["_id"], "password_hash": document["password_hash"]},
                {"$set": {"password_hash": verdict.new_hash}},
            )
        return _account(document)

    @needs_documents
    async def confirm(self, account_id: str, password: str) -> Account:
        """The account, if this is its password. Raises ``BadCredentials``, ``AccountNotFound``."""
        return await self.authenticate((await self.get(account_id)).email, password)

    @needs_documents
    async def delete(self, account: Account) -> None:
        """Removes an account for good. Raises ``LastAdministrator`` where nobody would be left to administer."""
        if account.role is Role.ADMIN and await self._accounts.count_documents({"role": Role.ADMIN.value}) <= 1:
            raise LastAdministrator
        await self._accounts.delete_one({"_id": account.id})

    async def disable(self, account_id: str) -> None:
        """Lets the account neither sign in, nor refresh a session, nor exchange a key. Tokens that are out run off."""
        await self._set_disabled(account_id, True)

    async def enable(self, account_id: str) -> None:
        """Takes ``disable`` back."""
        await self._set_disabled(account_id, False)

    async def ensure_administrator(self, email: str, password: str) -> None:
        """Makes the first administrator where nobody has the address. Who is there already is left alone.

        Safe for several replicas at once: the unique index lets one of them win.
        """
        if await self._has(email):
            return
        try:
            account = await self.create(email, password, "Administrator", role=Role.ADMIN)
        except EmailTaken:
            return
        log.info("account.administrator_created", account=account.id)

    @needs_documents
    async def _has(self, email: str) -> bool:
        document = await self._accounts.find_one({"email_key": email_key(normalise(email))})
        if document is not None and document["role"] != Role.ADMIN.value:
            log.warning(
                "account.administrator_missing", account=document["_id"], why="a member has the address of the settings"
            )
        return document is not None

    @needs_documents
    async def _set_disabled(self, account_id: str, disabled: bool) -> None:
        result = await self._accounts.update_one({"_id": account_id}, {"$set": {"disabled": disabled}})
        if result.matched_count == 0:
            raise AccountNotFound("There is no account with this id.")


def normalise(email: str) -> str:
    """The address in one spelling (domain in lower case, Unicode composed); raises ``InvalidArgument``. Asks no DNS."""
    if len(email) > MAX_EMAIL_CHARS:
        raise InvalidArgument(
            f"The e-mail address has more than {MAX_EMAIL_CHARS} characters, which none can have.", field="email"
        )
    try:
        return validate_email(email.strip(), check_deliverability=False).normalized
    except EmailNotValidError as exc:
        raise InvalidArgument(f"This is not an e-mail address: {exc}", field="email") from exc


def email_key(email: str) -> str:
    """What makes two addresses the same account: no mail system tells Anna@ from anna@. Empty for what is no address."""
    try:
        return normalise(email).casefold()
    except InvalidArgument:
        return ""


def known_language(language: str) -> str:
    """``language``, if it is one of ``LANGUAGES``; raises ``InvalidArgument``."""
    if language not in LANGUAGES:
        raise InvalidArgument(
            f"There is no language '{language[:20]}' here. Choose from: {', '.join(LANGUAGES)}.", field="language"
        )
    return language


def _name(display_name: str) -> str:
    display_name = display_name.strip()
    if len(display_name) > MAX_DISPLAY_NAME_CHARS or not display_name.isprintable():
        raise InvalidArgument(
            f"The display name is too long or has control characters. Use up to {MAX_DISPLAY_NAME_CHARS} signs.",
            field="display_name",
        )
    return display_name


def bad_credentials() -> BadCredentials:
    """The one answer to every credential that is not accepted."""
    return BadCredentials("This e-mail address and password, or this key, are not accepted. Check them and try again.")


def _account(document: Document) -> Account:
    return Account(
        id=document["_id"],
        email=document["email"],
        display_name=document["display_name"],
        role=Role(document["role"]),
        disabled=document["disabled"],
        created_at=document["created_at"],
        language=document.get("language", ""),
    )
