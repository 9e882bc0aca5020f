"""Items, blueprints, and the rules that keep them good."""
