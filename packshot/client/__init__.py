"""The client: everything that Packshot does, from Python, over gRPC. It needs nothing of the services."""

from packshot.client.errors import ApiError
from packshot.client.kept import Asset, Quota, Receipt, Usage
from packshot.client.pictures import Photo, Picture
from packshot.client.recipes import Recipe, cutout_recipe, scene_recipe
from packshot.client.results import (
    Account,
    Box,
    Cutout,
    Drift,
    Engine,
    Key,
    Manifest,
    NewKey,
    Progress,
    Report,
    Scene,
    SetInfo,
)
from packshot.client.studio import Packshot
from packshot.client.wishes import Dressing, Light, Placement, Shadow
from packshot.client.work import Batch, Job, JobEvent, JobFailure, JobOutput, RefusedFile

__all__ = [
    "Account",
    "ApiError",
    "Asset",
    "Batch",
    "Box",
    "Cutout",
    "Dressing",
    "Drift",
    "Engine",
    "Job",
    "JobEvent",
    "JobFailure",
    "JobOutput",
    "Key",
    "Light",
    "Manifest",
    "NewKey",
    "Packshot",
    "Photo",
    "Picture",
    "Placement",
    "Progress",
    "Quota",
    "Receipt",
    "Recipe",
    "RefusedFile",
    "Report",
    "Scene",
    "SetInfo",
    "Shadow",
    "Usage",
    "cutout_recipe",
    "scene_recipe",
]
