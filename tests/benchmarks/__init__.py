"""What is timed: each module `bench_*.py` is a program that prints its figures."""
