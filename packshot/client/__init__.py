"""The client: everything that Packshot does, from Python, over gRPC. It needs nothing of the services."""

from packshot.client.errors import ApiError
from packshot.client.pictures import Photo, Picture
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

__all__ = [
    "Account",
    "ApiError",
    "Box",
    "Cutout",
    "Dressing",
    "Drift",
    "Engine",
    "Key",
    "Light",
    "Manifest",
    "NewKey",
    "Packshot",
    "Photo",
    "Picture",
    "Placement",
    "Progress",
    "Report",
    "Scene",
    "SetInfo",
    "Shadow",
]
