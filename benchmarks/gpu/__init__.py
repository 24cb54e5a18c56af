"""``make bench-gpu``: diffusion through the whole model server beside the plain diffusers loop, in the same run.

Weights are random: speed and memory do not depend on their values, and full-size architectures are built from their
configurations. Without a GPU it runs at tiny size, to show that it works; its figures then say nothing about a card.
"""
