"""What an account may do. The contract (``CallPolicy.any_scope``) says what each scope opens; here is who has which."""

from enum import Enum

from mesh.errors import InvalidArgument

CUTOUTS, SCENES, ASSETS, KEYS, ACCOUNT, ADMIN = "cutouts", "scenes", "assets", "keys", "account", "admin"
KNOWN = frozenset({CUTOUTS, SCENES, ASSETS, KEYS, ACCOUNT, ADMIN})
_OFFERED = ", ".join(sorted(KNOWN - {ADMIN}))
"""What is told to choose from: whoever may administer knows, and nobody else can have it."""


class Role(Enum):
    """The kinds of account."""

    MEMBER = "member"
    ADMIN = "admin"

    @property
    def scopes(self) -> frozenset[str]:
        """All that an account of this kind may do, and hence all that its sessions and keys can carry."""
        return KNOWN if self is Role.ADMIN else KNOWN - {ADMIN}


def check_known(scopes: frozenset[str]) -> None:
    """Raises ``InvalidArgument`` where ``scopes`` is empty or names one that does not exist."""
    if not scopes:
        raise InvalidArgument(f"A key needs at least one scope. Choose from: {_OFFERED}.", field="scopes")
    if unknown := scopes - KNOWN:
        # Cut, since this is a caller's text.
        named = ", ".join(scope[:40] for scope in sorted(unknown)[:5])
        raise InvalidArgument(f"There is no scope named {named}. Choose from: {_OFFERED}.", field="scopes")
