"""libvips, set up once for a server that is sent pictures by strangers. Import ``pyvips`` from here.

Every loader is blocked except those of the five formats that are taken, whatever a caller asks for; nothing is
cached between pictures; each picture is worked on by one thread, since the callers' pool already has one for each core.
"""

import logging

import pyvips

_LOADERS = ("Jpeg", "Png", "Webp", "Heif", "Tiff")

# libvips tells of every odd tag in a stranger's file; what matters of it comes as an exception.
logging.getLogger("pyvips").setLevel(logging.ERROR)

pyvips.block_untrusted_set(True)
pyvips.operation_block_set("VipsForeignLoad", True)
for _loader in _LOADERS:
    pyvips.operation_block_set(f"VipsForeignLoad{_loader}", False)

# The operation cache would keep the last pictures, of whichever customers, in memory.
pyvips.cache_set_max(0)
pyvips.cache_set_max_mem(0)
pyvips.cache_set_max_files(0)
pyvips.concurrency_set(1)

__all__ = ["pyvips"]
