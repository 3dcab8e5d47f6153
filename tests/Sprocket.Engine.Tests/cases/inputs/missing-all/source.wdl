version 1.2

task align {
  input {
    Array[File]+ reads
    File genome
    Int threads = 4
    String? note
    String sample
  }

  parameter_meta {
    reads: "reads of one sample, FASTQ"
    genome: {
      description: "the reference, FASTA"
    }
  }

  command <<<>>>
}
