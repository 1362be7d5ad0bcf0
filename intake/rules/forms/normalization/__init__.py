"""Documents written anew before they are read: what forms do in many ways, as most of them do it."""
