"""What a course of cases has given: marks, competences, domains, exports, texts alike."""
