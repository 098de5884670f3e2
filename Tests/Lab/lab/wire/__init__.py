"""HTTP/1.1 as bytes: messages, connections, and answers that break on purpose."""
