"""Times as JSON tells them, and as the contract takes them."""

from datetime import UTC, datetime
from typing import Annotated

from google.protobuf.message import Message
from google.protobuf.timestamp_pb2 import Timestamp
from pydantic import AfterValidator, AwareDatetime
from pydantic_core import PydanticCustomError


def moment(message: Message, name: str) -> datetime | None:
    """The time in a message's field ``name``; None where it is unset."""
    if not message.HasField(name):
        return None
    return at(getattr(message, name))


def at(timestamp: Timestamp) -> datetime:
    """A contract's time as one with a zone."""
    return timestamp.ToDatetime(tzinfo=UTC)


def stamp(time: datetime) -> Timestamp:
    """A time with a zone as the contract's."""
    made = Timestamp()
    made.FromDatetime(time)
    return made


def _in_utc(value: datetime) -> datetime:
    try:
        return value.astimezone(UTC)
    except OverflowError as error:
        # Hours before or after what can be said in UTC, and the contract's times are in UTC.
        raise PydanticCustomError(
            "time_range", "This time is out of range. Send one between the years 1 and 9999"
        ) from error


Moment = Annotated[AwareDatetime, AfterValidator(_in_utc)]
"""A time that a caller sends: with a zone, and one that the contract can hold."""
