"""How HER2 decides the treatment of breast cancer."""
