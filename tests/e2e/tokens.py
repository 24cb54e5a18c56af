"""Access tokens that auth would never issue, signed with the stack's real keys."""

import asyncio
from datetime import timedelta

from local.stack import Stack
from mesh.documents import close_documents, open_documents
from mesh.tokens import utc_now
from services.auth.issuer import Issuer
from services.auth.signing import SigningKeys

SCOPES = frozenset({"cutouts", "scenes"})


def mint(
    stack: Stack, *, audience: str = "packshot", age: timedelta = timedelta(0), scopes: frozenset[str] = SCOPES
) -> str:
    """A token as auth issues it, except for what is asked; ``age`` moves its times into the past."""

    async def issue() -> str:
        environment = stack.environment
        documents = open_documents(environment["PACKSHOT_DOCUMENTS_URL"], environment["PACKSHOT_DOCUMENTS_DATABASE"])
        try:
            lifetime = timedelta(minutes=5)
            keys = SigningKeys(
                documents,
                secret=environment["PACKSHOT_AUTH_SIGNING_SECRET"],
                period=timedelta(days=1),
                token_lifetime=lifetime,
            )
            issuer = Issuer(keys, issuer="packshot", audience=audience, lifetime=lifetime, now=lambda: utc_now() - age)
            return (await issuer.issue("somebody", "some-session", scopes)).text
        finally:
            await close_documents(documents)

    return asyncio.run(issue())


def tamper(token: str) -> str:
    """The token with one character of its claims changed."""
    head, claims, signature = token.split(".")
    swapped = "A" if claims[20] != "A" else "B"
    return f"{head}.{claims[:20]}{swapped}{claims[21:]}.{signature}"
