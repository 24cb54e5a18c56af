"""The channel to Packshot: one address, plain or TLS. It retries what fits into its buffer; ``retries`` has the rest."""

import json
import re

import grpc

DEFAULT_ADDRESS = "127.0.0.1:8700"
MAX_MESSAGE_BYTES = 4 * 1024 * 1024
# UNAVAILABLE alone, with jitter, inside the deadline. A service that answers UNAVAILABLE itself sends a push-back, which stops
# this: only lost connections are tried again.
_RETRIES = {
    "methodConfig": [
        {
            "name": [{}],
            "retryPolicy": {
                "maxAttempts": 4,
                "initialBackoff": "0.2s",
                "maxBackoff": "2s",
                "backoffMultiplier": 2,
                "retryableStatusCodes": ["UNAVAILABLE"],
            },
        }
    ]
}


def open_channel(address: str, *, tls: bool, root_certificates: bytes | None) -> grpc.aio.Channel:
    """A channel to ``host:port``. ``root_certificates`` (PEM) replace the system's. Raises ``ValueError`` for no address."""
    # Without a port gRPC would quietly take 443.
    if "://" in address or not re.fullmatch(r"unix:.+|(\[[^\]]+\]|[^:\s]+):\d{1,5}", address):
        raise ValueError(f"{address!r} is not an address. Give host:port, without a scheme, such as {DEFAULT_ADDRESS}.")
    options = (
        ("grpc.service_config", json.dumps(_RETRIES)),
        ("grpc.max_receive_message_length", MAX_MESSAGE_BYTES),
        ("grpc.keepalive_time_ms", 30_000),
        ("grpc.max_reconnect_backoff_ms", 5_000),
    )
    if tls or root_certificates is not None:
        return grpc.aio.secure_channel(address, grpc.ssl_channel_credentials(root_certificates), options=options)
    return grpc.aio.insecure_channel(address, options=options)
