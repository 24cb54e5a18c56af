"""``packshot batch``: a folder of photos through one recipe, as jobs. It can be interrupted at any moment, and goes on.

``photos`` finds them and names what they become, ``ledger`` remembers every step on disk, ``work`` does the steps, ``pace``,
``failures`` and ``sheet`` tell how it went, ``command`` is what is typed.
"""
