"""What can be wrong with bytes from the other side."""


class WireError(Exception):
    """The other side sent something that is not a message; the connection cannot go on."""


class FrameTooLarge(WireError):
    """A frame announces more bytes than this side accepts."""


class MalformedMessage(WireError):
    """A frame's header is not a known message, or its parts do not fit its body."""
