version 1.2

# Continued lines are joined, the edges and what all lines begin with are left out, and placeholders come last.
workflow texts {
    String word = "  in"

    output {
        String one = <<< one >>>
        String dedented = <<<
            first
              second

            third
        >>>
        String continued = <<<
            a \
            b
        >>>
        String held = <<<
            ~{word}
            out
        >>>
        String quotes = <<< "double" 'single' \>>> >>>
    }
}
