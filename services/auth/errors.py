"""Failures that only auth can meet."""

from mesh.errors import Cause, InvalidArgument, PackshotError


class EmailTaken(PackshotError):
    """There is an account with this e-mail address."""

    reason = "EMAIL_TAKEN"
    cause = Cause.CONFLICT


class WeakPassword(InvalidArgument):
    """The password is too short, too long, or among the first that a guesser tries."""

    reason = "WEAK_PASSWORD"


class BadCredentials(PackshotError):
    """E-mail and password, or an API key, that are not accepted. Why is not told: it would tell a guesser what to try
    next."""

    reason = "BAD_CREDENTIALS"
    cause = Cause.UNAUTHENTICATED


class LoginThrottled(PackshotError):
    """Too many tries to sign in for one e-mail address or from one place."""

    reason = "LOGIN_THROTTLED"
    cause = Cause.OVERLOADED


class SignUpThrottled(PackshotError):
    """Too many new accounts from one place."""

    reason = "SIGN_UP_THROTTLED"
    cause = Cause.OVERLOADED


class SessionEnded(PackshotError):
    """The refresh token is used, expired, unknown, or of a session that is over."""

    reason = "SESSION_ENDED"
    cause = Cause.UNAUTHENTICATED


class SessionNotFound(PackshotError):
    """The account has no such session, or it is over."""

    reason = "SESSION_NOT_FOUND"
    cause = Cause.NOT_FOUND


class ResetExpired(InvalidArgument):
    """The token of a mail is unknown, used, or too old. Which, is not told."""

    reason = "RESET_EXPIRED"


class ResetThrottled(PackshotError):
    """Too many mails for one address, or too many tries from one place."""

    reason = "RESET_THROTTLED"
    cause = Cause.OVERLOADED


class MailNotSetUp(PackshotError):
    """This installation sends no mail."""

    reason = "MAIL_NOT_SET_UP"
    cause = Cause.UNPROCESSABLE


class AccountNotFound(PackshotError):
    """The account of a good token is gone."""

    reason = "ACCOUNT_NOT_FOUND"
    cause = Cause.NOT_FOUND


class LastAdministrator(PackshotError):
    """The only administrator wants to go."""

    reason = "LAST_ADMINISTRATOR"
    cause = Cause.CONFLICT

    def __init__(self) -> None:
        super().__init__("You are the only administrator, so this account stays. Make another administrator first.")


class KeyNotFound(PackshotError):
    """The account has no such API key."""

    reason = "KEY_NOT_FOUND"
    cause = Cause.NOT_FOUND


class TooManyKeys(PackshotError):
    """The account holds as many API keys as it may."""

    reason = "TOO_MANY_KEYS"
    cause = Cause.CONFLICT


class SigningKeyLocked(Exception):
    """A stored signing key does not open with the secret from the settings. Told to the operator, at start, never to
    a caller."""
