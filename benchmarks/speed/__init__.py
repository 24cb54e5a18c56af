"""``make bench``: cutouts beside the rembg server in one run, overhead, scene time, readiness and memory."""
