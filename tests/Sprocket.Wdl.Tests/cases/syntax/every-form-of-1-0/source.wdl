version 1.0

import "lib/tasks.wdl"
import 'https://example.org/more.wdl' as more alias Sample as MoreSample alias Run as MoreRun

struct Sample {
  String name
  Array[File]+ reads
  Map[String, Pair[Int, Float?]]? extra
}

workflow main {
  input {
    Array[Sample] samples
    Int in = 0x10
    Object options = object { depth: 3, "name": "x" }
  }
  String loose
  Boolean many = length(samples) > 010
  scatter (sample in samples) {
    if (many && !defined(sample.extra)) {
      call tasks.align as align_one {
        input:
          sample = sample,
          flags = ["-x", "~{in}"],
      }
    }
    Float f = .5 + 1e-3
  }
  call more.summary { input: }
  call plain
  output {
    Array[File?] bams = align_one.bam
  }
  meta {
    author: "me"
    tags: ["a", "b"]
    nested: { year: 2020, open: true, nothing: null, ratio: -1.5 }
  }
  parameter_meta {
    samples: "what to align ~{as text}"
    in: { help: 'a number', min: -1 }
  }
}

task align {
  input {
    Sample sample
    Array[String] flags = []
  }
  Int size = ceil(size(sample.reads, "GB")) * 2
  command {
    bwa mem ${sep=" " flags} ~{true="-a" false="" size > 1} \
      ~{default="none" sample.name} $HOME
  }
  runtime {
    docker: "bwa:1"
    memory: size + " GB",
    input: 1
  }
  output {
    File bam = "~{sample.name}.bam"
  }
}
