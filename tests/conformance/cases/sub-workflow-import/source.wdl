version 1.0

import "lib/tools.wdl" as tools alias Pair2 as Two

# A struct that is imported under another name, and a call of an imported workflow under another name.
workflow importing {
    Two two = object { a: 1, b: 2 }
    scatter (n in [1, 2]) {
        call tools.adding as added { input: two = two, more = n }
    }

    output {
        Array[Int] sums = added.sum
    }
}
