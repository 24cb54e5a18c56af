"""Starts the generator: reads the settings, wires the parts, serves."""

import asyncio
from pathlib import Path

import structlog
import uvloop

from mesh.keyset import RemoteKeySet
from mesh.logs import configure_logs
from mesh.pictures.decode import Limits
from mesh.server import Endpoint, PortTaken, serve
from mesh.tls import TlsUnusable, tls_files
from mesh.tokens import TokenVerifier
from mesh.tracing import configure_tracing
from mesh.triton import TritonClient
from packshot.generator.v1 import generator_pb2, generator_pb2_grpc
from services.generator.bridge import Bridge
from services.generator.catalogue import Catalogue, load_engines
from services.generator.engines.sets import studio_sets
from services.generator.likeness import VectorLikeness, lend_likeness
from services.generator.painter import ModelServer
from services.generator.pool import Pool
from services.generator.service import GeneratorService
from services.generator.settings import GeneratorSettings
from services.generator.triton import TritonFinder, TritonPainter
from services.generator.words.vectors import NoVectors, load_vectors


def lend_vectors(cache: Path) -> None:
    """Let prompts be read with the word vectors of ``cache``; without them, say once that they are read by tables alone."""
    try:
        lend_likeness(VectorLikeness(studio_sets(), load_vectors(cache)))
    except NoVectors as fault:
        structlog.get_logger().warning("prompts are read without word vectors", reason=str(fault))


def model_server(settings: GeneratorSettings, client: TritonClient) -> ModelServer:
    """What engines can ask of the model server; called inside the event loop."""
    bridge = Bridge(asyncio.get_running_loop())
    return ModelServer(
        TritonPainter(client, bridge, settings.diffusion_model, settings.paint_deadline_s),
        TritonFinder(client, bridge, settings.saliency_model, settings.saliency_deadline_s),
    )


async def main() -> None:
    settings = GeneratorSettings()
    configure_logs(settings, "generator")
    configure_tracing(settings, "generator")
    lend_vectors(settings.cache)
    tls = tls_files(settings)
    keys = RemoteKeySet(settings.auth_address, tls)
    triton = TritonClient(settings.triton_address, tls if settings.triton_tls else None)
    engines = Catalogue(load_engines(model_server(settings, triton)), settings.default_engine)
    pool, remote_pool = (Pool(workers, settings.max_waiting) for workers in (settings.workers, settings.remote_workers))
    limits = Limits(max_bytes=settings.max_product_bytes, max_pixels=settings.max_product_pixels)
    endpoint = Endpoint(
        generator_pb2.DESCRIPTOR.services_by_name["GeneratorService"].full_name,
        generator_pb2_grpc.add_GeneratorServiceServicer_to_server,
        GeneratorService(engines, pool, limits, remote_pool),
    )
    verifier = TokenVerifier(settings.token_issuer, settings.token_audience, keys)
    try:
        await serve(settings, [endpoint], verifier, tls)
    finally:
        pool.close()
        remote_pool.close()
        await triton.close()
        await keys.close()


if __name__ == "__main__":
    try:
        uvloop.run(main())
    except (PortTaken, TlsUnusable) as error:
        raise SystemExit(str(error)) from None
