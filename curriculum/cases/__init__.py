"""Case scenarios as data: a person, documents, tasks, what each answer is worth, and why."""
