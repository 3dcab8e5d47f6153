version 1.0

# Escapes, placeholders of both spellings, and what does not need an escape.
workflow strings {
    input {
        String name
    }
    output {
        String both = "~{name} and ${name}"
        String tab = "a\tb"
        String quotes = 'say "~{name}"'
        String unicode = "\u00e9\x41\101"
        String nested = "~{"<" + name + ">"}"
        String dollar = "5$ ~ 6$"
    }
}
