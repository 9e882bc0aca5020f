"""Settings of Sphinx for the reading edition; `apps/book/build.py` adds language and folders."""

project = "Parcours"
html_title = "Parcours"
author = "Parcours"
extensions = ["myst_nb", "apps.book.extension"]
root_doc = "index"
exclude_patterns = ["_assets", "locale", "**.ipynb_checkpoints"]

# Notebooks come with the static output of each code cell; nothing is ever run.
nb_execution_mode = "off"
nb_remove_code_source = True
nb_ipywidgets_js: dict[str, dict[str, str]] = {}  # its default is a CDN

# Lessons are CommonMark with tables, as JupyterLab shows them, not MyST.
myst_enable_extensions: list[str] = []
myst_disable_syntax = [
    "myst_role",
    "myst_target",
    "myst_line_comment",
    "myst_block_break",
    "colon_fence",
    "footnote_ref",
    "footnote",
    "footnote_def",
]
myst_all_links_external = True  # apps.book.extension resolves them
myst_heading_anchors = 0
smartquotes_action = "q"

locale_dirs = ["locale"]
html_theme = "furo"
templates_path = ["templates"]
html_static_path = ["static"]
html_css_files = ["lessons.css", "book.css"]
html_js_files = [("activity.js", {"defer": "defer"}), ("book.js", {"defer": "defer"})]
html_copy_source = False
html_show_sphinx = False
html_use_index = False
html_domain_indices = False
html_sidebars = {
    "**": [
        "sidebar/brand.html",
        "sidebar/search.html",
        "sidebar/scroll-start.html",
        "sidebar/navigation.html",
        "sidebar/scroll-end.html",
    ]
}
