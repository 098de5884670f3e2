"""Who calls: access keys and signatures."""
