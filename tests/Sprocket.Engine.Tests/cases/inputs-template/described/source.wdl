version 1.2

task align {
  input {
    File reads
    Array[File] more
    Int threads = 4
    String? options
    String sample
    String plain
    Int empty
  }

  parameter_meta {
    reads: "reads of one sample, FASTQ"
    more: {
      help: "shown when there is no description",
      category: "common"
    }
    threads: {
      description: "threads of one job",
      help: "not shown"
    }
    options: {
      label: "More options, handed on as they are to the aligner. This text is so long that a comment cannot hold it on a single line, so that it must go on on the next."
    }
    sample: "a description\n  of two lines"
    empty: "  "
  }

  command <<<
    echo ~{reads} ~{sep(" ", more)} ~{threads} ~{options} ~{sample} ~{plain} ~{empty}
  >>>
}
