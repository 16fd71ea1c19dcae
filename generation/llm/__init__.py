"""What the model client is made of; `generation/client.py` puts it together."""
