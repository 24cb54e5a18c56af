"""The four pipeline families built from their config classes with random weights: tiny for tests, full for timing.

The full sizes are those of the published models, so that a step costs what it costs with the real weights: speed and
memory do not depend on the values. Needs torch, diffusers and transformers.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import diffusers
import safetensors.torch
import torch
import transformers

from models.diffusion.specs import Family

Size = Literal["tiny", "full"]

CHAT_TEMPLATE = "{% for message in messages %}{{ message['content'] }}{% endfor %}"
"""Enough of a template for pipelines that ask the tokenizer for one."""
_CHARACTERS = [chr(code) for code in range(33, 127)]

# Unconditioned, a random network answers with numbers that a few steps drive out of range; small weights keep them in.
_TINY_DEVIATION = 0.05


def build(family: Family, size: Size, *, seed: int, device: str = "cpu", dtype: torch.dtype = torch.float32) -> Any:
    """A pipeline of ``family`` on ``device`` with weights drawn from ``seed``: the same seed, the same weights."""
    torch.manual_seed(seed)
    parts: dict[Family, Callable[[Size], Any]] = {
        "sd-inpaint": _stable_diffusion,
        "sdxl-inpaint": _stable_diffusion_xl,
        "z-image": _z_image,
        "flux2-klein": _flux2_klein,
    }
    before = torch.get_default_dtype()
    torch.set_default_dtype(dtype)
    try:
        with torch.device(device):
            pipeline = parts[family](size)
    finally:
        torch.set_default_dtype(before)
    if size == "tiny":
        _spread(pipeline)
    pipeline.set_progress_bar_config(disable=True)
    return pipeline


def save_tiny_adapter(network: Any, folder: Path, *, seed: int) -> None:
    """An IP-Adapter for a UNet ``network`` and a tiny image encoder, with weights drawn from ``seed``.

    In the published layout: the projection of the encoder's embedding to 4 tokens, and for each cross-attention, counted 1, 3,
    5 ... in the network's own order, the keys and values of these tokens.
    """
    torch.manual_seed(seed)
    vision = {"hidden_size": 32, "intermediate_size": 37, "num_hidden_layers": 2, "num_attention_heads": 4}
    encoder = transformers.CLIPVisionModelWithProjection(
        transformers.CLIPVisionConfig(**vision, projection_dim=16, image_size=32, patch_size=8)
    )
    encoder.save_pretrained(folder / "image_encoder")
    width, embedding = network.config.cross_attention_dim, encoder.config.projection_dim
    tensors = {
        "image_proj.proj.weight": torch.randn(4 * width, embedding),
        "image_proj.proj.bias": torch.zeros(4 * width),
        "image_proj.norm.weight": torch.ones(width),
        "image_proj.norm.bias": torch.zeros(width),
    }
    modules = dict(network.named_modules())
    places = [name for name in network.attn_processors if name.endswith("attn2.processor")]
    for index, place in enumerate(places):
        inner = modules[place.removesuffix(".processor")].inner_dim
        for part in ("k", "v"):
            tensors[f"ip_adapter.{2 * index + 1}.to_{part}_ip.weight"] = torch.randn(inner, width) / width**0.5
    safetensors.torch.save_file(tensors, folder / "ip_adapter.safetensors")


def _spread(pipeline: Any) -> None:
    """Weights of a size that lets prompt, image and seed all be seen in the result; config classes start some at 0."""
    for component in pipeline.components.values():
        if isinstance(component, torch.nn.Module):
            for parameter in component.parameters():
                if parameter.dim() > 1:
                    torch.nn.init.normal_(parameter, std=max(_TINY_DEVIATION, 0.7 / parameter[0].numel() ** 0.5))


def _clip_tokenizer() -> Any:
    tokens = ["<|startoftext|>", "<|endoftext|>", *_CHARACTERS, *(f"{each}</w>" for each in _CHARACTERS)]
    vocabulary = {token: index for index, token in enumerate(tokens)}
    return transformers.CLIPTokenizer(vocab=vocabulary, merges=[], model_max_length=77)


def _qwen_tokenizer() -> Any:
    vocabulary = {token: index for index, token in enumerate(["<|endoftext|>", *_CHARACTERS, "Ġ"])}
    tokenizer = transformers.Qwen2Tokenizer(vocab=vocabulary, merges=[], model_max_length=512)
    tokenizer.chat_template = CHAT_TEMPLATE
    return tokenizer


def _clip_config(size: Size, **changes: Any) -> Any:
    full = {"hidden_size": 768, "intermediate_size": 3072, "num_hidden_layers": 12, "num_attention_heads": 12}
    tiny = {"hidden_size": 32, "intermediate_size": 37, "num_hidden_layers": 2, "num_attention_heads": 4}
    layout = (
        (full | {"vocab_size": 49408} | changes)
        if size == "full"
        else (tiny | {"projection_dim": 32, "vocab_size": 256})
    )
    # 1 is <|endoftext|> of the vocabulary above: pooled embeddings are read where it stands.
    return transformers.CLIPTextConfig(**layout, bos_token_id=0, eos_token_id=1, pad_token_id=1)


def _qwen3(size: Size) -> Any:
    full = {"hidden_size": 2560, "intermediate_size": 9728, "num_hidden_layers": 36, "num_attention_heads": 32}
    # 28 layers, since FLUX.2 klein reads the 9th, 18th and 27th.
    tiny = {"hidden_size": 16, "intermediate_size": 16, "num_hidden_layers": 28, "num_attention_heads": 2}
    heads = {"num_key_value_heads": 8, "head_dim": 128, "vocab_size": 151936, "tie_word_embeddings": True}
    few = {"num_key_value_heads": 2, "head_dim": 8, "vocab_size": 256, "tie_word_embeddings": True}
    return transformers.Qwen3Config(**(full | heads if size == "full" else tiny | few))


def _vae(size: Size, **changes: Any) -> Any:
    channels = (128, 256, 512, 512) if size == "full" else (8, 8, 8, 8)
    return diffusers.AutoencoderKL(
        block_out_channels=channels,
        down_block_types=("DownEncoderBlock2D",) * 4,
        up_block_types=("UpDecoderBlock2D",) * 4,
        layers_per_block=2 if size == "full" else 1,
        norm_num_groups=32 if size == "full" else 4,
        **changes,
    )


def _scheduler(name: str, **config: Any) -> Any:
    """Schedulers keep their few numbers on the CPU, wherever the networks are being made."""
    with torch.device("cpu"):
        return getattr(diffusers, name)(**config)


def _stable_diffusion(size: Size) -> Any:
    full = size == "full"
    unet = diffusers.UNet2DConditionModel(
        sample_size=64 if full else 8,
        in_channels=9,
        block_out_channels=(320, 640, 1280, 1280) if full else (16, 32),
        layers_per_block=2 if full else 1,
        down_block_types=(*("CrossAttnDownBlock2D",) * 3, "DownBlock2D")
        if full
        else ("DownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("UpBlock2D", *("CrossAttnUpBlock2D",) * 3) if full else ("CrossAttnUpBlock2D", "UpBlock2D"),
        cross_attention_dim=768 if full else 32,
        attention_head_dim=8 if full else 4,
        norm_num_groups=32 if full else 4,
    )
    return diffusers.StableDiffusionInpaintPipeline(
        vae=_vae(size, latent_channels=4, scaling_factor=0.18215),
        text_encoder=transformers.CLIPTextModel(_clip_config(size)),
        tokenizer=_clip_tokenizer(),
        unet=unet,
        scheduler=_scheduler(
            "PNDMScheduler",
            beta_start=0.00085,
            beta_end=0.012,
            beta_schedule="scaled_linear",
            steps_offset=1,
            skip_prk_steps=True,
        ),
        safety_checker=None,
        feature_extractor=None,
        requires_safety_checker=False,
    )


def _stable_diffusion_xl(size: Size) -> Any:
    full = size == "full"
    unet = diffusers.UNet2DConditionModel(
        sample_size=128 if full else 8,
        in_channels=9,
        block_out_channels=(320, 640, 1280) if full else (16, 32),
        layers_per_block=2 if full else 1,
        down_block_types=("DownBlock2D", *("CrossAttnDownBlock2D",) * (2 if full else 1)),
        up_block_types=(*("CrossAttnUpBlock2D",) * (2 if full else 1), "UpBlock2D"),
        transformer_layers_per_block=[1, 2, 10] if full else [1, 1],
        attention_head_dim=[5, 10, 20] if full else [2, 4],
        cross_attention_dim=2048 if full else 64,
        addition_embed_type="text_time",
        addition_time_embed_dim=256 if full else 8,
        # the pooled text embedding and six numbers that say where the picture was cropped
        projection_class_embeddings_input_dim=1280 + 6 * 256 if full else 32 + 6 * 8,
        use_linear_projection=True,
        norm_num_groups=32 if full else 4,
    )
    second = {"hidden_size": 1280, "intermediate_size": 5120, "num_hidden_layers": 32, "num_attention_heads": 20}
    return diffusers.StableDiffusionXLInpaintPipeline(
        vae=_vae(size, latent_channels=4, scaling_factor=0.13025, force_upcast=True),
        text_encoder=transformers.CLIPTextModel(_clip_config(size)),
        text_encoder_2=transformers.CLIPTextModelWithProjection(
            _clip_config(size, **second, projection_dim=1280, hidden_act="gelu")
        ),
        tokenizer=_clip_tokenizer(),
        tokenizer_2=_clip_tokenizer(),
        unet=unet,
        scheduler=_scheduler(
            "EulerDiscreteScheduler",
            beta_start=0.00085,
            beta_end=0.012,
            beta_schedule="scaled_linear",
            steps_offset=1,
            timestep_spacing="leading",
        ),
        add_watermarker=False,
    )


def _z_image(size: Size) -> Any:
    full = size == "full"
    few = {"dim": 32, "n_layers": 2, "n_refiner_layers": 1, "n_heads": 2, "n_kv_heads": 2, "cap_feat_dim": 16}
    axes = {"axes_dims": [8, 4, 4], "axes_lens": [1536, 512, 512]}
    return diffusers.ZImageInpaintPipeline(
        scheduler=_scheduler("FlowMatchEulerDiscreteScheduler", shift=3.0),
        vae=_vae(
            size,
            latent_channels=16,
            scaling_factor=0.3611,
            shift_factor=0.1159,
            use_quant_conv=False,
            use_post_quant_conv=False,
        ),
        text_encoder=transformers.Qwen3Model(_qwen3(size)),
        tokenizer=_qwen_tokenizer(),
        # the published model is the class's own default but for the length of the text axis
        transformer=diffusers.ZImageTransformer2DModel(**({"axes_lens": [1536, 512, 512]} if full else few | axes)),
    )


def _flux2_klein(size: Size) -> Any:
    full = {"num_layers": 5, "num_single_layers": 20, "num_attention_heads": 24, "joint_attention_dim": 7680}
    tiny = {"num_layers": 1, "num_single_layers": 1, "num_attention_heads": 2, "joint_attention_dim": 48}
    narrow = {"in_channels": 16, "attention_head_dim": 16, "axes_dims_rope": (4, 4, 4, 4)}
    # 16 channels are packed out of 4 here, 128 out of 32 in the published one.
    vae = {"block_out_channels": (8, 8, 8, 8), "layers_per_block": 1, "norm_num_groups": 4, "latent_channels": 4}
    return diffusers.Flux2KleinInpaintPipeline(
        scheduler=_scheduler("FlowMatchEulerDiscreteScheduler", shift=3.0, use_dynamic_shifting=True),
        vae=diffusers.AutoencoderKLFlux2(**({} if size == "full" else vae)),
        text_encoder=transformers.Qwen3ForCausalLM(_qwen3(size)),
        tokenizer=_qwen_tokenizer(),
        transformer=diffusers.Flux2Transformer2DModel(
            guidance_embeds=False, **(full if size == "full" else tiny | narrow)
        ),
        is_distilled=True,
    )
