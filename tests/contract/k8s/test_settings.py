"""Every variable in the manifests is somebody's setting, and every setting is set, or left alone for a reason."""

import pytest

from tests.contract.k8s.cluster import Overlay, clusters
from tests.contract.k8s.settings_of import CLASSES, built, model_server_variables, variables_of

FOREIGN = {
    "AWS_ACCESS_KEY_ID": "obstore, and the AWS command line",
    "AWS_SECRET_ACCESS_KEY": "obstore, and the AWS command line",
    "AWS_REGION": "obstore, and the AWS command line",
    "MALLOC_ARENA_MAX": "glibc",
    "MALLOC_MMAP_THRESHOLD_": "glibc",
    "MALLOC_TRIM_THRESHOLD_": "glibc",
    "OPENBLAS_NUM_THREADS": "numpy's OpenBLAS",
    "PYTHONPATH": "Triton's Python backend",
}
"""Variables that are no setting of ours, and who reads them."""
LEFT = {
    "the default is what a cluster wants": """
        PACKSHOT_TOKEN_ISSUER PACKSHOT_TOKEN_AUDIENCE PACKSHOT_AUTH_MAX_CALLS PACKSHOT_SEGMENTER_MAX_CALLS
        PACKSHOT_GENERATOR_MAX_CALLS PACKSHOT_STUDIO_MAX_CALLS PACKSHOT_AUTH_MAX_CONNECTION_AGE_S
        PACKSHOT_SEGMENTER_MAX_CONNECTION_AGE_S PACKSHOT_GENERATOR_MAX_CONNECTION_AGE_S
        PACKSHOT_STUDIO_MAX_CONNECTION_AGE_S PACKSHOT_AUTH_SIGNING_PERIOD_S PACKSHOT_AUTH_ACCESS_LIFETIME_S
        PACKSHOT_AUTH_SESSION_LIFETIME_S PACKSHOT_AUTH_REFRESH_GRACE_S PACKSHOT_AUTH_RESET_LIFETIME_S
        PACKSHOT_SEGMENTER_MODEL PACKSHOT_SEGMENTER_NETWORK_DEADLINE_S PACKSHOT_SEGMENTER_MAX_CUTOUTS
        PACKSHOT_SEGMENTER_MAX_WAITING PACKSHOT_GENERATOR_MAX_WAITING PACKSHOT_GENERATOR_REMOTE_WORKERS
        PACKSHOT_GENERATOR_DIFFUSION_MODEL PACKSHOT_GENERATOR_SALIENCY_MODEL PACKSHOT_GENERATOR_PAINT_DEADLINE_S
        PACKSHOT_GENERATOR_SALIENCY_DEADLINE_S PACKSHOT_GENERATOR_DEFAULT_ENGINE PACKSHOT_STUDIO_LEASE_S
        PACKSHOT_STUDIO_SWEEP_EVERY_S PACKSHOT_STUDIO_RECONCILE_EVERY_S PACKSHOT_GATEWAY_MAX_PICTURES
        PACKSHOT_GATEWAY_MAX_WATCHERS PACKSHOT_GATEWAY_MAX_CALLS PACKSHOT_GATEWAY_UPLOAD_S
        PACKSHOT_GATEWAY_ARCHIVE_UPLOAD_S PACKSHOT_GATEWAY_COUNTERS_TIMEOUT_S PACKSHOT_GATEWAY_FETCH_S
        PACKSHOT_GATEWAY_FETCH_PORTS PACKSHOT_AUTH_ARGON2_TIME_COST PACKSHOT_AUTH_ARGON2_MEMORY_KIB
        PACKSHOT_AUTH_ARGON2_LANES PACKSHOT_AUTH_PASSWORD_WORKERS PACKSHOT_AUTH_PASSWORD_WAITING
    """,
    "a bound on pictures, the same wherever it runs": """
        PACKSHOT_SEGMENTER_MAX_PHOTO_BYTES PACKSHOT_SEGMENTER_MAX_PHOTO_PIXELS PACKSHOT_SEGMENTER_MIN_PHOTO_SIDE_PX
        PACKSHOT_GENERATOR_MAX_PRODUCT_BYTES PACKSHOT_GENERATOR_MAX_PRODUCT_PIXELS PACKSHOT_STUDIO_MAX_PHOTO_BYTES
        PACKSHOT_STUDIO_MAX_ARCHIVE_BYTES PACKSHOT_GATEWAY_MAX_IMAGE_BYTES PACKSHOT_GATEWAY_MAX_ARCHIVE_BYTES
    """,
    "terms of the business, which each operator sets in an overlay": """
        PACKSHOT_STUDIO_UPLOADS_KEPT_S PACKSHOT_STUDIO_RESULTS_KEPT_S PACKSHOT_STUDIO_JOBS_KEPT_S
        PACKSHOT_STUDIO_QUEUED_JOBS PACKSHOT_STUDIO_RUNNING_JOBS PACKSHOT_STUDIO_CREDITS_A_MONTH
        PACKSHOT_STUDIO_STORAGE_BYTES PACKSHOT_GATEWAY_PICTURES_RATE PACKSHOT_GATEWAY_ACCOUNT_RATE
        PACKSHOT_GATEWAY_ADDRESS_RATE PACKSHOT_AUTH_LOGIN_RATE_PER_EMAIL PACKSHOT_AUTH_LOGIN_RATE_PER_ADDRESS
        PACKSHOT_AUTH_SIGN_UP_RATE_PER_ADDRESS PACKSHOT_AUTH_RESET_RATE_PER_EMAIL
        PACKSHOT_AUTH_RESET_RATE_PER_ADDRESS
    """,
    "mail is off until an operator names a server": """
        PACKSHOT_AUTH_MAIL_FROM PACKSHOT_AUTH_MAIL_HOST PACKSHOT_AUTH_MAIL_PORT PACKSHOT_AUTH_MAIL_SECURITY
        PACKSHOT_AUTH_MAIL_USER PACKSHOT_AUTH_MAIL_TIMEOUT_S
    """,
    "tracing is off until an operator names a collector, and lets pods reach it": "PACKSHOT_OTLP_ENDPOINT",
    "for tests alone, and refused in production": "PACKSHOT_GATEWAY_FETCH_NETWORKS PACKSHOT_STUDIO_WEBHOOK_NETWORKS",
    "the image says where its files are": """
        PACKSHOT_CACHE XDG_CACHE_HOME PACKSHOT_GATEWAY_PAGE_DIR PACKSHOT_TRITON_HOST PACKSHOT_TRITON_FOLDER
    """,
    "S3 is Amazon's until an operator says otherwise": "PACKSHOT_BACKUP_ENDPOINT",
    "callers hear of the end in the pause before SIGTERM": "PACKSHOT_GATEWAY_NOTICE_S",
    "Triton is started by its own arguments": """
        PACKSHOT_TRITON_GRPC_PORT PACKSHOT_TRITON_HTTP_PORT PACKSHOT_TRITON_METRICS_PORT
        PACKSHOT_TRITON_EXIT_TIMEOUT_S PACKSHOT_MODEL_REPOSITORIES
    """,
    "no diffusion until an operator chooses a model (docs/guides/models.md)": """
        PACKSHOT_DIFFUSION_MODEL PACKSHOT_DIFFUSION_REVISION PACKSHOT_DIFFUSION_DEVICE PACKSHOT_DIFFUSION_DTYPE
        PACKSHOT_DIFFUSION_COMPILE PACKSHOT_DIFFUSION_STYLE PACKSHOT_DIFFUSION_BATCH PACKSHOT_DIFFUSION_QUEUE
        PACKSHOT_ACCEPT_LICENCE
    """,
}
"""Settings that no manifest sets, by reason."""


