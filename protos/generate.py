"""Writes the Python stubs of the contract into ``packshot/``, or with ``--check`` says whether they are stale."""

import filecmp
import sys
import tempfile
from pathlib import Path

import grpc_tools
from grpc_tools import protoc

ROOT = Path(__file__).resolve().parent.parent
CONTRACT = ROOT / "protos"
WELL_KNOWN = Path(grpc_tools.__file__).parent / "_proto"


def generate(target: Path) -> list[Path]:
    """Writes all stubs below ``target`` and returns their paths relative to it."""
    files = sorted(str(path.relative_to(CONTRACT)) for path in CONTRACT.rglob("*.proto"))
    arguments = [
        "protoc",
        f"-I{CONTRACT}",
        f"-I{WELL_KNOWN}",
        f"--python_out={target}",
        f"--grpc_python_out={target}",
        f"--mypy_out=quiet:{target}",
        f"--mypy_grpc_out=quiet:{target}",
        # The plug-ins of this very environment, whatever the PATH says.
        *(
            f"--plugin={name}={Path(sys.executable).parent / name}"
            for name in ("protoc-gen-mypy", "protoc-gen-mypy_grpc")
        ),
        *files,
    ]
    if protoc.main(arguments) != 0:
        raise SystemExit("protoc refused the contract; its message is above.")
    return sorted(
        path.relative_to(target) for path in (target / "packshot").rglob("*_pb2*.py*") if path.suffix in {".py", ".pyi"}
    )


def stale() -> list[Path]:
    """Stubs in the tree that differ from what the contract says now, are missing, or belong to nothing."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder)
        wanted = generate(fresh)
        standing = {
            path.relative_to(ROOT) for path in (ROOT / "packshot").rglob("*_pb2*.py*") if path.suffix in {".py", ".pyi"}
        }
        _, differing, missing = filecmp.cmpfiles(fresh, ROOT, [str(path) for path in wanted], shallow=False)
        return sorted({Path(path) for path in (*differing, *missing)} | (standing - set(wanted)))


def main() -> None:
    if "--check" in sys.argv[1:]:
        if found := stale():
            raise SystemExit(f"Stale stubs: {', '.join(map(str, found))}. Run `make stubs` and commit what changes.")
        return
    generate(ROOT)


if __name__ == "__main__":
    main()
