"""The real stores that a module's tests share."""

from collections.abc import Iterator

import pytest

from tests.integration.servers import documents_server, s3_server


@pytest.fixture(scope="module")
def store_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A document store's URL."""
    with documents_server(tmp_path_factory.mktemp("documents")) as url:
        yield url


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """URL of a store that speaks S3."""
    with s3_server(tmp_path_factory.mktemp("s3")) as url:
        yield url
