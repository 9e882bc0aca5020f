"""What a kernel sees of its owner's environment: an allow-list, and what the caller asked for.

Servers hold secrets in variables (database addresses, tokens), and most callers hand a kernel
a copy of everything. So a variable reaches a kernel when it is on the list, when the kernelspec
sets it, or when the caller added or changed it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase

# Harmless, and needed to find programs, files, settings and the right language.
ALLOWED = (
    "BLIS_*",
    "COLORTERM",
    "DISPLAY",
    "FORCE_COLOR",
    "HOME",
    "IPYTHONDIR",
    "JPY_PARENT_PID",
    "JPY_SESSION_NAME",
    "JUPYTER_CONFIG_DIR",
    "JUPYTER_CONFIG_PATH",
    "JUPYTER_DATA_DIR",
    "JUPYTER_NO_CONFIG",
    "JUPYTER_PATH",
    "JUPYTER_PLATFORM_DIRS",
    "JUPYTER_PREFER_ENV_PATH",
    "JUPYTER_RUNTIME_DIR",
    "LANG",
    "LANGUAGE",
    "LC_*",
    "LD_*",
    "LOGNAME",
    "MALLOC_*",
    "MKL_*",
    "MPLBACKEND",
    "MPLCONFIGDIR",
    "NBGRADER_EXECUTION",
    "NBGRADER_VALIDATING",
    "NO_COLOR",
    "NUMEXPR_*",
    "OMP_*",
    "OPENBLAS_*",
    "PATH",
    "PYDEVD_*",
    "PYTHON*",
    "SHELL",
    "TERM",
    "TMPDIR",
    "TZ",
    "USER",
    "VECLIB_*",
    "VIRTUAL_ENV",
    "WAYLAND_DISPLAY",
    "XDG_*",
)

# Differ from kernel to kernel and are read when they are needed, not on import.
_PER_KERNEL = (
    "JPY_*",
    "NBGRADER_*",
    "TERM",
    "COLORTERM",
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "XDG_SESSION_*",
)

# A template must hold one thread when it forks; BLAS libraries start a pool on import.
_ONE_THREAD = {
    "BLIS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "NUMEXPR_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
}

# Fewer pools of the C allocator, so that the threads of a kernel touch fewer pages of their own.
_ALLOCATOR = {"MALLOC_ARENA_MAX": "2"}

_DROPPED = ("PYTHONEXECUTABLE",)  # jupyter_client takes it out of every kernel's environment

_BACKEND = "module://matplotlib_inline.backend_inline"


def matches(name: str, patterns: Iterable[str]) -> bool:
    """Whether a variable is on a list of names and shell patterns."""
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def for_kernel(
    given: Mapping[str, str],
    owner: Mapping[str, str],
    spec: Mapping[str, str],
    patterns: Iterable[str] = (),
) -> dict[str, str]:
    """The environment of a kernel.

    `given` is what the caller passed, `owner` the environment of its process, `spec` what the
    kernelspec sets, `patterns` are more names to let through. An environment that the caller
    composed, not a copy of its own, is passed whole.
    """
    if any(name not in given for name in owner if name not in _DROPPED):
        return dict(given)
    allowed = (*ALLOWED, *patterns)
    return {
        name: value
        for name, value in given.items()
        if owner.get(name) != value or name in spec or matches(name, allowed)
    }


def for_template(kernel: Mapping[str, str]) -> dict[str, str]:
    """The environment in which a template imports for such a kernel: no secret, one thread."""
    shared = {
        name: value
        for name, value in kernel.items()
        if matches(name, ALLOWED) and not matches(name, _PER_KERNEL)
    }
    return {"MPLBACKEND": _BACKEND, **_ALLOCATOR, **shared, **_ONE_THREAD}
