"""Failures that jobs bring."""

from mesh.errors import Cause, PackshotError


class JobNotFound(PackshotError):
    """The account has no job of this id."""

    reason = "JOB_NOT_FOUND"
    cause = Cause.NOT_FOUND

    def __init__(self) -> None:
        super().__init__(
            "Your account has no job with this id. List your jobs to see which it has; ended ones are deleted in time."
        )


class TooManyJobs(PackshotError):
    """The account's queue is full."""

    reason = "TOO_MANY_JOBS"
    cause = Cause.OVERLOADED

    def __init__(self, limit: int) -> None:
        super().__init__(
            f"{limit} jobs of your account wait already, which is the most. Try again when some have ended.",
            retry_after_s=5.0,
            limit=limit,
        )


class CreditsSpent(PackshotError):
    """The account's credits of the month are used up."""

    reason = "CREDITS_SPENT"
    cause = Cause.FORBIDDEN

    def __init__(self, limit: int) -> None:
        super().__init__(
            f"Your account's {limit} credits of this month are spent. Wait for the next month, or ask the administrator for more.",
            limit=limit,
        )


class WorkerLost(PackshotError):
    """The workers that had the job died, again and again."""

    reason = "WORKER_LOST"
    cause = Cause.UNAVAILABLE

    def __init__(self, times: int) -> None:
        super().__init__(
            f"The job was begun {times} times, and each time the worker that had it went away. Hand it in again; if that happens "
            "again, tell the operator.",
            times=times,
        )


class QueueAway(Exception):
    """The queue does not answer right now. Never told to a caller: the documents are the truth, the message comes later."""
