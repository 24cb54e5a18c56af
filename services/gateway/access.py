"""Who is asking: a bearer token passed on as it is, or an API key exchanged for one at auth.

The services verify for themselves. The gateway verifies too, so that a bad credential is refused before 30 MB are read, and to know
whose requests it is counting. An exchange is never kept: a key that was revoked is refused with the next request.
"""

from mesh.errors import Unauthenticated
from mesh.identity import Caller, set_caller
from mesh.interceptors.access import require_scope
from mesh.policy import policy_of
from mesh.tokens import TokenVerifier
from packshot.auth.v1 import auth_pb2
from services.gateway.backends import ADDRESS_KEY, Backends, ask

KEY_PREFIX = "pk_"
MAX_CREDENTIAL_CHARS = 4_096
EXCHANGE = "/packshot.auth.v1.AuthService/ExchangeKey"


class Doorkeeper:
    """Turns an ``Authorization`` field into a caller."""

    def __init__(self, backends: Backends, verifier: TokenVerifier) -> None:
        self._backends = backends
        self._verifier = verifier

    async def identify(self, authorization: str | None, address: str) -> Caller:
        """The caller, set for the rest of this request.

        Raises ``Unauthenticated``, ``TokenInvalid``, ``TokenExpired``, what auth told about a key, or ``ServiceUnavailable``.
        """
        credential = _credential(authorization)
        if credential.startswith(KEY_PREFIX):
            credential = await self._exchange(credential, address)
        caller = await self._verifier.verify(credential)
        set_caller(caller)
        return caller

    async def _exchange(self, key: str, address: str) -> str:
        answer = await ask(
            "auth",
            self._backends.auth.ExchangeKey,
            auth_pb2.ExchangeKeyRequest(key=key),
            name=EXCHANGE,
            extra=((ADDRESS_KEY, address),) if address else (),
        )
        return answer.tokens.access_token


def _credential(authorization: str | None) -> str:
    if not authorization:
        raise Unauthenticated("This needs a credential. Send `Authorization: Bearer <API key or access token>`.")
    scheme, _, credential = authorization.partition(" ")
    credential = credential.strip()
    if scheme.lower() != "bearer" or not credential or len(credential) > MAX_CREDENTIAL_CHARS:
        raise Unauthenticated("The Authorization header is not `Bearer <API key or access token>`.")
    return credential


def require_method(caller: Caller, method: str) -> None:
    """Raises ``ScopeMissing`` where the contract will not let ``caller`` call ``method``; asked before the body is read."""
    policy = policy_of(method)
    if policy is not None and not policy.public:
        require_scope(caller, frozenset(policy.any_scope))
