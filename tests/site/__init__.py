"""Made websites for the tests: pages as Python, served on loopback."""
