"""Words that the checks and the built-in writer share: data, and small functions over them."""
