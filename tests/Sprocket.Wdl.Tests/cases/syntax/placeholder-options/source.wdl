version 1.0

task t {
  command <<<
    ~{true="a" x} ~{false="b" x}
    ~{sep=" " sep="," x} ~{sep=" " true="a" false="b" x}
    ~{seperator=" " x} ~{sep=1 x} ~{x = 1}
  >>>
}
