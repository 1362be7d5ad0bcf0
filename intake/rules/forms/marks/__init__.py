"""How people mark: boxes, typed signs, a yes and a no."""
