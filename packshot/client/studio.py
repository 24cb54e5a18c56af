"""The client: everything that Packshot does, as methods of one object."""

import os
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Self, Unpack

from packshot.auth.v1 import auth_pb2
from packshot.client.assets import AssetCalls
from packshot.client.batches import BatchCalls
from packshot.client.channel import DEFAULT_ADDRESS, open_channel
from packshot.client.connection import Connection
from packshot.client.credentials import FixedToken, RenewedToken
from packshot.client.jobs import JobCalls
from packshot.client.pictures import Photo, broken, photo_bytes
from packshot.client.recipes import style_bytes
from packshot.client.results import Account, Box, Cutout, Engine, Key, NewKey, Scene, SetInfo, account_of, key_of
from packshot.client.run import OnPreview, OnProgress, Run, carry_out
from packshot.client.scene_wishes import SceneWishes, option_arguments
from packshot.client.wishes import box_message, cutout_options, remake_options, scene_options
from packshot.generator.v1 import generator_pb2
from packshot.studio.v1 import studio_pb2

ADDRESS_VARIABLE = "PACKSHOT_ADDRESS"
KEY_VARIABLE = "PACKSHOT_KEY"

_AUTH = auth_pb2.DESCRIPTOR.services_by_name["AuthService"]
_GENERATOR = generator_pb2.DESCRIPTOR.services_by_name["GeneratorService"]
CREATE_ACCOUNT = _AUTH.methods_by_name["CreateAccount"]
CREATE_KEY = _AUTH.methods_by_name["CreateKey"]
CREATE_SESSION = _AUTH.methods_by_name["CreateSession"]
END_SESSION = _AUTH.methods_by_name["EndSession"]
EXCHANGE_KEY = _AUTH.methods_by_name["ExchangeKey"]
GET_ACCOUNT = _AUTH.methods_by_name["GetAccount"]
LIST_ENGINES = _GENERATOR.methods_by_name["ListEngines"]
LIST_KEYS = _AUTH.methods_by_name["ListKeys"]
LIST_SETS = _GENERATOR.methods_by_name["ListSets"]
REFRESH_SESSION = _AUTH.methods_by_name["RefreshSession"]
REVOKE_KEY = _AUTH.methods_by_name["RevokeKey"]


