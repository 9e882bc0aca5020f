"""The system calls that cells may not make, kept from them by libseccomp.

One process that computes needs no other process, no socket and no say over other processes or
over files that it may not open. Landlock has no word on the owner, mode and times of files, so
these are shut off here.
"""

from __future__ import annotations

import ctypes
import errno
import os

_ALLOW = 0x7FFF0000
_ERRNO = 0x00050000
_NOT_EQUAL, _EQUAL, _MASKED_EQUAL = 1, 4, 7
_UNKNOWN = -1  # the library has no such name: the call is one of _NEWER
_CLONE_THREAD = 0x10000
_F_SETOWN, _F_SETSIG, _F_SETOWN_EX = 8, 10, 15  # would have the kernel send signals for us

_NEWER = range(450, 512)
"""Calls that the library may have no name for yet; their numbers are the same everywhere."""

_DENIED = (
    "fork vfork execve execveat "
    "socket connect bind listen accept accept4 sendto sendmsg sendmmsg "
    "io_uring_setup io_uring_enter io_uring_register "
    "ptrace process_vm_readv process_vm_writev process_madvise process_mrelease kcmp "
    "kill tkill rt_sigqueueinfo rt_tgsigqueueinfo pidfd_open pidfd_getfd pidfd_send_signal "
    "setpriority ioprio_set sched_setaffinity sched_setattr sched_setparam sched_setscheduler "
    "mount umount umount2 pivot_root chroot move_mount open_tree mount_setattr "
    "fsopen fsconfig fsmount fspick unshare setns open_by_handle_at name_to_handle_at "
    "bpf perf_event_open userfaultfd keyctl add_key request_key "
    "memfd_create memfd_secret shmget shmat shmctl shmdt msgget msgsnd msgrcv msgctl "
    "semget semop semctl semtimedop mq_open mq_unlink mq_notify mq_timedsend mq_timedreceive "
    "chmod fchmod fchmodat fchmodat2 chown fchown lchown fchownat truncate "
    "utime utimes utimensat futimesat setxattr lsetxattr fsetxattr setxattrat "
    "removexattr lremovexattr fremovexattr removexattrat mknod mknodat "
    "symlink symlinkat link linkat "
    "inotify_init inotify_init1 inotify_add_watch fanotify_init fanotify_mark "
    "quotactl quotactl_fd acct swapon swapoff reboot init_module finit_module delete_module "
    "kexec_load kexec_file_load syslog personality vhangup setsid setpgid "
)


class _Compare(ctypes.Structure):
    _fields_ = (
        ("arg", ctypes.c_uint),
        ("op", ctypes.c_int),
        ("a", ctypes.c_uint64),
        ("b", ctypes.c_uint64),
    )


def library() -> ctypes.CDLL | None:
    """libseccomp, or None where it is not installed."""
    try:
        found = ctypes.CDLL("libseccomp.so.2")
    except OSError:
        return None
    found.seccomp_init.restype = ctypes.c_void_p
    found.seccomp_init.argtypes = [ctypes.c_uint32]
    found.seccomp_load.argtypes = [ctypes.c_void_p]
    found.seccomp_release.argtypes = [ctypes.c_void_p]
    found.seccomp_syscall_resolve_name.argtypes = [ctypes.c_char_p]
    found.seccomp_rule_add_array.argtypes = [
        ctypes.c_void_p,
        ctypes.c_uint32,
        ctypes.c_int,
        ctypes.c_uint,
        ctypes.POINTER(_Compare),
    ]
    return found


def deny(found: ctypes.CDLL, *, threads: bool) -> None:
    """Shut the calls off for this process, for good; OSError where the kernel refuses.

    `threads`: more threads may be started (where their number has a limit of its own).
    """
    filters = _Filter(found)
    try:
        for name in _DENIED.split():
            filters.refuse(name)
        for number in _NEWER:
            filters.refuse(number, with_errno=errno.ENOSYS)
        # The C library asks for clone where it hears that there is no clone3, whose flags a
        # filter cannot see.
        filters.refuse("clone3", with_errno=errno.ENOSYS)
        if threads:
            filters.refuse("clone", (0, _MASKED_EQUAL, _CLONE_THREAD, 0))
        else:
            filters.refuse("clone")
        filters.refuse("tgkill", (0, _NOT_EQUAL, os.getpid(), 0))  # abort() means itself
        filters.refuse("prlimit64", (0, _NOT_EQUAL, 0, 0))
        for command in (_F_SETOWN, _F_SETSIG, _F_SETOWN_EX):
            filters.refuse("fcntl", (1, _EQUAL, command, 0))
        filters.load()
    finally:
        filters.release()


class _Filter:
    def __init__(self, found: ctypes.CDLL) -> None:
        self._library = found
        self._context = found.seccomp_init(_ALLOW)
        if not self._context:
            raise OSError(errno.ENOMEM, "libseccomp made no filter")

    def refuse(
        self, call: str | int, *where: tuple[int, int, int, int], with_errno: int = errno.EPERM
    ) -> None:
        number = call
        if isinstance(call, str):
            number = self._library.seccomp_syscall_resolve_name(call.encode())
        if number == _UNKNOWN:
            return
        compare = (_Compare * len(where))(*(_Compare(*one) for one in where))
        self._checked(
            self._library.seccomp_rule_add_array(
                self._context, _ERRNO | with_errno, number, len(where), compare
            )
        )

    def load(self) -> None:
        self._checked(self._library.seccomp_load(self._context))

    def release(self) -> None:
        self._library.seccomp_release(self._context)

    @staticmethod
    def _checked(result: int) -> None:
        if result < 0:
            raise OSError(-result, f"libseccomp: {os.strerror(-result)}")
