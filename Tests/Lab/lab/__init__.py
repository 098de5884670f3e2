"""An AWS on loopback for tests and demonstrations."""
