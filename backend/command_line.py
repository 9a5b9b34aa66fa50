"""What the commands for training, data and evaluation do alike."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from backend.errors import BackendError

logger = logging.getLogger(__name__)
_Arguments = ParamSpec("_Arguments")


def errors_to_log(main: Callable[_Arguments, int]) -> Callable[_Arguments, int]:
    """A command that ends with 1, what happened and what to do in the log, where it raises one of
    the backend's errors.
    """

    @wraps(main)
    def guarded(*arguments: _Arguments.args, **options: _Arguments.kwargs) -> int:
        try:
            return main(*arguments, **options)
        except BackendError as error:
            logger.error("%s %s", error.message, error.hint)
            return 1

    return guarded
