import pytest
from pydantic import ValidationError

from backup.settings import BackupSettings


def settings(**values: object) -> BackupSettings:
    return BackupSettings(**values)  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PACKSHOT_BACKUP_URL", "PACKSHOT_OBJECTS_URL", "PACKSHOT_DOCUMENTS_URL"):
        monkeypatch.delenv(name, raising=False)


def test_stores_have_the_names_that_the_studio_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PACKSHOT_BACKUP_URL", "s3://copies/packshot")
    monkeypatch.setenv("PACKSHOT_OBJECTS_URL", "file:///objects")
    monkeypatch.setenv("PACKSHOT_DOCUMENTS_URL", "mongodb://user:word@store")
    read = settings()
    assert (read.url, read.objects_url) == ("s3://copies/packshot", "file:///objects")
    assert read.documents_url.get_secret_value() == "mongodb://user:word@store"
    assert "word" not in repr(read)


@pytest.mark.parametrize("missing", ["url", "objects_url"])
def test_a_place_that_is_not_set_is_named(missing: str) -> None:
    values = {"url": "file:///copies", "objects_url": "file:///objects"} | {missing: ""}
    with pytest.raises(ValidationError, match=r"PACKSHOT_(BACKUP|OBJECTS)_URL is not set\. Set it to"):
        settings(**values)


def test_a_backup_beside_what_it_backs_up_is_refused() -> None:
    with pytest.raises(ValidationError, match="both would be lost together"):
        settings(url="file:///objects/", objects_url="file:///objects")
    settings(url="s3://same", objects_url="s3://same", endpoint="http://elsewhere")
