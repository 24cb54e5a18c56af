"""Starts the studio: reads the settings, wires the parts, serves."""

import uvloop

from mesh.channels import open_channel
from mesh.keyset import RemoteKeySet
from mesh.logs import configure_logs
from mesh.server import Endpoint, PortTaken, serve
from mesh.tokens import TokenVerifier
from mesh.tracing import configure_tracing
from packshot.studio.v1 import studio_pb2, studio_pb2_grpc
from services.studio.clients import GeneratorClient, SegmenterClient
from services.studio.ports import Workshop
from services.studio.recipe import load_recipes
from services.studio.service import StudioService
from services.studio.settings import StudioSettings


async def main() -> None:
    settings = StudioSettings()
    configure_logs(settings, "studio")
    configure_tracing(settings, "studio")
    keys = RemoteKeySet(settings.auth_address)
    segmenter, generator = open_channel(settings.segmenter_address), open_channel(settings.generator_address)
    workshop = Workshop(SegmenterClient(segmenter), GeneratorClient(generator))
    service = StudioService(load_recipes(), workshop, settings.max_photo_bytes)
    endpoint = Endpoint(
        studio_pb2.DESCRIPTOR.services_by_name["StudioService"].full_name,
        studio_pb2_grpc.add_StudioServiceServicer_to_server,
        service,
    )
    verifier = TokenVerifier(settings.token_issuer, settings.token_audience, keys)
    try:
        # Ready at once: while a service it needs is away, callers are told so and when to come back; a closed door says less.
        await serve(settings, [endpoint], verifier)
    finally:
        for open_one in (segmenter, generator, keys):
            await open_one.close()


if __name__ == "__main__":
    try:
        uvloop.run(main())
    except PortTaken as error:
        raise SystemExit(str(error)) from None
