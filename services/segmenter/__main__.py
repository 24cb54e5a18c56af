"""Starts the segmenter: reads the settings, wires the parts, serves."""

import cv2
import uvloop

from mesh.errors import ServiceUnavailable
from mesh.keyset import RemoteKeySet
from mesh.logs import configure_logs
from mesh.pictures.decode import Limits
from mesh.server import Endpoint, PortTaken, serve
from mesh.tls import TlsUnusable, tls_files
from mesh.tokens import TokenVerifier
from mesh.tracing import configure_tracing
from mesh.triton import TritonClient
from packshot.segmenter.v1 import segmenter_pb2, segmenter_pb2_grpc
from services.segmenter.cutout import Cutter
from services.segmenter.pool import Gate, Pool
from services.segmenter.service import SegmenterService
from services.segmenter.settings import SegmenterSettings
from services.segmenter.triton import TritonNetwork


async def main() -> None:
    settings = SegmenterSettings()
    configure_logs(settings, "segmenter")
    configure_tracing(settings, "segmenter")
    # Scaling a photo down for the network took 6 ms of a lone request with one thread, 3 with one for each core.
    cv2.setNumThreads(settings.threads)
    tls = tls_files(settings)
    keys, triton, pool = (
        RemoteKeySet(settings.auth_address, tls),
        TritonClient(settings.triton_address, tls if settings.triton_tls else None),
        Pool(settings.threads),
    )
    network = TritonNetwork(triton, settings.model, settings.network_deadline_s)
    limits = Limits(settings.max_photo_bytes, settings.max_photo_pixels, settings.min_photo_side_px)
    cutter = Cutter(network, pool, Gate(settings.max_cutouts, settings.max_waiting), limits)
    endpoint = Endpoint(
        segmenter_pb2.DESCRIPTOR.services_by_name["SegmenterService"].full_name,
        segmenter_pb2_grpc.add_SegmenterServiceServicer_to_server,
        SegmenterService(cutter, network, settings.max_photo_bytes),
    )
    verifier = TokenVerifier(settings.token_issuer, settings.token_audience, keys)

    async def model_loaded() -> None:
        await network.facts()

    async def model_answers() -> None:
        # Not `facts`: they wait in the model's queue, and a busy model is not one that is away.
        if not await triton.ready(settings.model):
            raise ServiceUnavailable("The model server does not answer, or has not loaded the model.")

    try:
        await serve(settings, [endpoint], verifier, tls, until_ready=model_loaded, while_ready=model_answers)
    finally:
        pool.close()
        await triton.close()
        await keys.close()


if __name__ == "__main__":
    try:
        uvloop.run(main())
    except (PortTaken, TlsUnusable) as error:
        raise SystemExit(str(error)) from None
