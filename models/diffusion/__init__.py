"""Diffusion pipelines behind Triton: which models there are, where their weights lie, how one paints.

Runs in an environment of its own (dependency groups ``models`` and ``models-diffusion``). Modules that name torch or
diffusers import them late or say so in their docstring; specs, settings, weights and the queue need neither.
"""
