"""What is measured on Packshot: a cutout, a scene from a finished cutout, the network's own time, memory."""

from dataclasses import dataclass
from pathlib import Path

import cv2
import httpx
import numpy as np
from skimage import data

from local.memory import resident_mib
from local.stack import Stack
from mesh.triton import TritonClient

PHOTO_SIDE_PX = 700
NETWORK = "u2net"


def photo_jpeg() -> bytes:
    """A 700x700 JPEG: the middle of scikit-image's coffee cup (CC0), enlarged."""
    pixels = data.coffee()[:, 100:500]  # type: ignore[no-untyped-call]
    square = cv2.resize(
        cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR), (PHOTO_SIDE_PX, PHOTO_SIDE_PX), interpolation=cv2.INTER_CUBIC
    )
    return cv2.imencode(".jpg", square, [cv2.IMWRITE_JPEG_QUALITY, 92])[1].tobytes()


@dataclass
class Subject:
    """A running stack with a key, and the photo that is sent to it."""

    stack: Stack
    client: httpx.AsyncClient
    photo: bytes

    async def cutout(self) -> bytes:
        """One photo in, one PNG with alpha out. Raises ``httpx.HTTPStatusError`` where it was refused."""
        answer = await self.client.post(
            "/v1/cutouts", files={"photo": ("photo.jpg", self.photo)}, headers={"Accept": "image/png"}
        )
        answer.raise_for_status()
        return answer.content

    async def scene(self, product: bytes, seed: int) -> bytes:
        """One finished cutout in, one 1024x1024 PNG scene out; its alpha spares the network."""
        form = {
            "prompt": "oak table, cream wall, morning light from the left",
            "seed": str(seed),
            "width": "1024",
            "height": "1024",
        }
        answer = await self.client.post(
            "/v1/scenes", files={"photo": ("cutout.png", product)}, data=form, headers={"Accept": "image/png"}
        )
        answer.raise_for_status()
        return answer.content

    async def network_s(self) -> float:
        """Seconds that the network itself has spent computing since the model server started."""
        triton = TritonClient(self.stack.environment["PACKSHOT_TRITON_ADDRESS"])
        try:
            statistics = await triton.statistics(NETWORK)
        finally:
            await triton.close()
        return statistics.compute_s

    def memory_mib(self) -> dict[str, float]:
        """Resident memory of each part, MiB."""
        return {name: round(resident_mib(part.process.pid), 1) for name, part in self.stack.parts.items()}


def product_png(cutout: bytes, folder: Path) -> bytes:
    """Checks that a cutout really has transparent and solid parts, keeps it to be looked at, and returns it."""
    pixels = cv2.imdecode(np.frombuffer(cutout, np.uint8), cv2.IMREAD_UNCHANGED)
    if pixels is None or pixels.shape[2] != 4 or pixels[..., 3].min() > 0 or pixels[..., 3].max() < 255:
        raise ValueError("The cutout has no transparent or no solid part; nothing measured on it would mean anything.")
    (folder / "bench-cutout.png").write_bytes(cutout)
    return cutout
