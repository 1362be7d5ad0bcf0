"""`config.toml` and the call files to frozen values, or every fault at once with its key."""

from intake.config.config_file import ConfigError, Fault, languages, load, load_calls, need_calls

__all__ = ["ConfigError", "Fault", "languages", "load", "load_calls", "need_calls"]
