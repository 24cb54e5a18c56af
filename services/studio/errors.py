"""Failures that are the studio's own."""

from mesh.errors import Cause, PackshotError


class AnswerBroken(PackshotError):
    """A service of the mesh said that its work was done, and what it sent is not whole."""

    reason = "ANSWER_BROKEN"
    cause = Cause.INTERNAL

    def __init__(self, service: str, missing: str) -> None:
        super().__init__(
            f"The {service} ended its answer before {missing} was whole. Try again; if it happens again, tell the operator.",
            service=service,
        )
