"""What stands in the register, sheet by sheet."""
