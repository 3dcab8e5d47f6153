version 1.0

import "library.wdl" as library

struct Sample {
    String name
}

workflow names {
}
