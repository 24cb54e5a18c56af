"""The XMP packet that a made picture carries: its manifest, so that the file alone is enough to make it again.

XMP is RDF in XML (ISO 16684-1); PNG, JPEG, WebP and AVIF each have a place for it. Only our own packets are read, and nothing of a
stranger's file is ever copied into ours.
"""

from typing import Final
from xml.sax.saxutils import escape, unescape

NAMESPACE: Final = "urn:packshot:manifest:1"
_HEAD: Final = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    f'<rdf:Description rdf:about="" xmlns:packshot="{NAMESPACE}"><packshot:manifest>'
)
_TAIL: Final = '</packshot:manifest></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
_CONTROL: Final = {code: f"\\u{code:04x}" for code in range(32)}
"""Characters that XML cannot hold, as JSON writes them inside strings."""


def write_packet(manifest: str) -> bytes:
    """The packet of a manifest (JSON)."""
    return (_HEAD + escape(manifest.translate(_CONTROL)) + _TAIL).encode()


def read_packet(packet: bytes) -> str | None:
    """The manifest in one of our packets; None where it is another's."""
    text = packet.decode("utf-8", errors="replace")
    start = text.find("<packshot:manifest>")
    end = text.find("</packshot:manifest>")
    if NAMESPACE not in text or start < 0 or end < start:
        return None
    return unescape(text[start + len("<packshot:manifest>") : end])
