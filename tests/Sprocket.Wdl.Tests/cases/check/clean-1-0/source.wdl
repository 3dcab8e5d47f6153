version 1.0

task count {
  input {
    File text
    Int? limit
    Array[String] words = ["a", "b"]
    Boolean loud = false
  }

  String name = basename(text)

  command {
    grep ~{"-m " + limit} ~{sep=" " prefix("-e ", words)} ~{true="-v" false="" loud} ~{default="none" limit} ${name} < ~{text}
  }

  output {
    Int lines = read_int(stdout())
  }

  runtime {
    docker: "ubuntu"
    memory: "2 GB"
    preemptible: 3
  }
}

# No outputs: those of all calls are.
workflow main {
  input {
    Array[File] texts
  }

  scatter (text in texts) {
    call count { input: text = text }
  }
}
