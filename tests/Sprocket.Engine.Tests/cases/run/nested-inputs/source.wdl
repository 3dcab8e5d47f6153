version 1.2

task greet {
  input {
    String greeting
    String name = "Joe"
  }
  command <<< >>>
  output {
    String said = "~{greeting} ~{name}"
    Float cpu = task.cpu
  }
}

workflow wf {
  scatter (greeting in ["hello", "bye"]) {
    call greet { greeting }
  }
  output {
    Array[String] said = greet.said
    Array[Float] cpus = greet.cpu
  }
  hints { allow_nested_inputs: true }
}
