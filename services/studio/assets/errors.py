"""Failures that assets bring."""

from mesh.errors import Cause, PackshotError


class AssetNotFound(PackshotError):
    """The account has no asset of this id."""

    reason = "ASSET_NOT_FOUND"
    cause = Cause.NOT_FOUND

    def __init__(self) -> None:
        super().__init__(
            "Your account has no asset with this id. List your assets to see which it has; each has a time to live."
        )


class UploadNotFound(PackshotError):
    """The account has no upload of this id."""

    reason = "UPLOAD_NOT_FOUND"
    cause = Cause.NOT_FOUND

    def __init__(self) -> None:
        super().__init__(
            "Your account has no upload with this id. An unfinished one is given up after 24 hours: begin again."
        )


class OffsetMismatch(PackshotError):
    """An upload goes on at another place than the caller said."""

    reason = "OFFSET_MISMATCH"
    cause = Cause.CONFLICT

    def __init__(self, offset: int) -> None:
        super().__init__(
            f"The upload stands at byte {offset}. Ask where it stands, and go on from there.", offset=offset
        )


class StorageFull(PackshotError):
    """The account keeps as much as it may."""

    reason = "STORAGE_FULL"
    cause = Cause.TOO_LARGE

    def __init__(self, left_bytes: int) -> None:
        super().__init__(
            f"Your account has room for {left_bytes / 1e6:.1f} MB more, which is too little for this. Delete what you no longer "
            "need, or ask the administrator for more.",
            left_bytes=left_bytes,
        )


class RangeBeyondEnd(PackshotError):
    """A part was asked for that begins behind the end."""

    reason = "RANGE_BEYOND_END"
    cause = Cause.TOO_LARGE

    def __init__(self, total_bytes: int) -> None:
        super().__init__(
            f"The file has {total_bytes} bytes, and the part begins behind them. Begin earlier.", bytes=total_bytes
        )


class NoThumbnail(PackshotError):
    """The asset is nothing that could be shown small."""

    reason = "NO_THUMBNAIL"
    cause = Cause.UNPROCESSABLE

    def __init__(self) -> None:
        super().__init__("This asset is no picture, so it has no thumbnail. Download it as it is.")


class NoPicture(PackshotError):
    """The asset is nothing that could be encoded anew."""

    reason = "NO_PICTURE"
    cause = Cause.UNPROCESSABLE

    def __init__(self) -> None:
        super().__init__("This asset is no picture, so it has one format. Download it as it is.")


class BytesMissing(PackshotError):
    """The document is there and the bytes are not: somebody took them out of the store by hand, or a disk has lost them."""

    reason = "BYTES_MISSING"
    cause = Cause.INTERNAL

    def __init__(self, sha256: str) -> None:
        super().__init__(
            "The bytes of this asset are not in the object store, although they should be. Tell the operator to look at the store, "
            "and send the file again.",
            sha256=sha256,
        )
