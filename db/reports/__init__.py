"""Reports: the quarterly reassessment report and the fixed table for staff associations."""
