"""Filled forms of the kinds that applicants send: many layouts, scripts and ways of choosing. All persons are invented."""
