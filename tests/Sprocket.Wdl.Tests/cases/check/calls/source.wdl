version 1.1

import "lib.wdl"

task align {
  input {
    File reads
    Int threads = 4
    String? label
  }

  String secret = "x"

  command <<<
    ~{reads} ~{threads} ~{label} ~{secret}
  >>>

  output {
    File bam = "out.bam"
  }
}

workflow main {
  input {
    File reads
    String threads
  }

  call align { input: reads }
  call align as missing
  call align as unknown { input: reads, thread = 4 }
  call align as private { input: reads, secret = "y" }
  call align as twice { input: reads, reads = "b" }
  call align as wrong { input: reads = [reads], label = 1, threads = 1.5 }
  call align as shorthand { input: reads, treads }
  call align as optional { input: reads = align.maybe, threads = None }
  call alig as typo { input: reads }
  call main as again
  call lib.needs_more
  call align as later after align after reads after nobody { input: reads }

  output {
    File bam = align.bam
    File bai = align.bai
    File in = align.reads
    File call_itself = align
    File of_typo = typo.bam
    File of_missing = missing.bam
  }
}
