"""Accounts, sessions and keys as JSON."""

from datetime import datetime
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

    @classmethod
    def of(cls, account: auth_pb2.Account) -> Self:
        return cls(
            id=account.id,
            email=account.email,
            display_name=account.display_name,
            scopes=list(account.scopes),
            create_time=at(account.create_time),
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
