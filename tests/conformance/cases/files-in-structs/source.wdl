version 1.0

struct Sample {
    File reads
    Int? lane
    Array[File] others
    Map[String, File] named
}

task make {
    command <<<
        echo 1 >a.txt
        echo 2 >b.txt
    >>>

    output {
        Sample sample = object { reads: "a.txt", others: ["b.txt"], named: {"a": "a.txt"} }
        Pair[File, Int] pair = ("b.txt", 1)
    }
}

task use {
    input {
        Sample sample
        Pair[File, Int] pair
    }

    command <<<
        cat '~{sample.reads}' '~{sample.others[0]}' '~{sample.named["a"]}' '~{pair.left}'
    >>>

    output {
        Array[Int] numbers = read_lines(stdout())
    }
}

workflow structs {
    call make
    call use {
        input:
            sample = make.sample,
            pair = make.pair
    }

    output {
        Array[Int] numbers = use.numbers
        Sample sample = make.sample
        Pair[File, Int] pair = make.pair
    }
}
