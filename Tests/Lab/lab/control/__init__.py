"""What tests and people steer the lab with: seeds, faults, the call log, the clock."""
