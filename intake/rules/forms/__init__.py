"""From the places of a form to its answers."""
