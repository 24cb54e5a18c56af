"""Where results go: which file for which photo, in which format. Decided, and refused, before anything is sent."""

from collections.abc import Sequence
from pathlib import Path

FORMAT_OF_SUFFIX = {".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg", ".webp": "webp", ".avif": "avif"}
SUFFIX_OF_FORMAT = {"png": ".png", "jpeg": ".jpg", "webp": ".webp", "avif": ".avif"}


STDOUT = Path("/dev/stdout")
"""What ``-o -`` means"""
_FILE_SUFFIXES = {*FORMAT_OF_SUFFIX, ".json"}


class Unusable(Exception):
    """What was asked for cannot be done; the message says why and what to write instead."""


def choose_format(output: str | None, wanted: str | None) -> str:
    """The format by ``--format``, else by the suffix of ``-o``, else png."""
    suffix = Path(output).suffix.lower() if output and not is_folder(output) else ""
    by_suffix = FORMAT_OF_SUFFIX.get(suffix)
    if wanted is None:
        if suffix and by_suffix is None:
            raise Unusable(
                f"{suffix} is not a format that Packshot writes. Use {', '.join(FORMAT_OF_SUFFIX)}, or --format; "
                f"a folder is written {output}/."
            )
        return by_suffix or "png"
    if wanted not in SUFFIX_OF_FORMAT:
        raise Unusable(f"There is no format {wanted!r}. Use {', '.join(SUFFIX_OF_FORMAT)}.")
    if by_suffix is not None and by_suffix != wanted:
        raise Unusable(f"--format {wanted} does not go with a file called {output}. Change one of them.")
    return wanted


def numbered(target: Path, index: int) -> Path:
    """The file of the ``index``-th of several scenes: the first keeps the name, the others get ``-2``, ``-3`` and so on."""
    if index == 0:
        return target
    if target == STDOUT:
        raise Unusable("--count makes several pictures, and -o - has room for one. Give -o a file.")
    return target.with_name(f"{target.stem}-{index + 1}{target.suffix}")


def is_folder(path: str) -> bool:
    """Whether ``path`` means a folder: it is one, or ends like one."""
    return path.endswith("/") or Path(path).is_dir()


def choose_targets(photos: Sequence[Path], output: str | None, ending: str) -> list[Path]:
    """The file that each photo's result goes to; ``ending`` is added to the photo's name, such as ``-cutout.png``.

    ``output`` is a file for one photo, a folder for several, ``-`` for what the command prints; None: beside where the command was
    called. Raises ``Unusable`` where there is no place for a result: see ``check_targets``.
    """
    if output == "-" and len(photos) > 1:
        raise Unusable(f"-o - writes one picture, and there are {len(photos)} photos. Give -o a folder.")
    if output == "-":
        targets = [STDOUT]
    elif output is None:
        targets = [Path(photo.stem + ending) for photo in photos]
    elif is_folder(output) or len(photos) > 1:
        if Path(output).is_file():
            raise Unusable(f"{output} is a file, and there are {len(photos)} photos. Give a folder.")
        if not is_folder(output) and Path(output).suffix.lower() in _FILE_SUFFIXES:
            raise Unusable(
                f"{output} is the name of one file, and there are {len(photos)} photos. "
                f"Give a folder, such as {Path(output).with_suffix('')}/."
            )
        need_parent(Path(output))
        targets = [Path(output) / (photo.stem + ending) for photo in photos]
    else:
        need_parent(Path(output))
        targets = [Path(output)]
    check_targets(photos, targets)
    return targets


def check_targets(photos: Sequence[Path], targets: Sequence[Path]) -> None:
    """Raises ``Unusable`` where a result would replace a photo, two would meet in one file, or one is called like a folder."""
    inputs = {photo.resolve() for photo in photos}
    met: set[Path] = set()
    for target in targets:
        if target.resolve() in inputs:
            raise Unusable(f"{target} is one of the photos; it will not be overwritten. Choose another -o.")
        if target.resolve() in met:
            raise Unusable(f"Two results would both be called {target}. Rename a photo, or make two calls.")
        if target.is_dir():
            raise Unusable(f"{target} is a folder, and a result would be called the same. Choose another -o.")
        met.add(target.resolve())


def need_parent(path: Path) -> None:
    """Raises ``Unusable`` where the folder that ``path`` is to be made in does not exist: it may be mistyped."""
    if not path.parent.is_dir():
        what = "is not a folder" if path.parent.exists() else "does not exist"
        raise Unusable(f"The folder {path.parent} {what}. Make it first, or choose another place than {path}.")


def check_stdout(targets: Sequence[Path], *, as_json: bool, to_terminal: bool) -> None:
    """Raises ``Unusable`` where a picture that goes to stdout would be mixed with other things, or shown as letters."""
    if STDOUT not in targets:
        return
    if as_json:
        raise Unusable("--json and -o - both want stdout. Give -o a file.")
    if to_terminal:
        raise Unusable("-o - would write a picture to the terminal. Send it on with | or >, or give -o a file.")
