"""What a kernel sees of its owner's environment: an allow-list, and what the caller asked for.

Servers hold secrets in variables (database addresses, tokens), and most callers hand a kernel
a copy of everything. So a variable reaches a kernel when it is on the list, when the kernelspec
sets it, or when the caller added or changed it. This is hygiene, not a wall: a kernel runs as the
same user, and can look at what that user's processes have.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase

# Harmless, and needed to find programs, files, settings and the right language. Proxies are not
# on the list: their addresses may hold a password.
ALLOWED = (
    "BLIS_*",
    "COLORTERM",
    "CONDA_DEFAULT_ENV",
    "CONDA_PREFIX",
    "CUDA_VISIBLE_DEVICES",
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
    "LD_LIBRARY_PATH",
    "LD_PRELOAD",
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
    "PYTHONASYNCIODEBUG",
    "PYTHONBREAKPOINT",
    "PYTHONDEVMODE",
    "PYTHONDONTWRITEBYTECODE",
    "PYTHONFAULTHANDLER",
    "PYTHONHASHSEED",
    "PYTHONHOME",
    "PYTHONIOENCODING",
    "PYTHONMALLOC",
    "PYTHONNOUSERSITE",
    "PYTHONOPTIMIZE",
    "PYTHONPATH",
    "PYTHONPYCACHEPREFIX",
    "PYTHONSAFEPATH",
    "PYTHONSTARTUP",
    "PYTHONTRACEMALLOC",
    "PYTHONUNBUFFERED",
    "PYTHONUSERBASE",
    "PYTHONUTF8",
    "PYTHONWARNINGS",
    "REQUESTS_CA_BUNDLE",
    "SHELL",
    "SSL_CERT_DIR",
    "SSL_CERT_FILE",
    "TEMP",
    "TERM",
    "TMP",
    "TMPDIR",
    "TZ",
    "USER",
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

_BACKEND = "module://matplotlib_inline.backend_inline"


Variables = frozenset[tuple[str, str]]

_owner: set[tuple[str, str]] = set()


def of_owner(now: Mapping[str, str]) -> Variables:
    """All that this process's environment has held, as far as it was seen, and holds now.

    Managers keep a copy for restarts, while the process goes on changing its own.
    """
    _owner.update(now.items())
    return frozenset(_owner)


def matches(name: str, patterns: Iterable[str]) -> bool:
    """Whether a variable is on a list of names and shell patterns."""
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def for_kernel(
    given: Mapping[str, str],
    owner: Variables,
    spec: Mapping[str, str],
    patterns: Iterable[str] = (),
) -> dict[str, str]:
    """The environment of a kernel: what is allowed, and what its owner never had itself.

    `given` is what the caller passed, `spec` what the kernelspec sets, `patterns` are more names
    to let through.
    """
    allowed = (*ALLOWED, *patterns)
    return {
        name: value
        for name, value in given.items()
        if (name, value) not in owner or name in spec or matches(name, allowed)
    }


def for_template(kernel: Mapping[str, str], spec: Mapping[str, str]) -> dict[str, str]:
    """The environment in which a template imports for such a kernel: no secret, one thread.

    Variables that the kernelspec sets are the same for all kernels of one template.
    """
    shared = {
        name: value
        for name, value in kernel.items()
        if name in spec or (matches(name, ALLOWED) and not matches(name, _PER_KERNEL))
    }
    return {"MPLBACKEND": _BACKEND, **_ALLOCATOR, **shared, **_ONE_THREAD}
