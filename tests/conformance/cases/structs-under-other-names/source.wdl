version 1.0

import "library.wdl" as library alias Sample as Other

struct Sample {
    String name
}

workflow names {
    Sample mine = object { name: "mine" }
    Other theirs = object { number: 5 }

    call library.count {
        input:
            sample = theirs
    }
    call library.make

    output {
        String name = mine.name
        Int number = count.number
        Other made = make.sample
    }
}
