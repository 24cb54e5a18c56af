"""An IP-Adapter beside a Stable Diffusion or SDXL pipeline, switched on for pictures with a style and off for all others.

A network with an adapter wants a picture with every call. Switched off, its attention is the one it had before the adapter was
loaded, so a picture without style is the same to the pixel whether there is an adapter or not. Needs torch and diffusers.
"""

from pathlib import Path
from typing import Any


class StyleSwitch:
    """Loads an adapter into a pipeline and leaves it off. Not for several threads at once."""

    def __init__(self, pipeline: Any, folder: Path, weights: str, encoder: str) -> None:
        """``weights`` and ``encoder``: paths of the adapter's file and of its image encoder's folder below ``folder``.

        Raises what diffusers raises where they do not fit the pipeline.
        """
        self._pipeline, self._network = pipeline, pipeline.unet
        self._plain = dict(self._network.attn_processors)
        subfolder, _, name = weights.rpartition("/")
        pipeline.load_ip_adapter(
            str(folder), subfolder=subfolder, weight_name=name, image_encoder_folder=encoder, local_files_only=True
        )
        self._styled = dict(self._network.attn_processors)
        self._projection = self._network.encoder_hid_proj
        self._is_on = True
        self.turn(None)

    def turn(self, strength: float | None) -> None:
        """On with ``strength``, more than 0 and at most 1; off with None."""
        on = strength is not None
        if on != self._is_on:
            self._network.set_attn_processor(dict(self._styled if on else self._plain))
            self._network.encoder_hid_proj = self._projection if on else None
            self._is_on = on
        if on:
            self._pipeline.set_ip_adapter_scale(strength)
