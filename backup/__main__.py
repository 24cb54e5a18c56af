"""``python -m backup save|restore|verify``: saves all documents and bytes, puts them back, reads them through."""

import argparse
import asyncio
import sys
from collections.abc import Sequence

from pydantic import ValidationError
from pymongo.errors import PyMongoError

from backup.documents import open_patiently
from backup.errors import BackupError, StoreNotOpened
from backup.restore import Restorer
from backup.save import Saver
from backup.settings import BackupSettings
from backup.verify import Verifier
from mesh.documents import close_documents
from mesh.errors import PackshotError
from mesh.logs import configure_logs
from services.studio.assets.objects import Objects

FAILED, MISUSED = 1, 2


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m backup", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("save", help="make a snapshot; services may run")
    restore = commands.add_parser("restore", help="put a snapshot back into an empty database; services must not run")
    restore.add_argument("--replace", action="store_true", help="delete what the database holds first")
    verify = commands.add_parser("verify", help="read a snapshot through; exit status 1 where anything is missing")
    for each in (restore, verify):
        each.add_argument("--snapshot", default="", help="its name, 2026-11-30T02-00-00Z; the latest without it")
    return parser


def _open(variable: str, url: str, endpoint: str) -> Objects:
    try:
        return Objects.of(url, endpoint=endpoint)
    except OSError as error:
        raise StoreNotOpened(variable, url, str(error)) from error
    except ValueError as error:
        raise ValueError(f"{variable}: {error}") from error


async def run(settings: BackupSettings, chosen: argparse.Namespace) -> int:
    """Carries out one command; its exit status."""
    store = _open("PACKSHOT_BACKUP_URL", settings.url, settings.endpoint)
    if chosen.command == "verify":
        verdict = await Verifier(store, parallel=settings.parallel).verify(chosen.snapshot)
        for fault in verdict.faults:
            print(fault, file=sys.stderr)
        if verdict.faults:
            print(f"Snapshot {verdict.snapshot} is not whole: {len(verdict.faults)} faults.", file=sys.stderr)
            return FAILED
        print(f"Snapshot {verdict.snapshot} is whole: {verdict.documents} documents, {verdict.objects} objects.")
        return 0
    objects = _open("PACKSHOT_OBJECTS_URL", settings.objects_url, settings.objects_endpoint)
    documents = open_patiently(settings.documents_url.get_secret_value(), settings.documents_database)
    try:
        if chosen.command == "save":
            manifest = await Saver(documents, objects, store, parallel=settings.parallel).save()
            if manifest.lost:
                print(
                    f"{len(manifest.lost)} objects that assets name are missing in the object store, or damaged; the first is "
                    f"{manifest.lost[0]}. All else was saved; `python -m backup verify` lists them, and what to do.",
                    file=sys.stderr,
                )
            print(f"Snapshot {manifest.snapshot} is saved.")
            return 0
        restorer = Restorer(documents, objects, store, parallel=settings.parallel)
        done = await restorer.restore(chosen.snapshot, replace=chosen.replace)
        for path in done.missing:
            print(f"{path} is named by a document, and the backup does not have it whole.", file=sys.stderr)
        print(f"Snapshot {done.snapshot} is restored: {done.documents} documents, {done.objects} objects.")
        return FAILED if done.missing else 0
    finally:
        await close_documents(documents)


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status: 0 done, 1 not done or not whole, 2 a setting or an argument is wrong."""
    chosen = _arguments().parse_args(arguments)
    try:
        settings = BackupSettings()
    except ValidationError as error:
        print(f"backup: {error}", file=sys.stderr)
        return MISUSED
    configure_logs(settings, "backup")
    try:
        return asyncio.run(run(settings, chosen))
    except BackupError as error:
        print(f"backup: {error}", file=sys.stderr)
    except PackshotError as error:
        # What services keep from their callers, which file or which address it was, is for whoever runs this to know.
        cause = str(error.__cause__ or "").partition("\n")[0]
        print(f"backup: {error}{f' The cause: {cause}' if cause else ''}", file=sys.stderr)
    except PyMongoError as error:
        print(
            f"backup: the document store refused ({error}). Check PACKSHOT_DOCUMENTS_URL, and what its user may do.",
            file=sys.stderr,
        )
    except ValueError as error:
        print(f"backup: {error}", file=sys.stderr)
        return MISUSED
    except OSError as error:
        print(
            f"backup: {error}. Documents pass through the folder for temporary files (TMPDIR); it needs room for them.",
            file=sys.stderr,
        )
    return FAILED


if __name__ == "__main__":
    sys.exit(main())
