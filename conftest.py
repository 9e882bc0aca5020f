"""Loaded before all tests.

pytest names a test module after its folders, so the folder `warm_kernels` would stand for the
package of that name, unless the package is there first.
"""

import warm_kernels  # noqa: F401
