"""How the treatment rules run: cases, conditions, rule files, plans and the diagram behind `treatment`."""
