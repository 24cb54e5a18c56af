import pytest
from pydantic import ValidationError

from services.segmenter.settings import SegmenterSettings


def test_reads_its_prefix_and_the_shared_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PACKSHOT_SEGMENTER_PORT", "9999")
    monkeypatch.setenv("PACKSHOT_SEGMENTER_MAX_CUTOUTS", "3")
    monkeypatch.setenv("PACKSHOT_TRITON_ADDRESS", "triton:8001")
    settings = SegmenterSettings()
    assert (settings.port, settings.max_cutouts, settings.triton_address) == (9999, 3, "triton:8001")
    assert settings.threads >= 1


@pytest.mark.parametrize("name", ["THREADS", "MAX_CUTOUTS", "MAX_PHOTO_BYTES", "NETWORK_DEADLINE_S"])
def test_nothing_may_be_zero(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(f"PACKSHOT_SEGMENTER_{name}", "0")
    with pytest.raises(ValidationError):
        SegmenterSettings()
