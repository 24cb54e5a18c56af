"""Times as the contract has them."""

from datetime import datetime

from google.protobuf.timestamp_pb2 import Timestamp


def timestamp(at: datetime | None) -> Timestamp | None:
    """A time with a zone as the contract's message; None, which leaves a field unset, where there is none."""
    if at is None:
        return None
    stamp = Timestamp()
    stamp.FromDatetime(at)
    return stamp
