"""Forms composed at random: wording, layout, look and filling are drawn each for itself."""
