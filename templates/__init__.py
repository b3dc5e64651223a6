"""What is written to people: bulletins, notices, letters and reports."""
