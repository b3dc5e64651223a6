"""What is done about an outlier, and whether it worked.

An action is given on a unit, a rank or a tier. Its rate before and after is counted by the day of
the initial assessment, and the period that raised the flag is in neither: whoever was picked for a
high rate is likely to have a lower one the next time, whatever anyone does.
"""
