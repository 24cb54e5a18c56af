"""An account and an API key on a running stack, made the way any user makes them: through REST."""

import secrets
from datetime import UTC, datetime, timedelta

import httpx

SCOPES = ["cutouts", "scenes", "assets", "account"]


def _sign_in(client: httpx.Client, email: str, password: str) -> str:
    answer = client.post("/v1/sessions", json={"email": email, "password": password})
    answer.raise_for_status()
    token: str = answer.json()["access_token"]
    return token


def create_account(url: str) -> tuple[str, str]:
    """Makes a fresh account; returns its e-mail address and password."""
    email, password = f"shop-{secrets.token_hex(6)}@packshot.example", secrets.token_urlsafe(24)
    with httpx.Client(base_url=url, timeout=30) as client:
        client.post("/v1/accounts", json={"email": email, "password": password}).raise_for_status()
    return email, password


def create_key(url: str, email: str, password: str, *, name: str, days: int = 1) -> str:
    """Signs in and makes an API key that is good for ``days``; returns the whole key."""
    expire_time = (datetime.now(UTC) + timedelta(days=days)).isoformat()
    with httpx.Client(base_url=url, timeout=30) as client:
        headers = {"Authorization": f"Bearer {_sign_in(client, email, password)}"}
        answer = client.post(
            "/v1/keys", json={"name": name, "scopes": SCOPES, "expire_time": expire_time}, headers=headers
        )
        answer.raise_for_status()
        key: str = answer.json()["secret"]
        return key


def new_key(url: str, *, name: str) -> str:
    """An API key of a fresh account that may make cutouts and scenes."""
    email, password = create_account(url)
    return create_key(url, email, password, name=name)
