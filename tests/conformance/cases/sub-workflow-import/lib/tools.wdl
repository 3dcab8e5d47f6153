version 1.0

import "add.wdl"

struct Pair2 {
    Int a
    Int b
}

workflow adding {
    input {
        Pair2 two
        Int more
    }

    call add.add { input: x = two.a + two.b, y = more }

    output {
        Int sum = add.sum
    }
}
