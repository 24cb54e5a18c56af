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
from packshot.client.wishes import Placement

__all__ = [
    "Account",
    "ApiError",
    "Box",
    "Cutout",
    "Drift",
    "Engine",
    "Key",
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
]