def known(name: str) -> set[str]:
    """The variables that what runs under this name reads."""
    if name == "triton":
        return model_server_variables()
    return set(variables_of(CLASSES[name]).values())


def everything() -> set[str]:
    return {variable for name in (*CLASSES, "triton") for variable in known(name)}


def own(overlay: Overlay) -> dict[str, set[str]]:
    """The variables that each container sets itself, beside those that all share; stores of the local overlay left out."""
    return {
        name: {each["name"] for each in overlay.container(name).get("env", [])}
        for name in overlay.pods()
        if name in CLASSES or name == "triton"
    }


def test_every_variable_is_a_setting_of_who_gets_it(overlay: Overlay) -> None:
    found = own(overlay)
    assert set(CLASSES) - {"backup"} <= set(found)
    for name, variables in found.items():
        assert variables - known(name) - set(FOREIGN) == set(), name


def test_every_shared_variable_is_a_setting_of_somebody(overlay: Overlay) -> None:
    maps = [
        each["data"] for each in overlay.all("ConfigMap") if each["metadata"]["name"].startswith("packshot-settings")
    ]
    assert len(maps) == 1
    assert set(maps[0]) - everything() - set(FOREIGN) == set()


def test_every_setting_is_set_or_left_for_a_reason() -> None:
    used: set[str] = set()
    for overlay in clusters().values():
        for name in own(overlay):
            used |= set(overlay.variables(name))
    left = [variable for variables in LEFT.values() for variable in variables.split()]
    assert len(left) == len(set(left))
    assert everything() - used - set(left) == set(), "set it, or say in LEFT why it is left alone"
    assert set(left) & used == set(), "it is set after all"
    assert set(left) - everything() == set(), "there is no such setting"


@pytest.mark.parametrize("name", [name for name in CLASSES if name != "backup"])
def test_every_service_would_start(overlay: Overlay, name: str) -> None:
    settings = built(overlay, name)
    assert settings.host == "0.0.0.0"  # noqa: S104 - a pod's own address
    assert settings.environment == ("development" if overlay.name == "local" else "production")
    assert settings.auth_address == "auth:8711"


def test_the_backup_would_start(cluster: Overlay) -> None:
    settings = built(cluster, "backup")
    studio = built(cluster, "studio")
    assert (settings.objects_url, settings.documents_database) == (studio.objects_url, studio.documents_database)
    assert settings.url.startswith("s3://")


@pytest.mark.parametrize(("name", "at_once"), [("studio", 2), ("studio-worker", 2), ("backup", 0)])
def test_the_largest_zips_fit_beside_each_other(cluster: Overlay, name: str, at_once: int) -> None:
    largest = built(cluster, "studio").max_archive_bytes
    at_once = at_once or built(cluster, name).parallel
    (volume,) = [each["emptyDir"] for each in cluster.pod(name)["volumes"] if each["name"] == "tmp"]
    room = int(volume["sizeLimit"].removesuffix("Gi")) * 1024**3
    assert room > at_once * largest
    limit = cluster.container(name)["resources"]["limits"]["ephemeral-storage"]
    assert int(limit.removesuffix("Gi")) * 1024**3 > room
