"""What the pipeline writes: one module per stage, `claims` beneath them all."""
