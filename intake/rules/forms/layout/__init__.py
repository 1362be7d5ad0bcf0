"""Where a form asks, and where the answers stand: tables, paragraphs, frames, captions."""
