"""One progress for a recipe of several phases, so that a caller sees one bar that never goes backwards."""

from services.studio.events import Progress

TOTAL_STEPS = 100
"""Of a recipe with several phases. The phases' own step counts are only known once each has begun, too late for a total."""


class Phases:
    """Fits the progress of phases that follow one another into one count of ``TOTAL_STEPS``.

    ``shares`` says how much of the whole each phase is taken for; they are weights, and add up to anything above 0.
    """

    def __init__(self, **shares: float) -> None:
        whole = sum(shares.values())
        self._spans: dict[str, tuple[float, float]] = {}
        start = 0.0
        for name, share in shares.items():
            end = start + share / whole
            self._spans[name] = (start, end)
            start = end
        self._step = 0

    def at(self, phase: str, inner: Progress) -> Progress:
        """The whole recipe's progress when ``phase`` stands at ``inner``; never less than what was said before."""
        start, end = self._spans[phase]
        done = min(1.0, inner.step / max(1, inner.total))
        self._step = max(self._step, int(TOTAL_STEPS * (start + done * (end - start)) + 1e-6))
        return Progress(inner.stage, self._step, TOTAL_STEPS)

    def waiting(self, phase: str) -> Progress:
        """The whole recipe's progress while ``phase`` waits for its turn."""
        return self.at(phase, Progress("queued", 0, 1))
