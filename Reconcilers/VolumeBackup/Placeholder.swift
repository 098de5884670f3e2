// The kind follows.
