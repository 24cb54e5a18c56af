"""``make capacity``: what Packshot needs at 1, 100 and 10,000 scenes a second.

``make capacity-check`` measures what that rests on, and how far the model is off.
"""
