"""The parts of a lesson as static HTML: what a reader sees who runs no cell."""
