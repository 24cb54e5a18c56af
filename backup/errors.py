"""Why a backup could not be made, read or put back. Each message says what happened, why, and what to do."""

from collections.abc import Sequence


class BackupError(Exception):
    """Base of all."""


class StoreNotOpened(BackupError):
    """A place of bytes cannot be opened."""

    def __init__(self, variable: str, url: str, cause: str) -> None:
        super().__init__(
            f"{variable} ({url}) cannot be opened: {cause}. Check that it is spelled right, that the disk is mounted, and that "
            "this process may write there."
        )


class NoSnapshot(BackupError):
    """The snapshot that was asked for is not in the backup."""

    def __init__(self, wanted: str, found: Sequence[str]) -> None:
        there = f"It has {', '.join(found[-5:])}" if found else "It has none"
        which = f"no snapshot {wanted}" if wanted else "no whole snapshot"
        super().__init__(
            f"The backup holds {which}: a save that did not come to its end leaves none. {there}. "
            "Check PACKSHOT_BACKUP_URL and the snapshot's name, or run `python -m backup save`."
        )


class UnknownFormat(BackupError):
    """The manifest is of another format than ours."""

    def __init__(self, snapshot: str, found: object) -> None:
        super().__init__(
            f"Snapshot {snapshot} has format {found!r}, which this version does not read: a newer Packshot wrote it. "
            "Use the image of the version that its manifest.json names."
        )


class SnapshotDamaged(BackupError):
    """A file of the snapshot is missing, or is not what was saved."""

    def __init__(self, snapshot: str, what: str) -> None:
        super().__init__(
            f"Snapshot {snapshot} is damaged: {what}. Nothing was restored from it. "
            "Run `python -m backup verify` on the snapshots before it, and restore the latest whole one."
        )


class SaveUnderway(BackupError):
    """Another save writes the same snapshot."""

    def __init__(self, snapshot: str) -> None:
        super().__init__(
            f"Snapshot {snapshot} exists already, since another save began in the same second. Run it again."
        )


class StrangeCollection(BackupError):
    """A collection has a name that cannot be a file's."""

    def __init__(self, database: str, name: str) -> None:
        super().__init__(
            f"The database {database} has a collection {name!r}, whose name cannot be that of a file: letters, digits, "
            "`_`, `-` and `.` can, and not `.` first. Packshot makes none like it, and a snapshot without it would not be whole. "
            "Rename it or drop it."
        )


class DatabaseNotEmpty(BackupError):
    """The database to restore into holds documents."""

    def __init__(self, database: str, occupied: Sequence[str]) -> None:
        super().__init__(
            f"The database {database} holds documents ({', '.join(occupied)}), which restoring would mix with those of the backup. "
            "Stop the services, then set PACKSHOT_DOCUMENTS_DATABASE to an empty one, or repeat the command with --replace to "
            "delete what is there."
        )
