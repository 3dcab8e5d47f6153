version 1.1

# A default may be an expression over other inputs, whatever their order; what is given goes before it.
task defaults {
    input {
        Int c = a + b
        Int a = 1
        Int b = a * 10
        Int? d = 5
        String e = "e~{c}"
    }

    command <<<
        echo ~{a} ~{b} ~{c} ~{d} ~{e}
    >>>

    output {
        String said = read_string(stdout())
    }
}

workflow inputs {
    call defaults
    call defaults as given { input: b = 5, d = None }

    output {
        String by_default = defaults.said
        String by_hand = given.said
    }
}
