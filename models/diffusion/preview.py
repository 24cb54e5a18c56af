"""Small pictures of what a pipeline is at, without its decoder: a linear map from latents to colours. Needs torch.

A decode costs as much as a step or more; latents of these VAEs hold colour almost linearly. The map is not taken from a
table but fitted when the model starts, from colour cards through the VAE's own encoder, so that every VAE has its own.
"""

import io
from typing import Any

import torch
from PIL import Image as Pillow

from models.diffusion.families import VAE_FACTOR, PipelineFamily

LONGER_SIDE_PX = 256
QUALITY = 75
CARDS = 8
CARD_PX = 128
_EULER = {"EulerDiscreteScheduler", "FlowMatchEulerDiscreteScheduler"}


class Previewer:
    """The fitted map of one pipeline."""

    def __init__(self, pipeline: Any, family: PipelineFamily) -> None:
        self._pipeline, self._family = pipeline, family
        self._map = _fitted(pipeline.vae)

    def jpegs(self, estimate: torch.Tensor, height: int, width: int, indices: list[int]) -> list[bytes]:
        """A JPEG, longer side at most 256, of each picture of ``indices`` in the batch ``estimate``."""
        raw = self._family.raw(self._pipeline, estimate[indices].float(), height, width).cpu()
        colours = torch.einsum("bchw,ck->bhwk", raw, self._map[:-1]) + self._map[-1]
        codes = ((torch.nan_to_num(colours).clamp(-1, 1) + 1) * 127.5).round().to(torch.uint8).numpy()
        scale = min(LONGER_SIDE_PX / max(height, width), 1.0)
        size = (round(width * scale), round(height * scale))
        return [_jpeg(Pillow.fromarray(each).resize(size, Pillow.Resampling.BILINEAR)) for each in codes]


class Denoised:
    """What the finished latents look like from where a loop is now: last step's direction, followed to the end.

    An Euler step moves along d = (x' - x) / (s' - s), s being the noise level; where the level is 0, x0 = x' - s' d
    (Karras et al. 2022, algorithm 1, with the derivative taken as constant). Other schedulers' latents are given as
    they are.
    """

    def __init__(self) -> None:
        self._before: torch.Tensor | None = None

    def estimate(self, latents: torch.Tensor, scheduler: Any) -> torch.Tensor:
        """To be asked at every step, in order; the same shape as ``latents``."""
        if type(scheduler).__name__ not in _EULER:
            return latents
        before, self._before = self._before, latents
        index = int(scheduler.step_index)
        now = float(scheduler.sigmas[index])
        if before is None:  # the first step's start is not seen; bring the noise to where colours are in range
            return latents / (1.0 + now**2) ** 0.5
        direction = (latents.float() - before.float()) / (now - float(scheduler.sigmas[index - 1]))
        return latents.float() - now * direction


def _fitted(vae: Any) -> torch.Tensor:
    """(C + 1, 3): least squares from the VAE's latents of smooth colour cards, and 1, to the cards' colours in -1..1."""
    random = torch.Generator("cpu").manual_seed(0)
    coarse = torch.rand((CARDS, 3, 4, 4), generator=random, device="cpu") * 2 - 1
    cards = torch.nn.functional.interpolate(coarse, size=(CARD_PX, CARD_PX), mode="bilinear")
    own = vae.dtype
    vae.to(torch.float32)  # SDXL's overflows in float16; the way back is exact
    try:
        with torch.inference_mode():
            latents = torch.cat([vae.encode(card[None].to(vae.device)).latent_dist.mode().cpu() for card in cards])
    finally:
        vae.to(own)
    colours = torch.nn.functional.avg_pool2d(cards, VAE_FACTOR)
    places = latents.permute(0, 2, 3, 1).reshape(-1, latents.shape[1]).double()
    places = torch.cat([places, torch.ones((len(places), 1), dtype=torch.float64)], dim=1)
    wanted = colours.permute(0, 2, 3, 1).reshape(-1, 3).double()
    return torch.linalg.lstsq(torch.nan_to_num(places), wanted, driver="gelsd").solution.float()


def _jpeg(picture: Pillow.Image) -> bytes:
    sink = io.BytesIO()
    picture.save(sink, "JPEG", quality=QUALITY)
    return sink.getvalue()
