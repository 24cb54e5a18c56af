from pathlib import Path

import pytest

from models.diffusion.settings import DiffusionSettings
from models.settings import InvalidSetting


def settings(**environment: str) -> DiffusionSettings:
    return DiffusionSettings.from_environment({"PACKSHOT_CACHE": "/cache", **environment})


def test_without_variables_there_is_no_diffusion() -> None:
    assert settings().model == ""
    assert settings().cache == Path("/cache")
    assert (settings().batch, settings().queue, settings().compile) == (4, 16, False)


def test_a_spec_and_a_folder_are_models() -> None:
    assert settings(PACKSHOT_DIFFUSION_MODEL="sdxl-inpainting").model == "sdxl-inpainting"
    assert settings(PACKSHOT_DIFFUSION_MODEL="folder:/weights").serving("folder:/others").model == "folder:/others"


def test_licences_are_accepted_by_name() -> None:
    accepted = settings(PACKSHOT_ACCEPT_LICENCE="flux2-klein-9b, folder:/weights").accepted_licences
    assert accepted == {"flux2-klein-9b", "folder:/weights"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PACKSHOT_DIFFUSION_MODEL", "midjourney"),
        ("PACKSHOT_ACCEPT_LICENCE", "all"),
        ("PACKSHOT_DIFFUSION_DEVICE", "tpu"),
        ("PACKSHOT_DIFFUSION_DTYPE", "float8"),
        ("PACKSHOT_DIFFUSION_COMPILE", "perhaps"),
        ("PACKSHOT_DIFFUSION_STYLE", "some"),
        ("PACKSHOT_DIFFUSION_BATCH", "0"),
        ("PACKSHOT_DIFFUSION_QUEUE", "many"),
    ],
)
def test_a_wrong_value_is_told_with_the_variables_name(name: str, value: str) -> None:
    with pytest.raises(InvalidSetting, match=name):
        settings(**{name: value})
