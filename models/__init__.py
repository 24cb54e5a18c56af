"""The Triton model repository, and where every weight comes from.

Runs in the model server's own environment (numpy 1, no gRPC stubs of Packshot); imports nothing of ``mesh``,
``packshot`` or ``services``.
"""
