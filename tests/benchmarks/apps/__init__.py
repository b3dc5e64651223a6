"""Small programs that the benchmarks run on a pseudo-terminal."""
