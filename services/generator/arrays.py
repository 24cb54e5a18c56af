"""Names for the arrays that travel through the generator.

numpy's types cannot carry shapes, and OpenCV's stubs lose the dtype, so these aliases say what mypy cannot: every public function
repeats the shape and dtype in its docstring.
"""

from typing import Any, TypeAlias

from numpy.typing import NDArray

Bytes: TypeAlias = NDArray[Any]
"""uint8 picture (H, W, 3) in sRGB order R, G, B, or a uint8 plane (H, W)."""
Field: TypeAlias = NDArray[Any]
"""float32 plane (H, W) or picture (H, W, 3); colours are linear light, 1.0 = a white sheet under the key light."""
Triple: TypeAlias = tuple[float, float, float]
"""A colour in linear light (R, G, B), or a direction (x right, y up, z away from the camera)."""
