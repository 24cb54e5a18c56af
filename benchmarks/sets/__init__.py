"""``make sets``: every studio set with every product, to be looked at; how long they take, and how much memory."""
