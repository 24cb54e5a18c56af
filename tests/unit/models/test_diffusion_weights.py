import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from models.diffusion.failures import LicenceRefused, WeightsCorrupt, WeightsMissing
from models.diffusion.settings import DiffusionSettings
from models.diffusion.specs import spec_named
from models.diffusion.weights import RECORD, Record, adapter_in, contents, hashes, home, located

Settings = Callable[..., DiffusionSettings]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    def made(model: str, **environment: str) -> DiffusionSettings:
        named = {"PACKSHOT_CACHE": str(tmp_path / "cache"), "PACKSHOT_DIFFUSION_MODEL": model}
        return DiffusionSettings.from_environment(named | environment)

    return made


def filled(folder: Path, pipeline: str = "StableDiffusionXLInpaintPipeline") -> Path:
    (folder / "unet").mkdir(parents=True)
    (folder / "model_index.json").write_text(json.dumps({"_class_name": pipeline}))
    (folder / "unet" / "weights.safetensors").write_bytes(b"numbers" * 100)
    (folder / ".cache").mkdir()
    (folder / ".cache" / "half").write_bytes(b"of a download")
    return folder


def recorded(folder: Path, **facts: object) -> Record:
    record = Record(model="own", files=hashes(folder, contents(folder)))
    record = replace(record, **facts)  # type: ignore[arg-type]
    record.write(folder)
    return record


def test_weights_that_were_never_fetched_name_the_command(settings: Settings) -> None:
    with pytest.raises(WeightsMissing, match="python -m models diffusion fetch"):
        located(settings("sdxl-inpainting"))


def test_fetched_weights_are_found_and_their_hashes_reported(settings: Settings) -> None:
    chosen = settings("sdxl-inpainting")
    folder = filled(home(chosen, spec_named("sdxl-inpainting")))
    record = recorded(folder, commit="c" * 40)
    weights = located(chosen)
    assert (weights.folder, weights.record) == (folder, record)
    assert set(record.files) == {"model_index.json", "unet/weights.safetensors"}
    assert len(weights.record.digest) == 64


def test_a_revision_of_ones_own_has_a_folder_of_its_own(settings: Settings) -> None:
    spec = spec_named("sdxl-inpainting")
    folders = {home(settings(spec.name, PACKSHOT_DIFFUSION_REVISION=each), spec) for each in ("", "refs/pr/1", "abc")}
    assert len(folders) == 3


@pytest.mark.parametrize(
    ("paths", "found"),
    [
        (["unet/a.safetensors"], None),
        (["ip_adapter/a.safetensors"], None),
        (
            ["ip_adapter/a.safetensors", "ip_adapter/image_encoder/config.json"],
            ("ip_adapter/a.safetensors", "ip_adapter/image_encoder"),
        ),
        (["ip_adapter/a.safetensors", "ip_adapter/b.safetensors", "ip_adapter/image_encoder/config.json"], None),
        (["ip_adapter/image_encoder/model.safetensors", "ip_adapter/image_encoder/config.json"], None),
    ],
    ids=["none", "no-encoder", "whole", "two", "no-weights"],
)
def test_an_adapter_is_found_where_it_is_whole(paths: list[str], found: tuple[str, str] | None) -> None:
    assert adapter_in(paths) == found


@pytest.mark.parametrize("damage", ["one byte", "cut short", "gone"])
def test_damage_is_noticed_and_the_file_named(settings: Settings, tmp_path: Path, damage: str) -> None:
    folder = filled(tmp_path / "own")
    recorded(folder)
    file = folder / "unet" / "weights.safetensors"
    whole = file.read_bytes()
    if damage == "gone":
        file.unlink()
    else:
        file.write_bytes(whole[:-1] + (b"!" if damage == "one byte" else b""))
    with pytest.raises(
        WeightsMissing if damage == "gone" else WeightsCorrupt, match=r"unet/weights\.safetensors"
    ) as caught:
        located(settings(f"folder:{folder}"))
    assert str(tmp_path) not in caught.value.answer(), "what travels to callers has no paths of this machine"


def test_a_folder_without_a_record_is_taken_as_it_is(settings: Settings, tmp_path: Path) -> None:
    weights = located(settings(f"folder:{filled(tmp_path / 'own')}"))
    assert weights.spec.name == "own"
    assert weights.spec.pipeline == "StableDiffusionXLInpaintPipeline"
    assert weights.spec.native_px == 1024
    assert len(weights.record.files) == 2


def test_a_record_may_say_how_its_model_is_run(settings: Settings, tmp_path: Path) -> None:
    folder = filled(tmp_path / "own", "ZImagePipeline")
    recorded(folder, native_px=512, steps=3, guidance=2.0, licence="mine")
    spec = located(settings(f"folder:{folder}")).spec
    assert (spec.pipeline, spec.native_px, spec.steps, spec.guidance) == ("ZImageInpaintPipeline", 512, 3, 2.0)
    assert spec.licence == "mine"


def test_a_folder_that_holds_something_else(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(WeightsMissing, match=r"model_index\.json"):
        located(settings(f"folder:{tmp_path}"))
    folder = filled(tmp_path / "own", "WanPipeline")
    with pytest.raises(WeightsCorrupt, match="StableDiffusionXLInpaintPipeline"):
        located(settings(f"folder:{folder}"))
    (folder / RECORD).write_text("{")
    with pytest.raises(WeightsCorrupt):
        Record.read(folder)


def test_a_licence_that_forbids_commerce_is_refused_unless_accepted_by_name(settings: Settings) -> None:
    with pytest.raises(LicenceRefused, match="PACKSHOT_ACCEPT_LICENCE to flux2-klein-9b"):
        located(settings("flux2-klein-9b"))
    with pytest.raises(LicenceRefused):
        located(settings("flux2-klein-9b", PACKSHOT_ACCEPT_LICENCE="sdxl-inpainting"))
    with pytest.raises(WeightsMissing):
        located(settings("flux2-klein-9b", PACKSHOT_ACCEPT_LICENCE="flux2-klein-9b"))


def test_a_folders_record_can_forbid_commerce_too(settings: Settings, tmp_path: Path) -> None:
    folder = filled(tmp_path / "own")
    recorded(folder, licence="research only", commercial=False)
    with pytest.raises(LicenceRefused, match="research only") as caught:
        located(settings(f"folder:{folder}"))
    assert str(tmp_path) not in caught.value.answer()
    assert located(settings(f"folder:{folder}", PACKSHOT_ACCEPT_LICENCE=f"folder:{folder}")).spec.name == "own"
