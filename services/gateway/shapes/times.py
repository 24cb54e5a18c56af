"""Times as JSON tells them."""

from datetime import UTC, datetime

from google.protobuf.message import Message
from google.protobuf.timestamp_pb2 import Timestamp


def moment(message: Message, name: str) -> datetime | None:
    """The time in a message's field ``name``; None where it is unset."""
    if not message.HasField(name):
        return None
    return at(getattr(message, name))


def at(timestamp: Timestamp) -> datetime:
    """A contract's time as one with a zone."""
    return timestamp.ToDatetime(tzinfo=UTC)