class Packshot(JobCalls, AssetCalls, BatchCalls):
    """A connection to Packshot; use it as an asynchronous context, or ``close`` it.

    ``address`` is ``host:port`` (default: the variable PACKSHOT_ADDRESS, else 127.0.0.1:8700). ``key`` is an API key (default: the
    variable PACKSHOT_KEY); it is exchanged for short access tokens, which are kept and renewed. ``token`` is an access token to use
    instead. ``tls`` speaks TLS with the system's certificates, ``root_certificates`` (PEM) with these.

    Every method raises ``ApiError``; those that take a path also ``OSError``, and ``ValueError`` for what cannot be: an unknown
    word, a number out of its range, options that do not go together, an address that is none.
    ``timeout_s`` bounds each call; None: the contract's own cap.
    """

    def __init__(
        self,
        address: str | None = None,
        *,
        key: str | None = None,
        token: str | None = None,
        tls: bool = False,
        root_certificates: bytes | None = None,
        timeout_s: float | None = None,
    ) -> None:
        self.address = address or os.environ.get(ADDRESS_VARIABLE) or DEFAULT_ADDRESS
        channel = open_channel(self.address, tls=tls, root_certificates=root_certificates)
        self._connection = Connection(channel, self.address, timeout_s)
        self._session: RenewedToken | None = None
        key = key or (None if token else os.environ.get(KEY_VARIABLE))
        if token:
            self._connection.credential = FixedToken(token)
        elif key:
            self._connection.credential = RenewedToken(key, self._exchange_key)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Closes the connection; calls in progress are cancelled."""
        await self._connection.close()

    async def cutout(
        self,
        photo: Photo,
        *,
        crop: bool = False,
        margin: float = 0.0,
        matte: bool = False,
        format: str = "png",  # noqa: A002 - the word people know
        quality: int = 0,
        background: str = "",
        roi: Box | None = None,
        on_progress: OnProgress | None = None,
    ) -> Cutout:
        """Cuts the product out of a photo.

        ``crop`` cuts the picture down to the product, with ``margin`` around it (share of the longer side, 0 to 1). ``matte`` asks
        for the matte too. ``format``: png, jpeg, webp, avif, raw. ``quality`` of lossy formats, 1 to 100, 0 the default.
        ``background`` (#rrggbb) stands behind the product where the format has no alpha. Only ``roi``
        of the upright photo is looked at. ``cutout.image.save("mug.png")`` writes what comes back.
        """
        options = cutout_options(
            crop=crop, margin=margin, matte=matte, format=format, quality=quality, background=background, roi=roi
        )
        run = await self._run(photo, {"cutout": studio_pb2.CutoutRecipe(options=options)}, on_progress, None)
        (pictures,) = run.pictures
        if run.report is None or "product" not in pictures:
            raise broken()
        return Cutout(pictures["product"], run.report, pictures.get("matte"))

    async def scene(self, photo: Photo, prompt: str, **wishes: Unpack[SceneWishes]) -> Scene:
        """Cuts the product out of a photo and puts it into the scene that ``prompt`` describes.

        ``SceneWishes`` says what else can be wished. ``scene.image.save("scene.png")`` writes what comes back.
        """
        (made,) = await self.scenes(photo, prompt, count=1, **wishes)
        return made

    async def scenes(self, photo: Photo, prompt: str, *, count: int, **wishes: Unpack[SceneWishes]) -> list[Scene]:
        """The same as ``scene``, ``count`` times (1 to 4), each with the seed after the one before; the product is cut out once."""
        arguments = option_arguments(wishes) | {"style": await style_bytes(wishes.get("style"))}
        options = scene_options(prompt, count=count if count != 1 else None, **arguments)
        listeners = wishes.get("on_progress"), wishes.get("on_preview")
        return await self._scenes(photo, options, wishes.get("roi"), count, *listeners)

    async def remake(
        self,
        photo: Photo,
        manifest: str,
        *,
        layers: Sequence[str] = (),
        format: str = "png",  # noqa: A002 - the word people know
        quality: int = 0,
        roi: Box | None = None,
        style: Photo | None = None,
        on_progress: OnProgress | None = None,
        on_preview: OnPreview | None = None,
    ) -> Scene:
        """Makes a scene again, pixel for pixel: the same photo, with the same ``roi`` and the same ``style`` if there was one, and
        the ``document`` of its manifest, which ``packshot.client.manifests`` finds in pictures that carry it."""
        picture = await style_bytes(style)
        options = remake_options(manifest, layers=layers, format=format, quality=quality, style=picture)
        (made,) = await self._scenes(photo, options, roi, 1, on_progress, on_preview)
        return made

    async def _scenes(
        self,
        photo: Photo,
        options: generator_pb2.SceneOptions,
        roi: Box | None,
        count: int,
        on_progress: OnProgress | None,
        on_preview: OnPreview | None,
    ) -> list[Scene]:
        recipe = studio_pb2.SceneRecipe(options=options, roi=box_message(roi) if roi else None)
        run = await self._run(photo, {"scene": recipe}, on_progress, on_preview)
        whole = len(run.manifests) == len(run.pictures) == count and all("result" in each for each in run.pictures)
        if run.report is None or not whole:
            raise broken()
        report = run.report
        return [
            Scene(pictures.pop("result"), report, manifest, pictures)
            for manifest, pictures in zip(run.manifests, run.pictures, strict=True)
        ]

    async def sets(self) -> list[SetInfo]:
        """The studio sets, by name."""
        answer = await self._ask(LIST_SETS, generator_pb2.ListSetsRequest())
        return [SetInfo(each.name, each.description, tuple(each.words)) for each in answer.sets]

    async def engines(self) -> list[Engine]:
        """The engines, the default first."""
        request = generator_pb2.ListEnginesRequest()
        answer = await self._ask(LIST_ENGINES, request)
        return [Engine(each.name, each.version, each.description, each.device) for each in answer.engines]

    async def create_account(self, email: str, password: str, display_name: str = "") -> Account:
        """Makes an account. It does not sign in."""
        request = auth_pb2.CreateAccountRequest(email=email, password=password, display_name=display_name)
        return account_of((await self._ask(CREATE_ACCOUNT, request)).account)

    async def sign_in(self, email: str, password: str) -> None:
        """Opens a session; this connection calls with it from now on, and renews it as needed."""
        request = auth_pb2.CreateSessionRequest(email=email, password=password)
        tokens = (await self._ask(CREATE_SESSION, request)).tokens
        self._session = RenewedToken(tokens.refresh_token, self._refresh, tokens=tokens)
        self._connection.credential = self._session

    async def sign_out(self) -> None:
        """Ends the session that ``sign_in`` opened; without one it does nothing."""
        if self._session is not None:
            await self._ask(END_SESSION, auth_pb2.EndSessionRequest(refresh_token=self._session.secret))
            self._session = self._connection.credential = None

    async def account(self) -> Account:
        """The account that this connection calls for."""
        request = auth_pb2.GetAccountRequest()
        return account_of((await self._ask(GET_ACCOUNT, request, signed=True)).account)

    async def create_key(
        self, name: str = "", scopes: Sequence[str] = ("cutouts", "scenes"), expires_at: datetime | None = None
    ) -> NewKey:
        """Makes an API key. Its secret is in this answer and nowhere else."""
        request = auth_pb2.CreateKeyRequest(name=name, scopes=list(scopes))
        if expires_at is not None:
            request.expire_time.FromDatetime(expires_at)
        answer = await self._ask(CREATE_KEY, request, signed=True)
        return NewKey(key_of(answer.key), answer.secret)

    async def keys(self) -> list[Key]:
        """The account's API keys, newest first."""
        request = auth_pb2.ListKeysRequest()
        answer = await self._ask(LIST_KEYS, request, signed=True)
        return [key_of(key) for key in answer.keys]

    async def revoke_key(self, key_id: str) -> Key:
        """Makes an API key useless from now on."""
        request = auth_pb2.RevokeKeyRequest(id=key_id)
        return key_of((await self._ask(REVOKE_KEY, request, signed=True)).key)

    async def _run(
        self, photo: Photo, recipe: dict[str, Any], on_progress: OnProgress | None, on_preview: OnPreview | None
    ) -> Run:
        data = await photo_bytes(photo)
        return await carry_out(self._connection, data, recipe, on_progress=on_progress, on_preview=on_preview)

    async def _ask(self, method: Any, request: Any, *, signed: bool = False) -> Any:
        return await self._connection.unary(method, request, signed=signed)

    async def _exchange_key(self, key: str) -> auth_pb2.Tokens:
        tokens: auth_pb2.Tokens = (await self._ask(EXCHANGE_KEY, auth_pb2.ExchangeKeyRequest(key=key))).tokens
        return tokens

    async def _refresh(self, refresh_token: str) -> auth_pb2.Tokens:
        request = auth_pb2.RefreshSessionRequest(refresh_token=refresh_token)
        tokens: auth_pb2.Tokens = (await self._ask(REFRESH_SESSION, request)).tokens
        return tokens
