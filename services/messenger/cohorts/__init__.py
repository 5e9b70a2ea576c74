"""One slot text per shape of message: the shape, its cache and the lease on its making."""
