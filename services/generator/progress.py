"""How far a painted scene is, over all that is painted for it."""

from services.generator.arrays import Bytes
from services.generator.layers import preview
from services.generator.scene import Watch


class Progress:
    """Steps over several paintings; the ``Easel`` of each. What is still to come is added as it becomes known."""

    def __init__(self, watch: Watch) -> None:
        self.watch, self._total, self._promised = watch, 0, 0

    def expect(self, steps: int) -> None:
        """So many more."""
        self._total += steps
        self.watch.begin(self._total)

    def promise(self, strokes: int) -> None:
        """The next painting has so many steps, it is thought; they are among those expected."""
        self._promised = strokes

    def step(self, stage: str) -> None:
        """A step begins."""
        self.watch.step(stage)

    def stroke(self, done: int, of: int) -> None:
        """See ``Easel``. A model may make another number of steps than it was asked for."""
        if of != self._promised:
            self.expect(of - self._promised)
            self._promised = of
        self.watch.step("paint")

    def preview(self, pixels: Bytes) -> None:
        """See ``Easel``."""
        self.watch.preview(preview(pixels, None))

    def check(self) -> None:
        """See ``Easel``."""
        self.watch.check()
