"""How rules see the words of an item: tokens, stems and forms, in both languages."""
