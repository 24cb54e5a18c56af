"""The XMP packet that a made picture carries: its manifest, so that the file alone is enough to make it again.

XMP is RDF in XML (ISO 16684-1); PNG, JPEG, WebP and AVIF each have a place for it. ``packshot.client.manifests`` reads it again.
"""

from typing import Final
from xml.sax.saxutils import escape

NAMESPACE: Final = "urn:packshot:manifest:1"
_HEAD: Final = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    f'<rdf:Description rdf:about="" xmlns:packshot="{NAMESPACE}"><packshot:manifest>'
)
_TAIL: Final = '</packshot:manifest></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
_CONTROL: Final = {code: f"\\u{code:04x}" for code in (*range(32), 0xFFFE, 0xFFFF)}
"""Characters that XML cannot hold, as JSON writes them inside strings."""


def write_packet(manifest: str) -> bytes:
    """The packet of a manifest (JSON)."""
    return (_HEAD + escape(manifest.translate(_CONTROL)) + _TAIL).encode()
