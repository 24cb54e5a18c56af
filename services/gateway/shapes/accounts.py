"""Accounts, sessions and keys as JSON."""

from datetime import datetime
from enum import StrEnum
from typing import Self

from pydantic import BaseModel, ConfigDict, Field

from packshot.auth.v1 import auth_pb2
from services.gateway.shapes.times import Moment, at, moment, stamp


class Wanted(BaseModel):
    """What a caller sends: unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class NewAccount(Wanted):
    """Asks for an account."""

    email: str = Field(description="E-mail address, at most 254 characters.", examples=["ada@example.com"])
    password: str = Field(description="10 to 256 characters.", examples=["correct horse battery"])
    display_name: str = Field("", description="Name to show, at most 100 characters.", examples=["Ada Ceramics"])


class Credentials(Wanted):
    """Signs in."""

    email: str = Field(examples=["ada@example.com"])
    password: str = Field(examples=["correct horse battery"])


class RefreshToken(Wanted):
    """Names a session by its refresh token."""

    refresh_token: str = Field(description="The session's newest refresh token.", examples=["rt_4fzzzxjylrx"])


class Language(StrEnum):
    """What pages and mails are written in."""

    EN = "en"
    RU = "ru"


class AccountChange(Wanted):
    """What to change of your account; what is left out stays."""

    display_name: str = Field("", description="Name to show, at most 100 characters.", examples=["Ada Ceramics"])
    language: Language = Field(Language.EN, description="Of pages and mails.", examples=["ru"])

    def request(self) -> auth_pb2.UpdateAccountRequest:
        """In the contract's terms."""
        return auth_pb2.UpdateAccountRequest(
            # Only what came, in a fixed order.
            fields=[name for name in type(self).model_fields if name in self.model_fields_set],
            display_name=self.display_name,
            language=self.language,
        )


class PasswordChange(Wanted):
    """Changes your password."""

    password: str = Field(description="The one so far.", examples=["correct horse battery"])
    new_password: str = Field(
        description="The one from now on, 10 to 256 characters.", examples=["four quiet grey donkeys"]
    )


class ForgottenPassword(Wanted):
    """Asks for a mail with which a new password is set."""

    email: str = Field(examples=["ada@example.com"])
    language: Language | None = Field(
        None, description="Of the mail. Default: the account's own, else English.", examples=["ru"]
    )


class NewPassword(Wanted):
    """Sets a new password with what a mail brought."""

    token: str = Field(description="What stands behind `#token=` in the mail's link.", examples=["4fzzzxjylrx"])
    new_password: str = Field(description="10 to 256 characters.", examples=["four quiet grey donkeys"])


class NewKey(Wanted):
    """Asks for an API key."""

    name: str = Field("", description="What to call it, at most 100 characters.", examples=["shop server"])
    scopes: list[str] = Field(
        description="What it may do, at least one of your own: `cutouts`, `scenes`, `keys`, `account`.",
        examples=[["cutouts", "scenes"]],
    )
    expire_time: Moment | None = Field(
        None, description="When it stops being good; unset: never.", examples=["2030-01-01T00:00:00Z"]
    )

    def request(self) -> auth_pb2.CreateKeyRequest:
        """In the contract's terms."""
        request = auth_pb2.CreateKeyRequest(name=self.name, scopes=self.scopes)
        if self.expire_time is not None:
            request.expire_time.CopyFrom(stamp(self.expire_time))
        return request


class Account(BaseModel):
    """A person or a shop that uses Packshot."""

    id: str
    email: str
    display_name: str
    scopes: list[str] = Field(description="What a session of this account may do.")
    create_time: datetime
    language: str = Field(description="Of pages and mails, `en` or `ru`; empty: not said.", examples=["en"])

    @classmethod
    def of(cls, account: auth_pb2.Account) -> Self:
        return cls(
            id=account.id,
            email=account.email,
            display_name=account.display_name,
            scopes=list(account.scopes),
            create_time=at(account.create_time),
            language=account.language,
        )


class Tokens(BaseModel):
    """What to authenticate with."""

    access_token: str = Field(
        description="For `Authorization: Bearer`; lives 5 minutes, and outlives its session by at most that."
    )
    access_expire_time: datetime
    refresh_token: str = Field(description="Good for one refresh.")
    refresh_expire_time: datetime | None
    scopes: list[str]

    @classmethod
    def of(cls, tokens: auth_pb2.Tokens) -> Self:
        return cls(
            access_token=tokens.access_token,
            access_expire_time=at(tokens.access_expire_time),
            refresh_token=tokens.refresh_token,
            refresh_expire_time=moment(tokens, "refresh_expire_time"),
            scopes=list(tokens.scopes),
        )


class BrowserSession(BaseModel):
    """What a page keeps in memory, and nowhere else."""

    access_token: str = Field(description="For `Authorization: Bearer`; lives 5 minutes.")
    access_expire_time: datetime
    account_id: str

    @classmethod
    def of(cls, tokens: auth_pb2.Tokens) -> Self:
        return cls(
            access_token=tokens.access_token,
            access_expire_time=at(tokens.access_expire_time),
            account_id=tokens.account_id,
        )


class Session(BaseModel):
    """A sign-in that is alive."""

    id: str
    create_time: datetime
    last_used_time: datetime = Field(description="When it was last refreshed, or opened.")
    expire_time: datetime = Field(description="When it ends by itself.")
    user_agent: str = Field(
        description="What the program that signed in called itself: its own text, at most 200 characters; may be empty.",
        examples=["Mozilla/5.0 (X11; Linux x86_64) Chrome/141.0.0.0"],
    )
    current: bool = Field(description="Whether it is the one that asks.")

    @classmethod
    def of(cls, session: auth_pb2.Session) -> Self:
        return cls(
            id=session.id,
            create_time=at(session.create_time),
            last_used_time=at(session.last_used_time),
            expire_time=at(session.expire_time),
            user_agent=session.user_agent,
            current=session.current,
        )


class Sessions(BaseModel):
    """Sessions, last used first; at most 200."""

    sessions: list[Session]


class Key(BaseModel):
    """An API key as it may be shown."""

    id: str
    name: str
    prefix: str = Field(description="First characters of the key, to tell keys apart.")
    scopes: list[str]
    create_time: datetime
    expire_time: datetime | None = Field(description="When it stops being good; null: never.")
    last_use_time: datetime | None = Field(description="When it was last used, to the minute; null: never.")
    revoke_time: datetime | None = Field(description="When it was revoked; null: it was not.")

    @classmethod
    def of(cls, key: auth_pb2.Key) -> Self:
        return cls(
            id=key.id,
            name=key.name,
            prefix=key.prefix,
            scopes=list(key.scopes),
            create_time=at(key.create_time),
            expire_time=moment(key, "expire_time"),
            last_use_time=moment(key, "last_use_time"),
            revoke_time=moment(key, "revoke_time"),
        )


class CreatedKey(BaseModel):
    """A new API key."""

    key: Key
    secret: str = Field(
        description="The whole key. It is in this answer and nowhere else, ever.", examples=["pk_<id>_<secret>"]
    )


class Keys(BaseModel):
    """API keys, newest first."""

    keys: list[Key]
