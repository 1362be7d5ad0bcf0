"""What things mean: pure rules, no effects."""
