"""What can go wrong with a product that is to be put into a scene."""

from mesh.errors import Cause, PackshotError


class EmptyMatte(PackshotError):
    """The picture has no product: its alpha channel is empty."""

    reason = "EMPTY_MATTE"
    cause = Cause.UNPROCESSABLE


class ProductAltered(PackshotError):
    """The result would not show the product as it is; it is withheld."""

    reason = "PRODUCT_ALTERED"
    cause = Cause.INTERNAL


class OutOfMemory(PackshotError):
    """The diffusion model's device has not enough memory for a picture of this size. The fact ``fits`` says which would fit."""

    reason = "OUT_OF_MEMORY"
    cause = Cause.OVERLOADED


class WeightsUnusable(PackshotError):
    """The diffusion model's weights are missing or damaged."""

    reason = "WEIGHTS_UNUSABLE"
    cause = Cause.UNAVAILABLE


class StyleUnsupported(PackshotError):
    """The engine, or the model that is served, takes no style from a picture."""

    reason = "STYLE_UNSUPPORTED"
    cause = Cause.UNPROCESSABLE


class ContentRefused(PackshotError):
    """The diffusion model's own safety checker objected to what it had painted."""

    reason = "CONTENT_REFUSED"
    cause = Cause.UNPROCESSABLE


class LicenceRefused(PackshotError):
    """The licence of the diffusion model's weights does not allow this use, and the operator has not said otherwise."""

    reason = "LICENCE_REFUSED"
    cause = Cause.FORBIDDEN
