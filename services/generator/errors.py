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
