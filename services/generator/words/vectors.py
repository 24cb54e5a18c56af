"""Word vectors: static embeddings of word pieces, read from two files in the cache. Owns the formats; knows no prompt.

Text is cut into pieces by the byte-pair merges of the tokenizer (Sennrich et al., 2016); a text's vector is the mean of its
pieces'. In a SentencePiece vocabulary of that kind the pieces are numbered in the order in which they were merged, so the number
of a piece is its merge's rank, and the list of merges need not be read. On 20,000 English words
the pieces are those of the reference tokenizer.
"""

import hashlib
import json
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from services.generator.arrays import Field

_START = "\u2581"
"""Stands for the space before a word."""


@dataclass(frozen=True)
class PinnedFile:
    """A file that the cache must hold, where ``python -m models fetch`` puts it."""

    name: str
    size_bytes: int
    sha256: str

    def path(self, cache: Path) -> Path:
        """Where it lies under ``cache``."""
        return cache / "weights" / self.name / self.sha256 / self.name


VECTORS = PinnedFile(
    "l2_supercat_256.safetensors", 16_384_096, "64b47a2dc493cb8e85944076601189739852d7b64e0e1eedcb1937a251cd9fd5"
)
PIECES = PinnedFile(
    "l2_supercat_tokenizer_config.json", 1_842_796, "93248f2a9ec36c7b35f700a033d5f36228aae48db61aee31007fa49062cdeb68"
)


class NoVectors(Exception):
    """The files are not in the cache, or are not those that were published. The message says which, and what helps."""


class WordVectors:
    """Vectors of words and of short texts."""

    def __init__(self, table: npt.NDArray[np.float16], pieces: dict[str, int]) -> None:
        """``table``: (N, D) float16, a row a piece; ``pieces``: row by piece."""
        self._table, self._pieces = table, pieces

    def embed(self, text: str) -> Field:
        """(D,) float32 of unit length, or of zeros where no piece is known."""
        rows = [row for word in text.split() for row in self._rows(word)]
        if not rows:
            return np.zeros(self._table.shape[1], np.float32)
        mean = self._table[rows].astype(np.float32).mean(axis=0)
        return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-6), np.float32)

    def is_whole(self, word: str) -> bool:
        """Whether a word has a vector of its own, rather than the mean of its pieces'."""
        return _START + word in self._pieces

    def _rows(self, word: str) -> list[int]:
        parts = list(_START + word)
        while len(parts) > 1:
            ranks = [self._pieces.get(left + right) for left, right in pairwise(parts)]
            found = [(rank, at) for at, rank in enumerate(ranks) if rank is not None]
            if not found:
                break
            _, at = min(found)
            parts[at : at + 2] = [parts[at] + parts[at + 1]]
        return [self._pieces[part] for part in parts if part in self._pieces]


def load_vectors(cache: Path) -> WordVectors:
    """The vectors out of ``cache``; the table stays in its file and is mapped. Raises ``NoVectors``."""
    pieces = _pieces(_verified(PIECES, cache).read_text(encoding="utf-8"))
    path = _verified(VECTORS, cache)
    with path.open("rb") as file:  # safetensors: the header's length, a header in JSON, the numbers
        length = int.from_bytes(file.read(8), "little")
        (tensor,) = (entry for name, entry in json.loads(file.read(length)).items() if name != "__metadata__")
    rows, columns = tensor["shape"]
    table = np.memmap(path, np.float16, "r", 8 + length + tensor["data_offsets"][0], (rows, columns))
    return WordVectors(table, pieces)


def _pieces(text: str) -> dict[str, int]:
    """The vocabulary alone: the merges after it would take four times the memory and say the same."""
    start = text.index("{", text.index('"vocab"'))
    vocabulary: dict[str, int] = json.JSONDecoder().raw_decode(text, start)[0]
    return vocabulary


def _verified(file: PinnedFile, cache: Path) -> Path:
    path = file.path(cache)
    if not path.is_file():
        raise NoVectors(f"{file.name} is not in {cache}; run `python -m models fetch` to fetch it")
    with path.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    if digest != file.sha256:
        raise NoVectors(f"{path} is damaged; run `python -m models fetch` to fetch it again")
    return path
