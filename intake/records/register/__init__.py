"""The register and what else is a workbook: written, read back, and kept as staff left it."""
