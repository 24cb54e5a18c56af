"""With the component cert-manager everybody shows a certificate for the name it is called by, and demands one."""

import pytest

from tests.contract.k8s.cluster import SERVICES, WORKLOADS, Overlay, clusters
from tests.contract.k8s.settings_of import built

TLS = ("production", "gpu")
FOLDER = "/var/run/packshot/tls"


@pytest.mark.parametrize("overlay_name", TLS)
@pytest.mark.parametrize("name", WORKLOADS)
def test_a_pod_has_the_certificate_of_its_own_name(overlay_name: str, name: str) -> None:
    overlay = clusters()[overlay_name]
    certificate = overlay.one("Certificate", name)["spec"]
    assert {name, f"{name}.packshot.svc"} <= set(certificate["dnsNames"])
    assert {"server auth", "client auth"} <= set(certificate["usages"])
    (volume,) = [each for each in overlay.pod(name)["volumes"] if each["name"] == "tls"]
    assert volume["secret"]["secretName"] == certificate["secretName"]
    assert volume["secret"]["defaultMode"] == 0o440
    (mount,) = [each for each in overlay.container(name)["volumeMounts"] if each["name"] == "tls"]
    assert mount["mountPath"] == FOLDER


@pytest.mark.parametrize("overlay_name", TLS)
@pytest.mark.parametrize("name", WORKLOADS)
def test_it_is_told_where_its_files_are(overlay_name: str, name: str) -> None:
    overlay = clusters()[overlay_name]
    files = [f"{FOLDER}/tls.crt", f"{FOLDER}/tls.key", f"{FOLDER}/ca.crt"]
    if name == "triton":
        arguments = dict(each.split("=", 1) for each in overlay.container(name)["args"] if "=" in each)
        assert arguments["--grpc-use-ssl-mutual"] == "true"
        assert [arguments[f"--grpc-{each}"] for each in ("server-cert", "server-key", "root-cert")] == files
        return
    variables = overlay.variables(name)
    assert [variables[f"PACKSHOT_TLS_{each}_FILE"] for each in ("CERT", "KEY", "CA")] == files
    if hasattr(built(overlay, name), "triton_address"):
        assert variables["PACKSHOT_TRITON_TLS"] == "true"


@pytest.mark.parametrize("overlay_name", TLS)
def test_the_door_speaks_it_too(overlay_name: str) -> None:
    overlay = clusters()[overlay_name]
    for name in SERVICES:
        policy = overlay.one("BackendTLSPolicy", name)["spec"]
        assert policy["targetRefs"][0]["name"] == name
        assert policy["validation"]["hostname"] in overlay.one("Certificate", name)["spec"]["dnsNames"]
        assert "appProtocol" not in overlay.one("Service", name)["spec"]["ports"][0]
    secret = overlay.one("Certificate", "door")["spec"]["secretName"]
    assert overlay.one("Gateway", "packshot")["spec"]["tls"]["backend"]["clientCertificateRef"]["name"] == secret


@pytest.mark.parametrize("name", ["local", "linkerd"])
def test_without_the_component_there_is_none(name: str) -> None:
    overlay: Overlay = clusters()[name]
    assert overlay.all("Certificate") == []
    for workload in WORKLOADS:
        assert not [each for each in overlay.variables(workload) if each.startswith("PACKSHOT_TLS")]
