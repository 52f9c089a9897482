"""What questions about simulated fields share: what to ask the microscope for, and words for what is seen.

Nothing here draws: a question holds a request, and the truth that was asked for is enough to word reasons.
"""
