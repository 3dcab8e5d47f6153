version 1.0

import "lib.wdl" as lib

# A struct from an imported document goes through a workflow of that document and comes back.
workflow outer {
    input {
        Int age
    }

    call lib.greet as first {
        input:
            person = object { name: "Ann", age: age }
    }

    output {
        String said = first.said
        Int later = first.older.age
    }
}
