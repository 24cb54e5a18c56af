"""Starts the studio: reads the settings, wires the parts, serves. As a worker it serves nothing but its health."""

import uvloop

from mesh.channels import open_channel
from mesh.documents import close_documents, open_documents
from mesh.keyset import RemoteKeySet
from mesh.logs import configure_logs
from mesh.server import Endpoint, PortTaken, serve
from mesh.tls import TlsUnusable, tls_files
from mesh.tokens import TokenVerifier
from mesh.tracing import configure_tracing
from packshot.studio.v1 import (
    account_pb2,
    account_pb2_grpc,
    assets_pb2,
    assets_pb2_grpc,
    batches_pb2,
    batches_pb2_grpc,
    jobs_pb2,
    jobs_pb2_grpc,
    studio_pb2,
    studio_pb2_grpc,
    webhooks_pb2,
    webhooks_pb2_grpc,
)
from services.studio.account.service import AccountService
from services.studio.assembly import Studio, assemble
from services.studio.assets.service import AssetService
from services.studio.authority import AuthClient, WorkCredentials
from services.studio.batches.service import BatchService
from services.studio.clients import GeneratorClient, SegmenterClient
from services.studio.jobs.exchange import RecipeTrade
from services.studio.jobs.service import JobService
from services.studio.ports import Workshop
from services.studio.service import StudioService
from services.studio.settings import StudioSettings
from services.studio.webhooks.service import WebhookService


def endpoints(studio: Studio, workshop: Workshop) -> list[Endpoint]:
    """Everything that callers may call."""
    largest = studio.settings.max_photo_bytes
    return [
        Endpoint(
            studio_pb2.DESCRIPTOR.services_by_name["StudioService"].full_name,
            studio_pb2_grpc.add_StudioServiceServicer_to_server,
            StudioService(studio.recipes, workshop, largest),
        ),
        Endpoint(
            assets_pb2.DESCRIPTOR.services_by_name["AssetService"].full_name,
            assets_pb2_grpc.add_AssetServiceServicer_to_server,
            AssetService(studio.assets, studio.uploads),
        ),
        Endpoint(
            jobs_pb2.DESCRIPTOR.services_by_name["JobService"].full_name,
            jobs_pb2_grpc.add_JobServiceServicer_to_server,
            JobService(studio.jobs, studio.assets, studio.claims, studio.recipes, largest),
        ),
        Endpoint(
            account_pb2.DESCRIPTOR.services_by_name["AccountService"].full_name,
            account_pb2_grpc.add_AccountServiceServicer_to_server,
            AccountService(studio.terms, studio.charges, studio.jobs, studio.assets, studio.deletion),
        ),
        Endpoint(
            batches_pb2.DESCRIPTOR.services_by_name["BatchService"].full_name,
            batches_pb2_grpc.add_BatchServiceServicer_to_server,
            BatchService(studio.batches, studio.assets, studio.jobs, studio.claims, studio.recipes),
        ),
        Endpoint(
            webhooks_pb2.DESCRIPTOR.services_by_name["WebhookService"].full_name,
            webhooks_pb2_grpc.add_WebhookServiceServicer_to_server,
            WebhookService(studio.webhooks, studio.deliveries),
        ),
    ]


async def main() -> None:
    settings = StudioSettings()
    name = "worker" if settings.role == "worker" else "studio"
    configure_logs(settings, name)
    configure_tracing(settings, name)
    tls = tls_files(settings)
    keys = RemoteKeySet(settings.auth_address, tls)
    channels = [
        open_channel(address, tls, name=called)
        for called, address in (
            ("segmenter", settings.segmenter_address),
            ("generator", settings.generator_address),
            ("auth", settings.auth_address),
        )
    ]
    segmenter, generator, auth = channels
    workshop = Workshop(SegmenterClient(segmenter), GeneratorClient(generator))
    documents = open_documents(settings.documents_url.get_secret_value(), settings.documents_database, durable=True)
    credentials = WorkCredentials(auth, settings.work_secret.get_secret_value())
    studio = assemble(
        settings, documents, workshop, AuthClient(auth), credentials.of, lambda assets: RecipeTrade(assets.read)
    )
    verifier = TokenVerifier(settings.token_issuer, settings.token_audience, keys)
    served = [] if settings.role == "worker" else endpoints(studio, workshop)
    try:
        async with studio.running():
            # While a service that recipes need is away, callers are told so and when to come back; a closed door says less.
            await serve(settings, served, verifier, tls, until_ready=studio.prepare, while_ready=studio.check)
    finally:
        for channel in channels:
            await channel.close()
        await keys.close()
        await close_documents(documents)


if __name__ == "__main__":
    try:
        uvloop.run(main())
    except (PortTaken, TlsUnusable) as error:
        raise SystemExit(str(error)) from None
