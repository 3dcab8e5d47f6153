version 1.1

task work {
  input {
    File data
    Int level = 1
    String? label
  }

  command <<<>>>

  output {
    Int lines = 1
  }
}

workflow study {
  input {
    Array[File] samples
    Int depth = 1
  }

  Int doubled = depth * 2

  scatter (sample in samples) {
    call work { input: data = sample }
  }

  call work as last { input: data = samples[0], level = doubled }

  output {
    Array[Int] lines = work.lines
  }
}
