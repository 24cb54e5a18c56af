from backup.named import Named, named_by, reading_order
from services.studio.assets.blobs import path_of

SHA = "ab" * 32


def test_what_others_name_is_read_after_them() -> None:
    order = reading_order(
        ["accounts", "assets", "blobs", "charges", "claims", "jobs", "uploads", "sessions", "batches"]
    )
    assert order == ["batches", "claims", "sessions", "uploads", "jobs", "charges", "assets", "blobs", "accounts"]


def test_a_blob_and_an_asset_name_the_same_bytes() -> None:
    document = {"account_id": "anna", "sha256": SHA, "size_bytes": 7}
    (blob,) = named_by("blobs", document)
    (asset,) = named_by("assets", document)
    assert blob == asset == Named(path_of("anna", SHA), "anna", SHA, 7)


def test_an_upload_names_its_parts_until_it_is_an_asset() -> None:
    upload = {"_id": "upl_1", "account_id": "anna", "parts": ["0-a", "1-b"], "asset_id": ""}
    assert [named.path for named in named_by("uploads", upload)] == ["anna/uploads/upl_1/0-a", "anna/uploads/upl_1/1-b"]
    assert {named.upload_id for named in named_by("uploads", upload)} == {"upl_1"}
    assert list(named_by("uploads", {**upload, "asset_id": "ast_1"})) == []


def test_other_documents_name_no_bytes() -> None:
    assert list(named_by("jobs", {"account_id": "anna", "sha256": SHA, "size_bytes": 7})) == []
