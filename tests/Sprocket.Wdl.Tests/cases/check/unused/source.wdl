version 1.1

task t {
  input {
    File bam
    File bai
  }

  Int used = 1
  Int unused = 2
  Int reads_unused = unused2
  Int unused2 = 3

  command <<<
    ~{bam} ~{used}
  >>>
}

workflow main {
  input {
    File bam
  }

  Int nothing = 1

  scatter (i in [1]) {
    Int inner = i
    call t { input: bam, bai = bam }
  }
}
