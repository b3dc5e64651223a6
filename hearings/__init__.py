"""The domain: the law, the people, the cases and the figures, with no input or output."""
