"""Filled forms as applicants send them: many layouts, scripts and ways of choosing. All persons are invented."""
