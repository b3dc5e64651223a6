"""Hold the parts that screens are made of."""
