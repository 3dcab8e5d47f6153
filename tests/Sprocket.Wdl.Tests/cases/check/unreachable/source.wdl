version 1.3

task greet {
    input {
        String name
    }

    command <<< echo 'hello ~{name}' >>>
}

workflow unreachable {
    input {
        Boolean is_first
    }

    if (false) {
        call greet as never { name = "a" }
    }

    if (is_first) {
        call greet as first { name = "b" }
    } else if (true) {
        call greet as second { name = "c" }
    } else if (is_first) {
        call greet as third { name = "d" }
    } else {
        call greet as fourth { name = "e" }
    }

    scatter (name in []) {
        call greet as none { name = name }
    }

    # Nothing is said of a condition that is true when there is no other clause.
    if (true) {
        call greet as always { name = "f" }
    }
}
