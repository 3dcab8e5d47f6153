version 1.0

# Files go from task to task, and a glob gives them in the order of their names.
task split {
    command <<<
        echo beta >b.txt
        echo alpha >a.txt
        echo none >c.log
    >>>

    output {
        Array[File] parts = glob("*.txt")
    }
}

task join {
    input {
        Array[File] parts
    }

    command <<<
        cat ~{sep=" " parts} >whole
    >>>

    output {
        File whole = "whole"
        Array[String] lines = read_lines("whole")
    }
}

workflow pass {
    call split

    call join {
        input:
            parts = split.parts
    }

    output {
        File whole = join.whole
        Array[String] lines = join.lines
        Int count = length(split.parts)
        String name = basename(split.parts[0], ".txt")
    }
}
