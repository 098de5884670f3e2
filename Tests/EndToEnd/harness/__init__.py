"""What the end-to-end tests share: the program as a subprocess, Git repositories, manifests, worlds."""
