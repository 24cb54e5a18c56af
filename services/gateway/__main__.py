"""Runs the gateway: ``python -m services.gateway``."""

import asyncio
import sys

import structlog
import uvloop

from mesh.documents import close_documents, open_documents
from mesh.errors import PackshotError
from mesh.keyset import RemoteKeySet
from mesh.logs import configure_logs
from mesh.rates import RateStore
from mesh.server import PortTaken
from mesh.tls import TlsUnusable, tls_files
from mesh.tokens import TokenVerifier
from mesh.tracing import configure_tracing
from services.gateway.access import Doorkeeper
from services.gateway.app import build_app
from services.gateway.backends import Backends
from services.gateway.door import Desk
from services.gateway.fetch import Fetcher, FetchRules
from services.gateway.frontdoor import FrontDoor
from services.gateway.life import serve
from services.gateway.page_files import PageFiles
from services.gateway.places import Places
from services.gateway.quota import Kind, Quotas
from services.gateway.readiness import Watch
from services.gateway.refresh_cookie import RefreshCookie
from services.gateway.settings import GatewaySettings
from services.gateway.upload.photo import UploadRules

log = structlog.get_logger(__name__)
PREPARE_RETRY_S = 2.0


async def prepare(store: RateStore) -> None:
    """Makes the counters' index as soon as the store answers; nobody waits for it."""
    while True:
        try:
            await store.prepare()
        except PackshotError as error:
            log.info("counters.waiting", reason=error.message)
            await asyncio.sleep(PREPARE_RETRY_S)
        else:
            return


async def run(settings: GatewaySettings) -> None:
    """Wires everything up and serves until told to stop."""
    tls = tls_files(settings)
    documents = open_documents(settings.documents_url.get_secret_value(), settings.documents_database)
    store = RateStore(documents)
    key_set = RemoteKeySet(settings.auth_address, tls)
    backends = Backends.of(settings, tls)
    verifier = TokenVerifier(settings.token_issuer, settings.token_audience, key_set)
    rates = {
        Kind.PICTURES: settings.pictures_rate,
        Kind.ACCOUNT: settings.account_rate,
        Kind.ADDRESS: settings.address_rate,
    }
    rules = FetchRules(settings.max_image_bytes, settings.fetch_s, settings.fetch_ports, settings.fetch_networks)
    desk = Desk(
        backends=backends,
        doorkeeper=Doorkeeper(backends, verifier),
        quotas=Quotas(store, rates, timeout_s=settings.counters_timeout_s),
        places=Places(settings.max_pictures),
        watchers=Places(settings.max_watchers, what="watchers"),
        fetcher=Fetcher(rules),
        upload_rules=UploadRules(
            settings.max_image_bytes, settings.upload_s, settings.max_archive_bytes, settings.archive_upload_s
        ),
        watch=Watch(backends, store.check),
        cookie=RefreshCookie(secure=settings.environment != "development"),
        page=PageFiles(settings.page_dir),
    )
    preparing = asyncio.create_task(prepare(store))
    door = FrontDoor(backends.channels, max_calls=settings.max_calls) if settings.grpc_port else None
    try:
        await serve(settings, build_app(desk), door, desk.watch)
    finally:
        preparing.cancel()
        await key_set.close()
        await backends.close()
        await close_documents(documents)


def main() -> None:
    settings = GatewaySettings()
    configure_logs(settings, "gateway")
    configure_tracing(settings, "gateway")
    try:
        uvloop.run(run(settings))
    except (PortTaken, TlsUnusable) as error:
        sys.exit(f"gateway: {error}")


if __name__ == "__main__":
    main()
