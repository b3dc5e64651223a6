"""What is put over a screen to choose, to look up or to settle."""
