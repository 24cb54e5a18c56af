"""Why a picture was not painted. Each failure has a code; Triton's error text begins with it, and the generator reads it.

Knows neither Triton nor torch.
"""

from typing import ClassVar


class DiffusionFailure(Exception):
    """A cause with a stable ``code``. ``str()`` is what a caller gets: no paths of this machine, no library's words."""

    code: ClassVar[str]

    def answer(self) -> str:
        """The error text that travels: ``CODE: sentence``."""
        return f"{self.code}: {self}"


class WeightsMissing(DiffusionFailure):
    """The model's weights are not here."""

    code = "WEIGHTS_MISSING"


class WeightsCorrupt(DiffusionFailure):
    """The model's weights are not those that were fetched, or cannot be read."""

    code = "WEIGHTS_CORRUPT"


class LicenceRefused(DiffusionFailure):
    """The model's licence forbids commercial use and the operator has not accepted it by name."""

    code = "LICENCE_REFUSED"


class BadSize(DiffusionFailure):
    """The picture's sides are not multiples of 16, too small, or more than the model takes."""

    code = "BAD_SIZE"


class BadValue(DiffusionFailure):
    """A number or a tensor is out of its range."""

    code = "BAD_VALUE"


class StyleUnsupported(DiffusionFailure):
    """The model takes no style from a picture, or not as it is loaded here."""

    code = "STYLE_UNSUPPORTED"


class ContentRefused(DiffusionFailure):
    """The model's own safety checker objected to the result."""

    code = "CONTENT_REFUSED"


class QueueFull(DiffusionFailure):
    """As many pictures wait as are allowed to. The words are those of Triton's own queues, which clients know."""

    code = "QUEUE_FULL"

    def answer(self) -> str:
        """Triton's own sentence, so that a client treats it as it treats every other model's full queue."""
        return f"{self.code}: Exceeds maximum queue size"


class OutOfMemory(DiffusionFailure):
    """The picture does not fit into the device's memory beside the model."""

    code = "OUT_OF_MEMORY"

    def __init__(self, height: int, width: int, fits: tuple[int, int] | None) -> None:
        """``fits`` is (height, width) of a picture of the same shape that should fit; None when none does."""
        self.fits = fits
        smaller = f"ask for {fits[1]}x{fits[0]} or less" if fits else "the model itself needs a larger device"
        super().__init__(f"{width}x{height} does not fit into the device's memory; {smaller}.")

    def answer(self) -> str:
        """``OUT_OF_MEMORY fits=WxH: sentence``; 0x0 when nothing fits."""
        height, width = self.fits or (0, 0)
        return f"{self.code} fits={width}x{height}: {self}"


class DeviceRefused(RuntimeError):
    """The device that the settings ask for is not there. The model does not start; the message says what to set."""
