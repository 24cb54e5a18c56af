"""``Accept`` against the formats there are."""

import pytest

from services.gateway.errors import NotAcceptable
from services.gateway.negotiation import Container, negotiate
from services.gateway.options import Format

BARE, JSON, MIXED = Container.BARE, Container.JSON, Container.MIXED


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, (BARE, Format.PNG)),
        ("", (BARE, Format.PNG)),
        ("*/*", (BARE, Format.PNG)),
        ("*", (BARE, Format.PNG)),
        ("image/*", (BARE, Format.PNG)),
        ("image/webp", (BARE, Format.WEBP)),
        ("IMAGE/WebP", (BARE, Format.WEBP)),
        ("image/jpg", (BARE, Format.JPEG)),
        ("image/jpeg;q=0.5, image/avif", (BARE, Format.AVIF)),
        ("image/jpeg;q=0.5, image/avif;q=0.4", (BARE, Format.JPEG)),
        ("image/*, image/png;q=0", (BARE, Format.JPEG)),
        ("image/*;q=0.8, image/webp;q=0.9", (BARE, Format.WEBP)),
        ("image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8", (BARE, Format.PNG)),
        ("text/html, */*;q=0.1", (BARE, Format.PNG)),
        ("application/json", (JSON, Format.PNG)),
        ("application/json, image/webp;q=0.5", (JSON, Format.WEBP)),
        ("application/*", (JSON, Format.PNG)),
        ("multipart/mixed", (MIXED, Format.PNG)),
        ("image/webp;q=nonsense, image/avif;q=0.1", (BARE, Format.AVIF)),
        ("image/webp;v=1;q=0.2, image/jpeg; q=0.1", (BARE, Format.WEBP)),
    ],
)
def test_one_picture(accept: str | None, expected: tuple[Container, Format]) -> None:
    wish = negotiate(accept, None, 1)
    assert (wish.container, wish.format) == expected


@pytest.mark.parametrize("accept", ["text/html", "image/gif", "image/png;q=0", "nonsense", ";;,", "*/*;q=0"])
def test_nothing_fits(accept: str) -> None:
    with pytest.raises(NotAcceptable, match="image/png"):
        negotiate(accept, None, 1)


@pytest.mark.parametrize("accept", ["image/png", "text/html", "*/*"])
def test_the_option_wins_over_accept(accept: str) -> None:
    wish = negotiate(accept, Format.WEBP, 1)
    assert (wish.container, wish.format) == (BARE, Format.WEBP)


def test_the_option_does_not_undo_the_container() -> None:
    wish = negotiate("application/json", Format.AVIF, 1)
    assert (wish.container, wish.format) == (JSON, Format.AVIF)


@pytest.mark.parametrize(
    ("accept", "container"), [("*/*", JSON), ("application/json", JSON), ("multipart/mixed, */*;q=0.5", MIXED)]
)
def test_several_pictures(accept: str, container: Container) -> None:
    assert negotiate(accept, None, 2).container is container


def test_several_pictures_do_not_fit_one_image() -> None:
    with pytest.raises(NotAcceptable, match="2 pictures"):
        negotiate("image/png", None, 2)
