"""Which diffusion models Packshot knows: origin, licence, how each wants to be run. One frozen spec a model.

Needs neither torch nor diffusers. Where weights lie is ``models.diffusion.weights``' business; how a family's
pipeline is called, ``models.diffusion.families``'.
"""

from dataclasses import dataclass, replace
from typing import Literal, get_args

Family = Literal["sd-inpaint", "sdxl-inpaint", "z-image", "flux2-klein"]
"""Pipelines that are called in the same way."""
FAMILIES: tuple[Family, ...] = get_args(Family)

Dtype = Literal["float16", "bfloat16", "float32"]

StyleWay = Literal["", "adapter", "reference"]
"""How a family takes the style of a picture: not at all, by an IP-Adapter's weights beside its own, or as one more picture
that the network looks at."""
STYLE_WAYS: dict[Family, StyleWay] = {
    "sd-inpaint": "adapter",
    "sdxl-inpaint": "adapter",
    "z-image": "",
    "flux2-klein": "reference",
}


ENGLISH_ONLY: frozenset[Family] = frozenset(("sd-inpaint", "sdxl-inpaint"))
"""Families whose text encoders are CLIP, which learned English captions; the others read with Qwen3, which knows Russian."""


class UnknownModel(ValueError):
    """No spec has this name. The message lists those there are."""


@dataclass(frozen=True)
class StyleAdapter:
    """Weights beside a model's own that let it take the style of a picture: IP-Adapter (Ye et al., 2023)."""

    hub: str
    revision: str
    """Commit, 40 hexadecimal digits."""
    weights: str
    """Path of the adapter in the hub's repository."""
    encoder: str
    """Folder of the image encoder that it was trained with, there."""
    licence: str
    download_gb: float


@dataclass(frozen=True)
class ModelSpec:
    """One diffusion model."""

    name: str
    """How the operator calls it: ``PACKSHOT_DIFFUSION_MODEL``."""
    hub: str
    """Repository on the Hugging Face hub; empty for a folder of the operator's own."""
    revision: str
    """Commit of the hub's repository that is fetched, 40 hexadecimal digits; empty where none is pinned. Then the first
    fetch takes what the branch ``main`` holds, records that commit, and later fetches keep to it.
    """
    family: Family
    pipeline: str
    """Class of diffusers that runs it."""
    licence: str
    commercial: bool
    """Whether the licence allows commercial use. Where not, the operator has to accept it by name."""
    steps: int
    guidance: float
    native_px: int
    """Side of the square pictures that the model was trained on."""
    max_pixels: int
    """Most pixels of one picture. FLUX.2 klein's pipeline would shrink a larger one on its own."""
    dtype: Dtype
    """What it computes in on a GPU. A CPU always computes in float32."""
    variant: str
    """Which of several files of weights the hub's repository holds for each part; empty for the plain one."""
    download_gb: float
    """Rough size of what is fetched."""
    memory_gb: float
    """Rough memory on the card for one picture of native size: weights by their number of parameters, plus some room."""
    use: str
    """What it is good for."""
    adapter: StyleAdapter | None = None
    """What is fetched beside it where the operator wants styles; None for families that need none or take none."""


_IP_ADAPTER = StyleAdapter(
    hub="h94/IP-Adapter",
    revision="018e402774aeeddd60609b4ecdb7e298259dc729",
    weights="models/ip-adapter_sd15.safetensors",
    encoder="models/image_encoder",
    licence="Apache-2.0",
    download_gb=2.6,
)
# The one for SDXL that goes with the smaller encoder: the other needs one of 1.8 billion parameters, 1.2 GB more to fetch.
_IP_ADAPTER_XL = replace(_IP_ADAPTER, weights="sdxl_models/ip-adapter_sdxl_vit-h.safetensors", download_gb=3.2)

