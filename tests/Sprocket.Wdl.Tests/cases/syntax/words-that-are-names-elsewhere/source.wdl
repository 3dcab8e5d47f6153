version 1.0

task env {
  input {
    String after
    Int hints
    Int requirements
    Int enum
    File left
    File version
    Boolean None
  }
  command {}
  meta {
    task: "a"
    input: "b"
    null: null
  }
}

workflow w {
  scatter (in in in.in) {
    call enum as after { input: hints = left, version = version.object }
  }
}
