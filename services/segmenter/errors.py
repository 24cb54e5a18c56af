"""What can go wrong in cutting out a product, besides what any service may meet."""

from mesh.errors import Cause, PackshotError


class NoProduct(PackshotError):
    """Nothing in the photo stands out as a product."""

    reason = "NO_PRODUCT"
    cause = Cause.UNPROCESSABLE