SPECS: tuple[ModelSpec, ...] = (
    ModelSpec(
        name="sdxl-inpainting",
        hub="diffusers/stable-diffusion-xl-1.0-inpainting-0.1",
        revision="115134f363124c53c7d878647567d04daf26e41e",
        family="sdxl-inpaint",
        pipeline="StableDiffusionXLInpaintPipeline",
        licence="CreativeML Open RAIL++-M",
        commercial=True,
        steps=30,
        guidance=7.5,
        native_px=1024,
        max_pixels=2048 * 2048,
        dtype="float16",
        variant="fp16",
        download_gb=7,
        memory_gb=13,
        use="trained for inpainting; keeps to the mask, understands negative prompts; the one to begin with",
        adapter=_IP_ADAPTER_XL,
    ),
    ModelSpec(
        name="z-image-turbo",
        hub="Tongyi-MAI/Z-Image-Turbo",
        revision="f332072aa78be7aecdf3ee76d5c247082da564a6",
        family="z-image",
        pipeline="ZImageInpaintPipeline",
        licence="Apache-2.0",
        commercial=True,
        steps=9,
        guidance=0.0,
        native_px=1024,
        max_pixels=2048 * 2048,
        dtype="bfloat16",
        variant="",
        download_gb=33,  # the hub holds the network in float32: 24.6 of them
        memory_gb=24,
        use="photographic, few steps; the kept part is blended in at each step, negative prompts only with guidance",
    ),
    ModelSpec(
        name="flux2-klein-4b",
        hub="black-forest-labs/FLUX.2-klein-4B",
        revision="e7b7dc27f91deacad38e78976d1f2b499d76a294",
        family="flux2-klein",
        pipeline="Flux2KleinInpaintPipeline",
        licence="Apache-2.0",
        commercial=True,
        steps=4,
        guidance=1.0,
        native_px=1024,
        max_pixels=1024 * 1024,
        dtype="bfloat16",
        variant="",
        download_gb=16,
        memory_gb=19,
        use="fastest; sees the product as a reference while it paints around it; no negative prompt",
    ),
    ModelSpec(
        name="sd15-inpainting",
        hub="stable-diffusion-v1-5/stable-diffusion-inpainting",
        revision="8a4288a76071f7280aedbdb3253bdb9e9d5d84bb",
        family="sd-inpaint",
        pipeline="StableDiffusionInpaintPipeline",
        licence="CreativeML Open RAIL-M",
        commercial=True,
        steps=30,
        guidance=7.5,
        native_px=512,
        max_pixels=1024 * 1024,
        dtype="float16",
        variant="fp16",
        download_gb=2.7,
        memory_gb=4,
        use="small cards and trying things out; plainly behind the others in quality",
        adapter=_IP_ADAPTER,
    ),
    ModelSpec(
        name="flux2-klein-9b",
        hub="black-forest-labs/FLUX.2-klein-9B",
        revision="92196c8e11f7b6cf2b7493e037d8c5345c559216",
        family="flux2-klein",
        pipeline="Flux2KleinInpaintPipeline",
        licence="FLUX Non-Commercial License",
        commercial=False,
        steps=4,
        guidance=1.0,
        native_px=1024,
        max_pixels=1024 * 1024,
        dtype="bfloat16",
        variant="",
        download_gb=35,
        memory_gb=38,
        use="better pictures than the 4B, for whoever has a licence or no commerce in mind",
    ),
)
"""Every model that can be asked for by name. The revisions are those that several independent public logs and lock files
show for exactly that repository; no hub was asked when they were written down. Fetching asks it, and refuses a commit that it
does not know.
"""


def spec_named(name: str) -> ModelSpec:
    """The spec called ``name``; raises ``UnknownModel``."""
    for spec in SPECS:
        if spec.name == name:
            return spec
    have = ", ".join(spec.name for spec in SPECS)
    raise UnknownModel(
        f"there is no diffusion model {name!r}; there are: {have}, and folder:/path for weights of your own"
    )


def family_default(family: Family) -> ModelSpec:
    """The first spec of ``family``: what a folder of the operator's own is run like, where it does not say."""
    return next(spec for spec in SPECS if spec.family == family)
