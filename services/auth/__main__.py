"""Starts auth: reads the settings, wires the parts, serves."""

import uvloop

from mesh.documents import close_documents, open_documents
from mesh.logs import configure_logs
from mesh.server import Endpoint, PortTaken, serve
from mesh.tls import TlsUnusable, tls_files
from mesh.tracing import configure_tracing
from packshot.auth.v1 import auth_pb2, auth_pb2_grpc
from services.auth.authority import build_authority
from services.auth.service import AuthService
from services.auth.settings import AuthSettings


async def main() -> None:
    settings = AuthSettings()
    configure_logs(settings, "auth")
    configure_tracing(settings, "auth")
    tls = tls_files(settings)
    documents = open_documents(settings.documents_url.get_secret_value(), settings.documents_database)
    authority = build_authority(settings, documents)
    endpoint = Endpoint(
        auth_pb2.DESCRIPTOR.services_by_name["AuthService"].full_name,
        auth_pb2_grpc.add_AuthServiceServicer_to_server,
        AuthService(authority),
    )
    try:
        await serve(
            settings, [endpoint], authority.verifier, tls, until_ready=authority.prepare, while_ready=authority.check
        )
    finally:
        await authority.drain()
        authority.close()
        await close_documents(documents)


if __name__ == "__main__":
    try:
        uvloop.run(main())
    except (PortTaken, TlsUnusable) as error:
        raise SystemExit(str(error)) from None
