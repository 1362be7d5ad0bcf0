"""The letters: which, to whom, when, and the facts they tell."""
